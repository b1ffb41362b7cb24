"""What the page asks of the shopper: one card with a button at most, beside it advice with each parcel."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.portals.shopper.test_tell import NOW, box, page, scan
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Party


@pytest.mark.parametrize("reason", [code for code, each in REASONS.items() if each.action_by is Party.SHOPPER])
def test_what_the_shopper_must_do_is_the_one_card_with_a_button(reason: str):
    told = page(box(condition="held", reason=reason))
    assert len(told.actions) == 1 and told.actions[0].button and told.actions[0].url
    assert told.parcels[0].notices == [], "it is said once"


def test_of_two_parcels_that_want_something_one_has_the_button():
    told = page(box(condition="attempt_failed", reason="nobody_home"), box(number="1Z2", condition="held", reason="customs_duties"))
    assert len(told.actions) == 1 and len(told.parcels[1].notices) == 1


@pytest.mark.parametrize("condition", [each for each in Condition if each is not Condition.OK])
def test_every_trouble_has_advice_with_the_parcel(condition: Condition):
    told = page(box(condition=condition.value))
    assert [*told.actions, *told.parcels[0].notices][0].words


@pytest.mark.parametrize(
    ("button", "state"),
    [
        ("Report it missing", {"condition": "lost"}),
        ("Report the damage", {"milestone": "delivered", "condition": "damaged"}),
        ("Choose a new day", {"condition": "attempt_failed"}),
        ("Contact Acme", {"condition": "returning", "reason": "refused"}),
        ("Contact Acme", {"milestone": "returned"}),
        ("See where it waits", {"milestone": "available_for_pickup"}),
    ],
)
def test_what_only_the_shopper_can_set_going_is_the_card(button: str, state: dict[str, Any]):
    told = page(box(**state))
    assert [each.button for each in told.actions] == [button] and told.parcels[0].notices == []


@pytest.mark.parametrize("state", [{"condition": "delayed"}, {"condition": "silent"}, {"condition": "held", "reason": "weather"}])
def test_where_waiting_is_all_there_is_to_do_no_card_shows(state: dict[str, Any]):
    told = page(box(**state))
    assert told.actions == [] and told.parcels[0].notices


def test_among_several_the_card_says_which_parcel():
    told = page(box(), box(number="1Z2", condition="lost"), box(number="1Z3", condition="attempt_failed", reason="nobody_home"))
    assert [each.title for each in told.actions] == ["Parcel 3: Choose a day that suits you"], "what brings a parcel home comes first"
    assert told.parcels[1].notices[0].button == "Report it missing"


def test_beside_a_cancelled_label_the_one_parcel_needs_no_number():
    told = page(box(milestone="returned"), box(number="1Z2", condition="cancelled"))
    assert told.actions[0].title == "It went back to Acme" and told.actions[0].tone == "problem"


def test_a_lost_parcel_is_reported_to_the_shop():
    notice = page(box(condition="lost", reason="lost")).actions[0]
    assert (notice.button, notice.url) == ("Report it missing", "mailto:help@acme.example?subject=Order%20%235001")


def test_without_a_way_to_reach_the_shop_there_is_no_dead_button():
    notice = page(box(condition="lost"), merchant=Merchant(slug="x", name="Acme")).parcels[0].notices[0]
    assert (notice.button, notice.url) == ("", "")


def test_a_delivered_parcel_that_is_not_there_can_be_reported_for_two_weeks():
    fresh, old = (page(box(milestone="delivered", delivered_at=NOW - timedelta(days=days))) for days in (1, 20))
    assert "can't find it" in fresh.parcels[0].asides[0].title and not old.parcels[0].asides


def test_a_deadline_is_said():
    told = page(box(condition="held", reason="customs_duties", action_until=NOW + timedelta(days=4)))
    assert told.actions[0].until == "By Tuesday, November 24"


def test_while_all_is_well_nothing_is_asked():
    told = page(box(scan(1), due_on=date(2026, 11, 24)))
    assert told.actions == [] and told.parcels[0].notices == []
