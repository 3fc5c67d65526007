"""What the form asks for a parcel and the way in which results come are one address."""

import pytest

from onething.core.guidance import DeliveryDiffers, proposed
from onething.core.submission import Delivery
from tests.areas.cases.world import city as package
from tests.areas.guidance.drafts import begin, change, field
from tests.areas.guidance.people import LIANG, citizen

pytestmark = pytest.mark.django_db
ANSWERS = {
    "place": "guangdong", "issued": "no", "parents": "married", "local": "both", "voucher": "yes", "age": "month", "hukou": "no", "foreign": "none",
    "you": "mother", "named": "yes", "surname": "father", "follows": "mother", "book": "family", "wants": ["card"], "delivery": "post",
}  # fmt: skip
KEY = "applicant/delivery.{}"
HOME, OTHER = "东莞市南城街道示例路 11 号", "东莞市东城街道示例路 2 号"


@pytest.fixture
def begun():
    me = citizen(LIANG)
    return me, begin(me, scene="birth", answers=ANSWERS)


def typed(view, part):
    return field(view, KEY.format(part)).raw


class TestAnAddress:
    def test_that_was_typed_is_proposed_for_the_results(self, begun):
        me, view = begun
        view = change(me, view, values={KEY.format("address"): HOME, KEY.format("recipient"): "梁志恒"})
        assert proposed(view.draft, view.fields, package()) == Delivery(
            "post", receiver="梁志恒", address=HOME
        )

    def test_is_not_proposed_where_the_person_comes_for_it(self, begun):
        me, view = begun
        view = change(me, view, answers={"delivery": "pickup"})
        assert proposed(view.draft, view.fields, package()) == Delivery("window")
        view = change(me, view, answers={"delivery": None})
        assert proposed(view.draft, view.fields, package()) is None

    def test_that_is_changed_at_the_delivery_changes_in_the_form(self, begun):
        me, view = begun
        view = change(me, view, values={KEY.format("address"): HOME})
        view = change(me, view, delivery=Delivery("post", "梁志恒", "13800000119", OTHER))
        assert [typed(view, part) for part in ("recipient", "phone", "address")] == [
            "梁志恒",
            "13800000119",
            OTHER,
        ]

    def test_that_is_changed_in_the_form_changes_at_the_delivery(self, begun):
        me, view = begun
        view = change(me, view, delivery=Delivery("post", "梁志恒", "13800000119", OTHER))
        view = change(me, view, values={KEY.format("address"): HOME})
        assert view.draft.delivery == Delivery("post", "梁志恒", "13800000119", HOME)

    def test_is_filled_in_where_a_later_answer_asks_for_it(self, begun):
        me, view = begun
        view = change(me, view, answers={"delivery": "pickup"})
        view = change(me, view, delivery=Delivery("post", "梁志恒", "13800000119", OTHER))
        view = change(me, view, answers={"delivery": "post"})
        assert typed(view, "address") == OTHER

    def test_of_two_in_one_change_is_refused(self, begun):
        me, view = begun
        post = Delivery("post", "梁志恒", "13800000119", OTHER)
        with pytest.raises(DeliveryDiffers):
            change(me, view, values={KEY.format("address"): HOME}, delivery=post)
        view = change(me, view, values={KEY.format("phone"): "138 0000 0119"}, delivery=post)
        assert field(view, KEY.format("phone")).value == "13800000119"

    def test_is_nothing_to_results_that_come_electronically(self, begun):
        me, view = begun
        view = change(me, view, values={KEY.format("address"): HOME}, delivery=Delivery("electronic"))
        assert (typed(view, "address"), view.draft.delivery) == (HOME, Delivery("electronic"))
