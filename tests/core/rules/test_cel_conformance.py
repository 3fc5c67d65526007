"""The tests that Google's CEL project keeps for every implementation, run against our part of the language."""

import json
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from onething.core.rules import (
    BOOL,
    INT,
    STRING,
    Fixed,
    OutsideSubset,
    RuleError,
    SyntaxBroken,
    TooBig,
    Type,
    UnknownChoice,
    UnknownName,
    WrongType,
    parse_value,
)
from onething.core.rules.compiler import compiled

ROOT = Path(__file__).resolve().parents[3]
REFUSED = object()


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> list[dict[str, Any]]:
    text = (shared_dir / "data/conformance/cel_core.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def claimed_sections() -> set[tuple[str, str]]:
    """Read what docs/conditions.md claims: lines such as `parse / string_literals`."""
    text = (ROOT / "docs/conditions.md").read_text(encoding="utf-8")
    claims = text.partition("<!-- claimed -->")[2].partition("<!-- end -->")[0]
    return set(re.findall(r"`(\w+) / (\w+)`", claims))


def plain(value: dict[str, Any]) -> Any:
    """Return the value of a test as ours; REFUSED for a kind that we do not have."""
    ((kind, content),) = value.items()
    match kind:
        case "double" if isinstance(content, float | int):
            return Decimal(repr(content))
        case "int" | "string" | "bool":
            return content
    return REFUSED


def type_of(value: Any) -> Type | None:
    match value:
        case bool():
            return BOOL
        case int():
            return INT
        case Decimal():
            return Fixed(max(0, -int(value.as_tuple().exponent)))
        case str():
            return STRING
    return None


def run(case: dict[str, Any]) -> Any:
    """Return the value, None for unknown, or the RuleError."""
    values = {name: plain(value) for name, value in case["bindings"].items()}
    schema = {name: type_ for name, value in values.items() if (type_ := type_of(value))}
    try:
        return compiled(parse_value(case["expr"], schema))(values)
    except RuleError as error:
        return error


def right(case: dict[str, Any]) -> bool:
    """Tell whether a test passes: the same value, or a refusal where an error is expected."""
    result = run(case)
    if "value" not in case["expect"]:
        return isinstance(result, RuleError)
    expected = plain(case["expect"]["value"])
    return type(result) is type(expected) and result == expected


@pytest.mark.shared
class TestConformance:
    def test_every_expression_is_refused_with_a_sentence_or_gives_exactly_the_expected_value(self, cases):
        misread = []
        for case in cases:
            result = run(case)
            if isinstance(result, RuleError):
                assert result.say("zh").endswith(("。", "？")), result
                assert result.say("en").endswith((".", "?")), result
                assert result.at.line >= 1
                assert result.at.column >= 1
            elif not right(case):
                misread.append((case["section"], case["name"], case["expr"], result, case["expect"]))
        assert len(cases) == 1031
        assert misread == []

    def test_every_test_of_a_claimed_section_passes(self, cases):
        claimed = claimed_sections()
        assert claimed
        assert claimed <= {(case["file"], case["section"]) for case in cases}
        wrong = [
            (case["section"], case["name"], case["expr"])
            for case in cases
            if (case["file"], case["section"]) in claimed and not right(case)
        ]
        assert wrong == []

    def test_every_section_that_passes_whole_is_claimed(self, cases):
        """Sections that only ever expect an error pass by refusal and claim nothing."""
        by_section = defaultdict(list)
        for case in cases:
            by_section[case["file"], case["section"]].append(case)
        whole = {
            section
            for section, tests in by_section.items()
            if all(map(right, tests)) and any("value" in case["expect"] for case in tests)
        }
        assert whole == claimed_sections()

    def test_a_refusal_is_of_a_kind_that_says_why(self, cases):
        kinds = {type(result) for result in map(run, cases) if isinstance(result, RuleError)}
        assert kinds <= {OutsideSubset, SyntaxBroken, TooBig, UnknownChoice, UnknownName, WrongType}
