"""A file is edited in places: what was changed reads back, what was not stays byte for byte."""

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.packages import read_folder
from onething.core.catalogue.loader import load_package
from onething.core.editing.document import Document, PlaceMissing, changed, path_of
from onething.core.editing.spans import FileUnreadable
from onething.core.editing.writing import inline, written

CITY = Path(__file__).resolve().parents[3] / "cities" / "dongguan"
FILES = {name: data for name, data in read_folder(CITY).items() if name.endswith(".yaml")}

SCENE = """# The scene.
id: one   # its name

items:
  - item: first
    when: 'age >= 60'   # old enough
    roles: {applicant: applicant, agent: agent}
  # the second needs the first
  - item: second
    needs: [first]
  - {item: third, after: [first, second]}
outcomes: []
"""

texts = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
    ),
    max_size=12,
)
names = st.from_regex(r"[a-z][a-z_]{0,6}", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def paths(value: Any, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return every place of a value, itself left out."""
    found: list[tuple[str | int, ...]] = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        found += [(*here, key), *paths(part, (*here, key))]
    return found


def put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """Return plain data with another value at a place: what an edit must come to."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(copy[path[0]], path[1:], new)
    return copy


def dropped(value: Any, path: tuple[str | int, ...]) -> Any:
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = dropped(copy[path[0]], path[1:])
    return copy


class TestReading:
    @pytest.mark.parametrize("name", sorted(FILES))
    def test_gives_every_file_of_the_city_back_byte_for_byte(self, name):
        assert Document.of(FILES[name], name).data() == FILES[name]

    def test_reads_what_the_loader_reads(self):
        assert Document(SCENE).value(("items", 0, "when")) == "age >= 60"
        assert Document(SCENE).line(("items", 1)) == 9

    @pytest.mark.parametrize(
        "text", ["a: &x 1\nb: *x\n", "a: !!str 1\n", "a: 1\n---\nb: 2\n", "a: [1\n", "? [a]\n: 1\n"]
    )
    def test_refuses_what_is_no_plain_yaml(self, text):
        with pytest.raises(FileUnreadable):
            Document(text, "x.yaml")

    def test_keeps_a_byte_order_mark_and_line_ends(self):
        data = b"\xef\xbb\xbfa: 1\r\nb: [x]\r\n"
        assert Document.of(data).set(("c",), 2).data() == data + b"c: 2\r\n"


class TestSetting:
    def test_replaces_one_value_and_nothing_else(self):
        edited = Document(SCENE).set(("items", 0, "when"), "age >= 65")
        assert edited.text == SCENE.replace("'age >= 60'", "'age >= 65'")

    def test_adds_a_key_behind_those_that_come_before_it(self):
        order = ("item", "when", "optional", "needs")
        edited = Document(SCENE).set(("items", 1, "when"), "a == 1", order=order)
        assert edited.text == SCENE.replace("  - item: second\n", "  - item: second\n    when: a == 1\n")

    def test_adds_to_a_line_in_braces(self):
        edited = Document(SCENE).set(("items", 2, "when"), "x")
        assert "- {item: third, after: [first, second], when: x}" in edited.text

    def test_of_the_same_value_changes_nothing(self):
        assert Document(SCENE).set(("items", 1, "needs"), ["first"]).text == SCENE

    def test_needs_the_place_around_it(self):
        with pytest.raises(PlaceMissing):
            Document(SCENE).set(("items", 9, "when"), "x")

    @given(st.sampled_from(sorted(FILES)), st.integers(0, 10**6), values)
    def test_reads_back_anywhere_in_the_city(self, name, at, value):
        document = Document.of(FILES[name], name)
        whole = document.value()
        places = paths(whole)
        path = places[at % len(places)]
        assert document.set(path, value).value() == put(whole, path, value)

    @given(values, values, st.integers(0, 10**6))
    def test_reads_back_in_what_was_written_here(self, whole, value, at):
        document = Document(
            f"all:{written(whole, 2, nested=True) if _below(whole) else ' ' + inline(whole)}\n"
        )
        assert document.value(("all",)) == whole
        places = [("all",), *(("all", *path) for path in paths(whole))]
        path = places[at % len(places)]
        assert document.set(path, value).value() == put({"all": whole}, path, value)

    @given(st.sampled_from(sorted(FILES)), st.integers(0, 10**6))
    def test_touches_only_the_lines_of_the_place(self, name, at):
        document = Document.of(FILES[name], name)
        scalars = [
            path for path in paths(document.value()) if not isinstance(document.value(path), dict | list)
        ]
        path = scalars[at % len(scalars)]
        edited = document.set(path, "changed").text.splitlines()
        before = document.text.splitlines()
        if len(edited) == len(before):
            assert sum(one != other for one, other in zip(before, edited, strict=True)) == 1


def _below(value: Any) -> bool:
    return written(value, 2, nested=True).startswith("\n")


class TestRemoving:
    def test_takes_the_line_and_its_comment(self):
        edited = Document(SCENE).remove(("items", 1))
        assert edited.text == SCENE.replace(
            "  # the second needs the first\n  - item: second\n    needs: [first]\n", ""
        )

    def test_moves_the_next_key_up_to_the_dash(self):
        assert (
            "  - when: 'age >= 60'   # old enough\n    roles"
            in Document(SCENE).remove(("items", 0, "item")).text
        )

    @given(st.sampled_from(sorted(FILES)), st.integers(0, 10**6))
    def test_leaves_everything_else_of_the_city(self, name, at):
        document = Document.of(FILES[name], name)
        places = paths(document.value())
        path = places[at % len(places)]
        assert document.remove(path).value() == dropped(document.value(), path)


class TestLists:
    def test_inserts_before_a_line_and_at_the_end(self):
        first = Document(SCENE).insert(("items",), 1, {"item": "new", "when": "a"})
        assert "  - {item: new, when: a}\n  # the second" in first.text
        assert (
            Document(SCENE)
            .insert(("items",), 3, {"item": "new"})
            .text.endswith("  - {item: new}\noutcomes: []\n")
        )

    def test_fills_an_empty_list(self):
        edited = Document(SCENE).insert(("outcomes",), 0, {"if": "true", "text": "去窗口"})
        assert edited.value(("outcomes",)) == [{"if": "true", "text": "去窗口"}]

    def test_moves_a_line_with_its_comment(self):
        edited = Document(SCENE).move(("items",), 1, 0)
        assert (
            edited.text.index("# the second")
            < edited.text.index("item: second")
            < edited.text.index("item: first")
        )
        assert edited.move(("items",), 0, 1).text == SCENE

    @given(
        st.sampled_from(sorted(FILES)), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)
    )
    def test_of_the_city_can_be_put_in_any_order(self, name, at, one, other):
        document = Document.of(FILES[name], name)
        lists = [
            path
            for path in paths(document.value())
            if isinstance(document.value(path), list) and document.value(path)
        ]
        if not lists:
            return
        path = lists[at % len(lists)]
        entries = document.value(path)
        start, to = one % len(entries), other % len(entries)
        wanted = list(entries)
        wanted.insert(to, wanted.pop(start))
        assert document.move(path, start, to).value() == put(document.value(), path, wanted)

    @given(st.sampled_from(sorted(FILES)), st.integers(0, 10**6), st.integers(0, 10**6), values)
    def test_of_the_city_take_an_entry_anywhere(self, name, at, where, value):
        document = Document.of(FILES[name], name)
        lists = [path for path in paths(document.value()) if isinstance(document.value(path), list)]
        if not lists:
            return
        path = lists[at % len(lists)]
        entries = list(document.value(path))
        where %= len(entries) + 1
        entries.insert(where, value)
        assert document.insert(path, where, value).value() == put(document.value(), path, entries)


class TestManyEdits:
    def test_one_after_the_other_leave_a_package_that_loads(self):
        files = dict(read_folder(CITY))
        chance = random.Random(4)
        for name in sorted(one for one in files if one.startswith("items/"))[:20]:
            document = Document.of(files[name], name)
            promise = document.value(("clock", "promised_days"))
            document = document.set(("clock", "promised_days"), promise)
            count = len(document.value(("law",), []))
            if count > 1:
                document = document.move(("law",), 0, chance.randrange(count))
            document = document.set(("because",), {"proof.no_statutory_limit": "没有法定时限"})
            files[name] = document.data()
        assert load_package(files).findings == ()

    def test_name_the_files_that_they_changed(self):
        assert changed({"a": b"1", "b": b"2"}, {"a": b"1", "c": b"3"}) == {"b": None, "c": b"3"}

    @pytest.mark.parametrize("text", ["../x", "a//b", "a/\n", "/".join("a" * 30)])
    def test_take_no_place_that_is_none(self, text):
        with pytest.raises(PlaceMissing):
            path_of(text)

    def test_name_places_as_forms_do(self):
        assert path_of("items/0/when") == ("items", 0, "when")


class TestWriting:
    @given(values)
    def test_reads_back_in_other_readers_as_well(self, value):
        if _same_elsewhere(value):
            assert yaml.safe_load(f"a: {inline(value)}\n") == {"a": value}

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("本人", "本人"),
            ("05", '"05"'),
            ("a: b", "'a: b'"),
            ("true", "'true'"),
            ("", "''"),
            ("it's", "'it''s'"),
            (None, "~"),
        ],
    )
    def test_quotes_only_what_needs_it(self, value, text):
        assert inline(value) == text


def _same_elsewhere(value: Any) -> bool:
    """YAML 1.1 reads `yes` and `1_0` as other things than texts; the format of packages does not."""
    if isinstance(value, dict):
        return all(_same_elsewhere(part) for part in (*value, *value.values()))
    if isinstance(value, list):
        return all(_same_elsewhere(part) for part in value)
    return not isinstance(value, str) or yaml.safe_load(f"[{inline(value)}]") == [value]
