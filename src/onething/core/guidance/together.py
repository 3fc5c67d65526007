"""The fields of a draft, also judged beside each other: a citizen number with birthday and sex, a number with its kind.

Two persons never carry one number.

Only what the person typed is put in question. What registers say stays as they say it; the person may note that it is
wrong.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import ElementKind
from onething.core.codes import CitizenNumber, CodeBroken, parse_citizen_number
from onething.core.composition import Plan
from onething.core.documents import CITIZEN, SHAPES
from onething.core.guidance.draft import Draft, roles_of_applicant, roles_undecided
from onething.core.guidance.form import FieldIssue, FieldView, read_fields
from onething.core.naming import role_label
from onething.core.people import DocumentKind
from onething.core.source import Text
from onething.core.submission import Person

CODE, NO_GLYPH = "values.contradiction", "values.no_glyph"
_WRITTEN = {ElementKind.NAME, ElementKind.TEXT, ElementKind.ADDRESS}
NUMBERS = {ElementKind.CITIZEN_NUMBER, ElementKind.IDENTITY_NUMBER}
ACTING = "representative"
#: How the elements end that say the day of a citizen number, and the sex.
MOMENT = "birth.moment"
BIRTHDAYS, SEX = (".birth_date", MOMENT), ".sex"


def fields_of(
    draft: Draft,
    plan: Plan,
    scene: Scene,
    package: Package,
    *,
    on: date,
    undrawn: Callable[[str], Sequence[str]] = lambda text: (),
) -> tuple[FieldView, ...]:
    """Return every field of the plan with what it holds. All that is wrong is said at once; nothing is lost.

    undrawn: the characters of a text that no font has, so that no document could show them.
    """
    fields = read_fields(draft, plan, scene, package, on=on)
    persons = persons_of(draft.applicant, draft.answers, scene, package)
    return judged(fields, package, persons, on=on, undrawn=undrawn)


def judged(
    fields: Sequence[FieldView],
    package: Package,
    persons: "Persons",
    *,
    on: date,
    undrawn: Callable[[str], Sequence[str]] = lambda text: (),
) -> tuple[FieldView, ...]:
    """Return fields that were read one by one, with what is wrong with them beside each other; so above."""
    found: dict[str, FieldIssue] = {}
    for one in _typed(*fields):
        if one.kind in _WRITTEN and one.issue is None and (absent := undrawn(str(one.value))):
            found[one.key] = FieldIssue(NO_GLYPH, no_glyph(one.label, absent))
    numbers = [one for one in fields if one.kind in NUMBERS and one.value is not None and one.issue is None]
    near = {one.key: _near(one, fields) for one in numbers}
    kinds = {key: known.get(kind_element(package)) for key, known in near.items()}
    shared = dict(_of_two(numbers, kinds, persons))
    for number in numbers:
        of_kind = _of_kind(number, kinds[number.key], package)
        # what disagrees with somebody else's number may well be right
        of_citizen = () if number.key in shared else _of_citizen(number, near[number.key], on)
        for key, issue in (*of_kind, *of_citizen):
            found.setdefault(key, issue)
    found |= {key: issue for key, issue in shared.items() if key not in found}
    for key, issue in _before_birth([one for one in fields if one.key not in found], on):
        found[key] = issue
    return tuple(replace(one, issue=found[one.key]) if one.key in found else one for one in fields)


def no_glyph(label: Text, absent: Sequence[str]) -> Text:
    """Return what is said of a field whose characters cannot be printed. absent: these characters, at least one."""
    zh = "".join(f"“{character}”（U+{ord(character):04X}）" for character in absent)
    en = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in absent)
    return Text(
        f"“{label.zh}”里的{zh}，没有字库能印在文书上。看看是不是打错了；证件上就是这个字，请打 12345，我们补上字形。",
        f"“{label.say('en')}” holds {en}, which no font of ours can print. Check for a slip; if your document has "
        "it, call 12345 and we add its shape.",
    )


def kind_element(package: Package) -> str:
    return str(package.settings.get("identity_kinds", {}).get("element", ""))


def _near(number: FieldView, fields: Sequence[FieldView]) -> dict[str, FieldView]:
    """Return the other right values of the same person, by element."""
    family = number.element.rpartition(".")[0]
    return {
        one.element: one
        for one in fields
        if (one.role, one.bearer) == (number.role, number.bearer)
        and (one.element.rpartition(".")[0] == family or one.element.endswith(MOMENT))
        and one.value is not None
        and one.issue is None
    }


def _typed(*fields: FieldView | None) -> Iterator[FieldView]:
    yield from (one for one in fields if one is not None and one.open and one.source == "typed")


# --- a number and the kind of its document -------------------------------------------------------------------


def _of_kind(number: FieldView, kind: FieldView | None, package: Package) -> Iterator[tuple[str, FieldIssue]]:
    if kind is None or kind.value is None:
        return
    table = package.settings.get("identity_kinds", {})
    shapes = [shape for name, shape in SHAPES.items() if table.get(name.value) == kind.value]
    if not shapes or any(one.pattern.fullmatch(number.value) for one in shapes):
        return
    chosen = next((one.label for one in kind.choices if one.id == kind.value), Text(str(kind.value)))
    other = SHAPES[DocumentKind.CITIZEN_NUMBER].pattern.fullmatch(number.value) is not None
    zh = f"“{kind.label.zh}”选的是“{chosen.zh}”，“{number.label.zh}”却不像："
    en = f"“{kind.label.say('en')}” is “{chosen.say('en')}”, but “{number.label.say('en')}” does not look like one: "
    if other:
        zh += "写的是公民身份号码，多半是证件类型选错了；请改成一致的。"
        en += "it is a citizen number, so the kind is probably wrong; make both agree."
    else:
        zh += f"这种证件的号码是{shapes[0].said.zh}，多半是号码抄错了；请对照证件改正。"
        en += f"such a number has {shapes[0].said.en}, so it is probably copied wrongly; compare it with the document."
    for one in _typed(*((kind, number) if other else (number, kind))):
        yield one.key, FieldIssue(CODE, Text(zh, en))
        return


# --- a number and the persons that carry it ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Carried:
    """A number with whoever carries it. kind: choice of the kind of its document, None if that is not known."""

    role: str
    bearer: int
    who: Text
    number: str
    kind: str | None

    def is_number_of(self, other: "Carried") -> bool:
        """Two kinds of document may have one number, but not a citizen number; an unknown kind may be any."""
        alike = self.kind == other.kind or None in (self.kind, other.kind)
        return self.number == other.number and (alike or CITIZEN.fullmatch(self.number) is not None)


@dataclass(frozen=True, slots=True)
class Persons:
    """Who may be one person. applicant: the number of whoever signed in. own: roles that are the applicant.

    undecided: roles that are the applicant or not, which nobody has said.
    """

    applicant: Carried | None
    own: frozenset[str]
    undecided: frozenset[str]

    def may_be_one(self, one: Carried, other: Carried) -> bool:
        """Whoever acts for the applicant may be any other person of the matter, such as the father for the mother."""
        roles = {one.role, other.role}
        if len(roles) == 1:
            return one.bearer == other.bearer
        return roles <= self.own | self.undecided or (ACTING in roles and not roles & self.own)


def persons_of(
    applicant: Person | None, answers: Mapping[str, Any], scene: Scene, package: Package
) -> Persons:
    """Return who is known beside the form, and which roles these answers make the applicant."""
    carried = None
    if applicant is not None and applicant.number:
        kind = package.settings.get("identity_kinds", {}).get(applicant.document)
        carried = Carried("applicant", 0, role_label(scene, "applicant", 0), applicant.number, kind)
    return Persons(carried, roles_of_applicant(scene, answers), roles_undecided(scene, answers))


def _of_two(
    numbers: Sequence[FieldView], kinds: Mapping[str, FieldView | None], persons: Persons
) -> Iterator[tuple[str, FieldIssue]]:
    """Of two persons with one number each that was typed is put in question: nobody knows which one is right."""
    carried = [
        Carried(one.role, one.bearer, one.role_label, str(one.value), kind.value if kind else None)
        for one in numbers
        for kind in (kinds[one.key],)
    ]
    everyone = [*carried, *([persons.applicant] if persons.applicant else [])]
    for field, mine in zip(numbers, carried, strict=True):
        other = next(
            (one for one in everyone if mine.is_number_of(one) and not persons.may_be_one(mine, one)), None
        )
        if other is not None and any(_typed(field)):
            yield field.key, FieldIssue(CODE, _of_both(field, other.who))


def _of_both(number: FieldView, other: Text) -> Text:
    return Text(
        f"“{number.label.zh}”（{number.role_label.zh}）和{other.zh}的号码一样：两个人不会用同一个号码，"
        "多半填成了另一个人的；请对照证件改正。",
        f"“{number.label.say('en')}” ({number.role_label.say('en')}) is also the number of: {other.say('en')}. "
        "Two persons never have one number, so it is probably somebody else's; compare it with the document.",
    )


# --- a citizen number, the birthday and the sex --------------------------------------------------------------


def _of_citizen(
    number: FieldView, near: Mapping[str, FieldView], on: date
) -> Iterator[tuple[str, FieldIssue]]:
    """A number with a right check character is seldom wrong: the other value is, or the number is someone else's."""
    citizen: CitizenNumber | None = None
    with suppress(CodeBroken):
        citizen = parse_citizen_number(str(number.value), on=on)
    if citizen is None:
        return
    days = [one for element, one in near.items() if element.endswith(BIRTHDAYS)]
    sexes = [one for element, one in near.items() if element.endswith(SEX)]
    wrong = [one for one in days if _day_of(one) != citizen.born_on.isoformat()]
    wrong += [one for one in sexes if one.value != ("male" if citizen.male else "female")]
    typed = list(_typed(*wrong))
    if wrong and (number_typed := next(_typed(number), None)) and (len(wrong) > 1 or not typed):
        yield number_typed.key, FieldIssue(CODE, _another_persons(number, wrong))
        return
    for one in typed:
        if one in days:
            likely = f"{citizen.born_on} {one.value[11:]}".rstrip()
            yield one.key, FieldIssue(CODE, _birthday(number, one, citizen), likely=likely)
        else:
            meant = "male" if citizen.male else "female"
            label = next((choice.label for choice in one.choices if choice.id == meant), Text(meant))
            yield one.key, FieldIssue(CODE, _sex(number, one, label))


