"""Two rooms of the cockpit: department systems that are behind or silent, and work that has stopped for good."""

from datetime import timedelta

import pytest

from onething.areas.cases import tasks
from onething.areas.cases.models import PushRow
from onething.core.actors import Role
from onething.core.catalogue.words import Level
from onething.core.ports import Clock
from onething.kit.jobs import api as jobs
from onething.kit.jobs.models import JobRow
from onething.kit.ports import bound
from tests.areas.cases.conftest import house
from tests.areas.cases.levels import ITEM, SYSTEM_NAME, at_level
from tests.areas.cases.test_working import Story
from tests.channels.review.staff import FEDERATION, StillClock, officer, text

__all__ = ["house"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with bound(Clock, made := StillClock()):
        yield made


@pytest.fixture
def silent(house, clock):
    """The system of the federation hangs up for two days."""
    house.systems.down = {SYSTEM_NAME}
    with at_level(Level.DECIDED_THERE):
        story = Story()
        jobs.drain(now=story.now)
        clock.moment = story.now = story.now + timedelta(days=2)
        tasks.silence(clock.moment)
        yield story


@pytest.fixture
def supervisor(db):
    return officer("秦守真", "data-services", Role.SUPERVISOR, staff="0001")


@pytest.fixture
def boss(db):
    return officer("黎国栋", FEDERATION, Role.REVIEWER, Role.MANAGER, staff="2200")


class TestTheRoomOfTheSystems:
    def test_says_which_system_is_silent_since_when_and_opens_to_its_cases(self, silent, supervisor):
        shown = text(supervisor.get("/cockpit/systems/"))
        assert SYSTEM_NAME in shown
        assert "3 月 5 日" in shown
        assert silent.numbers[ITEM] in text(supervisor.get(f"/cockpit/systems/{SYSTEM_NAME}/"))
        assert '<b class="num">1</b>' in text(supervisor.get("/cockpit/"))

    def test_asks_once_more_when_the_supervisor_says_so(self, silent, supervisor, house):
        house.systems.down = set()
        done = supervisor.post(f"/cockpit/systems/{SYSTEM_NAME}/", follow=True)
        assert "沿用原来的编号" in text(done)
        assert JobRow.objects.filter(dedupe=SYSTEM_NAME, state="ready").exists()

    def test_is_said_on_the_page_of_the_case(self, silent):
        reviewer = officer("许知行", FEDERATION, staff="2208")
        shown = text(reviewer.get(f"/review/{silent.numbers[ITEM]}", follow=True))
        assert "3 月 5 日 周四起不清楚" in shown
        assert "这个事项在部门自己的系统里作决定" in shown


class TestTheRoomOfDeadLetters:
    @pytest.fixture
    def push(self, silent):
        row = PushRow.objects.filter(system=SYSTEM_NAME).order_by("key").first()
        row.dead_at, row.tries, row.reason = silent.now, 5, "422 缺少监护人"
        row.save()
        return row

    def path(self, push):
        return f"/cockpit/dead-letters/pushes/{push.case}/{push.sequence}/"

    def test_lists_what_stopped_with_its_reason_for_the_department_whose_it_is(self, push, boss):
        shown = text(boss.get("/cockpit/dead-letters/"))
        assert push.key in shown
        assert "422 缺少监护人" in shown
        other = officer("税务", "tax", Role.MANAGER, staff="2300")
        assert push.key not in text(other.get("/cockpit/dead-letters/"))
        assert other.get(self.path(push)).status_code == 404

    def test_asks_for_a_reason_and_says_so_on_the_form(self, push, boss):
        refused = boss.post(self.path(push), {"reason": ""})
        assert refused.status_code == 422
        assert "写明理由" in text(refused)
        push.refresh_from_db()
        assert push.dead_at is not None

    def test_lets_the_manager_send_it_again(self, push, boss):
        boss.post(self.path(push), {"reason": "对方补了字段"}, follow=True)
        push.refresh_from_db()
        assert (push.dead_at, push.tries, push.done_at) == (None, 0, None)

    def test_lets_the_manager_give_it_up(self, push, boss):
        boss.post(self.path(push), {"reason": "已电话告知", "give_up": "1"}, follow=True)
        push.refresh_from_db()
        assert push.dead_at is None
        assert push.done_at is not None

    def test_has_jobs_too_and_a_supervisor_only_looks(self, supervisor, clock):
        job = JobRow.objects.create(
            kind="documents.seal",
            state="dead",
            run_after=clock.moment,
            made_at=clock.moment,
            ended_at=clock.moment,
            error="RuntimeError: 印章机没有电",
        )
        assert "documents.seal" in text(supervisor.get("/cockpit/dead-letters/"))
        page = f"/cockpit/dead-letters/jobs/{job.id}/"
        assert "印章机没有电" in text(supervisor.get(page))
        assert "<textarea" not in text(supervisor.get(page))
        assert supervisor.post(page, {"reason": "x"}).status_code == 403
