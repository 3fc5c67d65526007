"""Two versions with a common origin become one: nothing is lost unasked, and what nobody touched keeps its letters."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onething.core.revisions.merge import ORDER, Side, changes_between, merge, over
from onething.core.revisions.pieces import read
from tests.areas.revisions import town

CITY = Path(__file__).resolve().parents[3] / "cities" / "dongguan"
NAMES = ("items/care-allowance.yaml", "items/birth-certificate.yaml", "scenes/birth.yaml", "materials.yaml")
FILE = "items/allowance.yaml"
BASE = town.FILES[FILE].decode()


@cache
def text(name):
    return (CITY / name).read_bytes().decode()


@cache
def places(name):
    """Return the places of a file that can be changed alone, by line: spans of plain values, and whether the line is a list's own."""
    found = {}

    def walk(node):
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                if isinstance(value, yaml.MappingNode):
                    walk(value)
        elif node.style not in ("|", ">") and node.start_mark.line == node.end_mark.line and node.value:
            found.setdefault(node.start_mark.line, []).append((node.start_mark.index, node.end_mark.index))

    walk(yaml.compose(text(name)))
    named = {"id", "key", "role", "material", "element", "block", "place", "purpose", "kind", "department"}
    named |= {"item", "value", "name", "else", "if", "when", "division"}
    whole = text(name)
    kept = {}
    for line, spans in found.items():
        # a value that names its line makes another line of it
        free = [
            one
            for one in spans
            if not named & {whole[: one[0]].rstrip().rstrip(":").split()[-1].strip("{,-")}
        ]
        if free:
            kept[line] = free
    return kept


def edited(name, edits):
    """Return the file with edits. edits: line → (what, value)."""
    whole = text(name)
    lines = whole.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    for number, (what, value) in sorted(edits.items(), reverse=True):
        if what == "comment":
            indent = len(lines[number]) - len(lines[number].lstrip())
            lines[number] = f"{' ' * indent}# {value}\n{lines[number]}"
        else:
            begin, end = places(name)[number][what % len(places(name)[number])]
            begin, end = begin - starts[number], end - starts[number]
            lines[number] = f"{lines[number][:begin]}'{value}'{lines[number][end:]}"
    return "".join(lines)


def merged(base, mine, theirs, **how):
    got = merge({FILE: base.encode()}, {FILE: mine.encode()}, {FILE: theirs.encode()}, **how)
    return got.files[FILE].decode(), got.conflicts


@st.composite
def two_edits(draw):
    """A file, and edits of two sides on lines of their own."""
    name = draw(st.sampled_from(NAMES))
    lines = draw(st.lists(st.sampled_from(sorted(places(name))), min_size=2, max_size=8, unique=True))
    value = st.text("abcxyz甲乙丙 ", min_size=1, max_size=6)
    one = st.tuples(st.integers(0, 20), value)
    edits = {line: draw(one) for line in lines}
    cut = draw(st.integers(0, len(lines)))
    return name, {k: edits[k] for k in lines[:cut]}, {k: edits[k] for k in lines[cut:]}


class TestTheFilesOfTheCity:
    @pytest.mark.parametrize("path", [str(path.relative_to(CITY)) for path in sorted(CITY.rglob("*.yaml"))])
    def test_are_put_together_again_from_their_pieces(self, path):
        whole = (CITY / path).read_bytes().decode()
        document = read(whole)
        assert document is not None
        assert document.text == whole


