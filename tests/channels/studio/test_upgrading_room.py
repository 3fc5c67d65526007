"""The room of the way to wholly online: every number opens to its list, a plan is made, changed and closed in the browser."""

import re
from datetime import timedelta

import pytest

from onething.areas.register import api as register
from onething.areas.register.models import ItemRow, VersionRow
from onething.core.actors import Actor, Role
from onething.core.register.ratios import Ratio
from onething.core.register.upgrading import State
from onething.kit.ports import today
from tests.channels.studio.conftest import staff, text

ADDRESS = "/studio/upgrading/"
ITEM = "disability-certificate"
PLAN = f"{ADDRESS}items/{register.DEFINED}/{ITEM}"
ANYBODY = Actor.visitor()


def said(**more):
    day = today() + timedelta(days=40)
    return {
        "obstacle": "original",
        "remedy": "licence",
        "owner": "市数据局",
        "target_on": day.isoformat(),
        "evidence": "",
        **more,
    }


def plans():
    return register.list_upgrades(ANYBODY, city="dongguan", on=today())


def links(page):
    return [one.replace("&amp;", "&") for one in re.findall(rf'href="({ADDRESS}behind[^"]+)"', text(page))]


class TestTheRoom:
    def test_begins_with_the_ratio_of_today(self, item_manager):
        (now,) = [one for one in register.tally(ANYBODY, city="dongguan") if one.ratio is Ratio.WHOLLY_ONLINE]
        page = item_manager.get(ADDRESS)
        assert page.context["points"][0].share == now
        assert f"{now.percent}%" in text(page)

    def test_each_number_opens_to_its_list(self, item_manager):
        item_manager.post(PLAN, said())
        page = item_manager.get(ADDRESS)
        counted = {one.value: n for one, _label, n in page.context["standings"]}
        for link in links(page):
            behind = item_manager.get(link).context["total"]
            if "standing=" in link:
                assert behind == counted[link.partition("=")[2]]
            else:
                assert behind == 1
        assert any("month=" in link for link in links(page))
        assert counted["planned"] == 1

    def test_tells_why_a_defined_item_is_no_candidate(self, item_manager):
        page = item_manager.get(ADDRESS)
        assert {one.item.id for one in page.context["could"]}.isdisjoint(
            one.item.id for one in page.context["not_yet"]
        )
        assert "items/" in text(page)

    def test_is_closed_to_clerks(self, published):
        assert staff("林晓", Role.CLERK).get(ADDRESS).status_code == 403


class TestAPlan:
    def test_is_made_changed_and_closed(self, item_manager):
        assert item_manager.post(PLAN, said()).status_code == 302
        (line,) = plans()
        one = f"{ADDRESS}plans/{line.id}/"
        assert "市数据局" in text(item_manager.get(one))
        item_manager.post(one, said(owner="市残联"))
        assert plans()[0].upgrade.owner == "市残联"
        item_manager.post(one, {"state": "done", "closing": "系统上线验收单"})
        assert plans()[0].upgrade.state is State.DONE
        assert "系统上线验收单" in text(item_manager.get(one))

    @pytest.mark.parametrize("more", [{"target_on": "2020-01-01"}, {"owner": ""}, {"obstacle": "none"}])
    def test_comes_back_with_what_is_wrong(self, item_manager, more):
        assert item_manager.post(PLAN, said(**more)).status_code == 422
        assert plans() == ()

    def test_a_second_one_for_the_obstacle_is_refused(self, item_manager):
        item_manager.post(PLAN, said())
        assert item_manager.post(PLAN, said()).status_code == 409
        assert len(plans()) == 1

    def test_closing_needs_a_reason(self, item_manager):
        item_manager.post(PLAN, said())
        one = f"{ADDRESS}plans/{plans()[0].id}/"
        assert item_manager.post(one, {"state": "dropped", "closing": ""}).status_code == 422
        assert plans()[0].upgrade.state is State.OPEN

    def test_is_closed_to_those_who_only_read(self, published):
        supervisor = staff("秦守真", Role.SUPERVISOR)
        assert supervisor.get(ADDRESS).status_code == 200
        assert supervisor.post(PLAN, said()).status_code == 403
        assert plans() == ()

    def test_of_an_item_that_is_not_there_is_not_found(self, item_manager):
        assert item_manager.get(f"{ADDRESS}items/definitions/none").status_code == 404


class TestTheReasonOfTheCatalogue:
    @pytest.fixture
    def told(self, item_manager):
        row = ItemRow.objects.get(city="dongguan", source=register.DEFINED, key=ITEM)
        row.data = {**row.data, "offline_reason": "需要现场勘验"}
        row.save()
        VersionRow.objects.filter(item=row).update(data=row.data)
        return item_manager

    def test_stands_beside_the_item_as_its_obstacle(self, told):
        page = text(told.get(f"{ADDRESS}behind?standing=unplanned"))
        assert "需要现场勘验" in page
        assert "要现场勘查" in page

    def test_is_what_a_plan_begins_with(self, told):
        page = told.get(PLAN)
        assert page.context["form"].initial["obstacle"] == "site"
        assert "目录里写的原因：需要现场勘验" in text(page)
