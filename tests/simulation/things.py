"""What is applied for in a simulated city: invented matters of twelve departments, of every clock profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from onething.core.cases.matter import HOLDS, Recheck, Verdict
from onething.core.cases.parts import CaseStep, Given, OfficeKey, Opening
from onething.core.cases.state import CaseState
from onething.core.clock import PROFILES, Limits
from onething.core.source import Text

CITY = "441900000000"
TOWNS = ("441900003000", "441900004000", "441900101000")
DEPARTMENTS = (
    "civil-affairs", "disabled-federation", "education", "health", "housing", "human-resources",
    "market", "medical-insurance", "planning", "public-security", "tax", "transport",
)  # fmt: skip
KEYS = ("applicant/id-card", "applicant/photo", "applicant/lease", "applicant/plan")
STATUTORY = {"benefit": 30, "confirmation": 30, "public_service": 20, "market_registration": 3}


def always(case: CaseState, given: Mapping[str, Given]) -> Verdict:
    return HOLDS


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be applied for.

    openings: of its cases, numbered N-1 to N-n. keys: what each case asks for, by opening number. says: what the rule of
    an item says, by opening number; a missing one has none. data: openings whose result a rule delivers by itself.
    given: the facts that a grant hands on, by opening number. systems: of each department. example: of the published
    city, "" for an invented thing. recheck: what decides the condition of a waiting case again. refuses_transfer: offices
    to which no case can be sent.
    """

    scene: str
    lead: str
    openings: tuple[Opening, ...]
    keys: Mapping[str, tuple[str, ...]]
    systems: Mapping[str, str]
    says: Mapping[str, bool | None] = field(default_factory=dict)
    data: frozenset[str] = frozenset()
    given: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    example: str = ""
    recheck: Recheck = always
    supplement_days: int = 10
    archive_days: int = 2
    retention_years: int = 10
    refuses_transfer: frozenset[OfficeKey] = frozenset()
    lapse_ground: str = "本市补正期限"
    tolerance_lapse_ground: str = "本市容缺期限"

    def numbered(self, number: str) -> tuple[Opening, ...]:
        """Return the openings of an application with this number."""

        def of(one: str) -> str:
            return f"{number}-{one.rpartition('-')[2]}"

        return tuple(
            replace(
                one,
                number=of(one.number),
                needs=tuple(map(of, one.needs)),
                after=tuple(map(of, one.after)),
            )
            for one in self.openings
        )


def own(number: str) -> str:
    """Return the number that a case's opening has in its thing."""
    return f"N-{number.rpartition('-')[2]}"


def invented(dice: Random, scene: str) -> Thing:
    """Return a thing of three to eight items, some of which wait for others."""
    openings: list[Opening] = []
    says: dict[str, bool | None] = {}
    for index in range(1, dice.randint(3, 8) + 1):
        opening = _opening(dice, f"N-{index}", openings)
        if opening.automatic:
            says[opening.number] = dice.choice((True, True, False, None))
        openings.append(opening)
    return Thing(
        scene=scene,
        lead=dice.choice(DEPARTMENTS),
        openings=tuple(openings),
        keys={one.number: KEYS for one in openings},
        systems={one: f"system-of-{one}" for one in DEPARTMENTS},
        says=says,
        data=frozenset(one.number for one in openings if len(one.steps) < 3 and dice.random() < 0.5),
    )


def _opening(dice: Random, number: str, before: list[Opening]) -> Opening:
    profile = PROFILES[dice.choice(sorted(PROFILES))]
    statutory = STATUTORY.get(profile.id, profile.decide_within)
    proactive = dice.random() < 0.1
    department, town = dice.choice(DEPARTMENTS), dice.choice(TOWNS)
    kinds = ["intake", "decision"]
    if dice.random() < 0.3:
        kinds.insert(1, "first_check")
    certificates = ("card",) if dice.random() < 0.4 else ()
    if certificates and dice.random() < 0.4:
        kinds.append("certificate")
    if proactive:
        kinds = ["decision"]
    offices = {kind: OfficeKey(department, town if kind == "intake" else CITY, "city") for kind in kinds}
    earlier = [one.number for one in before if not one.proactive]
    needs = tuple(dice.sample(earlier, 1)) if earlier and dice.random() < 0.3 else ()
    after = tuple(one for one in earlier if one not in needs and dice.random() < 0.08)
    return Opening(
        number=number,
        item=f"item-{number[2:]}",
        item_hash="h",
        name=Text(f"事项{number[2:]}", f"Item {number[2:]}"),
        bearer="applicant",
        limits=Limits.of(
            profile,
            promised_days=dice.randint(0, statutory if statutory is not None else 10),
            statutory_days=statutory,
        ),
        steps=tuple(CaseStep(kind, Text(kind), offices[kind]) for kind in kinds),
        needs=needs,
        after=after,
        certificates=certificates,
        tolerable=KEYS[3:] if dice.random() < 0.3 else (),
        comes=KEYS[2:3] if needs else (),
        automatic=proactive or dice.random() < 0.15,
        proactive=proactive,
        to_bring=KEYS[1:2] if dice.random() < 0.05 else (),
        declared=KEYS[:1] if dice.random() < 0.1 else (),
        check_days=10,
        officers_against=dice.choice((1, 2, 2)),
        scene_days=dice.randint(5, 25) if dice.random() < 0.2 else None,
    )
