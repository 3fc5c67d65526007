"""An entry of the register that is begun here: what its key and its codes have to be, and what it takes over from another one."""

import re
from dataclasses import replace

from onething.core.codes import CodeBroken, ItemShape, Kind, WrongShape, parse_item_code
from onething.core.errors import RuleBroken
from onething.core.register.entries import Entry, State, UseLevel
from onething.core.register.towns import OWN, departures_allowed, is_of_a_town

#: Characters of a key; those of which it is made are the ones that the name of its file keeps.
MOST_KEY = 100
_FIRST, _SIGN = re.compile(r"[\w(（-]"), re.compile(r"[\w.()（）-]")


class KeyMalformed(RuleBroken):
    """at: place of the sign that cannot be, from 1."""

    code = "register.key_malformed"

    def __init__(self, sign: str, at: int) -> None:
        super().__init__(f"character {at} of the key is {sign!r}")
        self.sign, self.at = sign if sign.isprintable() else f"U+{ord(sign):04X}", at


class KeyTaken(RuleBroken):
    """where: the name of the entry that has it, or the title of the draft in which one is begun with it."""

    code = "register.key_taken"

    def __init__(self, key: str, where: str) -> None:
        super().__init__(f"the key {key!r} is that of {where}")
        self.key, self.where = key, where


class CodeTaken(RuleBroken):
    """item: the code; where: as with `KeyTaken`."""

    code = "register.code_taken"

    def __init__(self, item: str, where: str) -> None:
        super().__init__(f"the implementation code {item!r} is that of {where}")
        self.item, self.where = item, where


class CodesDiffer(RuleBroken):
    """inside: the basic code that the implementation code holds; basic: the one that is given beside it."""

    code = "register.codes_differ"

    def __init__(self, inside: str, basic: str) -> None:
        super().__init__(f"the implementation code holds {inside}, not {basic}")
        self.inside, self.basic = inside, basic


def check_key(key: str) -> None:
    """Hold the key of a new entry to the signs that the name of a file keeps. Raises KeyMalformed."""
    for at, sign in enumerate(key, start=1):
        if not (_FIRST if at == 1 else _SIGN).fullmatch(sign):
            raise KeyMalformed(sign, at)


def check_code(code: str) -> None:
    """Hold an implementation code (实施编码) to its form; one of a shape of its own passes. Raises CodeBroken."""
    if broken := parse_item_code(code).organisation_broken:
        raise broken


def check_basic(code: str) -> None:
    """Hold a code of the basic catalogue (基本编码) to its twelve digits. Raises CodeBroken."""
    if parse_item_code(code).shape is not ItemShape.BASIC:
        raise WrongShape(
            Kind.ITEM,
            f"基本编码是 12 位数字，这里有 {len(code)} 位或者有别的字符；照目录写",
            f"a basic code has 12 digits, this has {len(code)} characters or other signs; write it as the catalogue does",
        )


def check_codes(code: str, basic: str) -> None:
    """Hold the two codes of one entry to each other, as far as both are told. Raises CodesDiffer."""
    try:
        inside = parse_item_code(code).basic if code and basic else None
    except CodeBroken:  # said where the code stands
        return
    if inside and inside.text != basic:
        raise CodesDiffer(inside.text, basic)


def begun_like(like: Entry | None, new: Entry) -> Entry:
    """Return a new entry that says what another one does, but for who it is; a town's also without address, telephone and hours.

    new: key, name, codes, body and place, which go before.
    """
    level = new.level or (UseLevel.TOWN if new.town_code else UseLevel.CITY)
    new = replace(new, level=level, state=State.IN_USE)
    if like is None:
        return new
    own = () if is_of_a_town(new) or is_of_a_town(like) else OWN
    taken = {name: getattr(like, name) for name in (*departures_allowed(), *own) if name != "name"}
    if not is_of_a_town(new):
        taken["kind"] = new.kind or like.kind
    taken["state"] = State.IN_USE if like.state in (State.SUSPENDED, State.CANCELLED) else like.state
    return replace(new, **taken)
