"""Parcels that need a person `/app/exceptions`, kind by kind, with what would help."""
