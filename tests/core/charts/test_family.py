"""The family of an item as a chart: every handling item in one group, a large family counted and still on paper that can be read."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.charts import NARROW, NARROW_ELDER, WIDE, Goal, Look, draw_family, family_chart
from onething.core.charts.family import MOST_DRAWN, MOST_GROUPS, MOST_OPEN
from onething.core.register.family import Branch, Rank

LOOKS = [Look(WIDE), Look(NARROW), Look(NARROW_ELDER, "en")]


def main(sizes: Iterable[int]) -> Branch:
    """Return a main item with sub items of these sizes; 1 = a handling item right under it."""
    branches = []
    for at, size in enumerate(sizes):
        leaves = tuple(
            Branch(Rank.HANDLING, f"食品经营许可第{at}类变更{n}", f"{at}-{n}", f"1144{at:04}{n:04}", number=2)
            for n in range(size)
        )
        branches += leaves if size == 1 else [Branch(Rank.SUB, f"子项{at}", code=f"{at:06}", branches=leaves)]
    return Branch(Rank.MAIN, "食品经营许可", branches=tuple(branches))


SIZES = st.lists(st.sampled_from([1, 1, 2, 5, 17, 90]), min_size=1, max_size=70)


class TestAFamily:
    @settings(max_examples=20)
    @given(SIZES)
    def test_has_every_handling_item_in_exactly_one_group_and_a_bounded_drawing(self, sizes):
        tree = main(sizes)
        chart = family_chart(tree)
        listed = [one.key for group in chart.groups for one in group.members]
        assert listed == [one.key for one in tree.leaves]
        assert len(chart.groups) <= MOST_GROUPS
        for look in LOOKS:
            boxes = [box for sheet in draw_family(chart, look) for box in sheet.boxes]
            entries = [box.target.id for box in boxes if box.target.goal is Goal.ENTRY]
            counted = [group for group in chart.groups if group.counted]
            assert sorted(entries) == sorted(
                one.key for group in chart.groups if not group.counted for one in group.members
            )
            assert len(entries) <= max(MOST_DRAWN, MOST_GROUPS * MOST_OPEN)
            opened = {box.target.id for box in boxes if box.target.goal is Goal.GROUP}
            assert {str(one.number) for one in counted} <= opened

    def test_of_hundreds_is_counted_and_says_how_many(self):
        chart = family_chart(main([300, *[1] * 100]))
        assert [len(one.members) for one in chart.groups] == [300, 40, 40, 20]
        (sheet,) = draw_family(chart, Look(WIDE))
        assert any("300 个业务办理项" in line for box in sheet.boxes for line in box.small)

    def test_says_on_the_next_sheet_to_which_sub_item_the_rest_belongs(self):
        sheets = draw_family(family_chart(main([30])), Look(WIDE))
        heads = [box.lines[0] for sheet in sheets for box in sheet.boxes if box.target.goal is Goal.GROUP]
        assert heads[0] == "子项0"
        assert len(heads) > 1
        assert set(heads[1:]) == {"子项0（接上）"}

    def test_of_a_few_is_drawn_whole_and_marks_the_one_looked_at(self):
        chart = family_chart(main([3, 1]), here="0-1")
        (sheet,) = draw_family(chart, Look(WIDE))
        assert [box.target.id for box in sheet.boxes if box.style == "path"] == ["0-1"]

    @settings(max_examples=20)
    @given(SIZES)
    def test_stays_within_its_width_and_lays_no_box_over_another(self, sizes):
        for look in LOOKS:
            for sheet in draw_family(family_chart(main(sizes)), look):
                boxes = sorted(sheet.boxes, key=lambda box: (box.x, box.y))
                assert all(box.x >= 0 and box.right <= look.width + 0.1 for box in boxes)
                assert all(box.y + box.height <= sheet.height for box in boxes)
                assert look.width < WIDE or sheet.height <= 660
                for at, box in enumerate(boxes):
                    for other in boxes[at + 1 :]:
                        apart = (
                            box.right <= other.x
                            or other.right <= box.x
                            or box.y + box.height <= other.y
                            or other.y + other.height <= box.y
                        )
                        assert apart, (sizes, look, box.lines, other.lines)
