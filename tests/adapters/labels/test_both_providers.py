"""EasyPost and Shippo sell, show, and take back labels over their own wire; what goes wrong there has a name here."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.adapters.labels.conftest import Counter
from tests.domain.labels.asks import NOWHERE, TORONTO, abroad, ask
from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.adapters.labels.registry import SHOPS
from wesupply_ui.domain.labels.choose import cheapest
from wesupply_ui.domain.labels.ports import UNSURE, Bought, Choice, NotBought, Offers, Voided
from wesupply_ui.domain.labels.quoted import Quotes
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.simulator.faults import Fault, FaultKind


async def offered(counter: Counter, wanted=None, reference: str = "label1") -> tuple[Offers, Choice]:
    wanted = wanted or ask()
    offers = await counter.shop.rates(wanted, reference, counter.account)
    assert isinstance(offers, Offers), offers
    rate = cheapest(offers.rates, wanted)
    assert rate is not None
    return offers, Choice(offers.shipment_id, rate.id, reference, wanted.qr)


async def bought(counter: Counter, wanted=None) -> tuple[Bought, Choice]:
    _, choice = await offered(counter, wanted)
    got = await counter.shop.buy(choice, counter.account)
    assert isinstance(got, Bought), got
    return got, replace(choice, bought_id=got.bought_id)


async def test_rates_are_money_to_the_cent_and_name_our_carriers(counter: Counter) -> None:
    offers, _ = await offered(counter)
    told = {(rate.carrier, rate.amount_minor, rate.currency) for rate in offers.rates}
    assert told == {("usps", 582 + 18 * 34, "USD"), ("usps", 741 + 18 * 61, "USD"), ("ups", 864 + 18 * 43, "USD"), ("fedex", 1617, "USD")}
    assert offers.on_scan is (counter.shop.provider == "shippo")


async def test_a_label_is_bought_with_number_price_and_files(counter: Counter) -> None:
    got, choice = await bought(counter, ask(qr=True))
    assert (got.carrier, got.service, got.amount_minor, got.currency) == ("usps", "GroundAdvantage", 1194, "USD")
    files = await counter.shop.files(choice, counter.account)
    assert not isinstance(files, Failure), files
    printed = PdfReader(BytesIO(files["pdf"])).pages[0].extract_text()
    assert got.number in printed and "1 Main St" in printed and "Acme Outfitters" in printed
    assert files["qr"].startswith(b"\x89PNG")
    if counter.shop.provider == "easypost":
        assert files["zpl"].startswith(b"^XA") and got.number.encode() in files["zpl"]


async def test_the_parcel_goes_from_the_shopper_to_the_shop_and_waits_until_it_is_brought(counter: Counter) -> None:
    got, _ = await bought(counter)
    parcel = counter.world.find(got.carrier, got.number)
    assert parcel is not None
    assert (parcel.journey.origin.city, parcel.journey.destination.city) == ("Austin", "Newark")
    assert parcel.count(counter.world.now()) == 1
    counter.world.advance(got.carrier, got.number)
    assert parcel.count(counter.world.now()) == 2


@pytest.mark.parametrize("kind", [FaultKind.LOST, FaultKind.MALFORMED])
async def test_a_purchase_whose_answer_is_lost_is_found_and_not_made_again(counter: Counter, kind: FaultKind) -> None:
    _, choice = await offered(counter)
    assert await counter.shop.find(choice, counter.account) == NotBought()
    counter.world.faults.add(Fault(kind, counter.shop.provider, calls="buy", count=1))
    lost = await counter.shop.buy(choice, counter.account)
    assert isinstance(lost, Failure) and lost.code in UNSURE
    found = await counter.shop.find(choice, counter.account)
    assert isinstance(found, Bought)
    assert [sale.number for sale in counter.world.labels.sales.values()] == [found.number]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(FaultKind.RATE_LIMITED, retry_after=90), "rate_limited"),
        (Fault(FaultKind.SERVER_ERROR), "unavailable"),
        (Fault(FaultKind.SERVER_ERROR, status=503), "unavailable"),
        (Fault(FaultKind.HANG_UP), "unavailable"),
        (Fault(FaultKind.MALFORMED), "malformed"),
        (Fault(FaultKind.WRONG_SHAPE), "malformed"),
        (Fault(FaultKind.UNAUTHORISED), "unauthorised"),
    ],
    ids=lambda value: f"{value.kind}-{value.status}" if isinstance(value, Fault) else value,
)
async def test_every_fault_is_a_failure_by_name_and_the_purchase_goes_out_once(counter: Counter, fault: Fault, code: str) -> None:
    _, sold = await bought(counter)
    _, choice = await offered(counter, reference="label2")
    for calls in ("rates", "buy", "find", "void"):
        account = replace(counter.account, key=f"test:{calls}")  # a pause that one call brings is not the next one's
        struck = counter.world.faults.add(replace(fault, calls=calls, hits=0))
        made = {
            "rates": counter.shop.rates(ask(), "label3", account),
            "buy": counter.shop.buy(choice, account),
            "find": counter.shop.find(choice, account),
            "void": counter.shop.void(sold, account),
        }
        failure = await made.pop(calls)
        for other in made.values():
            other.close()
        counter.world.faults.clear()
        assert isinstance(failure, Failure) and failure.code == code, (calls, failure)
        assert failure.retry_after == (90 if code == "rate_limited" else None)
        if calls == "buy":
            assert struck.hits == 1


async def test_what_cannot_be_bought_says_why(counter: Counter) -> None:
    _, choice = await offered(counter, ask(sender=NOWHERE))
    nowhere = await counter.shop.buy(choice, counter.account)
    assert isinstance(nowhere, Failure) and (nowhere.code, nowhere.retryable) == ("address_invalid", False)
    _, choice = await offered(counter)
    counter.world.faults.add(Fault(FaultKind.REFUSED, counter.shop.provider, calls="buy", count=1))
    refused = await counter.shop.buy(choice, counter.account)
    assert isinstance(refused, Failure) and refused.code == "no_funds" and "balance" in refused.message
    assert await counter.shop.find(choice, counter.account) == NotBought()
    without_street = await counter.shop.rates(ask(sender=replace(TORONTO, line1="")), "label3", counter.account)
    assert isinstance(without_street, Failure) and without_street.code == "address_invalid"


async def test_a_provider_that_is_still_at_it_is_asked_again_later(counter: Counter) -> None:
    _, choice = await offered(counter)
    counter.world.faults.add(Fault(FaultKind.PENDING, counter.shop.provider, calls="buy", count=1))
    pending = await counter.shop.buy(choice, counter.account)
    assert isinstance(pending, Failure) and (pending.code, pending.retryable) == ("pending", True)
    assert isinstance(await counter.shop.find(choice, counter.account), Bought)


async def test_an_unused_label_is_given_back_and_a_used_one_is_not(counter: Counter) -> None:
    _, choice = await bought(counter)
    assert await counter.shop.void(choice, counter.account) == Voided("asked")
    assert await counter.shop.void(choice, counter.account) == Voided("asked")
    got, used = await bought(counter)
    counter.world.advance(got.carrier, got.number)
    refused = await counter.shop.void(used, counter.account)
    assert isinstance(refused, Failure) and (refused.code, refused.retryable) == ("refused", False)


async def test_across_a_border_customs_are_told_what_comes_back(counter: Counter) -> None:
    offers, choice = await offered(counter, abroad())
    assert offers.on_scan is False
    got = await counter.shop.buy(choice, counter.account)
    assert isinstance(got, Bought) and got.carrier == "usps"
    parcel = counter.world.find(got.carrier, got.number)
    assert parcel is not None and parcel.journey.origin.city == "Toronto"
    without = await counter.shop.rates(abroad(goods=()), "label9", counter.account)
    assert isinstance(without, Failure) or without.rates == ()


async def test_the_account_is_tried_without_buying(counter: Counter) -> None:
    assert await counter.shop.check(counter.account) is None
    wrong = await counter.shop.check(replace(counter.account, key="other", api_key="not the key"))
    assert isinstance(wrong, Failure) and wrong.code == "unauthorised"
    assert counter.world.labels.sales == {}


async def test_a_file_that_is_no_label_is_not_taken_for_one(counter: Counter) -> None:
    _, choice = await bought(counter)
    counter.world.faults.add(Fault(FaultKind.WRONG_SHAPE, counter.shop.provider, calls="file"))
    files = await counter.shop.files(choice, counter.account)
    assert isinstance(files, Failure) and files.code == "malformed"


async def test_a_provider_that_takes_too_long_leaves_it_open(counter: Counter) -> None:
    _, choice = await offered(counter)
    hasty = Http(tuning=Tuning(total=0.4, tries=3))
    assert hasty.transport  # certificates are read before the time runs
    counter.world.faults.add(Fault(FaultKind.SLOW, counter.shop.provider, calls="buy", milliseconds=30_000))
    late = await SHOPS[counter.shop.provider](hasty).buy(choice, counter.account)
    await hasty.aclose()
    assert isinstance(late, Failure) and late.code in UNSURE
    assert len(counter.world.labels.sales) == 1
    counter.world.faults.clear()
    assert isinstance(await counter.shop.find(choice, counter.account), Bought)


async def test_two_workers_at_easypost_buy_one_label(easypost: Counter) -> None:
    _, choice = await offered(easypost)
    both = await asyncio.gather(*(easypost.shop.buy(choice, easypost.account) for _ in range(2)))
    assert isinstance(both[0], Bought) and both[0] == both[1]
    assert len(easypost.world.labels.sales) == 1


async def test_at_shippo_the_reference_tells_our_purchase_from_others_of_the_same_rate(shippo: Counter) -> None:
    got, choice = await bought(shippo)
    assert await shippo.shop.find(replace(choice, reference="somebody else's", bought_id=""), shippo.account) == NotBought()
    assert await shippo.shop.find(replace(choice, bought_id=""), shippo.account) == got


async def test_an_estimate_is_asked_for_once_in_ten_minutes_and_a_failure_not_kept(counter: Counter) -> None:
    quotes, now = Quotes(lambda _provider: counter.shop), datetime(2026, 11, 25, 12, tzinfo=UTC)
    counter.world.faults.add(Fault(FaultKind.MALFORMED, counter.shop.provider, calls="rates", count=1))
    assert await quotes.quoted_rate(ask(), counter.account, now=now) is None
    for minutes, calls in ((0, 2), (9, 2), (11, 3)):
        rate = await quotes.quoted_rate(ask(weight_grams=1750), counter.account, now=now + timedelta(minutes=minutes))
        assert rate is not None and rate.amount_minor == 1194
        assert len(counter.world.labels.drafts) == calls
    assert await quotes.quoted_rate(ask(), None, now=now) is None
    assert counter.world.labels.sales == {}
