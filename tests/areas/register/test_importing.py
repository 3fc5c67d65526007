"""A catalogue is taken in whole or not at all, and the same one again changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.register import api as register
from onething.areas.register import services
from onething.areas.register.models import ItemRow, VersionRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.findings import Level
from onething.core.register.certificates import forbidden_of
from onething.core.register.defining import define_item
from onething.core.register.mapping_file import read_mapping
from onething.core.register.names import read_names
from onething.core.register.reading import Row
from onething.core.register.upgrading import Obstacle
from tests.areas.cases.world import at
from tests.core.catalogue.journey import city
from tests.core.register.test_mapping import MAPPING, ROW
from tests.core.register.test_mapping import mapping as mapping  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_register")]
NOW = at("2026-03-05")
MANAGER = Actor("user:m", "标准组", frozenset({Role.ITEM_MANAGER}))


def rows(*changes):
    """Return rows with ids of their own; each takes one set of changes."""
    return [Row(number, {**ROW, "id": str(number), **one}) for number, one in enumerate(changes, start=2)]


def take(mapping, given, *, actor=MANAGER, of_file=(), columns=tuple(ROW), **more):
    return register.import_catalogue(
        actor,
        city="dongguan",
        mapping=mapping,
        opened=lambda: (columns, iter(given), list(of_file)),
        file="list.csv",
        now=more.pop("now", NOW),
        **more,
    )


def counts(done):
    return (done.items, done.new, done.changed, done.same, done.refused)


class TestACatalogue:
    def test_is_taken_in_with_its_first_versions(self, mapping):
        done = take(mapping, rows({}, {"name": "开办餐饮店一件事"}))
        assert (counts(done), done.scenes, done.materials, done.written) == ((2, 2, 0, 0, 0), 1, 4, True)
        row = ItemRow.objects.get(key="2")
        assert (row.name, row.kind, row.department, row.number) == ("食品经营许可", "01", "市场监管局", 1)
        assert row.data["materials"][0]["name"] == "身份证"
        version = VersionRow.objects.get(item=row)
        assert (version.number, version.data, version.by, version.at) == (1, row.data, MANAGER.id, NOW)

    def test_once_more_changes_nothing(self, mapping):
        given = rows({}, {})
        take(mapping, given)
        before = list(VersionRow.objects.values_list("item", "number"))
        done = take(mapping, given, now=NOW + timedelta(days=1))
        assert counts(done) == (2, 0, 0, 2, 0)
        assert not done.written
        assert list(VersionRow.objects.values_list("item", "number")) == before
        assert EntryRow.objects.filter(action="register:import").count() == 1

    def test_that_changed_adds_a_version_to_what_changed(self, mapping):
        take(mapping, rows({}, {}))
        done = take(mapping, rows({}, {"days": 3}), now=NOW + timedelta(days=1))
        assert counts(done) == (2, 0, 1, 1, 0)
        row = ItemRow.objects.get(key="3")
        assert (row.number, row.data["promised_days"]) == (2, 3)
        kept = (
            VersionRow.objects.filter(item=row)
            .order_by("number")
            .values_list("data__promised_days", flat=True)
        )
        assert list(kept) == [5, 3]

    def test_of_more_rows_than_a_step_is_taken_in_whole(self, mapping, monkeypatch):
        monkeypatch.setattr(services, "STEP", 3)
        told = []
        done = take(mapping, rows(*[{}] * 8), progress=told.append)
        assert counts(done) == (8, 8, 0, 0, 0)
        assert told == [3, 3, 2] * 2  # looked at, then written
        assert ItemRow.objects.count() == 8

    def test_is_listed_page_by_page(self, mapping):
        take(mapping, rows(*[{}] * 5))
        first = register.list_items(MANAGER, city="dongguan", limit=3)
        after = f"{first[-1].source}/{first[-1].key}"
        rest = register.list_items(MANAGER, city="dongguan", after=after)
        assert [one.key for one in (*first, *rest)] == ["2", "3", "4", "5", "6"]
        assert register.count_items(MANAGER, city="dongguan") == 5
        assert register.count_items(MANAGER, city="elsewhere") == 0


class TestNothingIsHalfTakenIn:
    def nothing(self):
        assert not ItemRow.objects.exists()
        assert not VersionRow.objects.exists()
        assert not EntryRow.objects.filter(action="register:import").exists()

    def test_an_error_in_one_row_keeps_out_all(self, mapping):
        done = take(mapping, rows({}, {"days": "五天"}, {}))
        assert counts(done) == (3, 2, 0, 0, 1)
        assert (done.blocked, done.written) == (True, False)
        assert [(one.code, one.at.line) for one in done.findings] == [("import.wrong_value", 3)]
        self.nothing()

    def test_an_item_that_stands_twice_keeps_out_all(self, mapping):
        done = take(mapping, rows({}, {"id": "2"}))
        assert [(one.code, one.at.line) for one in done.findings] == [("import.twice", 3)]
        assert "第 2 行" in done.findings[0].message.zh
        self.nothing()

    def test_something_wrong_with_the_file_keeps_out_all(self, mapping):
        (finding,) = take(mapping, rows({"days": "?"})).findings
        assert take(mapping, rows({}), of_file=[finding]).blocked
        self.nothing()

    def test_a_dry_run_says_the_same_and_writes_nothing(self, mapping):
        done = take(mapping, rows({}, {"kind": "16"}), dry_run=True)
        assert counts(done) == (2, 2, 0, 0, 0)
        assert [one.code for one in done.findings] == ["import.unknown_value"]
        self.nothing()

    def test_findings_are_counted_where_they_are_too_many_to_list(self, mapping, monkeypatch):
        monkeypatch.setattr(services, "MOST_FINDINGS", 2)
        done = take(mapping, rows(*[{"kind": "16"}] * 5), dry_run=True)
        assert (len(done.findings), done.more_findings) == (2, 3)


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.ADMIN, Role.SYSTEM})
)
def test_others_take_nothing_in(mapping, role):
    with pytest.raises(PermissionMissing, match="register:import"):
        take(mapping, rows({}), actor=Actor("user:x", "别人", frozenset({role})))
    assert not ItemRow.objects.exists()


class TestAVillageCertificateInACatalogue:
    PAPERS = ({"materials": [{"name": "村委会出具的亲属关系证明", "copies": 1}]}, {})

    def test_is_a_finding_of_the_report_with_what_replaces_it(self, mapping):
        done = take(mapping, rows(*self.PAPERS), forbidden=forbidden_of(city()), dry_run=True)
        (found,) = [one for one in done.findings if one.code == "register.forbidden_certificate"]
        assert (found.level, found.at.line) == (Level.WARNING, 2)
        assert "户口簿、出生医学证明或公安户籍信息（东莞市公安局）" in found.message.zh

    def test_stands_in_the_register_with_its_item(self, mapping):
        take(mapping, rows(*self.PAPERS), forbidden=forbidden_of(city()))
        (found,) = register.list_demanding(MANAGER, city="dongguan", forbidden=forbidden_of(city()))
        assert (found.key, found.demand.kind.kind, found.demand.certain) == ("2", "亲属关系", True)
        assert (
            register.list_demanding(
                MANAGER, city="dongguan", forbidden=forbidden_of(city()), without=mapping.id
            )
            == []
        )

    def test_is_left_out_of_a_definition_that_is_made_of_the_item(self, mapping):
        entry = mapping.read(rows(self.PAPERS[0])[0], file="list.csv").entry
        names = read_names(
            "names.yaml", b"id: demo\nmaterials: {\xe8\xba\xab\xe4\xbb\xbd\xe8\xaf\x81: id-card}\n"
        )[0]
        made = define_item(entry, id="kinship", names=names, package=city())
        assert "define.forbidden_certificate" in {one.code for one in made.findings}
        assert "  # 村委会出具的亲属关系证明" in made.text


def test_the_reason_of_an_item_that_is_not_online_is_an_obstacle_of_its_way_up():
    text = MAPPING.replace("  online: online", "  online: online\n  offline_reason: UNONLINEREASON")
    told = read_mapping("demo.yaml", text.encode())[0]
    given = [
        replace(one, cells={**one.cells, "UNONLINEREASON": reason})
        for one, reason in zip(rows({}, {}), ("需要本人到场核验原件", ""), strict=True)
    ]
    take(told, given, columns=(*ROW, "UNONLINEREASON"))
    first, second = register.list_blocked(MANAGER, city="dongguan", on=NOW.date())
    assert first.obstacles == (Obstacle.PRESENCE, Obstacle.ORIGINAL)
    assert (first.reason, second.reason, second.obstacles) == ("需要本人到场核验原件", "", ())


def test_what_a_file_lacks_that_may_be_lacking_stays_as_it_was():
    loose, _ = read_mapping("demo.yaml", (MAPPING + "optional: [days, materials]\n").encode())
    take(loose, rows({}))
    before = ItemRow.objects.get(key="2").data
    fewer = {key: value for key, value in ROW.items() if key not in ("days", "materials")}
    done = take(loose, [Row(2, {**fewer, "id": "2"})], columns=tuple(fewer))
    assert (counts(done), done.written) == ((1, 0, 0, 1, 0), False)
    done = take(loose, [Row(2, {**fewer, "id": "2", "law_days": "30"})], columns=tuple(fewer))
    assert counts(done) == (1, 0, 1, 0, 0)
    assert ItemRow.objects.get(key="2").data == {**before, "statutory_days": 30}
