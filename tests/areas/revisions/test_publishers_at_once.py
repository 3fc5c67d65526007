"""Two who publish at the same moment, on a real database: threads with connections of their own, and nothing is undone by either."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from onething.areas.catalogue import api as catalogue
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor
from onething.core.revisions.lifecycle import State
from onething.core.workdays import WorkCalendar
from onething.kit.ports import bound, port
from tests.areas.revisions.conftest import AUTHOR, COLLEAGUE, NOW, STANDARD, WORKER, changed, scheduled
from tests.areas.revisions.town import ALLOWANCE, FILES

pytestmark = pytest.mark.django_db(transaction=True)
LATER = ("promised_days: 15", "promised_days: 18")
LATEST = ("promised_days: 15", "promised_days: 20")
NAMED = ("困难补贴, en", "困难补贴申领, en")
PATIENCE = 60


def at_once(*acts):
    """Do all of it at the same moment, each in a thread with its own connection; return what came of each."""
    gate = Barrier(len(acts))

    def done(act):
        try:
            gate.wait(PATIENCE)
            return act()
        except catalogue.AnotherPublished as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(PATIENCE) for one in [pool.submit(done, act) for act in acts]]


def proved(*change):
    return catalogue.prove_files(WORKER, files={**FILES, **changed(ALLOWANCE, *change)}, now=NOW)


def allowance():
    return catalogue.current(Actor.visitor()).items["allowance"]


def test_the_second_is_told_which_version_holds_meanwhile():
    read = catalogue.current_version(WORKER)

    def keep(package):
        return lambda: catalogue.publish_proved(WORKER, proved=package, now=NOW, onto=read.digest)

    made = at_once(*(keep(proved(*change)) for change in (LATER, LATEST, NAMED)))
    versions = [one for one in made if isinstance(one, catalogue.Version)]
    refused = [one for one in made if isinstance(one, catalogue.AnotherPublished)]
    assert (len(versions), len(refused)) == (1, 2)
    assert {one.version for one in refused} == {versions[0].id}
    assert [one.id for one in catalogue.list_versions(WORKER)] == [versions[0].id, read.id]


def test_two_workers_publish_both_changes_of_one_item():
    first = scheduled(changed(ALLOWANCE, *LATER))
    second = scheduled(changed(ALLOWANCE, *NAMED), actor=COLLEAGUE)
    at_once(*[lambda: revisions.publish_due(WORKER, now=NOW)] * 2)
    revisions.publish_due(WORKER, now=NOW)  # what the other had at that moment is left for the next time
    states = {revisions.get_revision(AUTHOR, revision_id=one.id).state for one in (first, second)}
    assert states == {State.PUBLISHED}
    assert (allowance().promised_days, allowance().name.zh) == (18, "困难补贴申领")
    assert len(catalogue.list_versions(WORKER)) == 3


def test_two_workers_with_two_values_for_one_place_publish_one_and_send_the_other_back():
    one = scheduled(changed(ALLOWANCE, *LATER))
    other = scheduled(changed(ALLOWANCE, *LATEST), actor=COLLEAGUE)
    at_once(*[lambda: revisions.publish_due(WORKER, now=NOW)] * 2)
    revisions.publish_due(WORKER, now=NOW)
    found = [revisions.get_revision(AUTHOR, revision_id=each.id) for each in (one, other)]
    assert sorted(each.state for each in found) == [State.DRAFT, State.PUBLISHED]
    back = next(each for each in found if each.state is State.DRAFT)
    assert "clock › promised_days" in back.reason
    (conflict,) = revisions.conflicts(AUTHOR, revision_id=back.id)
    assert {conflict.mine, conflict.theirs} == {"18", "20"}
    assert str(allowance().promised_days) == conflict.theirs


class Watching:
    """A calendar that notes whether a transaction was open whenever it was asked."""

    def __init__(self, calendar):
        self._calendar, self.seen = calendar, []

    def __getattr__(self, name):
        self.seen.append(connection.in_atomic_block)
        return getattr(self._calendar, name)


@pytest.mark.parametrize("act", ["publish", "take back"])
def test_nothing_waits_for_the_proof(act):
    one = scheduled(changed(ALLOWANCE, *LATER))
    if act == "take back":
        assert revisions.publish_due(WORKER, now=NOW) == 1
    calendar = Watching(port(WorkCalendar))
    with bound(WorkCalendar, calendar):
        if act == "publish":
            assert revisions.publish_due(WORKER, now=NOW) == 1
        else:
            revisions.withdraw(STANDARD, revision_id=one.id, reason="依据有误", now=NOW)
    assert calendar.seen
    assert not any(calendar.seen)
