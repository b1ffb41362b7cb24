"""What are people told about their own accounts? Kinds of mail to staff, and which facts they follow from."""

from __future__ import annotations

from enum import StrEnum


class AccountKind(StrEnum):
    """One kind of mail about an account."""

    CONFIRM = "confirm_address"
    KNOWN = "has_account"
    RESET = "reset_password"
    INVITATION = "invitation"
    ROLE = "role_changed"
    OWNER = "became_owner"
    NO_OWNER = "gave_ownership"


KINDS_OF_FACT: dict[str, tuple[AccountKind, ...]] = {
    "person.signed_up": (AccountKind.CONFIRM,),
    "person.signed_up_again": (AccountKind.KNOWN,),
    "person.forgot_password": (AccountKind.RESET,),
    "staff.invited": (AccountKind.INVITATION,),
    "staff.role_changed": (AccountKind.ROLE,),
    "ownership.transferred": (AccountKind.OWNER, AccountKind.NO_OWNER),
}
