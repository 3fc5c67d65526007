"""Offices as the city package names them."""

from dataclasses import replace

import pytest

from onething.areas.offices import api as offices
from onething.areas.offices.models import OfficeRow, PlaceRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.catalogue.model import Item, Package, Step, StepKind
from onething.core.catalogue.words import Department, Division
from onething.core.source import Text
from onething.core.submission import Delivery, DeliveryIncomplete

VISITOR = Actor.visitor()
JOB = Actor.job("load")
CITY, TOWN, VILLAGE, OTHER = "990100000000", "990100001000", "990100001001", "990100002000"


def package(**given) -> Package:
    divisions = {
        CITY: Division(CITY, "岭东市", "city", "city", ""),
        TOWN: Division(TOWN, "石桥镇", "town", "town", CITY),
        VILLAGE: Division(VILLAGE, "河边村", "village", "village", TOWN),
        OTHER: Division(OTHER, "青塘镇", "town", "town", CITY),
    }
    departments = {
        "civil-affairs": Department(
            "civil-affairs", Text("岭东市民政局", "Civil Affairs"), Text("市民政局"), "", CITY
        ),
        "health": Department("health", Text("岭东市卫健局"), Text("市卫健局"), "", CITY),
    }
    step = Step(StepKind.INTAKE, Text("镇街受理"), "civil-affairs", "town")
    item = Item("allowance", Text("津贴"), "1", "05", "civil-affairs", "benefit", 5, 10, steps=(step,))
    return replace(
        Package(
            "test",
            Text("岭东市"),
            CITY,
            divisions=divisions,
            departments=departments,
            items={"allowance": item},
        ),
        **given,
    )


@pytest.mark.django_db
class TestLoadingOffices:
    def test_gives_towns_an_office_where_an_item_has_a_step_of_them(self):
        assert offices.load_offices(JOB, package=package()) == 4
        found = {(o.department, o.division) for o in offices.list_offices(VISITOR)}
        assert found == {
            ("civil-affairs", CITY),
            ("civil-affairs", TOWN),
            ("civil-affairs", OTHER),
            ("health", CITY),
        }

    def test_twice_changes_nothing(self):
        offices.load_offices(JOB, package=package())
        before = list(OfficeRow.objects.order_by("pk").values())
        offices.load_offices(JOB, package=package())
        assert list(OfficeRow.objects.order_by("pk").values()) == before

    def test_takes_away_what_the_package_no_longer_names(self):
        offices.load_offices(JOB, package=package())
        smaller = package(items={})
        del smaller.divisions[OTHER]
        offices.load_offices(JOB, package=smaller)
        assert {o.division for o in offices.list_offices(VISITOR)} == {CITY}
        assert not PlaceRow.objects.filter(code=OTHER).exists()

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM, Role.ADMIN}))
    def test_is_for_jobs_and_administrators(self, role):
        with pytest.raises(PermissionMissing):
            offices.load_offices(Actor(id="x", name="x", roles=frozenset({role})), package=package())


@pytest.mark.django_db
class TestFindingAnOffice:
    @pytest.fixture(autouse=True)
    def _loaded(self):
        offices.load_offices(JOB, package=package())

    def test_gives_the_nearest_one_upwards(self):
        assert offices.get_office(VISITOR, department="civil-affairs", division=VILLAGE).division == TOWN
        assert offices.get_office(VISITOR, department="health", division=VILLAGE).division == CITY

    def test_says_that_there_is_none(self):
        assert offices.find_office(VISITOR, department="health", division="999999999999") is None
        with pytest.raises(offices.OfficeNotFound):
            offices.get_office(VISITOR, department="tax", division=TOWN)

    def test_lists_windows_with_the_nearest_first(self):
        def near(place):
            return offices.list_windows(VISITOR, near=place)

        assert near(VILLAGE) == (
            "石桥镇政务服务中心",
            "岭东市政务服务中心",
            "青塘镇政务服务中心",
        )
        assert near("")[0] == near(CITY)[0] == "岭东市政务服务中心"
        assert sorted(near("")) == sorted(near(VILLAGE))

    def test_knows_a_window_that_there_is(self):
        offices.check_delivery(VISITOR, delivery=Delivery("window", window="石桥镇政务服务中心"))
        offices.check_delivery(VISITOR, delivery=Delivery("electronic", window="随便哪里"))
        with pytest.raises(offices.WindowUnknown):
            offices.check_delivery(VISITOR, delivery=Delivery("window", window="随便哪里 xyz"))
        with pytest.raises(DeliveryIncomplete):
            offices.check_delivery(VISITOR, delivery=Delivery("window"))

    def test_takes_any_window_where_none_is_known(self):
        OfficeRow.objects.all().delete()
        offices.check_delivery(VISITOR, delivery=Delivery("window", window="镇上的"))

    def test_lists_places_by_parent_and_level(self):
        assert [place.name for place in offices.list_places(VISITOR, parent=CITY)] == ["石桥镇", "青塘镇"]
        assert [place.name for place in offices.list_places(VISITOR, level="village")] == ["河边村"]
        assert offices.get_place(VISITOR, division=VILLAGE).inside(TOWN)
        with pytest.raises(offices.PlaceNotFound):
            offices.get_place(VISITOR, division="1")
