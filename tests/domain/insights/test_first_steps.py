"""The first steps of a merchant know what is done from the data, a merchant's own and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_merchant, a_person, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Audience, Scope, scope_of_system
from wesupply_ui.domain.insights.first_steps import STEPS, first_steps
from wesupply_ui.domain.insights.mark_step import begin_mail, dismiss_steps, mark_mail, mark_previewed
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.tracking.check import note_check
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotAllowed, TooMany


async def test_each_step_is_done_once_its_data_is_there(database: Database, merchant: Merchant) -> None:
    me, account = scope_of_system(merchant.id, "test"), CarrierAccount("merchant:x:ups", "ups")
    async with database.transaction() as db:
        done: list[frozenset[str]] = [(await first_steps(db, me)).done]
        (await db.merge(merchant)).brand = {"accent": "#112233"}
        done.append((await first_steps(db, me)).done)
        await put_location(db, me, "s1", {"name": "Austin"}, now=now())
        done.append((await first_steps(db, me)).done)
        await note_check(db, me, account, "wrong_credentials", now=now())
        assert "carrier" not in (await first_steps(db, me)).done
        await note_check(db, me, account, "works", now=now())
        done.append((await first_steps(db, me)).done)
        await an_order(db, merchant)
        done.append((await first_steps(db, me)).done)
        await publish(db, me, {"name": "Standard"}, now=now())
        done.append((await first_steps(db, me)).done)
        await mark_previewed(db, me, now=now())
        await mark_previewed(db, me, now=now())
        done.append((await first_steps(db, me)).done)
        await mark_mail(db, me, now=now())
        done.append((await first_steps(db, me)).done)
        await a_person(db, merchant, "owner@acme.example", "owner")
        assert (await first_steps(db, me)).done == done[-1], "one alone is no team"
        await a_person(db, merchant, "grace@acme.example", "support")
        done.append((await first_steps(db, me)).done)
        assert [len(each) for each in done] == list(range(len(STEPS) + 1))
        assert (await first_steps(db, me)).is_finished and "/t/" in ((await first_steps(db, me)).preview_url or "")
        rival = scope_of_system((await a_merchant(db, "rival", password=None)).id, "test")
        assert (await first_steps(db, rival)).done == frozenset()


async def test_the_list_is_put_aside_and_comes_back(database: Database, merchant: Merchant) -> None:
    me = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        for back in (False, False, True):
            await dismiss_steps(db, me, now=now(), back=back)
            await db.flush()
            assert (await first_steps(db, me)).is_dismissed is not back


async def test_trial_mails_go_out_half_a_minute_apart_and_rights_are_needed(database: Database, merchant: Merchant) -> None:
    me, moment = scope_of_system(merchant.id, "test"), now()
    async with database.transaction() as db:
        await begin_mail(db, me, now=moment)
        with pytest.raises(TooMany):
            await begin_mail(db, me, now=moment + timedelta(seconds=29))
        await begin_mail(db, me, now=moment + timedelta(seconds=31))
        nobody = Scope(merchant.id, Audience.STAFF, "person:x")
        for attempt in (first_steps(db, nobody), begin_mail(db, nobody, now=moment), mark_mail(db, nobody, now=moment),
                        mark_previewed(db, nobody, now=moment), dismiss_steps(db, nobody, now=moment)):  # fmt: skip
            with pytest.raises(NotAllowed):
                await attempt
