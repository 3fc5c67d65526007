"""Standard phrases for findings: a reviewer picks one and gets the whole sentence, with how to put it right.

Law: 行政许可法 32(4): everything that is to be supplemented is told at once; so each phrase says what and how.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onething.core.cases.errors import PointIncomplete
from onething.core.cases.parts import Arising, Point
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Phrase:
    """kind: "material" or "field". what, fix: with {name} for the name of the material or field."""

    code: str
    kind: str
    label: Text
    what: str
    fix: str
    article: str = "行政许可法第三十二条第一款第四项"


PHRASES: Mapping[str, Phrase] = {
    one.code: one
    for one in (
        Phrase("missing", "material", Text("没有提交", "not given"), "缺“{name}”", "补交“{name}”"),
        Phrase(
            "unreadable",
            "material",
            Text("看不清", "cannot be read"),
            "“{name}”看不清，无法辨认",
            "重新拍照或扫描“{name}”，四角完整、文字清楚，再上传",
        ),
        Phrase(
            "incomplete",
            "material",
            Text("缺页", "pages are missing"),
            "“{name}”不完整，缺少页面",
            "补齐“{name}”的全部页面",
        ),
        Phrase(
            "expired",
            "material",
            Text("已过有效期", "no longer valid"),
            "“{name}”已超过有效期",
            "提供在有效期内的“{name}”",
        ),
        Phrase(
            "other_person",
            "material",
            Text("不是本人的", "of another person"),
            "“{name}”上的人与申请人不一致",
            "提供申请人本人的“{name}”",
        ),
        Phrase(
            "not_sealed",
            "material",
            Text("缺签名或盖章", "not signed or sealed"),
            "“{name}”缺少签名或盖章",
            "在“{name}”上补齐签名或盖章后再提交",
        ),
        Phrase(
            "wrong_material",
            "material",
            Text("材料类型不对", "another paper"),
            "提交的不是“{name}”",
            "提交“{name}”",
        ),
        Phrase("empty", "field", Text("没有填写", "empty"), "“{name}”没有填写", "填写“{name}”"),
        Phrase(
            "wrong_value",
            "field",
            Text("填写有误", "wrong"),
            "“{name}”填写有误",
            "核对并更正“{name}”",
        ),
        Phrase(
            "differs_from_source",
            "field",
            Text("与共享数据不一致", "differs from the source"),
            "“{name}”与部门数据不一致",
            "核对“{name}”；部门数据有误的，请注明并附上依据",
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
    if phrase is None and not (what.strip() and fix.strip()):
        raise PointIncomplete(key=key)
    said = what.strip() or (phrase.what.format(name=name.zh) if phrase else "")
    how = fix.strip() or (phrase.fix.format(name=name.zh) if phrase else "")
    return Point(key, code, said, how, phrase.article if phrase else "", arose)
