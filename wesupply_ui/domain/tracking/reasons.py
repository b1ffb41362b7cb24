"""Why a parcel is not simply moving: each reason with the party that caused it and what would help, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.tracking.status import Party


@dataclass(frozen=True, slots=True)
class Reason:
    """`action` is a key that screens and messages have words for; None when waiting is all there is to do."""

    code: str
    responsible: Party
    words: str
    action: str | None = None
    action_by: Party | None = None


def _shopper(code: str, words: str, action: str | None, by: Party = Party.SHOPPER) -> Reason:
    return Reason(code, Party.SHOPPER, words, action, by if action else None)


def _carrier(code: str, words: str, action: str | None = None) -> Reason:
    return Reason(code, Party.CARRIER, words, action, Party.MERCHANT if action else None)


_ALL = (
    _shopper("nobody_home", "Nobody was there to take the parcel", "choose_new_day"),
    _shopper("business_closed", "The business was closed", "choose_new_day"),
    _shopper("no_access", "The driver could not get to the door", "give_access"),
    _shopper("no_room", "There was no room in the mailbox", "choose_new_day"),
    _shopper("no_safe_place", "There was no safe place to leave the parcel", "choose_new_day"),
    _shopper("bad_address", "The address is wrong or incomplete", "correct_address"),
    _shopper("moved", "The recipient has moved", "correct_address"),
    _shopper("refused", "The recipient refused the parcel", None),
    _shopper("unclaimed", "Nobody collected the parcel in time", None),
    _shopper("signature_needed", "An adult has to sign for the parcel", "choose_new_day"),
    _shopper("code_needed", "The recipient has to show identification or a code", "choose_new_day"),
    _shopper("appointment_needed", "The carrier needs an appointment for the delivery", "choose_new_day"),
    _shopper("payment_due", "A payment is due on delivery", "pay"),
    _shopper("shopper_asked", "The recipient asked for another day or place", None),
    _shopper("waiting_for_collection", "The parcel waits to be collected", "collect"),
    Reason("customs_documents", Party.CUSTOMS, "Customs needs a document", "give_document", Party.SHOPPER),
    Reason("customs_duties", Party.CUSTOMS, "Duties or taxes are due", "pay_duties", Party.SHOPPER),
    Reason("customs_inspection", Party.CUSTOMS, "Customs is checking the parcel"),
    Reason("import_refused", Party.CUSTOMS, "Customs does not let the parcel in", "contact_merchant", Party.SHOPPER),
    Reason("seized", Party.CUSTOMS, "An authority has taken the parcel", "contact_merchant", Party.SHOPPER),
    Reason("weather", Party.WEATHER, "Weather holds up deliveries"),
    Reason("disaster", Party.WEATHER, "An emergency in the area holds up deliveries"),
    _carrier("carrier_delay", "The carrier is running late"),
    _carrier("mechanical", "A vehicle or machine broke down"),
    _carrier("missorted", "The parcel took a wrong turn and is on its way back"),
    _carrier("missed_connection", "The parcel missed its connection"),
    _carrier("volume", "The carrier has more parcels than usual"),
    _carrier("waiting_for_others", "The carrier waits for the shipment's other parcels"),
    _carrier("remote_area", "There is no delivery every day in this area"),
    _carrier("strike", "A strike holds up deliveries"),
    _carrier("damaged", "The parcel was damaged", "replace_or_refund"),
    _carrier("lost", "The carrier cannot find the parcel", "replace_or_refund"),
    _carrier("destroyed", "The parcel was destroyed", "replace_or_refund"),
    _carrier("investigation", "The carrier is looking into what happened"),
    Reason("label_problem", Party.MERCHANT, "The label cannot be read", "contact_carrier", Party.MERCHANT),
    Reason("packaging", Party.MERCHANT, "The packaging has to be repaired", None, None),
    Reason("oversize", Party.MERCHANT, "The parcel is too large or heavy for its service", "contact_carrier", Party.MERCHANT),
    Reason("prohibited", Party.MERCHANT, "The contents may not be carried", "contact_carrier", Party.MERCHANT),
    Reason("not_handed_over", Party.MERCHANT, "The carrier has not received the parcel yet", "hand_over", Party.MERCHANT),
    Reason("handed_over_late", Party.MERCHANT, "The parcel was handed over after the day's last collection"),
    Reason("recalled", Party.MERCHANT, "The sender called the parcel back"),
    Reason("voided", Party.MERCHANT, "The label was cancelled"),
    Reason("holiday", Party.UNKNOWN, "No deliveries on a holiday"),
    Reason("security", Party.UNKNOWN, "A security check holds the parcel"),
    Reason("undeliverable", Party.UNKNOWN, "The parcel could not be delivered", "contact_merchant", Party.SHOPPER),
    Reason("no_news", Party.UNKNOWN, "There has been no news for longer than usual", "contact_carrier", Party.MERCHANT),
    Reason("other", Party.UNKNOWN, "The carrier gave no clear reason"),
)

REASONS: dict[str, Reason] = {reason.code: reason for reason in _ALL}
