"""Kinds of village certificates (村级证明): read, compared, and held against what items demand."""

from datetime import date

import pytest

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.diff import Kind, diff
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.words import CertificateStatus
from onething.core.proof import prove
from tests.core.catalogue.small import CITY, files, package, spoiled, told
from tests.core.impact.dongguan import FILES, PACKAGE, read

OLD = "forbidden_certificates: {婚姻状况: 民政婚姻登记信息}\n"
NEW = """\
forbidden_certificates:
  婚姻状况: 民政婚姻登记信息
  出生:
    en: Birth
    instead: {zh: 出生医学证明, en: Medical certificate of birth}
    department: welfare
    share: poor-register
    basis: 民发〔2020〕20号
    source: calibrated
reviewed_certificates: [邻里关系]
"""


def written(new):
    return spoiled("city.yaml", OLD, new)


class TestReading:
    def test_takes_a_text_as_what_replaces_it(self):
        kind = package().certificates["婚姻状况"]
        assert (kind.status, kind.instead.zh) == (CertificateStatus.FORBIDDEN, "民政婚姻登记信息")
        assert package().certificates["家庭困难情况"].status is CertificateStatus.KEPT

    def test_takes_everything_that_is_said(self):
        kinds = package(written(NEW)).certificates
        birth = kinds["出生"]
        assert (birth.name.en, birth.department, birth.share, birth.basis, birth.unsourced) == (
            "Birth",
            "welfare",
            "poor-register",
            "民发〔2020〕20号",
            True,
        )
        assert kinds["邻里关系"].status is CertificateStatus.REVIEWED
        assert birth.at.file == "city.yaml"

    @pytest.mark.parametrize(
        ("new", "code"),
        [
            (NEW.replace("department: welfare", "department: nobody"), "unknown_name"),
            (NEW.replace("share: poor-register", "share: nothing"), "unknown_name"),
            (
                NEW.replace("    instead: {zh: 出生医学证明, en: Medical certificate of birth}\n", ""),
                "missing_key",
            ),
            (NEW.replace("basis:", "basics:"), "unknown_key"),
            (NEW.replace("[邻里关系]", "[出生]"), "duplicate_id"),
            (NEW.replace("  婚姻状况: 民政婚姻登记信息", "  婚姻状况: [甲]"), "wrong_type"),
        ],
    )
    def test_refuses(self, new, code):
        assert code in {one[0] for one in told(load_package(written(new)))}

    def test_what_says_nothing_new_keeps_the_hash_and_what_does_has_another(self):
        listed = package(
            spoiled("city.yaml", OLD, "forbidden_certificates:\n  婚姻状况: {instead: 民政婚姻登记信息}\n")
        )
        assert listed.hash == package().hash
        assert package(written(NEW)).hash != package().hash

    def test_a_change_is_told(self):
        changes = diff(package(), package(written(NEW)))
        assert {(one.part, one.id, one.kind) for one in changes} == {
            ("certificates", "出生", Kind.ADDED),
            ("certificates", "邻里关系", Kind.ADDED),
        }
        assert "村级证明" in changes[0].message.zh
        assert CITY.count(OLD) == 1
        assert files()["city.yaml"] == CITY.encode()


class TestTheCity:
    def test_has_the_twenty_forbidden_kinds_each_with_what_replaces_it(self):
        kinds = PACKAGE.certificates.values()
        forbidden = [one for one in kinds if one.status is CertificateStatus.FORBIDDEN]
        assert len(forbidden) == 20
        assert all(one.instead.zh and one.instead.en and one.name.en for one in forbidden)
        assert {one.basis for one in forbidden} == {"民发〔2020〕20号"}
        assert all(one.unsourced for one in kinds)  # which source replaces it is published nowhere

    def test_keeps_eleven(self):
        kept = [one for one in PACKAGE.certificates.values() if one.status is CertificateStatus.KEPT]
        assert len(kept) == 11


def findings(kind):
    """What the proof says of the city in which a photo is such a village certificate."""
    text = FILES["materials.yaml"].decode()
    assert "\nphoto:" in text
    marked = text.replace("\nphoto:\n", f"\nphoto:\n  village_certificate: {kind}\n", 1)
    city = read({**FILES, "materials.yaml": marked.encode()})
    scene = city.scenes["disabled-services"]
    found = prove(scene, package=city, calendar=load_calendar(), on=date(2026, 3, 5))
    return [one for one in found if one.code == "proof.forbidden_certificate"]


class TestAnItemThatDemandsOne:
    @pytest.mark.parametrize(
        "kind", [one.id for one in PACKAGE.certificates.values() if one.status is CertificateStatus.FORBIDDEN]
    )
    def test_cannot_be_published_and_is_told_what_to_use_instead(self, kind):
        (finding, *_) = findings(kind)
        said = PACKAGE.certificates[kind]
        assert finding.blocks
        assert said.instead.zh in finding.message.zh
        assert said.instead.en in finding.message.en
        if said.department:
            assert PACKAGE.departments[said.department].name.zh in finding.message.zh
        assert finding.at.file == "items/disability-certificate.yaml"

    def test_of_a_kept_kind_is_fine(self):
        assert findings("家庭实际困难情况") == []

    def test_of_a_kind_on_no_list_is_refused(self):
        assert "不在保留清单上" in findings("开户情况")[0].message.zh
