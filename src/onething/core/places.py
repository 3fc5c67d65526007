"""Where a matter belongs: the town that an address names, for the kind of office that is competent."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from onething.core.catalogue.model import Package
from onething.core.catalogue.words import Division

#: Short names of the provinces by the first two digits of a division's code (GB/T 2260).
PROVINCES = {
    "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古", "21": "辽宁", "22": "吉林", "23": "黑龙江",
    "31": "上海", "32": "江苏", "33": "浙江", "34": "安徽", "35": "福建", "36": "江西", "37": "山东", "41": "河南",
    "42": "湖北", "43": "湖南", "44": "广东", "45": "广西", "46": "海南", "50": "重庆", "51": "四川", "52": "贵州",
    "53": "云南", "54": "西藏", "61": "陕西", "62": "甘肃", "63": "青海", "64": "宁夏", "65": "新疆", "71": "台湾",
    "81": "香港", "82": "澳门",
}  # fmt: skip
_PROVINCE_ENDS = "省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区"
_OTHER = re.compile("[省市县区州盟旗]")  # what the name of a division above a town ends with
_BETWEEN = ("与", "和", "及", "、")


def town_named(address: Any, divisions: Mapping[str, Division]) -> str:
    """Return the code of the town in which an address lies, "" if it names none, or not one of this city.

    After the full name of the city the first name of a town counts; without it the address must begin with the town,
    or with nothing but country, province and the short name of the city: towns elsewhere have the same names. A place
    between two towns (“南城街道与东城街道交界处”) is in neither. Our reading; no act says how an address is read.
    """
    text = "".join(str(address or "").split())
    coarse = [one for one in divisions.values() if one.level != "village"]
    towns = [one for one in coarse if one.level == "town" and one.name in text]
    if not towns:
        return ""
    above = tuple([(one.code, one.name) for one in coarse if one.level != "town"])
    start = _after_city(text, above)
    found = [(at, -len(one.name), one) for one in towns if (at := text.find(one.name, max(start, 0))) >= 0]
    if not found:
        return ""
    at, length, town = min(found, key=lambda one: one[:2])
    if start < 0 and _head(above).fullmatch(text[:at]) is None:
        return ""
    rest = text[at - length :]
    if rest.startswith(_BETWEEN) and any(rest[1:].startswith(one.name) for one in towns):
        return ""
    return town.code


def _after_city(text: str, above: tuple[tuple[str, str], ...]) -> int:
    """Return where the full name of the city ends, -1 if it is not named, or only after that of another division."""
    for _, name in above:
        if (at := text.find(name)) >= 0:
            before = text[:at]
            if _head(above).fullmatch(before) or not _OTHER.search(before):
                return at + len(name)
    return -1


@lru_cache(maxsize=8)
def _head(above: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return what an address in one of these divisions may begin with: country, province, the divisions themselves."""
    provinces = "|".join({PROVINCES[code[:2]] for code, _ in above if code[:2] in PROVINCES} or {"(?!)"})
    names = (
        "|".join(re.escape(one) for _, name in above for one in (name, name[:-1]) if len(one) > 1) or "(?!)"
    )
    return re.compile(f"(?:中华人民共和国|中国)?(?:(?:{provinces})(?:{_PROVINCE_ENDS})?)?(?:{names})*")


def town_of(divisions: Mapping[str, Division], place: str) -> str:
    """Return the town that is `place` or holds it, "" for a city-wide place."""
    return at_level(divisions, place, "town")


def at_level(divisions: Mapping[str, Division], place: str, level: str) -> str:
    """Return the division of this level that is `place` or holds it, "" if there is none."""
    while place in divisions:
        division = divisions[place]
        if division.level == level:
            return place
        place = division.parent
    return ""


def address_element(package: Package, kind: str) -> str:
    """Return the element whose value says where a kind of competent office lies ("household_town"), "" for kinds that
    no address decides. The package's setting `addresses` names them.
    """
    return str(package.settings.get("addresses", {}).get(kind, ""))
