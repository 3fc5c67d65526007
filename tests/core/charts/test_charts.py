"""Structure charts say what the definitions say: every item, every effect as a plan has it, every node a link."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onething.core.catalogue.model import Package
from onething.core.catalogue.variables import types_of
from onething.core.catalogue.words import Way
from onething.core.charts import (
    MIDDLE,
    NARROW,
    NARROW_ELDER,
    WIDE,
    Effect,
    Goal,
    Handing,
    ItemCard,
    Look,
    OrderChart,
    Target,
    draw_inquiry,
    draw_order,
    draw_order_sheets,
    inquiry_chart,
    order_chart,
    own_order_chart,
    to_svg,
)
from onething.core.charts.drawing import SMALL, Drawing, Style
from onething.core.charts.measure import width_of, wrapped
from onething.core.charts.svg import WHOLE
from onething.core.composition import Circumstances, ItemState, OrderCircular, compose
from onething.core.rules import parse
from onething.core.source import Text
from tests import shipped
from tests.core.composition.factories import (
    CALENDAR,
    THURSDAY,
    choice,
    item,
    material,
    package,
    result,
    scene,
)
from tests.core.composition.strategies import ANSWER_SETS, ANSWERS, World, worlds

ROOT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"
TOPIC = Text("家庭", "Family")
LOOKS = [Look(width, language) for width in (WIDE, NARROW, NARROW_ELDER) for language in ("zh-hans", "en")]


def loaded() -> Package:
    return shipped.city()


@pytest.fixture(scope="module")
def city() -> Package:
    return loaded()


def address(target: Target) -> str:
    return f"/{target.goal.value}/{target.id}"


def written(city: Package, scene_id: str) -> list[str]:
    one = city.scenes[scene_id]
    asked, ordered = inquiry_chart(one, city, topic=TOPIC), order_chart(one, city)
    drawings = [
        drawing for look in LOOKS for drawing in (*draw_inquiry(asked, look), draw_order(ordered, look))
    ]
    return [to_svg(one, link=address, name="c", alone=alone) for one in drawings for alone in (False, True)]


class TestAnInquiryList:
    def test_of_every_scene_of_the_city_shows_every_item_by_its_name(self, city):
        for one in city.scenes.values():
            chart = inquiry_chart(one, city, topic=TOPIC)
            named = {
                box.target.id
                for sheet in draw_inquiry(chart, Look(WIDE))
                for box in sheet.boxes
                if box.target.goal is Goal.ITEM
            }
            assert named == {line.item.id for line in one.items}, one.id

    def test_asks_in_the_order_in_which_the_guide_asks(self, city):
        one = city.scenes["birth"]
        chart = inquiry_chart(one, city, topic=TOPIC)
        assert [asked.id for asked in chart.questions][: len(one.questions)] == [q.id for q in one.questions]

    @given(worlds(), st.sampled_from(["a", "b", "c"]), ANSWER_SETS, st.booleans() | st.none())
    def test_says_of_an_answer_what_every_plan_with_it_comes_to(self, world: World, asked, others, known):
        chart = inquiry_chart(world.scene, world.city, topic=TOPIC)
        question = next(one for one in chart.questions if one.id == asked)
        said = others.get(asked, ANSWERS[asked][0])
        answer = next(one for one in question.answers if one.id == said)
        there = Circumstances(
            on=THURSDAY, answers={**others, asked: said}, facts={} if known is None else {"f": known}
        )
        try:
            plan = compose(world.scene, there, package=world.city, calendar=CALENDAR)
        except OrderCircular:
            assume(False)
        states = {one.id: one.state for one in (*plan.items, *plan.left_out)}
        for card in answer.out:
            assert states[card.id] in (ItemState.NOT_NEEDED, ItemState.NOT_MET, ItemState.NOT_CHOSEN)
        for card, effect in answer.leads:
            if effect is Effect.APPLIES:
                assert states[card.id] in (ItemState.APPLIES, ItemState.PROACTIVE)

    @given(worlds())
    def test_leaves_no_item_out(self, world: World):
        chart = inquiry_chart(world.scene, world.city, topic=TOPIC)
        ruled_out = {card.id for asked in chart.questions for answer in asked.answers for card in answer.out}
        assert chart.items.keys() | ruled_out == {line.item.id for line in world.scene.items}

    def test_tells_what_need_not_be_asked_any_more(self):
        one = scene(
            item("one", materials=(material("applicant/m1", when='b == "x"'),)),
            questions=(choice("a", "x", "y"), choice("b", "x", "y")),
        )
        types = types_of(one.questions, ())
        line = replace(one.items[0], when=parse('a == "x"', types))
        chart = inquiry_chart(replace(one, items=(line,)), package(materials={"m1": ""}), topic=TOPIC)
        assert [answer.skips for answer in chart.questions[0].answers] == [(), (Text("b？"),)]


class TestAnOrder:
    def test_goes_the_longest_way_and_says_what_is_handed_over(self):
        one = scene(
            item("one", days=3, materials=(), result=(result(stands_for="m1"),)),
            item("two", days=5, materials=(material("applicant/m1", accepts=(Way.RESULT,)),)),
            item("three", days=7, materials=()),
        )
        chart = order_chart(one, package(materials={"m1": ""}))
        assert (chart.path, chart.days) == (("one", "two"), 8)
        (handing,) = chart.edges
        assert (handing.first, handing.then, handing.what) == ("one", "two", (Text("m1"),))

    @given(worlds())
    def test_names_every_item_after_all_that_it_waits_for(self, world: World):
        chart = order_chart(world.scene, world.city)
        at = {card.id: number for number, card in enumerate(chart.items)}
        assert at.keys() == {line.item.id for line in world.scene.items}
        assert all(at[edge.first] < at[edge.then] for edge in chart.edges)
        for look in LOOKS:
            boxes = draw_order(chart, look).boxes
            assert [box.target.id for box in boxes] == [card.id for card in chart.items]


class TestTheOrderOfOnesOwnAnswers:
    @given(worlds(), ANSWER_SETS)
    def test_holds_the_items_of_the_plan_and_what_each_waits_for_and_nothing_else(self, world, answers):
        there = Circumstances(on=THURSDAY, answers=answers)
        try:
            plan = compose(world.scene, there, package=world.city, calendar=CALENDAR)
        except OrderCircular:
            assume(False)
        chart = own_order_chart(plan, world.scene, world.city)
        assert {card.id for card in chart.items} == {one.id for one in plan.items}
        assert {(edge.first, edge.then) for edge in chart.edges} == {
            (first, one.id) for one in plan.items for first in one.waits_for
        }
        assert chart.ends == {one.id: one.promised_on for one in plan.items if one.promised_on}
        assert chart.possible == {one.id for one in plan.items if one.state is ItemState.POSSIBLE}
        at = {card.id: number for number, card in enumerate(chart.items)}
        assert all(at[edge.first] < at[edge.then] for edge in chart.edges)
        for look in (*LOOKS, Look(MIDDLE)):
            assert [box.target.id for box in draw_order(chart, look).boxes] == [*at]

    def test_says_the_day_of_each_item_and_breaks_the_frame_of_what_is_only_possible(self):
        one = scene(
            item("one", days=3, materials=()),
            item("two", days=5, materials=()),
            questions=(choice("a", "x", "y"),),
        )
        line = replace(one.items[1], when=parse('a == "x"', types_of(one.questions, ())))
        one = replace(one, items=(one.items[0], line))
        plan = compose(one, Circumstances(on=THURSDAY), package=package(), calendar=CALENDAR)
        drawing = draw_order(own_order_chart(plan, one, package()), Look(WIDE))
        first, second = drawing.boxes
        day = plan.items[0].promised_on
        assert f"{day.month} 月 {day.day} 日前" in "".join(first.small)
        assert (first.style, second.style) == (Style.ITEM, Style.POSSIBLE)
        assert "可能要办" in "".join(second.small)


class TestADrawing:
    @pytest.mark.parametrize("scene_id", ["birth", "utilities", "real-estate"])
    def test_has_no_box_without_a_link_and_no_inline_style(self, city, scene_id):
        for text in written(city, scene_id):
            root = ElementTree.fromstring(
                text
                if "xmlns" in text
                else text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
            )
            links = root.findall(f"{SVG}a")
            assert len(list(root.iter(f"{SVG}rect"))) == len(links) > 0
            assert all(link.get("href", "").startswith("/") and link.get("aria-label") for link in links)
            assert "style=" not in text
            assert all(root.find(f"{SVG}{name}").text for name in ("title", "desc"))

    @pytest.mark.parametrize("scene_id", ["birth", "utilities", "real-estate"])
    def test_of_the_same_definitions_is_the_same_to_the_byte(self, city, scene_id):
        assert written(city, scene_id) == written(loaded(), scene_id)

    def test_stays_within_its_width_and_lays_no_box_over_another(self, city):
        for one in city.scenes.values():
            for look in LOOKS:
                drawings = (
                    *draw_inquiry(inquiry_chart(one, city, topic=TOPIC), look),
                    draw_order(order_chart(one, city), look),
                )
                for drawing in drawings:
                    boxes = drawing.boxes
                    assert all(box.x >= 0 and box.right <= look.width + 0.1 for box in boxes)
                    assert all(box.y + box.height <= drawing.height for box in boxes)
                    for at, box in enumerate(boxes):
                        for other in boxes[at + 1 :]:
                            apart = (
                                box.right <= other.x
                                or other.right <= box.x
                                or box.y + box.height <= other.y
                                or other.y + other.height <= box.y
                            )
                            assert apart, (one.id, look, box.lines, other.lines)

    @given(st.text(st.characters(codec="gb2312"), max_size=80), st.floats(20, 300))
    def test_breaks_words_into_lines_that_fit_and_loses_no_character(self, text, most):
        lines = wrapped(text, 14, most)
        assert "".join("".join(lines).split()) == "".join(text.split())
        clinging = set("、，。；：？！）》」』】〉’”%,.;:?!)]}（《「『【〈‘“([{")
        for line in lines:
            assert width_of(line, 14) <= most or set(line[1:]) & clinging or len(line) == 1

    def test_never_begins_a_line_with_a_full_stop(self):
        assert wrapped("一二三，四。", 10, 30) == ("一二", "三，", "四。")


class TestOnPaper:
    #: What A4 on its side holds within margins of 10 mm, with the heading of an order; the first inquiry sheet stands below the page's.
    WIDTH, HEIGHT, FIRST = 277.0, 178.0, 150.0

    def test_every_sheet_of_the_city_fits_a_page_with_words_of_eight_points_and_more(self, city):
        for one in city.scenes.values():
            for language in ("zh-hans", "en"):
                asked = draw_inquiry(inquiry_chart(one, city, topic=TOPIC), Look(WIDE, language))
                order = draw_order_sheets(order_chart(one, city), Look(WIDE, language))
                for at, sheet in enumerate((*asked, *order)):
                    high = self.FIRST if at == 0 else self.HEIGHT
                    assert self.points(sheet, high) >= 8, (one.id, language, at, sheet.height)

    def points(self, sheet, high):
        """Return the size of the smaller words of a sheet on the page."""
        scale = min(self.WIDTH / sheet.width, high / sheet.height)  # millimetres of one unit
        return SMALL * scale / 25.4 * 72

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    @pytest.mark.parametrize("firsts", [0, 1, 3])
    def test_an_order_with_sixty_items_side_by_side_is_as_large_on_more_sheets(self, firsts, language):
        """Items that all wait for the same few, and the last ones for one of them each besides."""
        name = Text("某某事项的登记与办理", "Registration and handling of something")
        cards = [ItemCard(f"i{n}", name, Text("市局"), 5, "working", f"h{n}") for n in range(60 + firsts)]
        edges = [Handing(f"i{a}", f"i{b}", (), True) for a in range(firsts) for b in range(firsts, 60)]
        edges += [Handing(f"i{b - 20}", f"i{b}", (), True) for b in range(60, 60 + firsts)]
        path = ("i0", f"i{firsts}") if firsts else ("i0",)
        chart = OrderChart("s", "h", Text("大事"), tuple(cards), tuple(edges), path, 10)
        sheets = draw_order_sheets(chart, Look(WIDE, language))
        assert len(sheets) > 1
        assert len({one.title for one in sheets}) == len(sheets)
        assert all(self.points(one, self.HEIGHT) >= 8 for one in sheets)
        shown = [{box.target.id for box in one.boxes} for one in sheets]
        assert set().union(*shown) == {card.id for card in cards}
        assert all(any({edge.first, edge.then} <= there for there in shown) for edge in edges)


def test_a_small_chart_fits_its_column_and_a_wide_one_keeps_its_size():
    def look(width):
        drawing = Drawing(width, 10, "t", "t", (), ())
        return to_svg(drawing, link=lambda target: "", name="c").partition(">")[0]

    assert "chart--whole" in look(WHOLE)
    assert "chart--whole" not in look(WHOLE + 1)
