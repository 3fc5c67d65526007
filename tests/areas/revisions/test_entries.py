"""Entries of the register in revisions: merged element by element, held to their rules, a new version on the day; a source stays a source."""

from dataclasses import replace

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor
from onething.core.register.entries import EntryMaterial
from onething.core.register.entries import State as EntryState
from onething.core.register.filed import path_of
from onething.core.register.files import write_entry
from onething.core.register.mapping_file import read_mapping
from onething.core.register.reading import Row
from onething.core.revisions.checking import FilesRefused, ProofFailed
from onething.core.revisions.lifecycle import State
from tests.areas.revisions.conftest import (
    AUTHOR,
    COLLEAGUE,
    NOW,
    OTHER_CHIEF,
    STANDARD,
    WORKER,
    changed,
    published_one,
    scheduled,
    written,
)
from tests.areas.revisions.town import ALLOWANCE

pytestmark = pytest.mark.usefixtures("published")
CITY = "dongguan"
MAPPING, _ = read_mapping(
    "list.yaml",
    """\
id: list
name: {zh: 示例, en: An example}
area: "441900000000"
key: id
elements: {name: name, department: office, project: project, promised_days: days, statutory_days: law_days,
  inquiry_phone: phone, complaint_phone: other, address: address, catalogue_code: basic, town_code: town, visits: visits}
materials: {column: papers, elements: {name: name, standard: standard}}
""".encode(),
)
ROW = {
    "id": "7",
    "name": "护老补贴",
    "office": "民政局",
    "project": "承诺件",
    "days": 5,
    "law_days": 20,
    "phone": "0769-22830000",
    "other": "0769-12345678",
    "address": "一楼",
    "basic": "440011007000",
    "town": "",
    "visits": 0,
    "papers": [],
}
PATH = path_of("list", "7")


def take(*changes, dry_run=False):
    """Import the list, each row with other values; return what came of it."""
    rows = [Row(number, {**ROW, **one}) for number, one in enumerate(changes or ({},), start=2)]
    return register.import_catalogue(
        STANDARD,
        city=CITY,
        mapping=MAPPING,
        opened=lambda: (tuple(ROW), iter(rows), []),
        file="list.csv",
        now=NOW,
        dry_run=dry_run,
    )


def held(key="7", number=None):
    return register.get_item(WORKER, city=CITY, source="list", key=key, number=number)


def file_with(key="7", **elements):
    """Return the file of an entry as the register has it, with these elements otherwise."""
    return {path_of("list", key): write_entry("list", replace(held(key).entry, **elements))}


def codes(one, *, blocking):
    found = revisions.findings(AUTHOR, revision_id=one.id, now=NOW)
    return [finding.code for finding in found if finding.blocks is blocking]


class TestAnEntry:
    def test_is_published_as_a_new_version_and_the_one_before_ends_on_the_day(self):
        take()
        one = published_one(file_with(promised_days=3))
        assert (one.state, one.paths, one.offices) == (State.PUBLISHED, (PATH,), ("welfare",))
        now, before = held(), held(number=1)
        assert (now.entry.promised_days, before.entry.promised_days) == (3, 5)
        assert [(each.number, each.edited, each.until) for each in now.versions] == [
            (2, True, None),
            (1, False, NOW),
        ]

    def test_shows_its_difference_element_by_element_before_and_after_publishing(self):
        take()
        one = written(file_with(promised_days=3, materials=(EntryMaterial("户口簿", copies=1),)))
        told = [str(change.message) for change in revisions.difference(AUTHOR, revision_id=one.id).changes]
        assert told == [
            "事项库 list/7 › promised_days：5 → 3",
            "事项库 list/7 › materials › 户口簿 新增：户口簿",
        ]
        one = published_one(file_with(promised_days=4))
        (change,) = revisions.difference(AUTHOR, revision_id=one.id).changes
        assert (change.before, change.after) == ("5", "4")

    def test_that_nobody_imported_begins_here_and_is_cancelled_when_it_is_taken_back(self):
        take()
        new = replace(held().entry, key="新-8", name="护老补贴补发")
        one = published_one({path_of("list", new.key): write_entry("list", new)})
        assert held("新-8").entry == new
        revisions.withdraw(STANDARD, revision_id=one.id, reason="依据有误", now=NOW)
        assert held("新-8").entry.state is EntryState.CANCELLED

    def test_is_again_as_its_source_gave_it_when_it_is_taken_back(self):
        take()
        one = published_one(file_with(promised_days=3))
        revisions.withdraw(STANDARD, revision_id=one.id, reason="依据有误", now=NOW)
        assert [(each.number, each.edited) for each in held().versions] == [(3, False), (2, True), (1, False)]
        assert held().entry == held(number=1).entry

    def test_is_changed_again_from_the_version_that_holds(self):
        take()
        published_one(file_with(promised_days=3))
        published_one(file_with(address="二楼"))
        assert (held().number, held().entry.promised_days, held().entry.address) == (3, 3, "二楼")

    def test_of_a_definition_is_changed_in_its_definition(self):
        entry = register.get_item(WORKER, city=CITY, source="definitions", key="allowance").entry
        other = replace(entry, address="二楼")
        one = written({path_of("definitions", "allowance"): write_entry("definitions", other)})
        assert codes(one, blocking=True) == ["package.bad_value"]

    def test_is_reviewed_by_the_office_whose_it_is(self):
        take({"office": "卫健局"})
        one = scheduled(file_with(address="二楼"), chiefs=(OTHER_CHIEF,))
        assert one.offices == ("health",)


