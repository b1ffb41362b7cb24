"""What do requests about money look like? The schemas of the OpenAPI document; the domain checks what comes in."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

_MONEY = Field(examples=["25.00"], description="Major units of the currency", pattern=r"^\d+(\.\d+)?$")


class StoreCreditIssue(BaseModel):
    """Credit without a return. `reference`: the shop's own name for it; the same one gives the same credit, for ever."""

    amount: str = _MONEY
    currency: str = Field(examples=["USD"])
    kind: Literal["store_credit", "gift_card"] = "store_credit"
    reference: str | None = None
    order_external_id: str | None = None
    customer_email: str | None = None
    expires_at: AwareDatetime | None = None


class StoreCreditCode(BaseModel):
    """As it was typed: blanks, hyphens and small letters do not matter."""

    code: str = Field(examples=["9K3M-4TQZ-0R7B-XW2C"])


class StoreCreditHold(StoreCreditCode):
    """Part of a credit to keep for a checkout, for so many `minutes`."""

    amount: str = _MONEY
    currency: str = Field(examples=["USD"])
    reference: str | None = Field(None, description="The shop's own name for the purchase")
    minutes: int = Field(30, ge=1, le=10_080)


class StoreCreditCapture(BaseModel):
    """Left out: all that was held."""

    amount: str | None = None


class RefundConfirmation(BaseModel):
    """The shop's own record of the payment. Cash needs one."""

    receipt: str | None = None


class RefundFailure(BaseModel):
    """Why it cannot be paid."""

    reason: str


class RefundRetry(BaseModel):
    """Left out: the way it was tried before."""

    way: Literal["stripe", "shop", "offline", "store_credit"] | None = None
    receipt: str | None = None


class StripeAccount(BaseModel):
    """Written, never read back."""

    secret_key: str = Field(examples=["rk_live_…"], description="A restricted key with write access to refunds is enough")
    webhook_secret: str = Field(examples=["whsec_…"])
