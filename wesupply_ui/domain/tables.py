"""Every table in one place, so that migrations and tests see them all."""

from sqlmodel import SQLModel

from wesupply_ui.domain.accounts import audit, blocks, factors, invitations, links, refusals
from wesupply_ui.domain.accounts import models as accounts
from wesupply_ui.domain.branding import models as branding
from wesupply_ui.domain.catalogue import models as catalogue
from wesupply_ui.domain.hosts import models as hosts
from wesupply_ui.domain.insights import models as insights
from wesupply_ui.domain.labels import models as labels
from wesupply_ui.domain.ledger import credit_models as store_credit
from wesupply_ui.domain.ledger import models as ledger
from wesupply_ui.domain.ledger import refund_models as refunds
from wesupply_ui.domain.locations import models as locations
from wesupply_ui.domain.notifications import models as notifications
from wesupply_ui.domain.orders import models as orders
from wesupply_ui.domain.orders import work_models as order_work
from wesupply_ui.domain.orders.custom import models as order_fields
from wesupply_ui.domain.returns import models as returns
from wesupply_ui.domain.returns import request_models as return_requests
from wesupply_ui.domain.returns.begun import models as return_drafts
from wesupply_ui.domain.returns.photos import models as return_photos
from wesupply_ui.domain.returns.receiving import models as receiving
from wesupply_ui.domain.returns.talk import models as return_talk
from wesupply_ui.domain.tracking import models as tracking
from wesupply_ui.kernel import idempotency, inbox, outbox

__all__ = [
    "accounts",
    "audit",
    "blocks",
    "branding",
    "catalogue",
    "factors",
    "hosts",
    "idempotency",
    "inbox",
    "insights",
    "invitations",
    "labels",
    "ledger",
    "links",
    "locations",
    "metadata",
    "notifications",
    "order_fields",
    "order_work",
    "orders",
    "outbox",
    "receiving",
    "refunds",
    "refusals",
    "return_drafts",
    "return_photos",
    "return_requests",
    "return_talk",
    "returns",
    "store_credit",
    "tracking",
]

metadata = SQLModel.metadata
