"""May these units come back, and if not, why? Every reason at once, and what is offered; amounts are `settle_up`'s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wesupply_ui.domain.returns import windows
from wesupply_ui.domain.returns.answer import Reason, Verdict
from wesupply_ui.domain.returns.compiled import Compiled, Decided
from wesupply_ui.domain.returns.document import VENDOR, Offer
from wesupply_ui.domain.returns.snapshot import AskedLine, Line, Purchase, Request
from wesupply_ui.domain.returns.windows import Whereabouts

ALLOW_LIST = "Allow list"
OF_CHOICE = frozenset({"resolution_not_offered", "method_not_offered"})
"""Reasons that another choice of the shopper's does away with."""

FIRM = frozenset({"unknown_line", "already_returned", "quantity_exceeded"})
"""Reasons that nobody can overrule: there is nothing left that could come back."""
UNANNOUNCED = "unannounced"
"""The reason of what arrived before anybody asked: staff's own, beside those of the policy."""

_WORDS = {
    "unknown_line": "This item is not part of the order.",
    "unknown_reason": "Please choose one of the reasons offered.",
    "customer_blocked": "Returns can't be made for this account. Please write to us.",
    "not_returnable": "This item can't be returned.",
    "not_delivered": "This item has not arrived yet by what the carrier says; somebody will look at it.",
    "in_progress": "This item has not left us yet; it can be returned once it has.",
    "digital": "There is nothing to send back of a download.",
    "already_returned": "This item was returned already.",
    "review": "Somebody looks at this before it is approved.",
}


@dataclass(slots=True)
class Eligibility:
    """What holds of some units of one line. `ends`: the last day of each offer; `method`: as chosen, else the first one offered."""

    says: Mapping[str, Any]
    by: Mapping[str, str]
    reasons: list[Reason] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    ends: dict[str, date | None] = field(default_factory=dict)
    window_ends_on: date | None = None
    methods: list[str] = field(default_factory=list)
    method: str | None = None
    chosen: Offer | None = None
    destination: str | None = None
    approval: str = "review"
    is_overruled: bool = False

    @property
    def verdict(self) -> Verdict:
        """No when one reason says no, else ask when one does."""
        return verdict_of(self.reasons)

    @property
    def could_be(self) -> bool:
        """Whether it may come back, perhaps by another choice of resolution or method."""
        if self.is_overruled:
            return can_be_overruled(self.reasons)
        return all(each.verdict is not Verdict.NO or each.code in OF_CHOICE for each in self.reasons)


def verdict_of(reasons: list[Reason]) -> Verdict:
    """The strictest of them; yes without any."""
    verdicts = {each.verdict for each in reasons}
    return Verdict.NO if Verdict.NO in verdicts else Verdict.ASK if Verdict.ASK in verdicts else Verdict.YES


def can_be_overruled(reasons: Iterable[Reason]) -> bool:
    """Whether none of them is firm."""
    return not any(each.code in FIRM for each in reasons)


def said(code: str, verdict: Verdict = Verdict.NO, words: str = "") -> Reason:
    """A reason in words for the shopper."""
    return Reason(code, words or _WORDS[code], verdict)


def eligible(
    policy: Compiled, order: Purchase, line: Line, decided: Decided, request: Request, asked: AskedLine, where: Whereabouts
) -> Eligibility:
    """Judge some units by what the rules decided for them. How many there are is `quantity_reasons`'s question."""
    says, listed = decided.aspects, order.buyer.listed
    found = Eligibility(says, decided.by, approval=says["approval"])
    if listed == "block" and not decided.speaks_of_listed:
        found.reasons.append(said("customer_blocked"))
    if not says["returnable"]:
        found.reasons.append(said("not_returnable", words=says["say"] or ""))
    found.reasons += _wrong_reason(policy, asked)
    _judge_window(policy, order, line, request, asked, where, found)
    _judge_method(line, request, asked, found)
    if where.contradicts:
        found.reasons.append(said("review", Verdict.ASK, "What we know of the delivery doesn't fit together; somebody will look at it."))
    if listed == "allow":
        found.approval, found.by = "automatic", {**decided.by, "approval": ALLOW_LIST}
    elif found.approval == "review":
        found.reasons.append(said("review", Verdict.ASK))
    if request.overruled:
        _as_asked(line, request, asked, found)
    return found


