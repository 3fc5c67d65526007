"""Those who write, review, publish and ask; a finder that tests can see through; the catalogue with another promise."""

from dataclasses import replace

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.core.actors import Actor, Role
from onething.core.knowledge import Content, Law
from onething.core.search.folding import gist
from onething.core.search.model import Document, Found, Hit
from onething.core.source import Text
from tests.areas.cases.world import at
from tests.shipped import FILES

NOW = at("2026-03-05")
TODAY = NOW.date()
TOWN, OTHER_TOWN = "441900004000", "441900003000"


def staff(number, role, department):
    return Actor(f"user:{number}", f"{department}-{number}", frozenset({role}), department=department)


#: Two of the police who write and review, one of the city's item team, one of another office.
ONE = staff(1, Role.ITEM_MANAGER, "public-security")
TWO = staff(2, Role.MANAGER, "public-security")
TEAM = staff(3, Role.ITEM_MANAGER, "data-services")
OTHER_TEAM = staff(4, Role.ITEM_MANAGER, "data-services")
ELSEWHERE = staff(5, Role.ITEM_MANAGER, "tax")
HOTLINE, CLERK = staff(6, Role.HOTLINE, "data-services"), staff(7, Role.CLERK, "data-services")
SUPERVISOR = staff(8, Role.SUPERVISOR, "data-services")
JOB, LOADER = Actor.job("knowledge"), Actor("job:load", "load", frozenset({Role.SYSTEM, Role.ADMIN}))
VISITOR = Actor.visitor()

CONTENT = Content(
    question=Text("出生登记要多久？", "How long does the registration of a birth take?"),
    text=Text("{birth-voucher.name}：{birth-voucher.promised_days}。", "{birth-voucher.promised_days}."),
    owner="public-security",
    variants=("上户口几天能办好",),
    items=("birth-registration", "birth-voucher"),
    scenes=("birth",),
    laws=(Law("中华人民共和国户口登记条例", "第七条"),),
)


def content(zh="", **more):
    return replace(CONTENT, **({"text": Text(zh)} if zh else {}), **more)


def published(one=CONTENT, *, now=NOW):
    """Take an answer through both reviews; returns its key."""
    key = knowledge.draft(ONE, content=one, now=now)
    through(key, now=now)
    return key


def through(key, *, now=NOW):
    knowledge.send(ONE, key=key, now=now)
    knowledge.approve(TWO, key=key, now=now)
    knowledge.publish(TEAM, key=key, now=now)


class SeenThrough:
    """Finds what shares most pairs of characters with the question, in what holds at this moment."""

    def __init__(self, actor=JOB):
        self.actor = actor

    def find(self, asked, *, limit=10, kinds=(), place=""):
        package = catalogue.current(self.actor)
        documents = [
            *knowledge.iterate_documents(self.actor),
            *(Document("scene", one.id, one.name.zh, one.words) for one in package.scenes.values()),
            *(Document("item", one.id, one.name.zh) for one in package.items.values()),
        ]
        hits = [
            Hit(one.kind, one.key, one.title, score)
            for one in documents
            if (not kinds or one.kind in kinds) and (score := nearness(asked, one)) > 0.3
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.kind, hit.key))
        return Found(asked, tuple(hits[:limit]), bool(hits) and hits[0].score > 0.6)


def nearness(asked, document):
    mine = pairs(gist(asked))
    return max(
        len(mine & pairs(gist(words))) / max(len(mine), 1) for words in (document.title, *document.wordings)
    )


def pairs(text):
    return {text[place : place + 2] for place in range(len(text) - 1)}


def republish(old, new, file="items/birth-registration.yaml", *, now=NOW):
    """Publish the city with one text in one file changed."""
    files = dict(FILES)
    words = files[file].decode()
    assert old in words
    files[file] = words.replace(old, new).encode()
    return catalogue.publish(LOADER, files=files, now=now)


SLOWER = ("promised_days: 7", "promised_days: 9", "items/birth-voucher.yaml")
