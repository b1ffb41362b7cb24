"""Is the answer still the one that the caller was shown? If not, says what is different, with the fresh answer beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wesupply_ui.domain.returns.answer import Item, Quote, Verdict, quote_json
from wesupply_ui.domain.returns.eligibility import FIRM
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import shown


class _Answered(Conflict):
    """`quote`: the answer that holds now."""

    def __init__(self, message: str, quote: Quote, problems: Sequence[FieldProblem]) -> None:
        super().__init__(message, problems=tuple(problems))
        self.quote = quote
        self.more: dict[str, Any] = {"quote": quote_json(quote)}


class ReturnRefused(_Answered):
    """Some of it may not come back; `problems` say which lines, and why."""

    code = "return_refused"


class QuoteChanged(_Answered):
    """It may come back, but not for the amount that the caller was shown."""

    code = "quote_changed"


def check(quote: Quote, asked: Sequence[AskedLine], expected: int | None, *, overruled: bool = False) -> None:
    """ReturnRefused or QuoteChanged unless all of it may come back, for the total that the caller expects (None: whatever it is).

    `asked`: lines whose comments have to be there; none for a return that was made already.
    `overruled`: somebody who may has said that it comes back all the same; what nobody can overrule is refused still.
    """
    refused = list(_refused(quote, overruled))
    if refused:
        raise ReturnRefused(_("Not all of this can be returned as it is asked for."), quote, refused)
    total = quote.money.total
    if expected is not None and expected != total:
        said = _(
            "was {before} when you were asked, and is {now} now", before=shown(expected, quote.currency), now=shown(total, quote.currency)
        )
        message = _(
            "The amount has changed since it was shown: it is {now} now. Please look at it again.", now=shown(total, quote.currency)
        )
        raise QuoteChanged(message, quote, [FieldProblem("expected_total", said)])
    missing = [FieldProblem(f"lines[{at}].comment", _("is needed for this item")) for at in _without_words(quote.items, asked)]
    if missing:
        raise Invalid(_("Please say in a few words what is wrong."), problems=tuple(missing))


def _refused(quote: Quote, overruled: bool) -> Iterator[FieldProblem]:
    for index, item in enumerate(quote.items):
        for reason in item.reasons:
            if reason.verdict is Verdict.NO and not (overruled and reason.code not in FIRM):
                yield FieldProblem(f"lines[{index}]", reason.words)
        if item.verdict is not Verdict.NO and item.chosen is None:
            yield FieldProblem(f"lines[{index}].resolution", _("is not offered for this item any more"))


def _without_words(items: Sequence[Item], asked: Sequence[AskedLine]) -> list[int]:
    return [at for at, (item, line) in enumerate(zip(items, asked, strict=False)) if item.comment == "required" and not line.comment]
