"""What a source says new of an entry that was changed here: merged with it element by element, conflicts decided, through a draft."""

from dataclasses import replace

import pytest

from onething.areas.register import api as register
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, Role
from onething.core.errors import NotAllowed
from onething.core.register.entries import EntryMaterial, Project
from onething.core.register.filed import path_of
from onething.core.register.files import write_entry
from onething.core.register.news import NewsMoved, NewsUndecided, NoBase, NoNews
from onething.core.revisions.lifecycle import State
from onething.core.revisions.merge import Side
from tests.areas.revisions.conftest import (
    AUTHOR,
    CHIEF,
    NOW,
    STANDARD,
    TODAY,
    WORKER,
    published_one,
    written,
)
from tests.areas.revisions.test_entries import CITY, file_with, held, take

pytestmark = pytest.mark.usefixtures("published")


def news(key="7", **choices):
    return revisions.get_news(AUTHOR, source="list", key=key, choices=choices)


def told(leaves):
    return [(one.what.zh, one.before.zh, one.after.zh) for one in leaves]


def take_in(key="7", choices=None, seen=None):
    """Take the news into a draft and publish it."""
    one = revisions.take_news(
        AUTHOR,
        source="list",
        key=key,
        choices=choices or {},
        seen=seen or news(key)[0].seen,
        title="合并",
        now=NOW,
    )
    revisions.submit(AUTHOR, revision_id=one.id, now=NOW)
    revisions.approve_department(CHIEF, revision_id=one.id, now=NOW)
    revisions.approve_city(STANDARD, revision_id=one.id, on=TODAY, now=NOW)
    assert revisions.publish_due(WORKER, now=NOW) == 1
    return one


def test_what_only_the_source_changed_comes_in_and_what_only_the_city_changed_stays():
    take()
    published_one(file_with(promised_days=3))
    (warning,) = take({"address": "二楼", "other": "0769-12345679"}).findings
    assert "2 处可以直接合进来，0 处两边不同" in warning.message.zh
    assert (held().entry.promised_days, held().entry.address) == (3, "一楼")
    _, met = news()
    assert met.places == ()
    assert told(met.taken) == [
        ("办理地点", "一楼", "二楼"),
        ("监督投诉电话", "0769-12345678", "0769-12345679"),
    ]
    assert told(met.kept) == [("承诺办结时限（天）", "5", "3")]
    one = take_in()
    assert (held().entry.promised_days, held().entry.address) == (3, "二楼")
    assert revisions.get_revision(AUTHOR, revision_id=one.id).state is State.PUBLISHED
    with pytest.raises(NoNews):
        news()
    assert take({"address": "二楼", "other": "0769-12345679"}).findings == []


def test_what_both_changed_is_decided_by_a_person():
    take()
    published_one(file_with(promised_days=3))
    (warning,) = take({"days": 4, "address": "二楼"}).findings
    assert "1 处可以直接合进来，1 处两边不同" in warning.message.zh
    read, met = news()
    (place,) = met.places
    assert [place.what.zh, place.base.zh, place.ours.zh, place.theirs.zh] == [
        "承诺办结时限（天）",
        "5",
        "3",
        "4",
    ]
    with pytest.raises(NewsUndecided) as refused:
        take_in()
    assert (refused.value.left, refused.value.first) == (1, place.what)
    assert [one.title for one in revisions.list_revisions(AUTHOR)] == ["调整"]
    take_in(choices={place.conflict.key: Side.THEIRS}, seen=read.seen)
    assert (held().entry.promised_days, held().entry.address) == (4, "二楼")


def test_the_next_news_are_compared_with_those_that_were_taken_last():
    take()
    published_one(file_with(promised_days=3))
    take({"days": 4})
    (place,) = news()[1].places
    take_in(choices={place.conflict.key: Side.MINE})
    assert (held().entry.promised_days, held().number) == (3, 2)  # nothing else than before: no new version
    take({"days": 4, "address": "三楼"})
    read, met = news()
    assert (read.base.promised_days, met.places) == (4, ())
    assert told(met.taken) == [("办理地点", "一楼", "三楼")]
    take()  # the source goes back to where it began
    assert [(one.what.zh, one.after.zh) for one in news()[1].taken] == []
    assert [place.theirs.zh for place in news()[1].places] == ["5"]


