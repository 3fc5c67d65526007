"""A draft: everything a person has said so far for one thing. Nothing typed is ever lost because it is wrong."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from onething.core.catalogue.model import Package, Question, QuestionKind, Scene, Supplies
from onething.core.catalogue.words import Way
from onething.core.codes.reading import half_width
from onething.core.composition import AnswerRefused, Circumstances
from onething.core.errors import RuleBroken
from onething.core.places import address_element, town_named
from onething.core.source import Text
from onething.core.submission import Consent, Delivery, GivenFile, Person, Representative, SeenOriginal

#: Files for one line of the materials.
MOST_FILES = 20


#: Days after which a paper that follows is promised if nobody names a day; calibrated.
LATER_DAYS = 30


@dataclass(frozen=True, slots=True)
class ChosenWay:
    """How the person meets one line of the materials. until: the day promised, for the way `later`."""

    way: Way
    until: date | None = None

    @classmethod
    def typed(cls, way: Way, until: str, *, on: date, latest: date | None = None) -> "ChosenWay":
        """Return the choice of a page. until: the day as typed; what is no day counts as the usual one, or the latest."""
        if way is not Way.LATER:
            return cls(way)
        try:
            return cls(way, date.fromisoformat(until))
        except ValueError:
            return cls(way, usual_day(on, latest))


def usual_day(on: date, latest: date | None) -> date:
    """Return the day for which a paper that follows is promised if nobody names one."""
    day = on + timedelta(days=LATER_DAYS)
    return min(day, latest) if latest else day


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look-up, kept with the draft. names: everything that was asked, answered or not."""

    share: str
    role: str
    bearer: int
    outcome: str
    names: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)
    materials: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # fields and materials that were asked and are not there
    as_of: date | None = None
    reason: Text | None = None
    at: datetime | None = None  # of the last question


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person has said for one thing.

    applicant: None while nobody has signed in. values: field key -> text as typed. disputes: field key -> what is wrong.
    files, ways, originals: by line of the materials (`MaterialView.line`). agreed: shares and `licence:ID` that may be used; None
    while the person has not decided. picked: role of several → which of the source's own each of its bearers is, where the person
    chose from a list. division: of the matter; window: of where it was begun, if that was said. licences: names as `Supplies` knows them, with `held` values by name.
    """

    scene: str
    scene_hash: str
    applicant: Person | None = None
    representative: Representative | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    bearers: Mapping[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    insisted: tuple[str, ...] = ()
    agreed: tuple[str, ...] | None = None
    consents: tuple[Consent, ...] = ()
    looked: tuple[Looked, ...] = ()
    held: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    disputes: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: Mapping[str, tuple[GivenFile, ...]] = field(default_factory=dict)
    ways: Mapping[str, ChosenWay] = field(default_factory=dict)
    originals: Mapping[str, SeenOriginal] = field(default_factory=dict)
    delivery: Delivery | None = None
    division: str = ""
    window: str = ""
    channel: str = "portal"
    picked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """What the shares said about facts; the later look counts."""
        return {name: value for one in self.looked for name, value in one.facts.items()}

    @property
    def shares(self) -> frozenset[str]:
        """Shares that gave all that was asked of them. One that knows only a part still fills what it knows, but
        the plan does not count on it: what it lacks may come with a result, or must be typed."""
        asked = {one.share for one in self.looked}
        lacking = {one.share for one in self.looked if one.missing or one.outcome != "answered"}
        return frozenset((asked - lacking) & set(self.agreed or ()))

    def own_roles(self, scene: Scene) -> frozenset[str]:
        """The roles of the scene that are the applicant: by what the person answered."""
        return roles_of_applicant(scene, self.answers)

    def licences(self, scene: Scene) -> frozenset[str]:
        """The names by which a plan knows the licences that may be used."""
        agreed = {one.removeprefix("licence:") for one in self.agreed or () if one.startswith("licence:")}
        return frozenset(f"{role}/{id}" for id in self.held if id in agreed for role in self.own_roles(scene))


def roles_of_applicant(scene: Scene, answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the roles of the scene that are the applicant, by these answers."""
    found = {"applicant"}
    for question in questions_of(scene):
        answer = answers.get(question.id)
        if isinstance(answer, str) and answer in question.is_role:
            found.add(question.is_role[answer])
    return frozenset(found)


