"""The demo city: accounts for every role. Everyone here is invented."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings

from onething.adapters.packages import read_folder
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.areas.training import api as training
from onething.core.actors import Actor, Role
from onething.core.cases.automatic import Mode
from onething.core.people import AccountKind, AuthorityKind, Organisation
from onething.kit.jobs import api as jobs
from onething.kit.ports import SHANGHAI, now
from onething.site import demo_desk, demo_life, stand_ins

ACTOR = Actor(id="job:demo", name="demo", roles=frozenset({Role.SYSTEM, Role.ADMIN}))
CITY, NANCHENG, HONGFU = "441900000000", "441900004000", "441900004003"
#: Invented applications: so many before the first page is served, the rest by the worker, part by part.
AT_ONCE, PART = 24, 4
FILL = "demo.fill"

#: name, staff number, roles, department, and the town or village of whoever works in one
STAFF = (
    ("林晓", "0716", {Role.CLERK}, "data-services"),
    ("许知行", "2208", {Role.REVIEWER}, "disabled-federation"),
    ("方可", "2301", {Role.REVIEWER}, "civil-affairs"),
    ("罗映雪", "2311", {Role.REVIEWER}, "civil-affairs", NANCHENG),
    ("周予安", "2402", {Role.REVIEWER}, "public-security"),
    ("梁小满", "2503", {Role.REVIEWER}, "medical-insurance"),
    ("何佩仪", "2604", {Role.REVIEWER}, "human-resources"),
    ("温以宁", "2705", {Role.REVIEWER}, "health"),
    ("曾静文", "2806", {Role.REVIEWER}, "maternity-hospital"),
    ("冼浩然", "2907", {Role.REVIEWER}, "disease-control"),
    ("谭雨桐", "2908", {Role.REVIEWER}, "tax"),
    ("邝立言", "2911", {Role.REVIEWER}, "market-supervision"),
    ("莫清和", "2912", {Role.REVIEWER}, "housing-fund"),
    ("卢可为", "2913", {Role.REVIEWER}, "commercial-banks"),
    ("段承平", "2914", {Role.REVIEWER}, "fire-rescue"),
    ("祁远航", "2915", {Role.REVIEWER}, "transport"),
    ("章海宁", "2916", {Role.REVIEWER}, "customs"),
    ("区静怡", "2917", {Role.REVIEWER}, "real-estate-centre"),
    ("丁安澜", "2918", {Role.REVIEWER}, "utilities"),
    ("高致知", "2919", {Role.REVIEWER}, "housing"),
    ("江若水", "2920", {Role.REVIEWER}, "water-affairs"),
    ("孔方正", "2921", {Role.REVIEWER}, "city-management"),
    ("田野青", "2922", {Role.REVIEWER}, "natural-resources"),
    ("汪润泽", "2923", {Role.REVIEWER}, "water-company"),
    ("雷小电", "2924", {Role.REVIEWER}, "power-company"),
    ("焦然", "2925", {Role.REVIEWER}, "gas-company"),
    ("传一信", "2926", {Role.REVIEWER}, "telecom-company"),
    ("信守诚", "2927", {Role.REVIEWER}, "credit-office"),
    ("青禾", "2929", {Role.REVIEWER}, "ecology"),
    ("安宁远", "2930", {Role.REVIEWER}, "emergency"),
    ("文启蒙", "2928", {Role.REVIEWER}, "education"),
    ("黎国栋", "2200", {Role.MANAGER, Role.REVIEWER}, "disabled-federation"),
    ("余清扬", "2300", {Role.MANAGER}, "civil-affairs"),
    ("盛怀真", "3000", {Role.MANAGER}, "data-services"),
    ("顾明远", "3001", {Role.ITEM_MANAGER}, "data-services"),
    ("郑思源", "3003", {Role.ITEM_MANAGER}, "data-services"),
    ("严松年", "3004", {Role.ITEM_MANAGER}, "public-security"),
    ("阮思齐", "3011", {Role.ITEM_MANAGER}, "civil-affairs"),
    ("文定一", "3012", {Role.ITEM_STANDARD}, "data-services"),
    ("苏以南", "3002", {Role.DATA_STEWARD}, "data-services"),
    ("秦守真", "4001", {Role.SUPERVISOR}, "data-services"),
    ("简书宁", "4002", {Role.SUPERVISOR}, "data-services"),
    ("叶知秋", "5001", {Role.HOTLINE}, "data-services"),
    ("石正", "6001", {Role.AUDITOR}, "data-services"),
    ("管一凡", "9001", {Role.ADMIN}, "data-services"),
    ("邓小禾", "0801", {Role.CLERK}, "civil-affairs", HONGFU),
)


def ensure(*, data: bool = True) -> None:
    """Make what the demo lacks; a second call changes nothing. data: invented applications too."""
    catalogue.publish(ACTOR, files=read_folder(settings.CITY_FOLDER), now=now())
    offices.load_offices(ACTOR, package=catalogue.current(ACTOR))
    knowledge.load_answers(ACTOR, now=now())
    training.load_questions(ACTOR, now=now())
    persons = stand_ins.people(settings.ROOT / "simulators" / "people.yaml")
    for person in persons:
        _open(person)
    for person in persons:
        _authorise(person, {one.key: one for one in persons})
    for name, number, roles, department, *town in STAFF:
        if not people.find_account_by_login(ACTOR, login=number):
            people.open_account(
                ACTOR,
                kind=AccountKind.STAFF,
                login=number,
                name=name,
                roles=roles,
                department=department,
                division=town[0] if town else CITY,
                staff_number=number,
                demo=True,
            )
    if data and demo_life.begin(ACTOR, now=now()):
        demo_desk.begin(ACTOR, now=now())
        demo_life.fill(ACTOR, count=min(AT_ONCE, settings.DEMO_APPLICATIONS), now=now())
        switch_rules_on(now())
        for part in range(max(0, settings.DEMO_APPLICATIONS - AT_ONCE) // PART):
            moment = now()
            jobs.enqueue(FILL, {"seed": part + 2, "count": PART}, now=moment, key=f"{FILL}:{part}")


def fill(job: jobs.Job, now: datetime) -> None:
    """Invent one part of the applications, while the city is already at work."""
    demo_life.fill(ACTOR, count=int(job.payload["count"]), now=now, seed=int(job.payload["seed"]))
    switch_rules_on(now)


def switch_rules_on(now: datetime) -> None:
    """Let one supervisor propose each rule that was compared with what people decided, and the other confirm it."""
    staff = [one.to_actor() for one in people.list_demo_accounts(ACTOR) if Role.SUPERVISOR in one.roles]
    one, other = sorted(staff, key=lambda actor: actor.id)[:2]
    items = [
        (item.id, item.name, item.automatic.text)
        for item in catalogue.current(ACTOR).items.values()
        if item.automatic
    ]
    for line in cases.list_automatic(one, items=items):
        if line.set is None and line.counts.get("shadow"):
            cases.set_automatic(
                one, item=line.item, mode=Mode.LIVE, share=10, reason="试运行比对一致", now=now
            )
            cases.confirm_automatic(other, item=line.item, now=now)


def _open(person: stand_ins.DemoPerson) -> None:
    login = person.document.number
    if not people.find_account_by_login(ACTOR, login=login):
        people.open_account(
            ACTOR,
            kind=AccountKind.CITIZEN,
            login=login,
            name=person.name,
            roles={Role.CITIZEN},
            document=person.document,
            phone=person.phone,
            demo=True,
        )


def _authorise(person: stand_ins.DemoPerson, persons: Mapping[str, stand_ins.DemoPerson]) -> None:
    """Record for whom the person may act or confirm, as if the paper had been seen at a window."""
    actor, at = Actor("job:demo", person.name, frozenset(), person_id=person.key), now()
    on = at.astimezone(SHANGHAI).date()
    for principal, kind, scenes in person.represents:
        if people.find_authority(actor, principal=principal, scene=next(iter(scenes), ""), on=on) is None:
            people.record_authority(
                ACTOR,
                kind=AuthorityKind(kind),
                principal=persons[principal].document,
                principal_name=persons[principal].name,
                representative=person.document,
                representative_name=person.name,
                scenes=list(scenes),
                from_on=on,
                to_on=on + timedelta(days=365) if kind == "agent" else None,
                document="",
                now=at,
            )
    held = {one.principal for one in people.list_authorities(actor, organisations=True)}
    for code, name, scenes in person.confirms:
        if (organisation := Organisation(code)).key not in held:
            people.record_authority(
                ACTOR,
                kind=AuthorityKind.AGENT,
                principal=organisation,
                principal_name=name,
                representative=person.document,
                representative_name=person.name,
                scenes=list(scenes),
                from_on=on,
                to_on=on + timedelta(days=365),
                document="",
                now=at,
            )
