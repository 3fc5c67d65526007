"""A paper that follows later: its day is judged where it is chosen, and the promise stays in sight until it is kept."""

import html
import re
from datetime import date, timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.core.actors import Actor
from onething.core.catalogue.words import Way
from onething.kit.ports import now, today
from onething.kit.problems import written_day
from tests.areas.cases.tolerant import PHOTO, tolerant_files
from tests.channels.portal_apply.applying import begun, draft_of, page, photo, ready, signed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    """The city as if the photograph may follow; it is what `li` finds."""
    return catalogue.publish(Actor.job("load"), files=tolerant_files(), now=now())


def line(view):
    return next(one for one in view.materials if one.line == PHOTO)


def choose(li, draft, until):
    return li.post(page(li, draft, "papers"), {"line": PHOTO, "way": "later", "until": until})


class TestTheDay:
    def test_is_offered_up_to_the_last_one_that_the_items_take(self, li):
        draft = begun(li)
        latest = line(draft).latest
        shown = html.unescape(text_of(li.get(page(li, draft, "papers"))))
        offered, most = re.search(r'name="until" value="([^"]+)" max="([^"]+)"', shown).groups()
        assert today() < date.fromisoformat(offered) <= latest
        assert most == str(latest)
        assert choose(li, draft, "").status_code == 302
        assert line(draft_of(li)).done

    @pytest.mark.parametrize("until", ["2020-01-01", "2036-01-01", "today", "day after the last"])
    def test_in_the_past_or_beyond_that_is_refused_beside_the_paper(self, li, until):
        draft = begun(li)
        latest = line(draft).latest
        known = {"today": str(today()), "day after the last": str(latest + timedelta(days=1))}
        response = choose(li, draft, known.get(until, until))
        assert response.status_code == 422
        shown = html.unescape(text_of(response))
        assert f"可以后补，但要在今天之后、最迟 {written_day(latest, 'zh')}" in shown
        assert line(draft_of(li)).way is not Way.LATER

    def test_that_has_passed_since_leaves_the_paper_open(self, li):
        draft = begun(li)
        assert choose(li, draft, str(today() + timedelta(days=1))).status_code == 302
        after = guidance.get_draft(li.actor, draft_id=draft.id, now=now() + timedelta(days=2))
        assert not line(after).done

    def test_is_refused_of_machines_too(self, li):
        draft = begun(li)
        change = guidance.Change(ways={PHOTO: guidance.ChosenWay(Way.LATER, date(2036, 1, 1))})
        with pytest.raises(guidance.PromiseOutside):
            guidance.change_draft(
                li.actor, draft_id=draft.id, version=draft.version, change=change, now=now()
            )


class TestThePromise:
    def test_is_asked_for_on_the_page_until_the_paper_is_there(self, li):
        until = today() + timedelta(days=1)
        draft = ready(li)
        li.post(page(li, draft, "papers"), {"line": PHOTO, "remove": line(draft).files[0].hash})
        assert choose(li, draft, str(until)).status_code == 302
        number = signed(li, draft_of(li)).url.strip("/").split("/")[-1]
        where = f"/applications/{number}/"
        assert f"请在 {written_day(until, 'zh')} 前补上" in html.unescape(text_of(li.get(where)))
        assert li.post(where, {"p1": photo(colour="grey")}).status_code == 302
        assert not cases.application_view(li.actor, application=number, today=today()).can_supplement