def roles_undecided(scene: Scene, answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the roles that may be the applicant or not: nobody has answered that, or was asked."""
    asked = (one for one in questions_of(scene) if answers.get(one.id) is None)
    return frozenset(role for one in asked for role in one.is_role.values())


@dataclass(frozen=True, slots=True)
class Change:
    """What one page changes; None leaves as it is. In the mappings a value of None takes the entry away.

    answers: question -> answer as typed or chosen. values: field key -> text as typed. disputes: field key -> note.
    ways: line -> way. dropped, insisted: the whole set of items. applicant, originals (all of them): only at the window.
    """

    answers: Mapping[str, Any] | None = None
    bearers: Mapping[str, int] | None = None
    dropped: Collection[str] | None = None
    insisted: Collection[str] | None = None
    values: Mapping[str, Any] | None = None
    disputes: Mapping[str, str | None] | None = None
    ways: Mapping[str, ChosenWay | None] | None = None
    delivery: Delivery | None = None
    division: str | None = None
    applicant: Person | None = None
    originals: Mapping[str, SeenOriginal] | None = None
    picked: Mapping[str, tuple[int, ...]] | None = None


class QuestionUnknown(RuleBroken):
    code = "guidance.question_unknown"

    def __init__(self, question: str) -> None:
        super().__init__(f"this matter has no question {question}; open the page again")
        self.question = question


class BearersOutside(RuleBroken):
    code = "guidance.bearers_outside"

    def __init__(self, role: Text, least: int, most: int) -> None:
        super().__init__(f"{role.say('en')}: {least} to {most}")
        self.role, self.least, self.most = role, least, most


class LineUnknown(RuleBroken):
    """No such field or material in the plan as it is now."""

    code = "guidance.line_unknown"

    def __init__(self, line: str) -> None:
        super().__init__(f"the plan has no line {line}; open the page again")
        self.line = line


class WayRefused(RuleBroken):
    code = "guidance.way_refused"

    def __init__(self, label: Text) -> None:
        super().__init__(f"{label.say('en')} cannot be given in this way; choose one of those shown")
        self.label = label


class PromiseOutside(RuleBroken):
    """A paper may follow after today and as long as the items that ask for it are still open. latest: the last day."""

    code = "guidance.promise_outside"

    def __init__(self, label: Text, latest: date) -> None:
        super().__init__(f"{label.say('en')} may follow after today and by {latest}")
        self.label, self.latest = label, latest


def questions_of(scene: Scene) -> Iterator[Question]:
    """Return every question of a scene, its own first; one id comes once."""
    seen: set[str] = set()
    for question in (*scene.questions, *(one for line in scene.items for one in line.item.questions)):
        if question.id not in seen:
            seen.add(question.id)
            yield question


def read_answer(question: Question, raw: Any) -> Any:
    """Return an answer as a plan takes it: numbers typed as text become numbers. Raises AnswerRefused."""
    if question.kind is QuestionKind.INTEGER and isinstance(raw, str):
        text = half_width(raw)
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise AnswerRefused(question.id, raw[:40], (f"{question.min or 0}–{question.max or ''}",))
        return int(text)
    if question.kind is QuestionKind.MULTI and isinstance(raw, str):
        return [raw]
    if question.kind is QuestionKind.MULTI and isinstance(raw, tuple | set | frozenset):
        return sorted(raw)
    if question.kind is QuestionKind.DATE and isinstance(raw, date):
        return raw.isoformat()
    return raw


def changed(draft: Draft, change: Change, scene: Scene) -> Draft:
    """Return the draft with a change. Answers outside their choices are found by `compose`, fields by `fields_of`.

    Raises QuestionUnknown, BearersOutside, LineUnknown, AnswerRefused.
    """
    known = {question.id: question for question in questions_of(scene)}
    answers = dict(draft.answers)
    for id, raw in (change.answers or {}).items():
        if id not in known:
            raise QuestionUnknown(id)
        if raw is None or raw == "":
            answers.pop(id, None)
        else:
            answers[id] = read_answer(known[id], raw)
    bearers = dict(draft.bearers)
    for id, number in (change.bearers or {}).items():
        role = scene.roles.get(id)
        if role is None or not role.many:
            raise LineUnknown(id)
        if not role.min <= number <= role.max:
            raise BearersOutside(role.label, role.min, role.max)
        bearers[id] = number
    items = {line.item.id for line in scene.items}
    for id in (*(change.dropped or ()), *(change.insisted or ())):
        if id not in items:
            raise LineUnknown(id)
    return replace(
        draft,
        answers=answers,
        bearers=bearers,
        dropped=draft.dropped if change.dropped is None else tuple(sorted(set(change.dropped))),
        insisted=draft.insisted if change.insisted is None else tuple(sorted(set(change.insisted))),
        values=_merged(draft.values, change.values),
        disputes=_merged(draft.disputes, change.disputes),
        ways=_merged(draft.ways, change.ways),
        delivery=change.delivery or draft.delivery,
        division=draft.division if change.division is None else change.division,
        window=draft.window if change.division is None else change.division,
        applicant=change.applicant or draft.applicant,
        originals=draft.originals if change.originals is None else change.originals,
        picked=draft.picked if change.picked is None else change.picked,
    )


def _merged(before: Mapping[str, Any], change: Mapping[str, Any] | None) -> dict[str, Any]:
    merged = dict(before)
    for key, value in (change or {}).items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


def placed(draft: Draft, scene: Scene, package: Package) -> Draft:
    """Return the draft with the town in which the applicant's household is, as far as a register or the form says it.

    What is known of the household goes before the place of the window.
    """
    element = address_element(package, "household_town")
    keys = [f"{role}/{element}" for role in sorted(draft.own_roles(scene))]
    said = [one.values.get(element) for one in draft.looked if f"{one.role}/{element}" in keys]
    towns = [
        town_named(address, package.divisions)
        for address in (*(draft.values.get(key) for key in keys), *said)
    ]
    return replace(draft, division=next(filter(None, towns), draft.window))


def circumstances(draft: Draft, scene: Scene, *, on: date) -> Circumstances:
    """Return what the plan of a draft depends on. A role of many has its least number of bearers until one is said."""
    bearers = {id: draft.bearers.get(id, max(1, role.min)) for id, role in scene.roles.items() if role.many}
    return Circumstances(
        on=on,
        answers=draft.answers,
        facts=draft.facts,
        supplies=Supplies(draft.shares, draft.licences(scene)),
        dropped=frozenset(draft.dropped),
        bearers=bearers,
        insisted=frozenset(draft.insisted),
        division=draft.division,
    )


_NAMES = {
    "answers": Text("情况问题的回答", "answers"),
    "bearers": Text("人数", "number of persons"),
    "values": Text("填写的内容", "what is filled in"),
    "disputes": Text("更正说明", "notes on what is wrong"),
    "ways": Text("材料的提供方式", "ways of the materials"),
    "files": Text("上传的文件", "uploaded files"),
    "dropped": Text("要办的事项", "items"),
    "insisted": Text("要办的事项", "items"),
    "originals": Text("看过的原件", "originals seen"),
    "delivery": Text("领取方式", "way of delivery"),
    "division": Text("办理地点", "place"),
    "applicant": Text("申请人", "applicant"),
    "agreed": Text("同意查询的范围", "what may be looked up"),
}


def differs(mine: Draft, kept: Draft, *, package: Package) -> tuple[Text, ...]:
    """Return in words what is other in two drafts of one person: the changes of a page against what is kept."""
    found: list[Text] = []
    for name, label in _NAMES.items():
        one, other = getattr(mine, name), getattr(kept, name)
        if one == other:
            continue
        if name == "values":
            for key in sorted({*one, *other}):
                if one.get(key) != other.get(key):
                    element = package.elements.get(key.partition("/")[2])
                    found.append(element.label if element else Text(key))
        elif label not in found:
            found.append(label)
    return tuple(found)


# --- as JSON -------------------------------------------------------------------------------------------------


def draft_to_data(draft: Draft) -> dict[str, Any]:
    """Return the draft as JSON-able data."""
    plain: dict[str, Any] = _plain(asdict(draft))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(part) for part in value]
    if isinstance(value, date):  # a moment is a date, too
        return value.isoformat()
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def draft_from_data(data: Mapping[str, Any]) -> Draft:
    """Return the draft that `draft_to_data` wrote; unknown keys of a later version are left out."""
    known = {one.name for one in fields(Draft)}
    parts = {name: value for name, value in data.items() if name in known}
    represented = parts.get("representative")
    parts |= {
        "applicant": Person(**parts["applicant"]) if parts.get("applicant") else None,
        "representative": _representative(represented) if represented else None,
        "dropped": tuple(parts.get("dropped", ())),
        "insisted": tuple(parts.get("insisted", ())),
        "agreed": None if parts.get("agreed") is None else tuple(parts["agreed"]),
        "consents": tuple(_consent(one) for one in parts.get("consents", ())),
        "looked": tuple(_looked(one) for one in parts.get("looked", ())),
        "files": {line: tuple(_file(one) for one in files) for line, files in parts.get("files", {}).items()},
        "ways": {line: _way(one) for line, one in parts.get("ways", {}).items()},
        "picked": {role: tuple(one) for role, one in parts.get("picked", {}).items()},
        "originals": {line: _original(one) for line, one in parts.get("originals", {}).items()},
        "delivery": Delivery(**parts["delivery"]) if parts.get("delivery") else None,
    }
    return Draft(**parts)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _representative(data: Mapping[str, Any]) -> Representative:
    return Representative(
        Person(**data["person"]),
        data["kind"],
        data["authority"],
        date.fromisoformat(data["valid_from"]),
        _date(data["valid_to"]),
    )


def _consent(data: Mapping[str, Any]) -> Consent:
    moment = datetime.fromisoformat(data["given_at"])
    return Consent(data["share"], tuple(data["fields"]), data["purpose"], moment, data["basis"])


def _looked(data: Mapping[str, Any]) -> Looked:
    parts = {
        **data,
        "names": tuple(data["names"]),
        "materials": tuple(data["materials"]),
        "missing": tuple(data["missing"]),
        "as_of": _date(data["as_of"]),
        "reason": Text(**data["reason"]) if data["reason"] else None,
        "at": datetime.fromisoformat(data["at"]) if data.get("at") else None,
    }
    return Looked(**parts)


def _original(data: Mapping[str, Any]) -> SeenOriginal:
    return SeenOriginal(**{**data, "at": datetime.fromisoformat(data["at"])})


def _file(data: Mapping[str, Any]) -> GivenFile:
    return GivenFile(**{**data, "notes": tuple(data.get("notes", ()))})


def _way(data: Mapping[str, Any]) -> ChosenWay:
    return ChosenWay(Way(data["way"]), _date(data["until"]))