def test_a_choice_is_shown_by_its_name():
    take()
    published_one(file_with(project=Project.IMMEDIATE, promised_days=None))
    take({"project": "", "days": 5})
    (place,) = news()[1].places
    assert (place.base.zh, place.ours.zh, place.theirs.zh) == ("承诺件", "即办件", "—")


def test_lines_of_a_table_come_together_line_by_line():
    take()
    published_one(file_with(materials=(EntryMaterial("户口簿", copies=1),)))
    take({"address": "二楼"})
    _, met = news()
    assert told(met.taken) == [("办理地点", "一楼", "二楼")]
    assert ("材料 › 户口簿 › 复印件份数", "—", "1") in told(met.kept)


def test_news_that_moved_since_they_were_read_are_read_again():
    take()
    published_one(file_with(promised_days=3))
    take({"address": "二楼"})
    seen = news()[0].seen
    take({"address": "三楼"})
    with pytest.raises(NewsMoved):
        take_in(seen=seen)


def test_one_that_its_source_never_gave_before_has_no_base_and_says_so():
    take()
    new = replace(held().entry, key="新", promised_days=3, address="")
    published_one({path_of("list", "新"): write_entry("list", new)})
    (warning,) = take({}, {"id": "新"}).findings
    assert NoBase.NEVER.label.zh in warning.message.zh
    read, met = news("新")
    assert (read.base, read.why) == (None, NoBase.NEVER)
    assert [place.conflict.path for place in met.places] == [("promised_days",)]
    assert told(met.taken) == [("办理地点", "—", "一楼")]
    take_in("新", {met.places[0].conflict.key: Side.MINE})
    entry = held("新").entry
    assert (entry.promised_days, entry.address) == (3, "一楼")


def test_a_file_that_names_a_version_nobody_took_in_says_so():
    take()
    ((path, content),) = file_with(promised_days=3).items()
    published_one({path: content + b"given: " + b"0" * 64 + b"\n"})
    read, met = news()
    assert (read.base, read.why) == (None, NoBase.UNKNOWN)
    assert [place.conflict.path for place in met.places] == [("promised_days",)]
    one = written({path: content + b"given: none\n"})
    found = revisions.findings(AUTHOR, revision_id=one.id, now=NOW)
    assert [(each.code, each.at.file) for each in found] == [("package.bad_value", path)]


def test_taken_back_it_is_as_its_source_says_now():
    take()
    one = published_one(file_with(promised_days=3))
    take({"days": 4})
    revisions.withdraw(STANDARD, revision_id=one.id, reason="依据有误", now=NOW)
    assert held().entry.promised_days == 4
    again = take({"days": 4})
    assert (again.same, again.written, again.findings) == (1, False, [])


def test_a_dry_run_tells_them_and_keeps_nothing_and_the_same_again_is_kept_once():
    take()
    published_one(file_with(promised_days=3))
    dry = take({"address": "二楼"}, dry_run=True)
    assert (dry.news, dry.written, len(dry.findings)) == (1, False, 1)
    assert register.find_news(WORKER, city=CITY, source="list", key="7") is None
    take({"address": "二楼"})
    first = register.find_news(WORKER, city=CITY, source="list", key="7")
    again = take({"address": "二楼"})
    assert (again.news, again.written, len(again.findings)) == (0, False, 1)
    assert register.find_news(WORKER, city=CITY, source="list", key="7") == first


def test_nobody_takes_them_who_does_not_write():
    take()
    published_one(file_with(promised_days=3))
    take({"address": "二楼"})
    auditor = Actor("user:a", "a", frozenset({Role.AUDITOR}))
    known = {"source": "list", "key": "7"}
    seen = revisions.get_news(auditor, **known)[0].seen
    with pytest.raises(NotAllowed):
        revisions.take_news(auditor, **known, choices={}, seen=seen, title="合并", now=NOW)
    with pytest.raises(NotAllowed):
        revisions.get_news(Actor("user:c", "c", frozenset({Role.CLERK})), **known)
