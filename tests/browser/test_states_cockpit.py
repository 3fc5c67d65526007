"""The cockpit over a house of its own: department systems that are silent, and work that has stopped."""

from datetime import timedelta

import pytest

from onething.areas.cases import tasks
from onething.areas.cases.models import PushRow
from onething.core.actors import Role
from onething.core.catalogue.words import Level
from onething.kit.jobs import api as jobs
from onething.kit.jobs.models import JobRow
from tests.areas.cases.levels import SYSTEM_NAME, at_level
from tests.areas.cases.test_working import Story
from tests.areas.papers.conftest import published
from tests.browser.houses import Given, House, Sent, walk
from tests.browser.looks import State, at
from tests.channels.cockpit.conftest import clock, house
from tests.channels.review.staff import FEDERATION, officer

__all__ = ["clock", "house", "published", "silent"]
pytestmark = pytest.mark.django_db(transaction=True)


def form(path: str) -> Sent:
    return Sent(path, {}, "form.act button[type=submit]", ".field--wrong")


@pytest.fixture
def silent(house, clock):
    """The system of the federation hangs up for two days, and one push to it has stopped for good."""
    house.systems.down = {SYSTEM_NAME}
    with at_level(Level.DECIDED_THERE):
        made = Story()
        jobs.drain(now=made.now)
        clock.moment = made.now = made.now + timedelta(days=2)
        tasks.silence(clock.moment)
        row = PushRow.objects.filter(system=SYSTEM_NAME).order_by("key").first()
        row.dead_at, row.tries, row.reason = made.now, 5, "422 缺少监护人"
        row.save()
        yield row


def with_a_silent_system(silent) -> Given:
    return officer("秦守真", "data-services", Role.SUPERVISOR, staff="0001"), {"system": SYSTEM_NAME}


def with_stopped_work(silent) -> Given:
    boss = officer("黎国栋", FEDERATION, Role.REVIEWER, Role.MANAGER, staff="2200")
    return boss, {"case": silent.case, "sequence": silent.sequence}


def with_a_stopped_job(clock) -> Given:
    at_ = {"run_after": clock.moment, "made_at": clock.moment, "ended_at": clock.moment}
    error = "RuntimeError: 印章机没有电"
    job = JobRow.objects.create(kind="documents.seal", state="dead", error=error, **at_)
    return officer("管理员", "data-services", Role.ADMIN, staff="0002"), {"job": job.id}


WALKS = [
    House(
        with_a_silent_system,
        State("cockpit-systems-silent", at("/cockpit/systems/")),
        State("cockpit-system-silent", at("/cockpit/systems/{system}/")),
        staff=True,
    ),
    House(
        with_stopped_work,
        State("cockpit-dead-letters-some", at("/cockpit/dead-letters/")),
        State(
            "cockpit-dead-push", at("/cockpit/dead-letters/pushes/{case}/{sequence}/"), "cockpit-dead-push"
        ),
        State(
            "cockpit-dead-push-wrong",
            form("/cockpit/dead-letters/pushes/{case}/{sequence}/"),
            "cockpit-dead-push",
        ),
        staff=True,
    ),
    House(
        with_a_stopped_job,
        State("cockpit-dead-job", at("/cockpit/dead-letters/jobs/{job}/")),
        State("cockpit-dead-job-wrong", form("/cockpit/dead-letters/jobs/{job}/")),
        staff=True,
    ),
]


@pytest.mark.parametrize("place", WALKS, ids=str)
def test_the_cockpit_is_whole_in_every_mode(place, request, chromium, live_server, gallery):
    wrong = walk(place, request, chromium, live_server.url, gallery)
    assert wrong == [], "\n".join(wrong)