def _as_asked(line: Line, request: Request, asked: AskedLine, found: Eligibility) -> None:
    """Somebody may overrule the policy: the reasons stay as they are told, and it goes as it is asked for."""
    found.is_overruled = True
    wanted, method = asked.resolution or request.resolution, asked.method or request.method
    offers = list(found.says["resolutions"])
    if wanted is not None and all(each.kind != wanted for each in offers):
        offers.append(Offer(kind=wanted))  # type: ignore[arg-type]
    found.offers = offers or [Offer(kind="refund")]
    found.ends |= {each.kind: found.ends.get(each.kind) for each in found.offers}
    found.chosen = next((each for each in found.offers if wanted in (None, each.kind)), None)
    found.method = method or next(iter(found.methods), "keep" if line.fulfilment == "digital" else "own_carrier")
    found.destination = None if found.method == "keep" else found.destination


def quantity_reasons(line: Line, asked: int, before: int) -> Iterator[Reason]:
    """Whether so many are left. `before`: units of the line that the request takes already."""
    left = line.quantity - line.returned.quantity - before
    if line.returned.quantity >= line.quantity:
        yield said("already_returned")
    elif asked > left:
        words = f"{max(0, left)} of {line.quantity} can still be returned." if left > 0 else "All of these are asked for already."
        yield said("quantity_exceeded", words=words)


def _wrong_reason(policy: Compiled, asked: AskedLine) -> Iterator[Reason]:
    if not policy.reasons or asked.reason in (None, UNANNOUNCED):
        return
    below = policy.reasons.get(asked.reason.strip().casefold())
    if below is None or (asked.sub_reason is not None and asked.sub_reason.strip().casefold() not in below):
        yield said("unknown_reason")


def _judge_window(
    policy: Compiled, order: Purchase, line: Line, request: Request, asked: AskedLine, where: Whereabouts, found: Eligibility
) -> None:
    window, today = found.says["window"], windows.day_of(request.at, policy.zone)
    start = windows.start_of(window.starts, order, where)
    base = windows.last_day(window, start, policy.zone)
    if start is None:
        code = windows.missing(window.starts, where)
        found.reasons.append(said(code, Verdict.ASK if code == "not_delivered" else Verdict.NO))
    may_be_late, wanted = order.buyer.listed == "allow", asked.resolution or request.resolution
    for offer in found.says["resolutions"]:
        if _sold_out(offer, line):
            continue
        end = base if offer.window_days is None else windows.last_day(window, start, policy.zone, offer.window_days)
        found.ends[offer.kind] = end
        if may_be_late or not _over(end, today):
            found.offers.append(offer)
            if found.chosen is None and wanted in (None, offer.kind):
                found.chosen = offer
    if wanted in found.ends:
        found.window_ends_on = found.ends[wanted]
    else:
        known = found.ends.values() if wanted is None and found.ends else (base,)
        found.window_ends_on = None if None in known else max(known)  # type: ignore[type-var]
    if wanted is not None and wanted not in found.ends:
        found.reasons.append(said("resolution_not_offered", words=_what_instead(found.offers)))
    if _over(found.window_ends_on, today):
        words = f"The last day to return this item was {found.window_ends_on}."
        found.reasons.append(said("window_closed", Verdict.ASK if may_be_late else Verdict.NO, words))


def _over(end: date | None, today: date) -> bool:
    return end is not None and today > end


def _sold_out(offer: Offer, line: Line) -> bool:
    return offer.kind == "exchange" and not offer.allow_out_of_stock and line.can_exchange is False


def _what_instead(offers: list[Offer]) -> str:
    kinds = ", ".join(each.kind.replace("_", " ") for each in offers)
    return f"This is not offered for the item; choose one of {kinds}." if kinds else "This is not offered for the item."


def _judge_method(line: Line, request: Request, asked: AskedLine, found: Eligibility) -> None:
    methods = list(found.says["methods"])
    if line.fulfilment == "digital":
        methods = [each for each in methods if each == "keep"]
        if not methods:
            found.reasons.append(said("digital"))
    wanted = asked.method or request.method
    found.methods = methods
    found.method = next((each for each in methods if wanted in (None, each)), None)
    if wanted is not None and wanted not in methods and line.fulfilment != "digital":
        names = ", ".join(each.replace("_", " ") for each in methods)
        found.reasons.append(said("method_not_offered", words=f"This way is not offered for the item; choose one of {names or 'none'}."))
    destination = found.says["destination"]
    if found.method == "keep":
        destination = None
    elif destination == VENDOR:
        destination = line.vendor
        if destination is None and found.says["returnable"]:
            words = "It goes back to the vendor, whom this order doesn't name; somebody will look at it."
            found.reasons.append(said("review", Verdict.ASK, words))
    found.destination = destination