class TestMerging:
    @given(two_edits())
    def test_with_one_side_that_changed_nothing_is_the_other_side(self, drawn):
        name, edits, _ = drawn
        base, other = text(name), edited(name, edits)
        assert merged(base, base, other) == (other, ())
        assert merged(base, other, base) == (other, ())
        assert merged(base, other, other) == (other, ())

    @given(two_edits())
    def test_holds_both_edits_where_they_are_apart_and_says_the_same_from_both_sides(self, drawn):
        name, here, there = drawn
        base, mine, theirs = text(name), edited(name, here), edited(name, there)
        assert merged(base, mine, theirs) == (edited(name, {**here, **there}), ())
        assert merged(base, theirs, mine) == merged(base, mine, theirs)

    @given(two_edits())
    def test_asks_about_every_value_that_both_changed_and_a_choice_settles_each(self, drawn):
        name, here, there = drawn
        lines = [*here, *there]
        mine = edited(name, dict.fromkeys(lines, (0, "mine")))
        theirs = edited(name, dict.fromkeys(lines, (0, "theirs")))
        kept, conflicts = merged(text(name), mine, theirs)
        assert len(conflicts) == len(lines)
        assert kept == mine
        assert {(one.mine, one.theirs) for one in conflicts} == {("'mine'", "'theirs'")}
        for side, whole in ((Side.MINE, mine), (Side.THEIRS, theirs)):
            assert merged(text(name), mine, theirs, choices={one.key: side for one in conflicts}) == (
                whole,
                (),
            )

    def test_names_the_place_and_the_people(self):
        mine = BASE.replace("accepts: [licence, upload, paper]", "accepts: [licence]")
        theirs = BASE.replace("accepts: [licence, upload, paper]", "accepts: [paper]")
        _, (conflict,) = merged(BASE, mine, theirs, mine_by="甲", theirs_by=lambda path: f"乙 {path}")
        assert conflict.where == f"{FILE} › materials › applicant/id-card › accepts"
        assert (conflict.base, conflict.mine, conflict.theirs) == (
            "[licence, upload, paper]",
            "[licence]",
            "[paper]",
        )
        assert (conflict.mine_by, conflict.theirs_by) == ("甲", f"乙 {FILE}")

    def test_takes_lines_that_both_added_whoever_is_asked_first(self):
        line = "  - {role: applicant, element: person.name}\n"
        mine = BASE.replace(line, f"{line}  - {{role: applicant, element: person.age}}\n")
        theirs = BASE.replace(
            line, f"{line}  # by the decree\n  - {{role: applicant, element: help.number}}\n"
        )
        whole, conflicts = merged(BASE, mine, theirs)
        assert conflicts == ()
        assert "person.age" in whole
        assert "  # by the decree\n  - {role: applicant, element: help.number}\n" in whole
        assert merged(BASE, theirs, mine) == (whole, ())

    def test_takes_a_line_away_that_the_other_side_left_alone(self):
        line = "  - {role: applicant, material: poor-proof, accepts: [paper, declaration], when: 'income == \"low\"'}\n"
        theirs = BASE.replace("promised_days: 15", "promised_days: 12")
        assert merged(BASE, BASE.replace(line, ""), theirs) == (theirs.replace(line, ""), ())

    def test_asks_about_a_line_that_one_took_away_and_the_other_changed(self):
        line = "  - {role: applicant, material: poor-proof, accepts: [paper, declaration], when: 'income == \"low\"'}\n"
        theirs = BASE.replace("[paper, declaration]", "[paper]")
        whole, (conflict,) = merged(BASE, BASE.replace(line, ""), theirs)
        assert conflict.path == ("materials", "applicant/poor-proof")
        assert conflict.mine == ""
        assert "poor-proof" not in whole
        again, none = merged(BASE, BASE.replace(line, ""), theirs, choices={conflict.key: Side.THEIRS})
        assert (again, none) == (theirs, ())

    def test_empties_a_list_that_each_took_one_line_of(self):
        base = "a:\n  - {id: x}\n  - {id: y}\nb: 1\n"
        assert merged(base, "a:\n  - {id: x}\nb: 1\n", "a:\n  - {id: y}\nb: 1\n") == ("a: []\nb: 1\n", ())

    def test_follows_who_moved_lines_and_asks_where_both_did(self):
        base, mine, theirs = ("".join(f"- {{id: {id}}}\n" for id in order) for order in ("abc", "bac", "acb"))
        assert merged(base, mine, base + "- {id: d}\n") == (mine + "- {id: d}\n", ())
        whole, (conflict,) = merged(base, mine, theirs)
        assert (whole, conflict.path) == (mine, (ORDER,))
        assert merged(base, mine, theirs, choices={conflict.key: Side.THEIRS}) == (theirs, ())

    def test_reads_what_one_wrote_in_one_line_and_the_other_in_several(self):
        base = "a: {x: 1, y: 2}\n"
        whole, conflicts = merged(base, "a:\n  x: 3\n  y: 2\n", "a: {x: 1, y: 4}\n")
        assert yaml.safe_load(whole) == {"a": {"x": 3, "y": 4}}
        assert conflicts == ()

    def test_moves_lines_to_where_they_stand_in_the_other_version(self):
        base = "a:\n- id: x\n  b: 1\n- id: y\n  b: 1\n"
        mine = base.replace("b: 1", "b: 2", 1)
        theirs = "a:\n    - id: x\n      b: 1\n    - id: y\n      b: 3\n"
        whole, conflicts = merged(base, mine, theirs)
        assert yaml.safe_load(whole) == {"a": [{"id": "x", "b": 2}, {"id": "y", "b": 3}]}
        assert conflicts == ()

    def test_tells_a_number_from_a_text(self):
        _, conflicts = merged("a: 5\n", "a: '5'\n", "a: 6\n")
        assert len(conflicts) == 1

    @pytest.mark.parametrize(
        ("base", "mine", "theirs"),
        [
            ("a: 1\n", "a: [\n", "a: 2\n"),
            ("- 1\n- 2\n", "- 1\n- 3\n", "- 2\n"),
            ("a: 1\n", "- a\n", "b: 1\n"),
        ],
    )
    def test_asks_about_the_whole_where_it_cannot_go_inside(self, base, mine, theirs):
        whole, (conflict,) = merged(base, mine, theirs)
        assert (whole, conflict.path) == (mine, ())
        assert merged(base, mine, theirs, choices={conflict.key: Side.THEIRS}) == (theirs, ())

    def test_asks_about_other_files_as_a_whole(self):
        base, mine, theirs = {"a.svg": b"1"}, {"a.svg": b"\xff"}, {}
        got = merge(base, mine, theirs)
        (conflict,) = got.conflicts
        assert (conflict.path, conflict.theirs, got.files) == ((), "", mine)
        assert merge(base, mine, theirs, choices={conflict.key: Side.THEIRS}).files == {}

    @given(
        st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=2)),
        st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=2)),
    )
    def test_changes_between_two_packages_lead_from_one_to_the_other(self, old, new):
        assert over(old, changes_between(old, new)) == new
