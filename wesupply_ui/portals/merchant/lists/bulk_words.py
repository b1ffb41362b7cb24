"""How a change of many orders is told: what it will do, why some are left, how far it is, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from wesupply_ui.domain.orders import tags
from wesupply_ui.domain.orders.bulk import MOST, UNDONE_WITHIN, Preview
from wesupply_ui.domain.orders.work_models import BulkJob
from wesupply_ui.kernel.language import _, ngettext, number
from wesupply_ui.portals.merchant.lists import return_words
from wesupply_ui.portals.merchant.lists.rows import JobRow, PreviewRow

FOR_EVER = ("ask", "ask_parcels")
_OF_PARCELS = ("ask_parcels", "stop_asking", "assign_cases", "resolve_cases")


def preview_row(shown: Preview, action: str) -> PreviewRow:
    """Before."""
    left = [reason_words(action, code, count) for code, count in sorted(shown.reasons.items(), key=lambda each: -each[1])]
    warnings = [_("More than {most} match: these are the newest.", most=number(MOST))] if shown.is_cut else []
    if action in FOR_EVER:
        warnings.append(_("Asking a carrier cannot be undone."))
    warnings += return_words.warnings(shown, action)
    words = _ahead(action, shown.changes)
    return PreviewRow(words=words, reasons=left, warning=" ".join(warnings), can_start=shown.changes > 0)


def _ahead(action: str, count: int) -> str:
    if action in return_words.OF_RETURNS:
        return return_words.ahead(action, count)
    match action:
        case "ask":
            return ngettext("The carriers of {count} order are asked", "The carriers of {count} orders are asked", count)
        case "ask_parcels":
            return ngettext("The carrier of {count} parcel is asked", "The carriers of {count} parcels are asked", count)
        case "stop_asking":
            return ngettext("{count} parcel will be asked for no longer", "{count} parcels will be asked for no longer", count)
        case "assign_cases" | "resolve_cases":
            return ngettext("{count} case changes", "{count} cases change", count)
    return ngettext("{count} order changes", "{count} orders change", count)


def job_row(job: BulkJob, names: Mapping[str, str], now: datetime) -> JobRow:
    """Meanwhile and after."""
    is_running = job.state in ("running", "undoing")
    # Leaving is a part of the work too; on the way back only what was changed counts.
    share = round(100 * (job.handled / job.total if job.state == "running" else job.restored / max(job.changed, 1)))
    can_undo = job.state == "done" and job.action not in (*FOR_EVER, *return_words.FOR_EVER) and job.changed > 0
    can_undo = can_undo and job.finished_at is not None and now - job.finished_at <= UNDONE_WITHIN
    left = [reason_words(job.action, code, count) for code, count in job.reasons.items()] if job.state == "done" else []
    return JobRow(
        id=job.id, words=_told(job, names), detail=" ".join(left), share=min(share, 100), is_running=is_running, can_undo=can_undo
    )  # fmt: skip


def reason_words(action: str, code: str, count: int) -> str:
    """Why some are left."""
    if said := return_words.why(code, count):
        return said
    match code:
        case "same" if action == "untag":
            return ngettext("{count} does not have the tag.", "{count} do not have the tag.", count)
        case "same" if action == "tag":
            return ngettext("{count} has the tag already.", "{count} have the tag already.", count)
        case "same":
            return ngettext("{count} is that way already.", "{count} are that way already.", count)
        case "shops":
            return ngettext(
                "{count} has it from the shop; take it away there.", "{count} have it from the shop; take it away there.", count
            )
        case "many":
            return ngettext(
                "{count} has {most} tags, the most there can be.", "{count} have {most} tags, the most there can be.", count, most=tags.MOST
            )
        case "no_parcel":
            return ngettext("{count} has no parcel yet.", "{count} have no parcel yet.", count)
        case "arrived":
            return ngettext("{count} has arrived.", "{count} have arrived.", count)
        case "unaskable":
            return ngettext("{count} travels with a carrier that we cannot ask.", "{count} travel with carriers that we cannot ask.", count)
        case "just_asked":
            return ngettext("{count} was asked for a moment ago.", "{count} were asked for a moment ago.", count)
        case "no_case":
            return ngettext("{count} has no open case.", "{count} have no open case.", count)
        case "not_asked":
            return ngettext("{count} is not asked for as it is.", "{count} are not asked for as it is.", count)
        case "gone":
            return ngettext("{count} is no longer there.", "{count} are no longer there.", count)
    return ngettext("{count} could not be changed.", "{count} could not be changed.", count)


def _told(job: BulkJob, names: Mapping[str, str]) -> str:
    if job.state in ("running", "undoing"):
        return _under_way(job)
    if job.state == "undone":
        kept = job.changed - job.restored
        if job.action in return_words.OF_RETURNS:
            said = ngettext("{count} return is as it was.", "{count} returns are as they were.", job.restored)
        elif job.action in _OF_PARCELS:
            said = ngettext("{count} shipment is as it was.", "{count} shipments are as they were.", job.restored)
        else:
            said = ngettext("{count} order is as it was.", "{count} orders are as they were.", job.restored)
        return said + (" " + ngettext("{count} was changed since and stays.", "{count} were changed since and stay.", kept) if kept else "")
    if job.action in return_words.OF_RETURNS:
        return return_words.ended(job, names)
    return _of_parcels(job, names) if job.action in _OF_PARCELS else _of_orders(job, names)


def _under_way(job: BulkJob) -> str:
    if job.action in return_words.OF_RETURNS:
        return return_words.under_way(job)
    is_of_parcels = job.action in _OF_PARCELS
    if job.state == "undoing":
        done, total = number(job.restored), number(job.changed)
        if is_of_parcels:
            return _("Undoing: {done} of {total} shipments", done=done, total=total)
        return _("Undoing: {done} of {total} orders", done=done, total=total)
    done, total = number(job.handled), number(job.total)
    return (
        _("{done} of {total} shipments", done=done, total=total) if is_of_parcels else _("{done} of {total} orders", done=done, total=total)
    )


def _of_orders(job: BulkJob, names: Mapping[str, str]) -> str:
    count = job.changed
    match job.action:
        case "assign" if job.value:
            return ngettext("{count} order assigned to {name}", "{count} orders assigned to {name}", count, name=names.get(job.value, "?"))
        case "assign":
            return ngettext("{count} order assigned to nobody", "{count} orders assigned to nobody", count)
        case "tag":
            return ngettext("{count} order tagged {tag}", "{count} orders tagged {tag}", count, tag=job.value)
        case "untag":
            return ngettext("Tag {tag} taken from {count} order", "Tag {tag} taken from {count} orders", count, tag=job.value)
    return ngettext("Carriers of {count} order are being asked", "Carriers of {count} orders are being asked", count)


def _of_parcels(job: BulkJob, names: Mapping[str, str]) -> str:
    count = job.changed
    match job.action:
        case "assign_cases" if job.value:
            return ngettext("{count} case assigned to {name}", "{count} cases assigned to {name}", count, name=names.get(job.value, "?"))
        case "assign_cases":
            return ngettext("{count} case assigned to nobody", "{count} cases assigned to nobody", count)
        case "resolve_cases":
            return ngettext("{count} case resolved", "{count} cases resolved", count)
        case "stop_asking":
            return ngettext("{count} parcel is asked for no longer", "{count} parcels are asked for no longer", count)
    return ngettext("The carrier of {count} parcel is being asked", "The carriers of {count} parcels are being asked", count)
