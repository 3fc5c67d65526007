"""One line of an impact, and the changed definitions that are its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onething.core.catalogue.diff import Change
from onething.core.source import Text


class Code(StrEnum):
    """What kind of thing a line says. The part before the first underscore is its group."""

    ITEM_NEW = "item_new"
    ITEM_GONE = "item_gone"
    ITEM_WHEN = "item_when"  # for whom it is part of the matter, or eligible
    ITEM_ORDER = "item_order"
    ITEM_OFFICE = "item_office"
    ITEM_RESULT = "item_result"
    QUESTION_NEW = "question_new"
    QUESTION_GONE = "question_gone"
    QUESTION_CHANGED = "question_changed"
    OUTCOME = "question_outcome"  # where someone is sent to whom nothing applies
    FIELD_NEW = "field_new"
    FIELD_GONE = "field_gone"
    FIELD_REQUIRED = "field_required"
    FIELD_OPTIONAL = "field_optional"
    FIELD_LIMITS = "field_limits"
    FIELD_WHEN = "field_when"
    FIELD_ASKERS = "field_askers"
    FIELD_SOURCE = "field_source"
    FIELD_WORDS = "field_words"
    MATERIAL_NEW = "material_new"
    MATERIAL_GONE = "material_gone"
    MATERIAL_REQUIRED = "material_required"
    MATERIAL_OPTIONAL = "material_optional"
    MATERIAL_WAYS = "material_ways"
    MATERIAL_SHEETS = "material_sheets"  # copies, originals, how old it may be
    MATERIAL_WHEN = "material_when"
    MATERIAL_ASKERS = "material_askers"
    MATERIAL_SOURCE = "material_source"
    MATERIAL_WORDS = "material_words"
    CLOCK_PROMISED = "clock_promised"
    CLOCK_STATUTORY = "clock_statutory"
    CLOCK_RULES = "clock_rules"  # profile, kind of days, grounds that stop it, days of steps
    CLOCK_SCENE = "clock_scene"  # the scene's own promise
    CLOCK_WHOLE = "clock_whole"  # the longest path of the widest plan
    FEE = "fee_changed"
    VISIT = "visit_changed"
    SAVING = "saving_changed"
    EXAMPLE = "saving_example"  # an example that no longer comes out as it says
    CHART = "chart_changed"

    @property
    def group(self) -> str:
        return self.value.partition("_")[0]


#: Groups in the order in which they are told, with their words.
GROUPS = {
    "item": Text("事项", "Items"),
    "question": Text("问题", "Questions"),
    "field": Text("联办申请表", "Joint form"),
    "material": Text("材料", "Materials"),
    "clock": Text("时限", "Clocks"),
    "fee": Text("收费", "Fees"),
    "visit": Text("跑动", "Visits"),
    "saving": Text("减免", "Saving"),
    "chart": Text("结构图", "Structure chart"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is other in a scene. key: of the field or material, id of the item, question or example.

    because: the changed definitions that it comes from, each with item, requirement, file and line.
    """

    code: Code
    key: str
    text: Text
    because: tuple[Change, ...] = ()


class Causes:
    """Finds the changes that a line comes from."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._by_member: dict[tuple[str, str], list[Change]] = {}
        for one in changes:
            self._by_member.setdefault((one.part, one.id), []).append(one)

    def at(self, part: str, id: str, *path: str) -> tuple[Change, ...]:
        """Return the changes in this place of a member, and those of a whole that it lies in."""
        return tuple(
            one
            for one in self._by_member.get((part, id), ())
            if all(_same(said, asked) for said, asked in zip(one.path, path, strict=False))
        )

    def members(self, used: dict[str, dict[str, object]]) -> tuple[Change, ...]:
        """Return the changes of all these members. used: part → id → anything."""
        return tuple(one for part, ids in used.items() for id in ids for one in self.at(part, id))


def _same(said: str, asked: str) -> bool:
    """A second line about the same is called "KEY (2)"."""
    return said == asked or said.startswith(f"{asked} (")


def first_found(*tries: Sequence[Change]) -> tuple[Change, ...]:
    """Return the nearest causes: the first that are any, each once."""
    return next((tuple(dict.fromkeys(one)) for one in tries if one), ())