def _day_of(born: FieldView) -> str:
    """Return the day of a birthday, or of a moment."""
    return str(born.value)[:10]


def _before_birth(fields: Sequence[FieldView], on: date) -> Iterator[tuple[str, FieldIssue]]:
    """Nothing that is said of somebody happened before the birth."""
    right = [one for one in fields if one.value is not None and one.issue is None]
    births: dict[tuple[str, int], date] = {}
    for one in right:
        if one.kind in NUMBERS:
            with suppress(CodeBroken):
                births[one.role, one.bearer] = parse_citizen_number(str(one.value), on=on).born_on
    for one in right:
        if one.element.endswith(BIRTHDAYS):
            with suppress(ValueError):
                births[one.role, one.bearer] = date.fromisoformat(_day_of(one))
    for one in _typed(*right):
        born = births.get((one.role, one.bearer))
        is_day = one.kind in (ElementKind.DATE, ElementKind.MONTH) and not one.element.endswith(BIRTHDAYS)
        if (
            born
            and is_day
            and str(one.value)[:10] < born.isoformat()[: 7 if one.kind is ElementKind.MONTH else 10]
        ):
            yield one.key, FieldIssue(CODE, _too_early(one, born))


def _too_early(day: FieldView, born: date) -> Text:
    return Text(
        f"“{day.label.zh}”早于出生日期 {born}：多半是年份写错了；请对照证件改正。",
        f"“{day.label.say('en')}” is before the birth on {born}: the year is probably wrong; "
        "compare it with the document.",
    )


