"""A rule as a letter cites it: the name of the act in 《》, its article beside it."""

import re

_ACT = r"(?P<act>[^\s《》（）、；]+(?:法|条例|办法|规定|意见|规范|规则|细则|法典))"
_RULE = re.compile(rf"{_ACT}(?P<number>（[^（）]*）)?(?:\s+(?:(?P<article>第[^、；]+)|(?P<n>\d{{1,3}})))?")
_PARTS = re.compile(r"([、；])")
_DIGITS = "零一二三四五六七八九"


def cited(law: str) -> str:
    """Return rules as a letter cites them: `母婴保健法 第二十三条` is 《母婴保健法》第二十三条, `行政许可法 45` names its article too.

    law: one or several, with 、 or ；between them. What is no name of an act, or in 《》 already, stays as it is.
    """
    return "".join(_one(part) for part in _PARTS.split(law))


def _one(part: str) -> str:
    found = _RULE.fullmatch(part.strip())
    if found is None:
        return part
    article = found["article"] or (f"第{_in_words(int(found['n']))}条" if found["n"] else "")
    return f"《{found['act']}》{found['number'] or ''}{article}"


def _in_words(number: int) -> str:
    """Return a number below 1000 in Chinese words, as articles are numbered."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (_DIGITS[ones] if ones or not number else "")
