"""Published packages: byte for byte, for ever, and never with errors."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onething.areas.catalogue import api as catalogue
from onething.areas.catalogue import proving
from onething.areas.catalogue.models import FileRow, ProofRow, SceneRow, VersionRow
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.proof.again import Proofs
from onething.site.cli import main
from tests.shipped import FILES

NOW = datetime(2026, 3, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LOADER = Actor.job("load")
ANYONE = Actor.visitor()


def other(old: bytes, new: bytes, file: str = "scenes/birth.yaml") -> dict[str, bytes]:
    assert old in FILES[file]
    return {**FILES, file: FILES[file].replace(old, new)}


@pytest.fixture(autouse=True)
def nothing_published(db):
    """These tests begin where a new city begins."""
    for rows in (ProofRow, SceneRow, VersionRow, FileRow):
        rows.objects.all().delete()


class TestPublishing:
    def test_gives_the_files_back_byte_for_byte(self):
        catalogue.publish(LOADER, files=FILES, now=NOW)
        assert catalogue.export(LOADER) == FILES

    def test_the_same_again_changes_nothing(self):
        first = catalogue.publish(LOADER, files=FILES, now=NOW)
        assert catalogue.publish(LOADER, files=FILES, now=NOW).id == first.id
        assert first.scenes == sum(name.startswith("scenes/") for name in FILES)

    def test_keeps_the_version_of_a_scene_for_ever(self):
        catalogue.publish(LOADER, files=FILES, now=NOW)
        old = catalogue.current(ANYONE).scenes["birth"]
        new = catalogue.publish(LOADER, files=other("出生一件事".encode(), "新生儿一件事".encode()), now=NOW)
        assert new.scenes == 1
        assert catalogue.current(ANYONE).scenes["birth"].name.zh == "新生儿一件事"
        _, frozen = catalogue.PublishedScenes().scene("birth", old.hash)
        assert frozen.name.zh == "出生一件事"

    def test_gives_the_same_package_until_the_next_one(self, django_assert_num_queries):
        catalogue.publish(LOADER, files=FILES, now=NOW)
        first = catalogue.current(ANYONE)
        with django_assert_num_queries(1):
            assert catalogue.current(ANYONE) is first

    def test_refuses_what_cannot_be_read_with_every_finding(self):
        with pytest.raises(catalogue.PackageRefused) as refused:
            catalogue.publish(LOADER, files=other(b"kind: choice", b"kind: chioce"), now=NOW)
        assert refused.value.findings[0].at.file == "scenes/birth.yaml"
        with pytest.raises(catalogue.NothingPublished):
            catalogue.current(ANYONE)

    def test_refuses_what_the_proof_finds(self):
        dead = other(b"promised_days: 15", b"promised_days: 45", "items/care-allowance.yaml")
        with pytest.raises(catalogue.PackageRefused) as refused:
            catalogue.publish(LOADER, files=dead, now=NOW)
        assert any(one.code.startswith("proof.") for one in refused.value.findings)

    def test_refuses_another_city(self):
        with pytest.raises(catalogue.WrongCity):
            catalogue.publish(LOADER, files=other(b"id: dongguan", b"id: elsewhere", "city.yaml"), now=NOW)

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.SYSTEM}))
    def test_is_refused_to(self, role):
        with pytest.raises(PermissionMissing):
            catalogue.publish(Actor("x", "", frozenset({role})), files=FILES, now=NOW)

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.CLERK, Role.VISITOR])
    def test_files_and_versions_are_not_for(self, role):
        actor = Actor("x", "", frozenset({role}))
        with pytest.raises(PermissionMissing):
            catalogue.export(actor)
        with pytest.raises(PermissionMissing):
            catalogue.list_versions(actor)

    def test_knows_only_its_scenes(self):
        catalogue.publish(LOADER, files=FILES, now=NOW)
        with pytest.raises(catalogue.SceneNotFound):
            catalogue.get_scene(ANYONE, scene="moving")
        with pytest.raises(catalogue.SceneNotFound):
            catalogue.get_scene(ANYONE, scene="birth", hash_="0" * 64)

    def test_is_what_the_load_command_does(self):
        assert main(["load", "dongguan"]) == 0
        assert len(catalogue.list_versions(LOADER)) == 1


class TestProvedBefore:
    """What one process has proved stands in the database: another one, or the same after a restart, looks it up."""

    @pytest.fixture
    def forgotten(self, monkeypatch):
        """A process that has just begun, and what it proves itself."""
        proofs = Proofs()
        monkeypatch.setattr(proving, "_in_memory", proofs)
        made = []
        keep = proving._Shared.keep

        def kept(self, key, findings):
            made.append(key)
            keep(self, key, findings)

        monkeypatch.setattr(proving._Shared, "keep", kept)
        return made

    def test_is_not_proved_again_and_says_the_same(self, forgotten, monkeypatch):
        first = catalogue.publish(LOADER, files=FILES, now=NOW)
        count = sum(name.startswith("scenes/") for name in FILES)
        assert (len(forgotten), ProofRow.objects.count()) == (count, count)
        monkeypatch.setattr(proving, "_in_memory", Proofs())
        files = other("出生一件事".encode(), "新生儿一件事".encode())
        second = catalogue.publish(LOADER, files=files, now=NOW)
        assert len(forgotten) == count + 1
        found = [VersionRow.objects.get(pk=one.id).findings for one in (first, second)]
        assert found[0] == found[1]

    def test_is_proved_anew_for_another_day(self, forgotten):
        catalogue.publish(LOADER, files=FILES, now=NOW)
        before = len(forgotten)
        files = {**FILES, "city.yaml": FILES["city.yaml"] + b"# a remark\n"}
        catalogue.publish(LOADER, files=files, now=NOW)
        assert len(forgotten) == before
        files = {**FILES, "city.yaml": FILES["city.yaml"] + b"# another\n"}
        catalogue.publish(LOADER, files=files, now=NOW.replace(day=6))
        assert len(forgotten) == 2 * before