def _another_persons(number: FieldView, wrong: Sequence[FieldView]) -> Text:
    zh = "、".join(f"“{one.label.zh}”" for one in wrong)
    en = " and ".join(f"“{one.label.say('en')}”" for one in wrong)
    return Text(
        f"“{number.label.zh}”和{zh}对不上：多半填成了别人的号码；请对照证件改正。",
        f"“{number.label.say('en')}” does not agree with {en}: it is probably somebody else's; "
        "compare it with the document.",
    )


def _birthday(number: FieldView, born: FieldView, citizen: CitizenNumber) -> Text:
    given = date.fromisoformat(_day_of(born))
    meant = citizen.born_on
    if (given.year, given.month, given.day) == (meant.year, meant.day, meant.month):
        slip = Text("多半是月和日写反了", "month and day are probably exchanged")
    elif (given.month, given.day) == (meant.month, meant.day):
        slip = Text("多半是年份写错了", "the year is probably wrong")
    else:
        slip = Text("多半是日期写错了，或者写的是农历", "the day is probably wrong, or of the lunar calendar")
    return Text(
        f"“{born.label.zh}”和“{number.label.zh}”里的第 7–14 位对不上：{slip.zh}；请对照证件改正。",
        f"“{born.label.say('en')}” does not agree with characters 7 to 14 of “{number.label.say('en')}”: "
        f"{slip.en}; compare it with the document.",
    )


def _sex(number: FieldView, sex: FieldView, meant: Text) -> Text:
    return Text(
        f"“{sex.label.zh}”和“{number.label.zh}”对不上：号码第 17 位表示“{meant.zh}”，多半是选错了；请对照证件改正。",
        f"“{sex.label.say('en')}” does not agree with “{number.label.say('en')}”: its 17th character says "
        f"“{meant.say('en')}”, so the choice is probably wrong; compare it with the document.",
    )
