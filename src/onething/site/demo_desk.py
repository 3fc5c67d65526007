"""What the demo city has to follow up from its first day: a bad rating of a visit, a problem that somebody told, and a question
that no answer answers."""

from datetime import datetime, timedelta

from onething.areas.knowledge import api as knowledge
from onething.areas.people import api as people
from onething.areas.problems import api as problems
from onething.areas.ratings import api as ratings
from onething.core.actors import Actor, Role
from onething.core.knowledge import Source
from onething.core.papers import Level
from onething.core.ratings import Dimension

ONE_DAY = timedelta(days=1)


def begin(actor: Actor, *, now: datetime) -> None:
    """Let one person rate a visit badly, another tell at the same window what could not be got done, and a third ask in vain."""
    clerk = next((one for one in people.list_demo_accounts(actor) if Role.CLERK in one.roles), None)
    if clerk is None:
        return
    at = now - ONE_DAY
    window = clerk.to_actor()
    token = ratings.ask_visit(window, visit="demo", window=clerk.staff_number, now=at)
    ratings.rate(
        Actor.visitor(),
        token=token,
        level=Level.BAD,
        text="排了一个多小时，中午只开一个窗口。",
        dimensions={Dimension.EFFICIENCY: Level.TERRIBLE, Dimension.ATTITUDE: Level.GOOD},
        phone="13800001357",
        now=at,
    )
    told = problems.Told(
        "陆女士",
        "13800002468",
        "两个部门都要对方先出证明，跑了三趟没办成。",
        "上周在南城窗口和区里的窗口各去过一次",
    )
    problems.tell(window, told=told, key="demo", now=at)
    knowledge.keep_question(window, asked="狗证在哪里办？", source=Source.WINDOW, now=at)
