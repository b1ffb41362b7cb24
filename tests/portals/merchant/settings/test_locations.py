"""Staff add a location by its country's rules, say when it is open, and never see another merchant's."""

from __future__ import annotations

from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.portals.merchant.settings.location.state import LocationState as One
from wesupply_ui.portals.merchant.settings.locations.state import LocationsState as All

AUSTIN = {
    "name": "Austin", "kind": "store", "external_id": "store-1", "country": "US", "time_zone": "America/Chicago", "phone": "512-555-0101",
    "address.line1": "1 Main St", "address.city": "Austin", "address.region": "TX", "address.postcode": "78701",
}  # fmt: skip


async def _made(tab: OpenTab, **how: Merchant) -> str:
    new = await tab("/app/settings/locations/new", id="new", **how)  # type: ignore[arg-type]
    await new.call(One.load)
    answer = await new.call(One.save_where, form=AUSTIN)
    return (answer.redirected_to or "").rpartition("/")[2]


async def test_a_location_is_added_opened_and_archived(tab: OpenTab) -> None:
    new = await tab("/app/settings/locations/new", id="new")
    await new.call(One.load)
    state = await new.state(One)
    assert state.is_new and [part.name for part in state.parts] == [
        "address.company", "address.line1", "address.line2", "address.city", "address.region", "address.postcode",
    ]  # fmt: skip
    await new.call(One.choose_country, country="DE")
    assert "address.region" not in [part.name for part in state.parts] and "Europe/Berlin" in state.zone_hint
    await new.call(One.save_where, form=AUSTIN | {"address.postcode": "10001", "name": "", "phone": "12"})
    assert state.errors == {
        "address.postcode": "The postcode is not one of Texas",
        "name": "The name cannot be empty",
        "phone": "The phone number is not a phone number we can dial. Write it like +14155550101",
    }
    made = (await new.call(One.save_where, form=AUSTIN)).redirected_to
    assert made and made.startswith("/app/settings/locations/")

    page = await tab(made, id=made.rpartition("/")[2])
    await page.call(One.load)
    state = await page.state(One)
    assert (state.form.phone, state.standing) == ("+15125550101", "No hours")
    for day in ("mon", "mon", "tue"):
        await page.call(One.add_span, day=day)
    first, second = state.week[0].spans
    form = {
        f"mon.{first.id}.opens": "09:00",
        f"mon.{first.id}.closes": "14:00",
        f"mon.{second.id}.opens": "13:00",
        f"mon.{second.id}.closes": "18:00",
    }
    await page.call(One.save_week, form=form)
    assert state.errors == {"hours": "The week on mon has hours that overlap"}
    await page.call(One.save_week, form=form | {f"mon.{first.id}.closes": "12:00"})
    assert [(span.opens, span.closes) for span in state.week[0].spans] == [("09:00", "12:00"), ("13:00", "18:00")]
    assert state.errors == {} and state.standing != "No hours"

    await page.call(One.save_holidays, form={"follow": "on", "region": ""})
    christmas = next(each for each in state.holidays if each.name == "Christmas Day")
    await page.call(One.open_on, day=christmas.date)
    assert [(each.hours, each.note) for each in state.exceptions] == [("Open as usual", "Christmas Day")]
    await page.call(One.add_exception, form={"exception_date": "2999-01-01", "exception_opens": "", "exception_closes": ""})
    assert "is not on a day" in state.errors["exceptions"]
    await page.call(One.remove_exception, day=christmas.date)
    assert state.exceptions == [] and all(each.is_kept for each in state.holidays)
    await page.call(One.save_offer, form={"service.pickup": "on", "latitude": "30,2672", "longitude": "-97.7431"})
    assert (state.form.services, state.form.latitude) == (["pickup"], "30.2672")

    listing = await tab("/app/settings/locations")
    await listing.call(All.load)
    shown = await listing.state(All)
    assert [(row.name, row.place, row.services) for row in shown.rows] == [("Austin", "78701 Austin, TX, US", "Pickup")]
    await listing.call(All.search, typed="dallas")
    assert shown.rows == [] and shown.has_any
    await page.call(One.archive, is_back=False)
    await listing.call(All.load)
    assert shown.rows == [] and [each.words for each in shown.kinds] == ["Archived 1"]
    await listing.call(All.narrow, kind="archived")
    await listing.call(All.restore, location_id=shown.rows[0].id)
    await listing.call(All.load)
    assert [each.words for each in shown.kinds] == ["Store 1"]


async def test_an_id_that_is_taken_changes_nothing(tab: OpenTab) -> None:
    assert await _made(tab)
    again = await tab("/app/settings/locations/new", id="new")
    await again.call(One.load)
    answer = await again.call(One.save_where, form=AUSTIN | {"name": "Impostor"})
    assert answer.redirected_to is None and (await again.state(One)).errors == {"external_id": "The id is taken"}
    listing = await tab("/app/settings/locations")
    await listing.call(All.load)
    assert [row.name for row in (await listing.state(All)).rows] == ["Austin"]


async def test_another_merchants_location_is_not_there(tab: OpenTab, rival: Merchant) -> None:
    theirs = await _made(tab)
    other = await tab(f"/app/settings/locations/{theirs}", merchant=rival, id=theirs)
    await other.call(One.load)
    state = await other.state(One)
    assert state.lost and state.form.name == "" and not state.loaded
    for handler, payload in (
        (One.save_where, {"form": AUSTIN}), (One.save_week, {"form": {}}), (One.archive, {"is_back": False}),
        (One.remove_exception, {"day": "x"}), (All.restore, {"location_id": theirs}),
    ):  # fmt: skip
        assert "no such location" in (await other.call(handler, **payload)).said


async def test_who_has_no_right_sees_and_changes_nothing(tab: OpenTab) -> None:
    theirs = await _made(tab)
    reader = await tab(f"/app/settings/locations/{theirs}", role="support", id=theirs)
    assert not (await reader.call(One.load)).ran and (await reader.state(One)).form.name == ""
    for handler, payload in ((One.save_where, {"form": AUSTIN}), (One.archive, {"is_back": False}), (All.restore, {"location_id": theirs})):
        assert not (await reader.call(handler, **payload)).ran
