"""Every version of an item and a scene is found again by its hash, with the times at which it held."""

from importlib import import_module

import pytest
from django.apps import apps

from onething.areas.catalogue import api as catalogue
from onething.areas.catalogue.models import ChangeRow, FileRow, SceneRow, VersionRow
from onething.core.actors import Actor
from tests.areas.cases.world import at
from tests.areas.revisions.town import ALLOWANCE, FILES

JOB = Actor.job("load")
DAYS = ("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05")
LATER = {**FILES, ALLOWANCE: FILES[ALLOWANCE].replace(b"promised_days: 15", b"promised_days: 18")}
#: Without the second item, and without the line of the scene that names it.
ALONE = {
    path: b"\n".join(line for line in data.split(b"\n") if b"subsidy" not in line)
    for path, data in LATER.items()
    if path != "items/subsidy.yaml"
}


@pytest.fixture(autouse=True)
def four_publications(db):
    for rows in (SceneRow, VersionRow, FileRow):
        rows.objects.all().delete()
    for day, files in zip(DAYS, (FILES, LATER, FILES, ALONE), strict=True):
        catalogue.publish(JOB, files=files, now=at(day))


def found(item, hash_=""):
    return catalogue.find_thing_version(JOB, kind=catalogue.ITEM, thing=item, hash_=hash_)


def hashes(item):
    return list(
        ChangeRow.objects.filter(kind="item", thing=item).order_by("id").values_list("hash", flat=True)
    )


def test_a_version_has_every_time_at_which_it_held():
    first, second, again, last = hashes("allowance")
    assert (first, second) == (again, last)
    one, other = found("allowance", first[:16]), found("allowance", second)
    assert one.periods == ((at(DAYS[0]), at(DAYS[1])), (at(DAYS[2]), at(DAYS[3])))
    assert other.periods == ((at(DAYS[1]), at(DAYS[2])), (at(DAYS[3]), None))
    assert [each.package.items["allowance"].promised_days for each in (one, other)] == [15, 18]
    assert one.newest == other.newest == second


def test_what_is_there_no_more_is_found_as_it_was_last():
    gone = found("subsidy")
    assert gone.newest == ""
    assert gone.periods == ((at(DAYS[0]), at(DAYS[3])),)


@pytest.mark.parametrize("hash_", ["0" * 16, "", "short"])
def test_what_never_was_is_not_found(hash_):
    item = "none" if not hash_ else "allowance"
    wanted = hashes("allowance")[0][:15] if hash_ == "short" else hash_
    with pytest.raises(catalogue.ThingVersionNotFound):
        found(item, wanted)


def test_an_older_house_gets_the_same_changes_from_its_versions():
    def rows():
        return list(
            ChangeRow.objects.order_by("version", "kind", "thing").values_list(
                "version", "kind", "thing", "hash"
            )
        )

    written = rows()
    ChangeRow.objects.all().delete()
    import_module("onething.areas.catalogue.migrations.0004_fill_changes").fill(apps, None)
    assert rows() == written
