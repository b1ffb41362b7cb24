"""What any program of this kind needs and no shop in particular: settings, database, clock, money, ids, outbox, secrets."""

from sqlmodel import SQLModel

# Before any table is defined: constraints carry names that migrations on both databases can rely on.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
