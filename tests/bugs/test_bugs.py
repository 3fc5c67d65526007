"""The list of seeded bugs fits the code, and a sample of them is found; `make soak` sows all."""

from collections import Counter

import pytest

from tests.bugs.__main__ import ROOT, Field
from tests.bugs.bugs import BUGS, Harness

#: Quick ones, of three harnesses.
SAMPLE = (
    "silence-a-day-early",
    "an-older-answer-is-applied",
    "a-holiday-is-counted",
    "a-town-sees-the-others",
)


class TestTheListOfBugs:
    def test_has_forty_of_them_with_names_of_their_own(self):
        assert len(BUGS) == 40
        assert [name for name, count in Counter(one.name for one in BUGS).items() if count > 1] == []

    @pytest.mark.parametrize("bug", BUGS, ids=lambda one: one.name)
    def test_says_what_stands_in_the_code_and_changes_it(self, bug):
        text = (ROOT / "src" / "onething" / bug.file).read_text("utf-8")
        assert text.count(bug.old) == 1, f"sow {bug.name} anew: its text is not once in {bug.file}"
        assert bug.old != bug.new

    def test_uses_every_harness(self):
        assert {one.harness for one in BUGS} == set(Harness)


@pytest.fixture(scope="module")
def field(tmp_path_factory):
    return Field(tmp_path_factory.mktemp("field"))


@pytest.mark.parametrize("name", SAMPLE)
def test_a_seeded_bug_is_found(field, name):
    sown = field.sow(next(one for one in BUGS if one.name == name))
    assert sown.caught, sown.said


def test_without_a_bug_nothing_is_found(field):
    assert field.run(Harness.CLOCKS)[0] == 0
