"""The second step: why each item comes back, in the policy's words, with a comment and photos where it asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.answer import Item
from wesupply_ui.domain.returns.begun.choices import MOST_WORDS
from wesupply_ui.domain.returns.photos.links import photo_link
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.returning.form import Sent
from wesupply_ui.portals.shopper.returning.frame import Said, good_row
from wesupply_ui.portals.shopper.returning.rows import PhotoRow, ReasonRow, WhyRow
from wesupply_ui.portals.shopper.returning.visit import Visit


def reasons(visit: Visit) -> list[ReasonRow]:
    """What there is to choose from; a reason with finer ones is a group."""
    return [_reason(each) for each in visit.bench.reasons]


def asked_about(visit: Visit, said: Said) -> list[WhyRow]:
    """One row for each item that was chosen."""
    return [_row(visit, said, *each) for each in visit.judged()]


def take(visit: Visit, sent: Sent) -> list[AskedLine]:
    """The choices with reasons and comments as they were sent; fields that were not sent stay as they are."""
    lines = []
    for asked in visit.asked:
        line = visit.line(asked.line_external_id)
        changed = asked
        if f"r.{line.id}" in sent.fields:
            reason, _slash, sub = sent.text(f"r.{line.id}", 130).partition("/")
            changed = replace(changed, reason=reason or None, sub_reason=sub or None)
        if f"c.{line.id}" in sent.fields:
            changed = replace(changed, comment=sent.text(f"c.{line.id}", MOST_WORDS) or None)
        lines.append(changed)
    return lines


def check(visit: Visit) -> Said:
    """What is missing, as the policy has it for these reasons."""
    of = {}
    for asked, line, item in visit.judged():
        if visit.bench.reasons and not asked.reason:
            of[f"r.{line.id}"] = _("Choose a reason.")
        elif any(each.code == "unknown_reason" for each in item.reasons):
            of[f"r.{line.id}"] = _("Please choose one of the reasons.")
        if item.comment == "required" and not asked.comment:
            of[f"c.{line.id}"] = _("Say in a few words what is wrong.")
        if item.photo == "required" and not visit.photos_of(line):
            of[f"p.{line.id}"] = _("Add a photo of what is wrong.")
    return Said(_("Something is missing."), of) if of else Said()


def photo_rows(photos: Sequence[ReturnPhoto], title: str, visit: Visit) -> list[PhotoRow]:
    """Photos with links that last for half an hour."""
    return [
        PhotoRow(
            each.id,
            photo_link(each, "large", now=visit.now),
            photo_link(each, "small", now=visit.now),
            _("Photo {n} of {title}", n=at, title=title),
            _("Remove photo {n} of {title}", n=at, title=title),
        )
        for at, each in enumerate(photos, 1)
    ]


def _row(visit: Visit, said: Said, asked: AskedLine, line: OrderLine, item: Item) -> WhyRow:
    good = good_row(line, quantity=asked.quantity)
    return WhyRow(
        good,
        reason="/".join(filter(None, (asked.reason, asked.sub_reason))),
        reason_problem=said.of.get(f"r.{line.id}", ""),
        comment=asked.comment or "",
        comment_asked=item.comment,
        comment_label=_("What is wrong?") if item.comment == "required" else _("Anything to add? (optional)"),
        comment_problem=said.of.get(f"c.{line.id}", ""),
        photo_asked=item.photo,
        photo_label=_("Photos") if item.photo == "required" else _("Photos (optional)"),
        photo_problem=said.of.get(f"p.{line.id}", ""),
        photos=photo_rows(visit.photos_of(line), good.title, visit),
    )


def _reason(raw: dict[str, Any]) -> ReasonRow:
    code, label = str(raw["code"]), str(raw["label"])
    below = [ReasonRow(f"{code}/{each['code']}", str(each["label"])) for each in raw.get("sub") or []]
    if below:
        below.append(ReasonRow(code, _("{reason}: something else", reason=label)))
    return ReasonRow(code, label, below)
