"""A village gives the slip "not needed"; who asked for what is counted, with the list behind each number."""

from dataclasses import replace

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.catalogue import api as catalogue
from onething.areas.certificates import api as certificates
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.catalogue.words import CertificateStatus
from onething.core.certificates import AskerMissing, KindKept, KindUnknown, VillageOnly, demands
from tests.areas.cases.world import CITY_CODE, NANCHENG, at
from tests.core.impact.dongguan import FILES, PACKAGE, read

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
HONGFU, YUANMEI = "441900004003", "441900004005"
LOADER = Actor("job:load", "load", frozenset({Role.SYSTEM, Role.ADMIN}))
VILLAGE = Actor("user:v", "邓小禾", frozenset({Role.CLERK}), department="civil-affairs", division=HONGFU)
OTHER = replace(VILLAGE, id="user:o", division=YUANMEI)
COUNTING = Actor("user:m", "顾明远", frozenset({Role.ITEM_MANAGER}))


@pytest.fixture(autouse=True)
def published():
    catalogue.publish(LOADER, files=FILES, now=at("2026-01-05"))


def give(actor=VILLAGE, kind="婚姻状况", **more):
    said = {"office": "civil-affairs", "matter": "领补贴", "person": "陈思敏", **more}
    return certificates.give_slip(actor, kind=kind, now=NOW, **said)


class TestGivingASlip:
    def test_says_the_rule_what_replaces_it_and_who_has_it(self):
        slip = give()
        kind = PACKAGE.certificates["婚姻状况"]
        assert slip.number == "鸿福社区居民委员会〔2026〕不需 0001 号"
        assert (slip.kind, slip.instead, slip.basis) == (kind.name, kind.instead, "民发〔2020〕20号")
        assert slip.source == PACKAGE.departments["civil-affairs"].name
        assert slip.phone == PACKAGE.departments["civil-affairs"].phone
        assert (slip.asker, slip.place) == (
            PACKAGE.departments["civil-affairs"].name,
            "鸿福社区居民委员会",
        )

    def test_counts_the_numbers_of_each_village(self):
        assert [give().number[-6:-2] for _ in range(2)] == ["0001", "0002"]
        assert give(OTHER).number == "元美社区居民委员会〔2026〕不需 0001 号"
        assert certificates.give_slip(
            VILLAGE, kind="出生", office="health", now=at("2027-01-04")
        ).number.endswith("〔2027〕不需 0001 号")

    def test_names_a_body_outside_by_its_name(self):
        slip = give(office="", asker=" 某银行网点 ")
        assert (slip.office, slip.asker.zh) == ("", "某银行网点")

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ({"kind": "没有这种"}, KindUnknown),
            ({"kind": "农村宅基地使用情况"}, KindKept),
            ({"office": "", "asker": "  "}, AskerMissing),
            ({"office": "no-such-office"}, AskerMissing),
        ],
    )
    def test_refuses(self, more, error):
        with pytest.raises(error):
            give(**more)

    @pytest.mark.parametrize("division", [CITY_CODE, NANCHENG, ""])
    def test_is_for_villages_only(self, division):
        with pytest.raises(VillageOnly):
            give(replace(VILLAGE, division=division))

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLERK}))
    def test_is_closed_to(self, role):
        with pytest.raises(PermissionMissing):
            give(Actor("user:x", "x", frozenset({role}), division=HONGFU))

    def test_is_written_down_without_the_person(self):
        give()
        entry = EntryRow.objects.get(action="certificates:give")
        assert entry.detail["kind"] == "婚姻状况"
        assert "陈思敏" not in str(entry.detail)


class TestReading:
    def test_a_village_sees_its_own_slips_whole(self):
        mine = give()
        give(OTHER)
        assert certificates.list_slips(VILLAGE) == (mine,)
        assert certificates.get_slip(VILLAGE, slip=mine.id) == mine
        with pytest.raises(certificates.SlipNotFound):
            certificates.get_slip(OTHER, slip=mine.id)

    def test_counts_open_to_the_list_behind_them_with_masked_names(self):
        for _ in range(2):
            give()
        give(OTHER, kind="出生", office="", asker="某银行网点")
        counted = certificates.count_demands(COUNTING)
        assert [(one.asker.zh, one.kind.zh, one.count) for one in counted] == [
            (PACKAGE.departments["civil-affairs"].name.zh, "婚姻状况", 2),
            ("某银行网点", "出生", 1),
        ]
        for one in counted:
            behind = certificates.list_slips(
                COUNTING, kind=one.kind.zh, office=one.office, asker="" if one.office else one.asker.zh
            )
            assert len(behind) == one.count
            assert {slip.person for slip in behind} == {"陈**"}
        assert sum(one.slips for one in certificates.list_kinds(COUNTING)) == 3

    def test_counts_are_closed_to_clerks_and_lists_to_citizens(self):
        citizen = Actor("user:c", "c", frozenset({Role.CITIZEN}))
        with pytest.raises(PermissionMissing):
            certificates.count_demands(VILLAGE)
        with pytest.raises(PermissionMissing):
            certificates.list_slips(citizen)
        with pytest.raises(PermissionMissing):
            certificates.get_slip(citizen, slip=give().id)

    def test_anybody_verifies_a_slip_by_its_code_and_learns_no_person(self):
        slip = give()
        seen = certificates.verify_slip(Actor.visitor(), code=slip.code)
        assert (seen.number, seen.instead, seen.person, seen.by) == (slip.number, slip.instead, "", "")
        with pytest.raises(certificates.SlipNotFound):
            certificates.verify_slip(Actor.visitor(), code="made-up")

    def test_the_registry_has_every_kind_with_its_office(self):
        kinds = certificates.list_kinds(Actor.visitor())
        assert len(kinds) == 31
        marriage = next(one for one in kinds if one.kind.id == "婚姻状况")
        assert marriage.office == PACKAGE.departments["civil-affairs"].name
        assert marriage.share.zh
        assert all(one.slips == 0 for one in kinds)


def test_no_published_item_demands_a_forbidden_kind_and_those_that_would_are_found():
    forbidden = [one.id for one in PACKAGE.certificates.values() if one.status is not CertificateStatus.KEPT]
    assert not [found for kind in forbidden for found in demands(kind, PACKAGE)]
    text = (
        FILES["materials.yaml"].decode().replace("\nphoto:\n", "\nphoto:\n  village_certificate: 健在\n", 1)
    )
    marked = read({**FILES, "materials.yaml": text.encode()})
    asking = {id for id, item in marked.items.items() if any(m.material == "photo" for m in item.materials)}
    assert {one.item.id for one in demands("健在", marked)} == asking
    with pytest.raises(catalogue.PackageRefused) as refused:
        catalogue.publish(LOADER, files={**FILES, "materials.yaml": text.encode()}, now=NOW)
    codes = {one.code for one in refused.value.findings}
    assert codes == {"proof.forbidden_certificate"}
    assert "社保待遇资格认证信息" in refused.value.findings[0].message.zh