class TestTwoDrafts:
    def test_come_together_element_by_element(self):
        take()
        mine = written(file_with(address="二楼"), actor=COLLEAGUE)
        published_one(file_with(promised_days=3))
        assert revisions.conflicts(COLLEAGUE, revision_id=mine.id) == ()
        files = revisions.files_of(COLLEAGUE, revision_id=mine.id)
        assert files[PATH] == write_entry("list", replace(held().entry, address="二楼"))
        (change,) = revisions.difference(COLLEAGUE, revision_id=mine.id).changes
        assert change.path == ("address",)

    def test_of_one_element_are_decided_place_by_place(self):
        take()
        mine = written(file_with(promised_days=4), actor=COLLEAGUE)
        published_one(file_with(promised_days=3))
        (conflict,) = revisions.conflicts(COLLEAGUE, revision_id=mine.id)
        assert (conflict.path, conflict.base, conflict.mine, conflict.theirs) == (
            ("promised_days",),
            "5",
            "4",
            "3",
        )
        assert (conflict.mine_by, conflict.theirs_by) == ("colleague", "author")

    def test_that_are_both_scheduled_publish_one_and_send_the_other_back(self):
        take()
        scheduled(file_with(promised_days=3))
        second = scheduled(file_with(promised_days=4), actor=COLLEAGUE)
        assert revisions.publish_due(WORKER, now=NOW) == 1
        (back,) = revisions.list_waiting(COLLEAGUE)
        assert (back.id, held().entry.promised_days) == (second.id, 3)
        assert f"{PATH} › promised_days" in back.reason

    def test_stand_beside_an_import_that_came_meanwhile(self):
        take()
        mine = written(file_with(address="二楼"))
        take({"days": 4})
        assert held().entry.promised_days == 4
        files = revisions.files_of(AUTHOR, revision_id=mine.id)
        assert files[PATH] == write_entry("list", replace(held().entry, address="二楼"))


class TestAnImport:
    def test_of_an_entry_that_a_draft_has_made_up_asks_whose_it_is(self):
        take()
        new = replace(held().entry, key="9", promised_days=3)
        mine = written({path_of("list", "9"): write_entry("list", new)})
        take({}, {"id": "9"})
        (conflict,) = revisions.conflicts(AUTHOR, revision_id=mine.id)
        assert (conflict.path, conflict.mine, conflict.theirs) == (("promised_days",), "3", "5")

    def test_leaves_what_the_city_writes_itself_and_says_so_when_it_has_news(self):
        take()
        published_one(file_with(promised_days=3))
        again = take()
        assert (again.kept, again.changed, again.written, again.findings) == (1, 0, False, [])
        news = take({"days": 4})
        assert (news.kept, news.news, news.written) == (1, 1, True)
        assert [one.code for one in news.findings] == ["import.edited_here"]
        assert held().entry.promised_days == 3


class TestConsistency:
    def test_keeps_what_is_wrong_from_going_up(self):
        take()
        one = written(file_with(promised_days=30))
        assert codes(one, blocking=True) == ["register.promise_over_statute"]
        with pytest.raises(ProofFailed) as refused:
            revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        assert refused.value.place.startswith(f"{PATH}:")

    def test_tells_what_a_source_had_wrong_and_lets_the_rest_pass(self):
        take({"days": 30})
        one = written(file_with(address="二楼"))
        assert (codes(one, blocking=True), codes(one, blocking=False)) == (
            [],
            ["register.promise_over_statute"],
        )
        assert codes(written(file_with(promised_days=25)), blocking=True) == ["register.promise_over_statute"]

    def test_is_asked_again_on_the_day(self):
        take()
        scheduled(file_with(statutory_days=10))
        second = scheduled(file_with(promised_days=12), actor=COLLEAGUE)
        assert revisions.publish_due(WORKER, now=NOW) == 1
        back = revisions.get_revision(COLLEAGUE, revision_id=second.id)
        assert (back.state, held().entry.promised_days, held().entry.statutory_days) == (State.DRAFT, 5, 10)
        assert "承诺 12 天" in back.reason

    def test_refuses_characters_that_nobody_sees_with_their_place(self):
        take()
        one = revisions.open_revision(AUTHOR, title="改名", now=NOW)
        for sign in ("\u202e", "\u200b"):
            with pytest.raises(FilesRefused) as refused:
                revisions.save_files(
                    AUTHOR, revision_id=one.id, files=file_with(name=f"护老{sign}补贴"), seen=1, now=NOW
                )
            assert refused.value.place == f"{PATH}:3:9"
            with pytest.raises(FilesRefused):
                revisions.save_files(
                    AUTHOR,
                    revision_id=one.id,
                    files=changed(ALLOWANCE, "zh: 困难补贴", f"zh: 困难{sign}补贴"),
                    seen=1,
                    now=NOW,
                )


