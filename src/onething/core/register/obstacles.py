"""Why an item is not wholly online, as its catalogue says in words (Guangdong's UNONLINEREASON, domain §2.24)."""

import re
from collections.abc import Mapping

from onething.core.register.upgrading import Obstacle

#: Obstacle → the words by which a catalogue says it, in the order of `Obstacle`.
_WORDS: Mapping[Obstacle, re.Pattern[str]] = {
    Obstacle.PRESENCE: re.compile(r"到场|本人|到现场|面签|面谈|当面|亲自"),
    Obstacle.ORIGINAL: re.compile(r"原件"),
    Obstacle.BIOMETRIC: re.compile(r"指纹|人脸|人像|生物|采集|拍照|体检"),
    Obstacle.VERTICAL: re.compile(
        r"垂管|垂直|国家.{0,6}系统|省.{0,4}系统|上级|部委|专网|系统.{0,4}对接|未对接"
    ),
    Obstacle.PAPER_RESULT: re.compile(r"纸质.{0,4}(?:证|结果|批)|实体证|领取|领证|制证|收回.{0,4}证"),
    Obstacle.SITE: re.compile(r"勘查|勘验|踏勘|勘察|现场(?:检查|看|核查|核验|查验|审查|评审)|实地"),
}


def obstacles_in(reason: str) -> tuple[Obstacle, ...]:
    """Return every obstacle that a reason names, OTHER where it says something that none of them is, () for none at all."""
    if not reason.strip():
        return ()
    return tuple(one for one, words in _WORDS.items() if words.search(reason)) or (Obstacle.OTHER,)
