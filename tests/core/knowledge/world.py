"""The city's package and an answer in it, for the tests of the knowledge base."""

from dataclasses import replace
from datetime import date
from functools import cache

from onething.adapters.packages import load_city
from onething.core.knowledge import Content, Facts, Law
from onething.core.source import Text
from tests.conftest import ROOT

ON = date(2026, 3, 5)
TOWN = "441900004000"


@cache
def package():
    loaded = load_city(ROOT / "cities" / "dongguan")
    assert loaded.package is not None, loaded.findings
    return loaded.package


def facts(place="", on=ON, **more):
    return Facts(package(), on, place, **more)


def with_item(id, **changed):
    """Return the package in which one item is another."""
    city = package()
    return replace(city, items={**city.items, id: replace(city.items[id], **changed)})


CONTENT = Content(
    question=Text("出生登记要多久？", "How long does the registration of a birth take?"),
    text=Text(
        "{birth-registration.name}：{birth-registration.promised_days}，{birth-registration.fee}。",
        "{birth-registration.name}: {birth-registration.promised_days}, {birth-registration.fee}.",
    ),
    owner="public-security",
    variants=("上户口几天能办好",),
    items=("birth-registration",),
    scenes=("birth",),
    laws=(Law("中华人民共和国户口登记条例", "第七条"),),
)


def content(zh="", en="", **more):
    """Return the answer with another text, or other parts."""
    return replace(CONTENT, **({"text": Text(zh, en)} if zh else {}), **more)
