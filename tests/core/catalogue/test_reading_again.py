"""A package that is read again where it differs is the package that is read from the beginning, whatever was edited."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.catalogue.hashing import hashed
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.memory import Memory
from tests import shipped

CITY = shipped.FILES
EDITABLE = sorted(path for path in CITY if path.endswith((".yaml", ".csv")))
PARTS = (
    "divisions",
    "departments",
    "elements",
    "licences",
    "materials",
    "shares",
    "items",
    "scenes",
    "examples",
    "topics",
)


def whole(package):
    """Everything of a package with the places in its files, which equality leaves out."""
    return [package.hash, repr(package), *(repr(getattr(package, part)) for part in PARTS)]


def same_as_from_the_beginning(files, memory):
    again, anew = load_package(files, memory), load_package(files)
    assert again.findings == anew.findings
    assert (again.package is None) == (anew.package is None)
    if anew.package is not None:
        assert whole(again.package) == whole(anew.package)
        assert dict(again.package.sources) == dict(anew.package.sources)
    return again.package


def edited(files, dice):
    """Return the files with one edit, such as people make: most of them small, some of them wrong."""
    files, path = dict(files), dice.choice(sorted(one for one in files if one.endswith((".yaml", ".csv"))))
    lines = files[path].decode().splitlines(keepends=True)
    at = dice.randrange(len(lines)) if lines else 0
    match dice.choice(["comment", "number", "word", "drop", "twice", "remove", "rename", "label", "flag"]):
        case "comment":
            lines.insert(at, "# a remark\n" if path.endswith(".yaml") else "")
        case "number":
            numbers = [n for n, line in enumerate(lines) if re.search(r"\b\d{1,2}\b", line)]
            if numbers:
                at = dice.choice(numbers)
                lines[at] = re.sub(r"\b\d{1,2}\b", str(dice.randint(0, 30)), lines[at], count=1)
        case "word" if lines:
            words = re.findall(r"[a-z][a-z_-]{2,}", lines[at])
            if words:
                lines[at] = lines[at].replace(
                    dice.choice(words), dice.choice(["person", "adult", "paper", "x9"]), 1
                )
        case "drop" if lines:
            del lines[at]
        case "twice" if lines:
            lines.insert(at, lines[at])
        case "remove" if dice.random() < 0.3:
            del files[path]
            return files
        case "rename" if lines:
            word = dice.choice(re.findall(r"[a-z][a-z_-]{3,}", lines[at]) or ["none"])
            return {name: data.replace(word.encode(), f"{word}q".encode()) for name, data in files.items()}
        case "label":
            lines = [
                re.sub(r"zh: [^,}]+", "zh: 另一个名称", line, count=1) if n == at else line
                for n, line in enumerate(lines)
            ]
        case "flag":
            lines = [
                line.replace("required: true", "required: false", 1) if "required" in line else line
                for line in lines
            ]
    files[path] = "".join(lines).encode()
    return files


class TestAnEdit:
    @settings(max_examples=3)
    @given(st.integers(0, 2**32))
    def test_or_several_after_each_other_give_what_reading_from_the_beginning_gives(self, seed):
        dice, memory, files = random.Random(seed), Memory(), CITY
        load_package(files, memory)
        for _ in range(4):
            after = edited(files, dice)
            if same_as_from_the_beginning(after, memory) is not None or dice.random() < 0.2:
                files = after

    @pytest.mark.parametrize("path", [one for one in EDITABLE if not one.startswith(("items/", "examples/"))])
    def test_of_the_end_of_a_file_is_no_change(self, path):
        memory = Memory()
        first = load_package(CITY, memory).package
        files = {**CITY, path: CITY[path] + b"\n"}
        assert same_as_from_the_beginning(files, memory).hash == first.hash

    def test_of_one_item_leaves_every_other_as_the_object_that_it_was(self):
        memory = Memory()
        before = load_package(CITY, memory).package
        path = "items/care-allowance.yaml"
        files = {**CITY, path: CITY[path].replace(b"promised_days: 15", b"promised_days: 14")}
        after = same_as_from_the_beginning(files, memory)
        changed = {id for id, item in after.items.items() if item is not before.items[id]}
        assert changed == {"care-allowance"}
        assert {id for id, one in after.scenes.items() if one is not before.scenes[id]} == {
            "disabled-services"
        }

    def test_that_is_wrong_keeps_what_was_known_before_it(self):
        memory = Memory()
        load_package(CITY, memory)
        known = memory.last
        assert load_package({**CITY, "items/care-allowance.yaml": b"id: [\n"}, memory).package is None
        assert memory.last is known

    def test_that_lists_topics_for_the_first_time_is_held_against_every_scene(self):
        memory = Memory()
        without = {path: data for path, data in CITY.items() if path != "topics.yaml"}
        assert load_package(without, memory).package is not None
        assert (
            same_as_from_the_beginning({**without, "topics.yaml": b"other: {name: {zh: x, en: x}}\n"}, memory)
            is None
        )

    def test_of_a_fact_that_a_scene_lends_reaches_the_items_that_ask_by_it(self):
        memory = Memory()
        load_package(CITY, memory)
        path = "scenes/birth.yaml"
        files = {**CITY, path: CITY[path].replace(b"known_from: parents_married", b"known_from: parents_wed")}
        assert same_as_from_the_beginning(files, memory) is None


class TestHashes:
    def test_are_the_same_with_and_without_what_was_hashed_before(self):
        package = load_package(CITY).package
        before = hashed(package, None)
        label = next(iter(package.materials))
        path = "materials.yaml"
        other = load_package({**CITY, path: CITY[path].replace("身份证".encode(), "身份證".encode())}).package
        assert label in other.materials
        assert hashed(other, before).package.hash == other.hash
