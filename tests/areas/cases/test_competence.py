"""Which office a step goes to when the place of the works, or of the business, decides."""

from dataclasses import replace

from onething.core.cases.receiving import offices
from tests.areas.cases.world import city, plan_of, submission

HUMEN, NANCHENG = "441900121000", "441900004000"


def offices_of(example, item, *, key, address, division=NANCHENG):
    given = submission(example, division=division)
    values = tuple(replace(one, value=address) if one.key == key else one for one in given.values)
    scene = city().scenes[given.scene]
    plan = plan_of(example)
    office_of = offices(replace(given, values=values), city(), scene)
    planned = next(one for one in plan.items if one.id == item)
    return {
        step.kind.value: office_of(planned, "applicant", step).division for step in city().items[item].steps
    }


class TestThePlaceOfTheWorks:
    def test_has_the_town_look_at_it_and_the_city_decide(self):
        found = offices_of(
            "utilities-project", "green-space", key="site/site.address", address="东莞市虎门镇示例大道 8 号"
        )
        assert found["first_check"] == HUMEN
        assert {found["intake"], found["decision"]} == {city().division}

    def test_that_names_no_town_is_where_the_window_is(self):
        found = offices_of(
            "utilities-project", "green-space", key="site/site.address", address="示例大道 8 号"
        )
        assert found["first_check"] == NANCHENG

    def test_of_a_business_is_its_address(self):
        found = offices_of(
            "start-company-permits",
            "fire-check",
            key="company/company.address",
            address="东莞市虎门镇示例大道 8 号",
        )
        assert found["first_check"] == HUMEN
