"""Forty-odd ways to break a scene, each with the finding that must name it.

A mutant edits the parsed YAML of one file of the city package; the edit fails loudly if what it edits is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Doc = dict[str, Any]
Edit = Callable[[Doc], None]


@dataclass(frozen=True)
class Mutant:
    """name: what was broken. codes: findings of which one must come that the clean package does not have."""

    name: str
    file: str
    edit: Edit
    codes: frozenset[str]

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def line(lines: list[Doc], key: str, value: str, role: str = "") -> Doc:
    """Return the one line with `key: value` (of that role, where it is given)."""
    found = [entry for entry in lines if entry.get(key) == value and (not role or entry.get("role") == role)]
    assert len(found) == 1, (key, value, role, len(found))
    return found[0]


def item(name: str) -> str:
    return f"items/{name}.yaml"


def without(lines: list[Doc], key: str, value: str) -> None:
    lines.remove(line(lines, key, value))


def material(name: str, role: str = "") -> Callable[[Doc], Doc]:
    return lambda doc: line(doc["materials"], "material", name, role)


def accepts(name: str, *ways: str, role: str = "") -> Edit:
    return lambda doc: material(name, role)(doc).update(accepts=list(ways))


def with_material(**entry: Any) -> Edit:
    return lambda doc: doc["materials"].append(entry)


def rule(name: str, condition: str) -> Edit:
    return lambda doc: line(doc["eligible"], "id", name).update({"if": condition})


def part(name: str, **changes: Any) -> Edit:
    return lambda doc: line(doc["items"], "item", name).update(changes)


def question(name: str, **changes: Any) -> Edit:
    return lambda doc: line(doc["questions"], "id", name).update(changes)


def clock(**changes: Any) -> Edit:
    return lambda doc: doc["clock"].update(changes)


def constraint(text: str) -> Edit:
    return lambda doc: doc.setdefault("constraints", []).append(text)


def field(element: str, role: str, **changes: Any) -> Edit:
    return lambda doc: doc["fields"].append({"element": element, "role": role, **changes})


def outcome_gone(index: int) -> Edit:
    return lambda doc: doc["outcomes"].pop(index) and None


def exception(ends_on: str = "2026-12-31", **changes: Any) -> Edit:
    """Give the item a local exception in one town, approved long ago."""
    one = {"division": "441900003000", "approved": {"number": "例〔2025〕1 号", "on": "2025-01-02"}}
    return lambda doc: doc.update(exceptions=[{**one, "ends_on": ends_on, **changes}])


def both(*edits: Edit) -> Edit:
    def edit(doc: Doc) -> None:
        for each in edits:
            each(doc)

    return edit


def question_of_nothing(doc: Doc) -> None:
    doc["questions"].append(
        {
            "id": "weather",
            "text": "今天天气好吗？",
            "kind": "choice",
            "choices": {"fine": "好", "bad": "不好"},
        }
    )


def option_without_way(doc: Doc) -> None:
    line(doc["questions"], "id", "income")["choices"]["missing"] = "查不到"
    doc["constraints"].append('income != "missing"')


DISABLED, BIRTH = "scenes/disabled-services.yaml", "scenes/birth.yaml"


def m(name: str, file: str, edit: Edit, *codes: str) -> Mutant:
    return Mutant(name, file, edit, frozenset(f"proof.{code}" for code in codes))


MUTANTS = (
    # a situation in which nothing can be done, and nobody says where to go
    m("outcome for people from elsewhere removed", DISABLED, outcome_gone(0), "dead_end"),
    m("outcome for those who choose nothing removed", DISABLED, outcome_gone(2), "dead_end"),
    m("outcome for a child that has everything removed", BIRTH, outcome_gone(5), "dead_end"),
    # a source removed
    m(
        "certificate only by licence",
        item("hardship-allowance"),
        accepts("disability-certificate", "licence"),
        "dead_end_material",
    ),
    m(
        "certificate only as a result",
        item("care-allowance"),
        accepts("disability-certificate", "result"),
        "dead_end_material",
    ),
    m(
        "assessment only by share",
        item("disability-certificate"),
        accepts("disability-assessment", "share"),
        "no_way",
    ),
    m("photo only by licence", item("disability-certificate"), accepts("photo", "licence"), "no_way"),
    m(
        "photo of the child only as a result",
        item("social-security-card"),
        accepts("photo", "result"),
        "no_way",
    ),
    m("photo only later", item("social-security-card"), accepts("photo", "later"), "no_way"),
    m(
        "birth certificate only as a result",
        item("birth-registration"),
        accepts("birth-certificate", "result"),
        "dead_end_material",
    ),
    m(
        "household book of the child only as a result",
        item("resident-insurance"),
        accepts("household-book", "result", role="newborn"),
        "dead_end_material",
    ),
    m(
        "power of attorney only by licence",
        item("hardship-allowance"),
        accepts("power-of-attorney", "licence"),
        "no_way",
    ),
    # an item that needs another which cannot be had
    m(
        "certificate only for adults, allowance for all",
        item("disability-certificate"),
        lambda doc: doc["eligible"].append(
            {"id": "adult", "if": "age >= 18", "text": "年满 18 岁", "law": "试"}
        ),
        "dead_end_needs",
    ),
    m(
        "allowance open to those whose certificate is not",
        item("hardship-allowance"),
        rule("certificate", 'certified == "valid" || household == "guangdong"'),
        "dead_end_needs",
        "idle_condition",
    ),
    m(
        "card for children whose registration is refused",
        item("social-security-card"),
        lambda doc: doc.pop("eligible"),
        "dead_end_needs",
    ),
    # circles
    m(
        "certificate after the allowance",
        DISABLED,
        part("disability-certificate", after=["hardship-allowance"]),
        "cycle",
    ),
    m(
        "two allowances wait for each other",
        DISABLED,
        both(
            part("hardship-allowance", after=["care-allowance"]),
            part("care-allowance", after=["hardship-allowance"]),
        ),
        "cycle",
    ),
    m(
        "birth certificate after the household entry",
        BIRTH,
        part("birth-certificate", after=["birth-registration"]),
        "cycle",
    ),
    m("circle of three", BIRTH, part("birth-registration", after=["insurance-premium"]), "cycle"),
    # what cannot be reached
    m(
        "item for nobody",
        DISABLED,
        part("medical-aid", when='income == "dibao" && income == "none"'),
        "unreachable_item",
    ),
    m(
        "item outside its own conditions",
        item("care-allowance"),
        rule("household", 'household == "dongguan" && age > 130'),
        "unreachable_item",
    ),
    m("choice that a constraint forbids", DISABLED, option_without_way, "unreachable_option"),
    m(
        "constraint forbids a choice",
        DISABLED,
        constraint('certified != "lost"'),
        "unreachable_option",
    ),
    m(
        "constraints that allow nothing",
        DISABLED,
        both(constraint("age < 16"), constraint("age > 60")),
        "no_situation",
    ),
    m(
        "outcome that never comes",
        DISABLED,
        lambda doc: doc["outcomes"].append(
            {"if": 'certified == "none" && household == "dongguan"', "text": "永远不会"}
        ),
        "unreachable_outcome",
    ),
    m(
        "material that nobody is asked for",
        item("care-allowance"),
        with_material(role="applicant", material="photo", accepts=["upload"], when="age > 129 && age < 1"),
        "unreachable_material",
    ),
    m("question that never matters", DISABLED, question_of_nothing, "question_without_effect"),
    m(
        "question that no longer matters",
        item("pension-enrolment"),
        lambda doc: (
            [doc["eligible"].remove(r) for r in list(doc["eligible"]) if "student" in r["if"]] and None
        ),
        "question_without_effect",
    ),
    m(
        "condition that always holds",
        DISABLED,
        part("medical-aid", when='income != "none" || income == "none"'),
        "idle_condition",
    ),
    m(
        "line asked of everyone by a condition",
        item("hardship-allowance"),
        lambda doc: material("bank-account")(doc).update(when='household != "elsewhere"'),
        "idle_condition",
    ),
    # choices of rules
    m(
        "two offices for one child",
        item("birth-registration"),
        lambda doc: doc["competent"][1].update(when='follows == "father" || surname == "mother"'),
        "overlapping_cases",
    ),
    m(
        "no office for a child",
        item("birth-registration"),
        lambda doc: doc["competent"].pop() and None,
        "missing_case",
    ),
    # fields
    m(
        "number beyond what its element allows",
        item("birth-certificate"),
        field("birth.weeks", "newborn", constraints={"min": 46}),
        "contradictory_constraints",
    ),
    m(
        "day before it may begin",
        item("hardship-allowance"),
        both(
            field("hardship.from", "applicant", constraints={"min": "2026-05"}),
            field("hardship.from", "applicant", constraints={"max": "2026-04"}),
        ),
        "contradictory_constraints",
    ),
    # law
    m(
        "promise over statute",
        item("hardship-allowance"),
        clock(promised_days=31),
        "promise_over_statute",
    ),
    m(
        "promise over what its clock profile gives",
        item("birth-registration"),
        clock(promised_days=1),
        "promise_over_statute",
    ),
    m(
        "clock profile that does not exist",
        item("care-allowance"),
        clock(profile="sometime"),
        "no_clock_profile",
        "package",
    ),
    m(
        "stops its clock for what nobody knows",
        item("care-allowance"),
        clock(own_grounds={"holidays": "本市规定"}),
        "own_ground_refused",
    ),
    m(
        "stops a clock that nothing may stop",
        item("birth-registration"),
        clock(own_grounds={"appraisal": "本市规定"}),
        "own_ground_refused",
    ),
    m(
        "no statutory limit",
        item("care-allowance"),
        lambda doc: doc["clock"].pop("statutory_days") and None,
        "no_statutory_limit",
    ),
    m(
        "steps longer than the promise",
        item("care-allowance"),
        lambda doc: doc["steps"][0].update(days=40),
        "steps_over_promise",
    ),
    m(
        "result without a sample",
        item("pension-enrolment"),
        lambda doc: doc["result"][0].pop("sample") and None,
        "result_without_sample",
    ),
    m(
        "fee without basis",
        item("social-security-card"),
        lambda doc: doc.update(fees=[{"name": "工本费", "fen": 2500}]),
        "fee_without_basis",
    ),
    m(
        "only a link without a link",
        item("social-security-card"),
        lambda doc: doc.update(integration={"level": "L0"}),
        "link_missing",
    ),
    m(
        "decided in a system that nobody knows",
        item("bank-appointment"),
        lambda doc: doc.update(integration={"level": "L2"}),
        "system_missing",
    ),
    m(
        "visit without a reason",
        item("disability-certificate"),
        lambda doc: doc["visits"][0].pop("reason") and None,
        "visit_without_reason",
    ),
    m(
        "certificate that a village must not issue",
        "materials.yaml",
        lambda doc: doc["photo"].update(village_certificate="婚姻状况"),
        "forbidden_certificate",
    ),
    m(
        "certificate that is on no list",
        "materials.yaml",
        lambda doc: doc["bank-account"].update(village_certificate="开户情况"),
        "forbidden_certificate",
    ),
    m(
        "two items give one result",
        item("care-allowance"),
        lambda doc: doc["result"].append(
            {
                "id": "hardship-allowance-decision",
                "name": "生活补贴决定",
                "kind": "document",
                "role": "applicant",
                "sample": "samples/care-allowance-decision.svg",
            }
        ),
        "same_result_twice",
    ),
    m(
        "role bound to nobody",
        item("care-allowance"),
        both(lambda doc: doc["roles"].append("spouse"), field("person.phone", "spouse")),
        "role_unbound",
    ),
    # shares
    m(
        "grant run out",
        "shares.yaml",
        lambda doc: [g.update(until="2025-12-31") for g in doc["low-income-register"]["grants"]] and None,
        "share_without_grant",
        "dead_end_material",
    ),
    m(
        "grant for another item",
        "shares.yaml",
        lambda doc: [g.update(items=["medical-aid"]) for g in doc["low-income-register"]["grants"]] and None,
        "share_without_grant",
    ),
    m(
        "asked although a share has it",
        item("hardship-allowance"),
        accepts("low-income-certificate", "upload", "paper"),
        "asked_although_known",
    ),
    m(
        "asked although another item gives it",
        item("hardship-allowance"),
        accepts("disability-certificate", "licence", "upload", "paper"),
        "asked_although_known",
    ),
    m(
        "asked although a licence stands for it",
        item("birth-registration"),
        accepts("marriage-certificate", "share", "upload", "paper"),
        "asked_although_known",
    ),
    m(
        "question that a register answers",
        DISABLED,
        lambda doc: line(doc["questions"], "id", "level").pop("known_from"),
        "asked_although_known",
    ),
    # what is so in one town only
    m(
        "exception past its end",
        item("pension-enrolment"),
        exception("2026-03-04", promised_days=5),
        "exception_past_end",
    ),
    m(
        "exception long past its end",
        item("pension-enrolment"),
        exception("2026-01-31", promised_days=5, because="还在报批"),
        "exception_past_end",
    ),
    m(
        "exception that promises more than the statute",
        item("hardship-allowance"),
        exception(promised_days=31),
        "promise_over_statute",
    ),
    m(
        "exception shorter than its steps",
        item("hardship-allowance"),
        exception(promised_days=14),
        "steps_over_promise",
    ),
    m(
        "exception that takes a photo only by licence",
        item("disability-certificate"),
        exception(ways={"applicant/photo": ["licence"]}),
        "no_way",
    ),
    m(
        "exception that takes the certificate only as a result",
        item("care-allowance"),
        exception(ways={"applicant/disability-certificate": ["result"]}),
        "dead_end_material",
    ),
    m(
        "exception that takes an account from a share without grant",
        item("care-allowance"),
        exception(ways={"applicant/bank-account": ["share", "upload"]}),
        "share_without_grant",
    ),
    m(
        "exception that asks for what a register has",
        item("hardship-allowance"),
        exception(ways={"applicant/low-income-certificate": ["paper"]}),
        "asked_although_known",
    ),
)
