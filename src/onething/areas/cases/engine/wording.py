"""What papers say that no event knows: names for keys and officers, the materials that lie there, the item's law."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import SUPPLIED, Loaded
from onething.areas.cases.engine.results import scene_key
from onething.areas.cases.engine.showing import Given, keys_asked_by
from onething.core.actors import Actor, Role
from onething.core.cases import events as e
from onething.core.cases import notice
from onething.core.cases.dates import paused_until
from onething.core.cases.matter import Change, Matter
from onething.core.cases.parts import Outcome
from onething.core.cases.righting import CERTIFICATE, CONTENT
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import Result
from onething.core.catalogue.words import Way
from onething.core.source import Text
from onething.core.submission import GivenMaterial, SeenOriginal

#: What a paper says of a material that lies there. What is missing here does not lie there yet.
FORMS: Mapping[Way, Text] = {
    Way.SHARE: Text("共享获取", "looked up"),
    Way.LICENCE: Text("电子证照", "electronic licence"),
    Way.UPLOAD: Text("电子", "electronic"),
    Way.PAPER: Text("纸质", "on paper"),
    Way.CONFIRM: Text("网上确认", "confirmed online"),
    Way.DECLARATION: Text("书面承诺", "declared"),
}

#: What ends a case without a decision; what lies there on paper goes back.
ENDS = (e.Withdrawn, e.Terminated, e.Lapsed, e.PreconditionFailed)
#: What stands where a certificate has its number only when it is made.
NUMBERED_LATER = Text("制证时编号，载于证照和送达回证", "given when it is made; it stands on the certificate")


def said_of(actor: Actor, loaded: Loaded, change: Change, matter: Matter, *, on: date) -> dict[str, Any]:
    """Return what the document of this change says besides the event: for whom, by whom, with which names.

    loaded: as it was before the act. matter: after this change.
    """
    said: dict[str, Any] = {"enquiry_code": loaded.row.code, "to": loaded.row.person_name}
    said["words"] = doors.frozen(loaded.row.scene, loaded.row.scene_hash).package.settings.get("letters", {})
    frozen, event, name = doors.frozen(loaded.row.scene, loaded.row.scene_hash), change.event, officer(actor)
    case = loaded.matter.cases.get(change.stream)
    if case is not None and case.draft is not None and isinstance(event, e.Decided):
        name = (
            case.draft.officer_name
        )  # the one who answers for the case; the second officer is on the record
    if name and actor.department == (case.office.department if case else frozen.scene.lead):
        said["officer_name"] = name  # not where another office's act had it as its consequence
    if isinstance(event, e.Extended):
        dues = loaded.matter.cases[change.stream].dues
        said["old_due"] = dues.statutory_on or dues.promised_on
    elif isinstance(event, e.Delivered):
        said["deliverer"] = name
    elif isinstance(event, ENDS):
        said["returned"] = _to_return(loaded, change.stream, matter, frozen)
    elif isinstance(event, e.Paused):
        said["until"] = paused_until(matter.cases[change.stream], doors.calendar())
    elif isinstance(event, e.Decided) and event.outcome is not Outcome.REFUSED:
        said |= granted(loaded.matter.cases[change.stream], event, frozen)
    elif isinstance(event, e.DecisionCorrected):
        item = loaded.matter.cases[change.stream].opening.item
        said["names"] = {one.key: decision_part(one.key, item, frozen) for one in event.corrections}
        said["corrections"] = [
            {
                "key": one.key,
                "was": in_words(one.key, one.was, frozen),
                "now": in_words(one.key, one.now, frozen),
            }
            for one in event.corrections
        ]
    elif isinstance(event, e.NoticeSent):
        keys = [point.key for points in event.points.values() for point in points]
        items = [loaded.matter.cases[number].opening.item for number in event.points]
        looking = notice.looking(
            matter.cases.values(), round=event.round, today=on, calendar=doors.calendar()
        )
        said |= {
            "names": _names(keys, frozen),
            "law": law_of(items, frozen),
            "looking": [case.opening.name for case in looking],
        }
    elif isinstance(event, e.DeclarationChecked):
        said["names"] = _names([event.key], frozen)
    elif isinstance(event, e.Accepted):
        case = loaded.matter.cases[change.stream]
        opening = case.opening
        said |= {
            "names": _names((*(one.key for one in event.later), *event.declared), frozen),
            "law": law_of([opening.item], frozen),
            **_lists(loaded, case, frozen),
        }
    return said


def _to_return(loaded: Loaded, number: str, matter: Matter, frozen: doors.Frozen) -> list[dict[str, Any]]:
    """Return the papers that lie there for a case that has ended, without those that an open one still needs."""
    submission = loaded.submission
    given = Given(submission, loaded.row.submitted_at, SUPPLIED.all(loaded.row.pk))
    plan = frozen.plan_of(submission)

    def asked(case: CaseState) -> Sequence[str]:
        return keys_asked_by(plan, case.opening.item, case.opening.bearer)[1]

    others = (one for one in matter.cases.values() if one.number != number and not one.ended)
    needed = {key for one in others for key in asked(one)}
    case = matter.cases[number]
    lines = [
        given.materials[key]
        for key in asked(case)
        if key in given.materials and key not in needed and given.materials[key].way is Way.PAPER
    ]
    return lists(lines, given.originals, frozen, awaited=case.to_bring)["materials"]


def granted(case: CaseState, event: e.Decided, frozen: doors.Frozen) -> dict[str, Any]:
    """Return what a grant says of its results, as the item defines them: certificates with their numbers, how long they
    hold, what their holder must observe; and where the city says so, how public it is."""
    line = frozen.scene.item(case.opening.item)
    results = line.item.result
    certificates = []
    for one in results:
        if one.id in case.opening.certificates:
            key = scene_key(frozen.scene, line, case.opening.bearer, one.number) if one.number else ""
            number = frozen.value_in_words(key, event.given.fields.get(key)) if key else Text("")
            certificates.append({"name": one.name, "number": number if number.zh else NUMBERED_LATER})
    valid = dict.fromkeys(said for one in results if (said := _valid(one, frozen)))
    conditions = [said for one in results for said in one.conditions]
    public = frozen.package.settings.get("publication", {})
    publication = public.get("permit" if case.opening.limits.profile.is_permit else "other")
    return {
        **({"certificates": certificates} if certificates else {}),
        **({"valid": _together(valid)} if valid else {}),
        **({"conditions": conditions} if conditions else {}),
        **({"publication": publication} if publication else {}),
    }


def _valid(result: Result, frozen: doors.Frozen) -> Text | None:
    """Return how long a result holds, None where nothing says so."""
    licence = frozen.package.licences.get(result.licence)
    if result.valid is not None or licence is None:
        return result.valid
    if licence.valid_years is None:
        return Text("长期", "without end")
    years = licence.valid_years
    return Text(f"自证照签发之日起 {years} 年", f"{years} years from the day on which it is issued")


def _together(texts: Iterable[Text]) -> Text:
    several = list(texts)
    return Text("；".join(one.zh for one in several), "; ".join(one.say("en") for one in several))


def in_words(key: str, value: str, frozen: doors.Frozen) -> Text:
    """Return a value of a decision as it is read: fields by their choices, everything else as it is written."""
    return frozen.value_in_words(key, value) if frozen.is_field(key) else Text(value)


def decision_part(key: str, item: str, frozen: doors.Frozen) -> Text:
    """Return what a part of a decision is called: its words, the number of a certificate, or a field that it gives."""
    if key == CONTENT:
        return Text("准予的内容", "What is granted")
    if key.startswith(CERTIFICATE):
        name = next(
            one.name for one in frozen.scene.item(item).item.result if one.id == key.removeprefix(CERTIFICATE)
        )
        return Text(f"{name.zh}编号", f"Number of the {name.say('en')}")
    return frozen.field_name(key)


def handling(matter: Text, *, original: bool = False) -> Text:
    """Return for what an office looks, as the person reads it. original: at the paper itself."""
    zh, en = f"办理“{matter.zh}”", f"handling “{matter.say('en')}”"
    return Text(f"{zh}，看原件", f"{en}, the original") if original else Text(zh, en)


def officer(actor: Actor) -> str:
    """Return the name of the member of staff who acts, "" where it is the person or nobody: a job, a system."""
    nobody = {Role.CITIZEN, Role.SYSTEM, Role.VISITOR}
    return "" if actor.roles & nobody else actor.name


def lists(
    materials: Iterable[GivenMaterial],
    originals: Mapping[str, SeenOriginal],
    frozen: doors.Frozen,
    *,
    awaited: Collection[str],
) -> dict[str, list[dict[str, Any]]]:
    """Return the materials that lie there and those to be brought, as a paper lists them.

    awaited: keys of what comes on paper and is not there yet.
    """
    rows = [
        {
            "key": one.key,
            "name": frozen.material_name(one.key),
            "count": len(one.files),
            "copies": max(originals[one.key].copies, 1) if one.key in originals else 1,
            "form": FORMS[one.way],
        }
        for one in materials
        if one.way in FORMS
    ]
    return {
        "materials": [one for one in rows if one["key"] not in awaited],
        "to_bring": [one for one in rows if one["key"] in awaited],
    }


def promised(promises: Mapping[str, date], frozen: doors.Frozen) -> dict[str, list[dict[str, Any]]]:
    """Return the materials that follow later, each with its day, as a receipt lists them; nothing without any."""
    rows = [
        {"key": key, "name": frozen.material_name(key), "until": until} for key, until in promises.items()
    ]
    return {"later": rows} if rows else {}


def _lists(loaded: Loaded, case: CaseState, frozen: doors.Frozen) -> dict[str, list[dict[str, Any]]]:
    """Return what the item asks for, by what lies there and what does not, with what was supplied since."""
    submission = loaded.submission
    given = Given(submission, loaded.row.submitted_at, SUPPLIED.all(loaded.row.pk))
    _, asked = keys_asked_by(frozen.plan_of(submission), case.opening.item, case.opening.bearer)
    lines = (given.materials[key] for key in asked if key in given.materials)
    return lists(lines, given.originals, frozen, awaited=case.to_bring)


def _names(keys: Iterable[str], frozen: doors.Frozen) -> dict[str, Text]:
    return {key: frozen.name_of(key) for key in keys}


def law_of(items: Iterable[str], frozen: doors.Frozen) -> str:
    """Return the basis of these items, as a sentence cites it."""
    return "、".join(dict.fromkeys(law for item in items for law in frozen.scene.item(item).item.law))
