"""Main item, sub item and handling item (主项、子项、业务办理项) of the entries of one body, by their codes or by the name of their main item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from onething.core.codes import CodeBroken, parse_item_code
from onething.core.register.entries import Named


class Rank(Named):
    MAIN = "main", "主项", "main item"
    SUB = "sub", "子项", "sub item"
    HANDLING = "handling", "业务办理项", "handling item"


@dataclass(frozen=True, slots=True)
class Member:
    """What a tree needs to know of an entry."""

    key: str
    name: str
    main_item: str
    code: str
    number: int = 1  # of its version


@dataclass(frozen=True, slots=True)
class Branch:
    """key, number: of the entry and its version, "" and 0 for a name that only groups others."""

    rank: Rank
    name: str
    key: str = ""
    code: str = ""
    number: int = 0
    branches: tuple["Branch", ...] = ()

    @property
    def leaves(self) -> tuple["Branch", ...]:
        """The entries under it, itself where it is one."""
        return (self,) if self.key else tuple(leaf for one in self.branches for leaf in one.leaves)


def sub_code(code: str) -> str:
    """Return the basic code inside an item's code (main item 3 digits, sub item 3 at its end), "" for foreign shapes."""
    try:
        basic = parse_item_code(code).basic
    except CodeBroken:
        return ""
    return basic.text if basic else ""


def family(members: Iterable[Member]) -> tuple[Branch, ...]:
    """Return the tree of the members that name one main item. A sub item is drawn where the codes tell several of one main item apart."""
    ordered = sorted(members, key=lambda one: (one.main_item, sub_code(one.code), one.name, one.key))
    return tuple(
        Branch(Rank.MAIN, main, branches=tuple(_subs(list(some))))
        for main, some in groupby(ordered, key=lambda one: one.main_item or one.name)
    )


def _subs(members: list[Member]) -> Iterator[Branch]:
    for code, some in groupby(members, key=lambda one: sub_code(one.code)):
        leaves = tuple(Branch(Rank.HANDLING, one.name, one.key, one.code, one.number) for one in some)
        if code and len(leaves) > 1:
            yield Branch(Rank.SUB, leaves[0].name, code=code, branches=leaves)
        else:
            yield from leaves
