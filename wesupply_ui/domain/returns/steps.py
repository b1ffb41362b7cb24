"""How does something come back, step by step? In the task's language, for the page and for mails."""

from __future__ import annotations

from wesupply_ui.kernel.language import _


def title_of(method: str) -> str:
    """What the steps are about."""
    if method == "keep":
        return _("Keep it")
    return _("Bring it to a store") if method == "store" else _("How to send it back")


def steps_of(method: str, *, number: str, address: str) -> list[str]:
    """In their order. `number`: the return's; `address`: where it goes, for those who choose the carrier."""
    packed = _("Put the items and the packing slip into a box, and close it well.")
    match method:
        case "keep":
            return [_("You need not send anything. Keep it, give it away, or recycle it.")]
        case "store":
            return [
                _("Choose a store, and bring the items."),
                _("Tell them the number {number}, or show this page.", number=number),
                _("You need neither a box nor a label."),
            ]
        case "qr" | "drop_off":
            return [packed, _("Show the code at the counter; they print the label there."), _("Keep the receipt.")]
        case "carrier_pickup":
            return [packed, _("Stick the label on the box."), _("Keep the box at hand; the carrier fetches it.")]
        case "own_carrier":
            return [
                packed,
                _("Send it with a carrier of your choice to: {address}", address=address),
                _("Tell us the tracking number here, so that we can both follow it."),
            ]
        case "label":
            return [packed, _("Stick the label on the box, over any old one."), _("Hand the box to the carrier, and keep the receipt.")]
    return [packed, _("The shop tells you where to send it.")]
