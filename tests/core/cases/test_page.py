"""`docs/cases.md` is the table of the code: nothing in one is missing from the other."""

import inspect
import re
from pathlib import Path

import pytest

from onething.core.cases import errors, shapes
from onething.core.cases.documents import TITLES
from onething.core.cases.events import Reopened
from onething.core.cases.graph import GRAPH, LABELS
from onething.core.errors import DomainError

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "cases.md").read_text(encoding="utf-8")
CODES = {
    one.code
    for module in (errors, shapes)
    for one in vars(module).values()
    if inspect.isclass(one) and issubclass(one, DomainError) and one.code.startswith("cases.")
}


def test_names_every_state_in_both_languages():
    assert [status for status in LABELS if status.value not in PAGE] == []
    assert [label.zh for label in LABELS.values() if label.zh not in PAGE] == []


def test_names_every_event():
    assert [name for name in shapes.REGISTRY.classes if name not in PAGE] == []


def test_names_every_refusal_and_no_other():
    assert set(re.findall(r"`(cases\.[a-z_]+)`", PAGE)) == CODES


def test_names_every_document():
    assert [kind.value for kind in TITLES if kind.value not in PAGE] == []


def test_each_row_says_where_the_event_leads():
    for (source, event), reached in GRAPH.items():
        rows = [line for line in PAGE.splitlines() if line.startswith("|") and event.__name__ in line]
        assert rows, event.__name__
        for status in reached - {source}:
            said = "its old place" if event is Reopened and source == "precondition_failed" else status.value
            assert any(said in row for row in rows), (event.__name__, source, status)


@pytest.mark.parametrize(
    "one",
    [
        one
        for one in vars(errors).values()
        if inspect.isclass(one) and one.__module__ == errors.__name__ and hasattr(one, "zh") and one.zh
    ],
    ids=lambda one: one.__name__,
)
def test_every_refusal_says_its_facts_in_both_languages(one):
    wanted = {name for text in (one.zh, one.en) for name in re.findall(r"{(\w+)}", text)}
    refusal = one(**{name: f"<{name}>" for name in wanted})
    said = refusal.sentence
    for language in (said.zh, said.en):
        assert language
        assert "{" not in language
    assert wanted <= set(one.__annotations__)