class TestAVillageCertificate:
    """Of a kind that nobody may demand: of such an item everything else may change only with it."""

    CERTAIN = EntryMaterial("婚姻状况证明", standard="由村委会出具")
    ASKED = EntryMaterial("婚姻状况证明")

    def refused(self, one):
        with pytest.raises(ProofFailed) as refused:
            revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        (finding,) = refused.value.findings
        assert "改用：民政婚姻登记信息" in finding.message.zh
        assert finding.at.file == PATH
        return finding.code

    def test_keeps_an_entry_from_being_published_that_comes_to_ask_for_it(self):
        take()
        assert self.refused(written(file_with(materials=(self.CERTAIN,)))) == "register.forbidden_certificate"
        assert self.refused(written(file_with(materials=(self.ASKED,)))) == "register.certificate_of_whom"

    def test_that_a_source_asked_for_keeps_its_entry_from_being_published_until_it_is_taken_out(self):
        take({"papers": [{"name": "婚姻状况证明", "standard": "由村委会出具"}]})
        one = written(file_with(address="二楼"))
        assert self.refused(one) == "register.forbidden_certificate"
        given = EntryMaterial("婚姻登记信息")
        published_one(file_with(address="二楼", materials=(given,)))
        assert held().entry.materials == (given,)

    def test_of_which_a_source_does_not_say_whose_it_is_is_told_and_lets_the_rest_pass(self):
        take({"papers": [{"name": "婚姻状况证明"}]})
        one = written(file_with(materials=(*held().entry.materials, EntryMaterial("照片"))))
        assert (codes(one, blocking=True), codes(one, blocking=False)) == (
            [],
            ["register.certificate_of_whom"],
        )

    def test_may_stand_in_an_entry_that_is_cancelled(self):
        take({"papers": [{"name": "婚姻状况证明", "standard": "由村委会出具"}]})
        published_one(file_with(state=EntryState.CANCELLED))
        assert held().entry.state is EntryState.CANCELLED

    def test_is_asked_for_again_on_the_day(self):
        """The city forbids the kind while the entry waits."""
        take()
        old, new = "婚姻状况: 民政婚姻登记信息", "婚姻状况: 民政婚姻登记信息, 收入: 税务信息"
        scheduled(changed("city.yaml", old, new))
        asks = file_with(materials=(EntryMaterial("收入证明", standard="由村委会出具"),))
        second = scheduled(asks, actor=COLLEAGUE)
        assert revisions.publish_due(WORKER, now=NOW) == 1
        back = revisions.get_revision(COLLEAGUE, revision_id=second.id)
        assert (back.state, held().entry.materials) == (State.DRAFT, ())
        assert "税务信息" in back.reason


class TestATown:
    MASTER = {"id": "7"}
    TOWN = {"id": "8", "town": "990000001000", "address": "东街 1 号", "phone": "0769-22830001"}

    def test_gives_its_own_address_and_telephone(self):
        take(self.MASTER, self.TOWN)
        one = written(file_with("8", address="东街 2 号", inquiry_phone="0769-22830002", hours="全天"))
        assert codes(one, blocking=True) == []

    def test_differs_otherwise_only_by_an_exception_in_force(self):
        take(self.MASTER, self.TOWN)
        one = written(file_with("8", promised_days=8))
        assert codes(one, blocking=True) == ["register.town_differs"]
        with pytest.raises(ProofFailed):
            revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
        ((path, content),) = file_with("8", promised_days=8).items()
        for ends_on, expected in (("2026-03-04", ["register.exception_past_end"]), ("2026-03-05", [])):
            line = f"exceptions:\n  - {{element: promised_days, approved: {{number: 〔2026〕1号, on: 2026-01-10}}, ends_on: {ends_on}, because: 人手不足}}\n"
            one = written({path: content + line.encode()})
            assert codes(one, blocking=True) == expected

    def test_may_be_brought_back_to_the_city_step_by_step(self):
        take(self.MASTER, {**self.TOWN, "days": 8, "law_days": 30})
        one = written(file_with("8", statutory_days=20))
        assert codes(one, blocking=True) == []
        assert codes(one, blocking=False) == ["register.town_differs"]

    def test_follows_the_city_as_the_same_revision_leaves_it(self):
        take(self.MASTER, self.TOWN)
        both = {**file_with("7", promised_days=8), **file_with("8", promised_days=8)}
        assert codes(written(both), blocking=True) == []


def test_the_files_of_the_city_hold_only_what_was_written_here():
    take({}, {"id": "9"})
    published_one(file_with(promised_days=3))
    assert [path for path in catalogue.export(WORKER) if path.startswith("register/")] == [PATH]
    assert catalogue.current(Actor.visitor()).register["list/7"].entry == held().entry
