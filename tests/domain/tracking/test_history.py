"""A parcel's scans tell one history: in any order, however often repeated, and with the disagreements decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tracking.scans import (
    ACCEPTED,
    COLLECT,
    DAMAGED,
    DELAYED,
    DELIVERED,
    HUB,
    LABEL,
    LOST,
    MOVING,
    NOBODY_HOME,
    NOTE,
    ORIGIN,
    RETURNED,
    RETURNING,
    TOWN,
    VAN,
    at,
    scan,
)
from wesupply_ui.domain.tracking.history import assemble, key_of
from wesupply_ui.domain.tracking.reading import ClockSource, Place, ReadScan
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone, Party

_meanings = st.one_of(
    st.none(),
    st.builds(
        Meaning,
        st.one_of(st.none(), st.sampled_from(Milestone)),
        st.one_of(st.none(), st.sampled_from([each for each in Condition if each is not Condition.SILENT])),
        st.one_of(st.none(), st.sampled_from(sorted(REASONS))),
    ),
)
_scans = st.builds(
    lambda hour, offset, text, code, place, meaning, clock: ReadScan(
        at(hour).astimezone(timezone(timedelta(hours=offset))), text, code, place, meaning, clock
    ),
    st.integers(0, 12),
    st.sampled_from([-8, -6, 0]),
    st.sampled_from(["Arrived", "ARRIVED ", "Delivered", ""]),
    st.sampled_from(["A", "B", "C", ""]),
    st.sampled_from([ORIGIN, HUB, TOWN, Place()]),
    _meanings,
    st.sampled_from(ClockSource),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_scans, max_size=12), st.data())
def test_any_order_and_any_repetition_tell_the_same_history(scans: list[ReadScan], data: st.DataObject) -> None:
    again = data.draw(st.permutations(scans + (data.draw(st.lists(st.sampled_from(scans), max_size=6)) if scans else [])))
    assert assemble(again) == assemble(scans)


@settings(max_examples=80, deadline=None)
@given(st.lists(_scans, max_size=12))
def test_a_history_read_again_is_itself(scans: list[ReadScan]) -> None:
    once = assemble(scans)
    assert assemble([each.scan for each in once.scans]) == once
    assert len({each.key for each in once.scans}) == len(once.scans)


@settings(max_examples=80, deadline=None)
@given(st.lists(_scans, max_size=12))
def test_a_delivered_parcel_has_its_time_and_no_trouble_but_damage_or_loss(scans: list[ReadScan]) -> None:
    history = assemble(scans)
    assert (history.delivered_at is not None) == (history.milestone is Milestone.DELIVERED)
    if history.milestone.is_final:
        assert history.condition in (Condition.OK, Condition.DAMAGED, Condition.LOST)
        assert history.action is None


def _stands(*scans: ReadScan) -> tuple[Milestone, Condition, str | None]:
    history = assemble(scans)
    return history.milestone, history.condition, history.reason


_WAY = (scan(0, LABEL, ORIGIN), scan(5, ACCEPTED, ORIGIN), scan(20, MOVING), scan(44, VAN, TOWN))

STORIES = {
    "nothing yet": ((), Milestone.LABEL_CREATED, Condition.OK, None),
    "a normal way": ((*_WAY, scan(50, DELIVERED, TOWN)), Milestone.DELIVERED, Condition.OK, None),
    "a failed attempt leaves the milestone": (
        (*_WAY, scan(50, NOBODY_HOME, TOWN)),
        Milestone.OUT_FOR_DELIVERY,
        Condition.ATTEMPT_FAILED,
        "nobody_home",
    ),
    "movement after a failed attempt is ok again": (
        (*_WAY, scan(50, NOBODY_HOME, TOWN), scan(60, MOVING, TOWN)),
        Milestone.IN_TRANSIT,
        Condition.OK,
        None,
    ),
    "a note after a failed attempt changes nothing": (
        (*_WAY, scan(50, NOBODY_HOME, TOWN), scan(51, NOTE, TOWN), scan(52, None, TOWN)),
        Milestone.OUT_FOR_DELIVERY,
        Condition.ATTEMPT_FAILED,
        "nobody_home",
    ),
    "an older scan arriving late": ((scan(50, DELIVERED, TOWN), scan(20, MOVING)), Milestone.DELIVERED, Condition.OK, None),
    "an older trouble arriving late": ((scan(44, VAN, TOWN), scan(20, DELAYED)), Milestone.OUT_FOR_DELIVERY, Condition.OK, None),
    "depot housekeeping after delivery": (
        (*_WAY, scan(50, DELIVERED, TOWN), scan(58, MOVING, TOWN)),
        Milestone.DELIVERED,
        Condition.OK,
        None,
    ),
    "a delay told after delivery": ((*_WAY, scan(50, DELIVERED, TOWN), scan(58, DELAYED)), Milestone.DELIVERED, Condition.OK, None),
    "damage told after delivery": (
        (*_WAY, scan(50, DELIVERED, TOWN), scan(58, DAMAGED)),
        Milestone.DELIVERED,
        Condition.DAMAGED,
        "damaged",
    ),
    "delivered by mistake": ((*_WAY, scan(50, DELIVERED, TOWN), scan(68, VAN, TOWN)), Milestone.OUT_FOR_DELIVERY, Condition.OK, None),
    "delivered, then going back": (
        (*_WAY, scan(50, DELIVERED, TOWN), scan(68, RETURNING, TOWN)),
        Milestone.IN_TRANSIT,
        Condition.RETURNING,
        None,
    ),
    "going back through depots and a van": (
        (*_WAY, scan(50, NOBODY_HOME, TOWN), scan(60, RETURNING, TOWN), scan(70, MOVING), scan(90, VAN, ORIGIN)),
        Milestone.IN_TRANSIT,
        Condition.RETURNING,
        "nobody_home",
    ),
    "delivered to the sender": (
        (*_WAY, scan(60, RETURNING, TOWN), scan(90, DELIVERED, ORIGIN)),
        Milestone.RETURNED,
        Condition.OK,
        None,
    ),
    "handed over in town after all": (
        (*_WAY, scan(60, RETURNING, TOWN), scan(70, DELIVERED, TOWN)),
        Milestone.DELIVERED,
        Condition.OK,
        None,
    ),
    "returned, then delivered to the sender's desk": (
        (*_WAY, scan(60, RETURNING, TOWN), scan(90, RETURNED, ORIGIN), scan(91, DELIVERED, ORIGIN)),
        Milestone.RETURNED,
        Condition.OK,
        None,
    ),
    "lost, then found": ((*_WAY, scan(60, LOST), scan(100, MOVING)), Milestone.IN_TRANSIT, Condition.OK, None),
    "damage stays while it moves on": ((*_WAY, scan(60, DAMAGED), scan(70, MOVING)), Milestone.IN_TRANSIT, Condition.DAMAGED, "damaged"),
    "a label printed after the first scan": ((scan(5, MOVING), scan(9, LABEL, ORIGIN)), Milestone.IN_TRANSIT, Condition.OK, None),
    "accepted at a later desk": ((scan(5, MOVING), scan(9, ACCEPTED)), Milestone.IN_TRANSIT, Condition.OK, None),
    "waits to be collected": ((*_WAY, scan(50, COLLECT, TOWN)), Milestone.AVAILABLE_FOR_PICKUP, Condition.OK, "waiting_for_collection"),
    "same instant: the higher milestone": ((scan(50, VAN, TOWN), scan(50, DELIVERED, TOWN)), Milestone.DELIVERED, Condition.OK, None),
    "same instant: the worse trouble": ((scan(50, DELAYED), scan(50, MOVING)), Milestone.IN_TRANSIT, Condition.DELAYED, "weather"),
    "only codes nobody mapped": ((scan(50, None),), Milestone.LABEL_CREATED, Condition.OK, None),
}


@pytest.mark.parametrize("story", STORIES)
def test_how_disagreements_are_decided(story: str) -> None:
    scans, *stands = STORIES[story]
    assert list(_stands(*scans)) == stands
    assert list(_stands(*reversed(scans))) == stands


def test_tellings_that_differ_in_words_case_or_postcode_are_one_scan_and_the_fuller_one_stays() -> None:
    plain = scan(20, MOVING, Place("MEMPHIS", "TN", None, "US"), code="ar", text="ARRIVED AT FACILITY")
    fuller = scan(20, MOVING, Place("Memphis", "TN", "38118", "US"), code="AR", text="Arrived at Facility ")
    assert [each.scan for each in assemble([plain, fuller, plain]).scans] == [fuller]


def test_two_events_of_one_minute_without_codes_are_told_apart_by_their_words() -> None:
    first = ReadScan(at(20), "Arrived", "", HUB, MOVING)
    assert len(assemble([first, replace(first, text="Departed"), replace(first, text="ARRIVED.")]).scans) == 2


def test_a_guessed_offset_that_is_later_guessed_better_is_the_same_scan() -> None:
    guessed = scan(20, MOVING, clock="neighbour")
    better = replace(guessed, at=guessed.at.replace(tzinfo=timezone(timedelta(hours=-5))))
    assert key_of(guessed) == key_of(better)
    assert key_of(replace(guessed, clock=ClockSource.CARRIER)) != key_of(replace(better, clock=ClockSource.CARRIER))


def test_one_instant_written_with_two_offsets_is_one_scan() -> None:
    here = scan(20, MOVING)
    assert len(assemble([here, replace(here, at=here.at.astimezone(timezone(timedelta(hours=2))))]).scans) == 1


def test_unmapped_codes_stay_as_notes() -> None:
    history = assemble([*_WAY, scan(45, None, TOWN, code="Z9", text="Rested at a lay-by")])
    assert history.scans[-1].scan.text == "Rested at a lay-by"
    assert history.milestone is Milestone.OUT_FOR_DELIVERY


def test_the_headline_counts_only_where_no_scan_tells_of_progress() -> None:
    assert assemble([], current=DELIVERED).milestone is Milestone.DELIVERED
    assert assemble([scan(5, None)], current=DELIVERED).milestone is Milestone.DELIVERED
    assert assemble([scan(5, MOVING)], current=DELIVERED).milestone is Milestone.IN_TRANSIT


def test_the_first_of_two_delivery_scans_tells_the_time_and_keeps_its_offset() -> None:
    history = assemble([*_WAY, scan(50, DELIVERED, TOWN), scan(50.2, DELIVERED, TOWN, code="FS", text="Signed")])
    assert history.delivered_at == at(50)
    assert history.delivered_at and history.delivered_at.utcoffset() == timedelta(hours=-6)


def test_who_is_responsible_and_who_acts_comes_with_the_reason() -> None:
    history = assemble([*_WAY, scan(50, NOBODY_HOME, TOWN)])
    assert (history.responsible, history.action, history.action_by) == (Party.SHOPPER, "choose_new_day", Party.SHOPPER)
    assert (history.condition_at, history.milestone_at, history.moved_at) == (at(50), at(44), at(5))


def test_a_trouble_without_a_reason_is_nobodys_known_fault() -> None:
    assert assemble([*_WAY, scan(60, Meaning(None, Condition.HELD))]).responsible is Party.UNKNOWN


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        assemble([ReadScan(at(1).replace(tzinfo=None), "Arrived", "AR")])
