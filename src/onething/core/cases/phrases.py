"""Standard phrases for findings: a reviewer picks one and gets the whole sentence, with how to put it right.

Law: 行政许可法 32(4): everything that is to be supplemented is told at once; so each phrase says what and how.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onething.core.cases.errors import PointIncomplete
from onething.core.cases.parts import Arising, Point
from onething.core.source import Text
from onething.core.values import is_blank

#: By what it is told what a permit lacks; and what any other item lacks that has no basis of its own.
PERMIT_RULE = "《中华人民共和国行政许可法》第三十二条第一款第四项"
CITY_PROMISE = "本市的服务承诺（并非法律规定）"


@dataclass(frozen=True, slots=True)
class Phrase:
    """kind: "material" or "field". what, fix: with {name} for the name of the material or field."""

    code: str
    kind: str
    label: Text
    what: Text
    fix: Text


PHRASES: Mapping[str, Phrase] = {
    one.code: one
    for one in (
        Phrase(
            "missing",
            "material",
            Text("没有提交", "not given"),
            Text("缺“{name}”", "“{name}” is missing"),
            Text("补交“{name}”", "Provide “{name}”"),
        ),
        Phrase(
            "unreadable",
            "material",
            Text("看不清", "cannot be read"),
            Text("“{name}”看不清，无法辨认", "“{name}” cannot be read"),
            Text(
                "重新拍照或扫描“{name}”，四角完整、文字清楚，再上传",
                "Photograph or scan “{name}” again, all four corners in the picture and the text clear, and upload it",
            ),
        ),
        Phrase(
            "incomplete",
            "material",
            Text("缺页", "pages are missing"),
            Text("“{name}”不完整，缺少页面", "“{name}” is incomplete: pages are missing"),
            Text("补齐“{name}”的全部页面", "Provide all pages of “{name}”"),
        ),
        Phrase(
            "expired",
            "material",
            Text("已过有效期", "no longer valid"),
            Text("“{name}”已超过有效期", "“{name}” is no longer valid"),
            Text("提供在有效期内的“{name}”", "Provide “{name}” within its period of validity"),
        ),
        Phrase(
            "other_person",
            "material",
            Text("不是本人的", "of another person"),
            Text("“{name}”上的人与申请人不一致", "“{name}” is of another person than the applicant"),
            Text("提供申请人本人的“{name}”", "Provide “{name}” of the applicant"),
        ),
        Phrase(
            "not_sealed",
            "material",
            Text("缺签名或盖章", "not signed or sealed"),
            Text("“{name}”缺少签名或盖章", "“{name}” is not signed or sealed"),
            Text("在“{name}”上补齐签名或盖章后再提交", "Have “{name}” signed and sealed, then send it again"),
        ),
        Phrase(
            "wrong_material",
            "material",
            Text("材料类型不对", "another paper"),
            Text("提交的不是“{name}”", "What was given is not “{name}”"),
            Text("提交“{name}”", "Provide “{name}”"),
        ),
        Phrase(
            "empty",
            "field",
            Text("没有填写", "empty"),
            Text("“{name}”没有填写", "“{name}” is empty"),
            Text("填写“{name}”", "Fill in “{name}”"),
        ),
        Phrase(
            "wrong_value",
            "field",
            Text("填写有误", "wrong"),
            Text("“{name}”填写有误", "“{name}” is wrong"),
            Text("核对并更正“{name}”", "Check and correct “{name}”"),
        ),
        Phrase(
            "differs_from_source",
            "field",
            Text("与共享数据不一致", "differs from the source"),
            Text("“{name}”与部门数据不一致", "“{name}” differs from what the department has"),
            Text(
                "核对“{name}”；部门数据有误的，请注明并附上依据",
                "Check “{name}”; if the department is wrong, say so and give what proves it",
            ),
        ),
    )
}


def point(
    key: str, code: str, name: Text, *, arose: Arising = Arising.FIRST, what: str = "", fix: str = ""
) -> Point:
    """Return a finding in the words of a phrase. name: of the material or field.

    what, fix: the officer's own words instead; with both, code may be any, such as "own". Raises PointIncomplete.
    """
    phrase = PHRASES.get(code)
    if phrase is None and (is_blank(what) or is_blank(fix)):
        raise PointIncomplete(key=key)
    said = what.strip() or (phrase.what.zh.format(name=name.zh) if phrase else "")
    how = fix.strip() or (phrase.fix.zh.format(name=name.zh) if phrase else "")
    return Point(key, code, said, how, arose=arose)


def cited(points: Iterable[Point], *, permit: bool, law: str) -> tuple[Point, ...]:
    """Return findings with the rule by which they are told; one that has its own keeps it.

    permit: whether the item is one, to which alone 行政许可法 applies. law: the item's own basis, "" if it has none.
    """
    rule = PERMIT_RULE if permit else law or CITY_PROMISE
    return tuple(point if point.article else replace(point, article=rule) for point in points)


def in_words(found: Point, name: Text) -> tuple[Text, Text]:
    """Return what is wrong and how to put it right, in both languages where the officer took a standard phrase.

    A finding keeps the sentence that was told, in Chinese; own words stay as they were typed. name: of the material or
    field, as the version of the application calls it.
    """
    phrase = PHRASES.get(found.reason)
    if phrase is None:
        return Text(found.what), Text(found.fix)
    return _in_words(found.what, phrase.what, name), _in_words(found.fix, phrase.fix, name)


def _in_words(told: str, words: Text, name: Text) -> Text:
    before, _, after = words.zh.partition("{name}")
    standard = told.startswith(before) and told.endswith(after) and len(told) > len(before) + len(after)
    return Text(told, words.say("en").format(name=name.say("en"))) if standard else Text(told)
