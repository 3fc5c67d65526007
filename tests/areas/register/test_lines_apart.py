"""Materials that come beside a list of items: with it all or nothing, without it what the register has of them stays."""

from contextlib import closing
from datetime import timedelta

import pytest

from onething.adapters.catalogues.apart import TablesApart
from onething.adapters.catalogues.reading import read_rows
from onething.areas.register import api as register
from onething.areas.register import services
from onething.areas.register.models import ItemRow, VersionRow
from onething.core.actors import Actor, Role
from onething.core.findings import Level
from onething.core.register.certificates import forbidden_of
from onething.core.register.mapping_file import read_mapping
from tests.areas.cases.world import at
from tests.core.catalogue.journey import city

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_register")]
NOW = at("2026-03-05")
MANAGER = Actor("user:m", "标准组", frozenset({Role.ITEM_MANAGER}))
MAPPING, _ = read_mapping(
    "demo.yaml",
    b"""
id: demo
name: {zh: "x", en: Demo}
key: id
elements: {name: name, kind: kind}
materials:
  column: materials
  elements: {name: name, originals: copies, paper: paper}
  table: {item: item, optional: [copies, paper]}
""",
)
ITEMS = "id,name,kind\n1,许可,01\n2,备案,10\n"
PAPERS = "item,name,copies,paper\n2,照片,1,A4\n1,身份证,1,A4\n1,申请表,2,A4\n"


@pytest.fixture
def take(tmp_path):
    def taken(papers=None, items=ITEMS, **more):
        (tmp_path / "items.csv").write_text(items)
        further = {}
        if papers is not None:
            (tmp_path / "papers.csv").write_text(papers)
            further = {"materials": tmp_path / "papers.csv"}

        def opened():
            read = read_rows(tmp_path / "items.csv")
            return read.columns, read.rows, read.found

        with closing(TablesApart(MAPPING, tmp_path / "items.csv", further)) as tables:
            return register.import_catalogue(
                MANAGER,
                city="dongguan",
                mapping=MAPPING,
                opened=opened,
                file="items.csv",
                now=more.pop("now", NOW),
                tables=tables,
                **more,
            )

    return taken


def papers_of(key):
    return [
        (one["name"], one["originals"], one["paper"])
        for one in ItemRow.objects.get(key=key).data["materials"]
    ]


class TestAListWithItsMaterials:
    def test_is_taken_in_whole_and_once_more_changes_nothing(self, take, monkeypatch):
        monkeypatch.setattr(services, "STEP", 1)
        done = take(PAPERS)
        assert (done.new, done.materials, done.written, done.findings) == (2, 3, True, [])
        assert papers_of("1") == [("身份证", 1, "A4"), ("申请表", 2, "A4")]
        assert papers_of("2") == [("照片", 1, "A4")]
        done = take(PAPERS, now=NOW + timedelta(days=1))
        assert (done.same, done.written) == (2, False)
        assert VersionRow.objects.count() == 2

    def test_without_them_leaves_those_that_are_there(self, take):
        take(PAPERS)
        done = take(items=ITEMS.replace("备案", "登记"))
        assert (done.changed, [one.code for one in done.findings]) == (1, ["import.table_absent"])
        assert papers_of("2") == [("照片", 1, "A4")]

    def test_of_which_an_item_has_none_any_more_takes_them_away(self, take):
        take(PAPERS)
        assert take(PAPERS.replace("2,照片,1,A4\n", "")).changed == 1
        assert papers_of("2") == []

    def test_with_fewer_columns_changes_only_those(self, take):
        take(PAPERS)
        assert take("item,name,copies\n1,身份证,3\n1,申请表,2\n2,照片,1\n").changed == 1
        assert papers_of("1") == [("身份证", 3, "A4"), ("申请表", 2, "A4")]

    def test_is_warned_of_a_village_certificate_where_it_stands(self, take):
        done = take(
            PAPERS + "2,村委会出具的亲属关系证明,1,A4\n", forbidden=forbidden_of(city()), dry_run=True
        )
        (found,) = done.findings
        assert (found.code, str(found.at)) == ("register.forbidden_certificate", "papers.csv:5:2")


class TestNothingIsHalfTakenIn:
    @pytest.mark.parametrize(
        ("more", "code", "place"),
        [
            ("9,照片,1,A4\n", "import.no_item", "papers.csv:5:1"),
            ("1,照片,很多,A4\n", "import.wrong_value", "papers.csv:5:3"),
            ("1,照片\n", "import.cells", "papers.csv:5:3"),
        ],
    )
    def test_by_one_wrong_row_of_the_materials(self, take, more, code, place):
        done = take(PAPERS + more)
        assert [(one.code, one.level, str(one.at)) for one in done.findings] == [(code, Level.ERROR, place)]
        assert (done.blocked, done.written, ItemRow.objects.count()) == (True, False, 0)

    def test_but_all_that_is_wrong_in_both_files_is_said_at_once(self, take):
        done = take(PAPERS + ",照片,1,A4\n8,照片,1,A4\n8,图,1,A4\n", items=ITEMS + "3,,01\n2,又一个,01\n")
        assert sorted((one.code, str(one.at)) for one in done.findings) == [
            ("import.empty", "items.csv:4:2"),
            ("import.empty", "papers.csv:5:1"),
            ("import.no_item", "papers.csv:6:1"),
            ("import.twice", "items.csv:5:1"),
        ]
        assert not ItemRow.objects.exists()

    def test_though_an_error_comes_behind_more_warnings_than_are_listed(self, take, monkeypatch):
        monkeypatch.setattr(services, "MOST_FINDINGS", 1)
        done = take("item,name,a,b\n1,x,,\n9,y,,\n", items="id,name,kind,c\n1,许可,16,\n")
        assert [one.code for one in done.findings] == ["import.column_not_read", "import.no_item"]
        assert (done.more_findings, done.blocked, ItemRow.objects.count()) == (5, True, 0)
