"""A building site that is over: its applicant, and the organisations that confirm it with their agents. All invented."""

from datetime import date, timedelta

from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import ChosenWay, DraftView
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.catalogue.words import Way
from onething.core.codes.credit import make_credit_code
from onething.core.people import Authority, AuthorityKind, Organisation
from onething.core.submission import Delivery
from tests.areas.guidance.drafts import begin, change, picture
from tests.areas.guidance.people import ADMIN, CHEN, LIANG, NOW, PEOPLE, SISTER, TAN, citizen
from tests.core.catalogue.test_scene_end_safety_supervision import OVER

SCENE = "end-safety-supervision"
NAMES = {"builder": "示例置业有限公司", "contractor": "示例建筑有限公司", "supervisor": "示例监理有限公司"}
FIRMS = {
    role: Organisation(make_credit_code("91", "990000", f"MA0000{at}0{at}"))
    for at, role in enumerate(NAMES, 1)
}
#: Who confirms for whom: the builder's agent is the applicant.
AGENTS = {"builder": LIANG, "contractor": CHEN, "supervisor": TAN}
STRANGER = SISTER
BUILDER, CONTRACTOR, SUPERVISOR = (f"{role}/completion-confirmation" for role in NAMES)
REVIEWS = ("builder/self-assessment-review", "supervisor/self-assessment-review")
CONFIRMED = (BUILDER, CONTRACTOR, SUPERVISOR, *REVIEWS)
FORM = {
    "project/project.code": "2025-990000-01-01-100001",
    "project/project.name": "示例花园一期",
    "project/project.address": "东莞市南城街道示例路 1 号",
    "project/project.permit_number": "990000202501010101",
    "project/project.supervision_number": "AJ2025001",
    "project/project.area": "1200",
    "project/project.cost": "5000000",
    "project/project.structure": "frame",
    "project/project.started_on": "2025-01-06",
    "project/project.finished_on": "2026-02-27",
    "project/project.self_score": "92",
    **{f"{role}/organisation.name": name for role, name in NAMES.items()},
    **{f"{role}/organisation.credit_code": firm.code for role, firm in FIRMS.items()},
    **{f"{role}/organisation.contact": "王建国" for role in NAMES},
    **{f"{role}/organisation.phone": "13800000188" for role in NAMES},
}


def authorise(
    role: str,
    person: str | None = None,
    *,
    to_on: date = date(2026, 12, 31),
    scenes: tuple[str, ...] = (SCENE,),
) -> Authority:
    """Let somebody confirm for an organisation, by a written power seen at the window."""
    person = person or AGENTS[role]
    return people.record_authority(
        ADMIN,
        kind=AuthorityKind.AGENT,
        principal=FIRMS[role],
        principal_name=NAMES[role],
        representative=PEOPLE[person].document,
        representative_name=PEOPLE[person].name,
        scenes=scenes,
        from_on=date(2026, 1, 1),
        to_on=to_on,
        document="ab" * 32,
        now=NOW,
    )


def over(me: Actor | None = None, lines: tuple[str, ...] = CONFIRMED) -> tuple[Actor, DraftView]:
    """Return who applies, and a draft in which these lines are given by confirming, the contractor's own paper by a file."""
    me = me or citizen(LIANG)
    view = begin(me, SCENE, OVER)
    view = change(me, view, values=FORM, delivery=Delivery("electronic"))
    view = change(me, view, ways={line: ChosenWay(Way.CONFIRM) for line in lines})
    view = guidance.add_file(
        me,
        draft_id=view.id,
        line="contractor/self-assessment",
        content=picture(),
        name="self.png",
        now=NOW,
    )
    return me, view


def ask(me: Actor, view: DraftView, line: str = CONTRACTOR, *, minutes: int = 0):
    return guidance.ask_to_confirm(me, draft_id=view.id, line=line, now=NOW + timedelta(minutes=minutes))


def read(actor: Actor, request, **more):
    return guidance.read_awaited(actor, request_id=request, now=NOW, **more)


def answer(
    actor: Actor, request, *, confirmed: bool = True, reason: str = "", shown: str = "", minutes: int = 1
):
    """Reply to what the page shows, or to the statement with the hash `shown`."""
    if not shown:
        shown = read(actor, request).confirming.asked.statement.hash
    guidance.reply_to(
        actor,
        request_id=request,
        shown_hash=shown,
        confirmed=confirmed,
        reason=reason,
        now=NOW + timedelta(minutes=minutes),
    )


def confirm_everything(me: Actor, view: DraftView) -> None:
    """Let everybody confirm what they are asked for; the applicant confirms for the builder without a request."""
    for role in NAMES:
        authorise(role)
    for line in CONFIRMED:
        role = line.partition("/")[0]
        if role == "builder":
            found = {
                one.confirming.asked.line: one
                for one in guidance.list_requested(me, draft_id=view.id, now=NOW)
            }
            statement = found[line].confirming.asked.statement
            guidance.confirm_own(me, draft_id=view.id, line=line, shown_hash=statement.hash, now=NOW)
        else:
            answer(citizen(AGENTS[role]), ask(me, view, line))
