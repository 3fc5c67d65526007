"""The people of these tests, from the demo, and their day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind, AuthorityKind, Document
from onething.site import stand_ins

NOW = datetime(2026, 3, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LIANG, SISTER = "990000198601200119", "990000199005080223"
CHEN, TAN = "990000199203150026", "990000199512010609"
FOREIGNER = "passport:XK0099001"
ADMIN = Actor("job:tests", "tests", frozenset({Role.ADMIN, Role.SYSTEM}))
CLERK = Actor("user:0190f000-0000-7000-8000-000000000001", "林晓", frozenset({Role.CLERK}))
VISITOR = Actor.visitor()
PEOPLE = {one.key: one for one in stand_ins.people(Path(settings.ROOT) / "simulators" / "people.yaml")}


def citizen(key: str) -> Actor:
    """Return the actor of a demo person, with an account."""
    person = PEOPLE[key]
    found = people.find_account(ADMIN, person=key)
    if found is None:
        found = people.open_account(
            ADMIN,
            kind=AccountKind.CITIZEN,
            login=person.document.number,
            name=person.name,
            roles={Role.CITIZEN},
            document=person.document,
            phone=person.phone,
        )
    return found.to_actor()


def authorise(representative: str, principal: str, *, to_on: date = date(2026, 12, 31)) -> None:
    people.record_authority(
        ADMIN,
        kind=AuthorityKind.AGENT,
        principal=_document(principal),
        principal_name=PEOPLE[principal].name,
        representative=_document(representative),
        representative_name=PEOPLE[representative].name,
        scenes=["disabled-services"],
        from_on=date(2026, 1, 1),
        to_on=to_on,
        document="",
        now=NOW,
    )


def _document(key: str) -> Document:
    return PEOPLE[key].document


@dataclass
class Told:
    """Messages that would have gone to people."""

    messages: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def tell(
        self, actor: Actor, *, person: str, kind: str, facts: Any, application: str, now: datetime
    ) -> None:
        self.messages.append((person, kind, dict(facts)))
