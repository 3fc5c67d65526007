"""A change is laid on what holds, on the last applications and on the drafts that run; nothing is published by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.impact import api as impact
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.receiving import circumstances_of
from onething.core.composition import compose
from onething.core.data import as_data
from onething.core.impact import Code, Dependent, DependentKind, Dependents, Verdict
from onething.core.source import Text
from onething.core.submission import Person
from onething.kit.ports import bound
from tests.areas.cases.world import APPLICANT, CALENDAR, at, submission
from tests.core.impact.dongguan import FILES, read

pytestmark = pytest.mark.django_db
NOW = at("2026-03-06")
LOADER = Actor("job:load", "load", frozenset({Role.SYSTEM, Role.ADMIN}))
MANAGER = Actor("user:items", "顾明远", frozenset({Role.ITEM_MANAGER}), department="data-services")
VISITOR = Actor.visitor()
PATH = "items/disability-certificate.yaml"
EXAMPLES = ("disabled-services-full", "disabled-services-certified", "disabled-services-child")


@pytest.fixture(autouse=True)
def published(house):
    catalogue.publish(LOADER, files=FILES, now=at("2026-01-05"))


def without_photo():
    """The whole package, in which the certificate asks for no photo, and no example speaks of it."""
    lines = FILES[PATH].decode().splitlines(keepends=True)
    less = "".join(line for line in lines if "material: photo" not in line)
    assert less != FILES[PATH].decode()
    files = {path: one for path, one in FILES.items() if not path.startswith("examples/disabled")}
    return {**files, PATH: less.encode()}


def apply(count, start=0):
    """Let so many persons apply, example after example; returns what they handed over, the newest first."""
    made = []
    for n in range(start, start + count):
        person = f"99000019680812{n:03d}X"
        one = submission(EXAMPLES[n % 3], applicant=Person("黎国安", "citizen_number", person, "13800001357"))
        actor = replace(APPLICANT, id=f"user:{n}", person_id=person)
        cases.submit(actor, submission=one, key=f"k{n}", now=NOW - timedelta(hours=1))
        made.insert(0, one)
    return made


def look(files=None, actor=MANAGER):
    return impact.impact_of(actor, files=without_photo() if files is None else files, now=NOW)


class TestImpactOf:
    def test_the_published_files_is_nothing(self):
        apply(1)
        found = look(FILES)
        assert found.definitions.changes == ()
        assert found.replay.tried == ()
        assert found.drafts == ()

    def test_finds_who_is_asked_one_material_less_as_composing_everything_does(self):
        handed = apply(9)
        found = look()
        before, after = read(FILES), read(without_photo())
        less = [
            one
            for one in handed
            if compose(
                before.scenes[one.scene], circumstances_of(one), package=before, calendar=CALENDAR
            ).asked_of_person.materials
            - 1
            == compose(
                after.scenes[one.scene], circumstances_of(one), package=after, calendar=CALENDAR
            ).asked_of_person.materials
        ]
        (shift,) = [one for one in found.replay.shifts if one.figure == "materials"]
        assert shift.text.en == f"{len(less)} of 9 would have been asked one material less"
        assert len(shift.numbers) == len(less)
        assert 0 < len(less) < 9
        assert found.replay.count(Verdict.BETTER) == len(less)
        assert (found.from_on, found.to_on) == (handed[0].on, handed[0].on)

    def test_looks_at_the_last_hundred(self):
        apply(3)
        assert len(look().replay.tried) == 3
        listed = cases.list_to_compose(MANAGER, scenes=["disabled-services"], limit=2)
        answers = [one.circumstances.answers for one in listed]
        assert answers == [as_data(submission(EXAMPLES[n]).answers) for n in (2, 1)]

    def test_shows_no_person_and_no_number_that_can_be_looked_up(self):
        handed = apply(2)
        numbers = set(ApplicationRow.objects.values_list("number", flat=True))
        numbers |= {one.applicant.number for one in handed}
        said = repr(look())
        assert "黎国安" not in said
        assert len(numbers) == 4
        assert not [one for one in numbers if one in said]

    def test_tells_what_the_definitions_change(self):
        (scene,) = look().definitions.scenes
        assert scene.id == "disabled-services"
        assert Code.MATERIAL_GONE in {one.code for one in scene.lines}

    def test_tells_drafts_that_open_otherwise_and_leaves_them_as_they_are(self):
        example = read(FILES).examples["disabled-services-full"]
        change = guidance.Change(answers=dict(example.answers))
        view = guidance.open_draft(VISITOR, scene="disabled-services", now=NOW, change=change, guest="a-key")
        guidance.open_draft(VISITOR, scene="birth", now=NOW, guest="a-key")
        found = look()
        assert (len(found.drafts), found.drafts_in_all) == (1, 1)
        assert "不用交“照片”" in [one.text.zh for one in found.drafts[0].differences]
        assert guidance.get_draft(VISITOR, draft_id=view.id, now=NOW, guest="a-key").version == view.version

    def test_what_refers_to_an_item_tells_itself(self):
        class Answers:
            def depending_on(self, actor, *, items, after, on):
                assert after.items["disability-certificate"].materials
                return [Dependent(DependentKind.ANSWER, "a1", Text("残疾人证要带什么"), tuple(items))]

        with bound(Dependents, Dependents(Answers())):
            found = look()
        assert [(one.id, one.items) for one in found.dependents] == [("a1", ("disability-certificate",))]

    def test_publishes_nothing(self):
        before = catalogue.current_version(LOADER)
        look()
        assert catalogue.current_version(LOADER) == before

    def test_is_written_down(self):
        apply(2)
        look()
        entry = EntryRow.objects.get(action="impact:try")
        assert entry.actor == MANAGER.id
        assert entry.detail["applications"] == 2
        assert entry.detail["scenes"] == ["disabled-services"]

    def test_refuses_files_that_are_no_package_with_every_finding(self):
        files = {**FILES, PATH: FILES[PATH].replace(b"promised_days: 15", b"promised_days: soon")}
        with pytest.raises(catalogue.PackageRefused) as refused:
            look(files)
        assert refused.value.findings[0].at.file == PATH

    def test_refuses_another_city(self):
        files = {**FILES, "city.yaml": FILES["city.yaml"].replace(b"id: dongguan", b"id: elsewhere")}
        with pytest.raises(catalogue.WrongCity):
            look(files)

    @pytest.mark.parametrize(
        "role", sorted(set(Role) - {Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.MANAGER, Role.SUPERVISOR})
    )
    def test_is_closed_to(self, role):
        with pytest.raises(PermissionMissing):
            look(actor=Actor("user:x", "x", frozenset({role})))


class TestWhatItReads:
    def test_is_closed_to_clerks(self):
        clerk = Actor("user:c", "林晓", frozenset({Role.CLERK}))
        with pytest.raises(PermissionMissing):
            cases.list_to_compose(clerk, scenes=["birth"], limit=1)
        with pytest.raises(PermissionMissing):
            guidance.list_to_compose(clerk, scenes=["birth"], now=NOW)

    def test_takes_a_constant_number_of_queries(self, django_assert_num_queries):
        apply(4)
        with django_assert_num_queries(1):
            cases.list_to_compose(MANAGER, scenes=["disabled-services"], limit=100)


class TestOneSceneLaidOnTheLastApplications:
    def test_is_refused_to_others(self):
        with pytest.raises(PermissionMissing):
            impact.replay_of(VISITOR, package=read(FILES), scene="disabled-services", now=NOW)

    def test_is_written_down_and_of_a_scene_that_does_not_hold_empty(self):
        cases.submit(APPLICANT, submission=submission(), key="k1", now=at("2026-03-05"))
        before = EntryRow.objects.count()
        assert impact.replay_of(MANAGER, package=read(FILES), scene="nothing", now=NOW).replay.tried == ()
        assert EntryRow.objects.count() == before + 1
