"""Village certificates among the materials of the register: what an imported catalogue still asks for and nobody may demand.

A catalogue has no field for it: the name of a material says which certificate it is, and its name or its notes by whom it is
issued. What a village or community is named for is certain; a certificate of such a kind whose issuer nobody names is asked about.
Rule: 民发〔2020〕20号 (no legal basis and on no kept list: neither issued nor demanded); domain §3.23.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onething.core.catalogue.model import Package
from onething.core.catalogue.words import CertificateStatus
from onething.core.register.consistency import Contradiction
from onething.core.register.entries import EntryMaterial
from onething.core.source import Text

#: Code of what is certain.
CERTAIN = "register.forbidden_certificate"
_CERTIFICATE = "证明"
#: Between the word for a kind and “证明” there is at most this much: 亲属关系（情况）证明.
_APART = 6
_VILLAGE = re.compile(
    r"村委|居委|村民委员会|居民委员会|村（居）|村\(居\)|村（社区）|村\(社区\)|社区居民|村级|所在村|所在社区"
)
#: Whoever else issues such a certificate, and therefore may be asked for it.
_OTHERS = re.compile(
    r"医|诊|病历|入院|外国|公安|派出所|户籍|户口|公证|法院|判决|司法|民政|登记机关|社保|税务|市场监|单位|学校|档案馆|保险|验资|承诺|银行"
)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A kind that villages must not issue. called: words by which a material is one. office: whose data replace it."""

    kind: str
    called: tuple[str, ...]
    name: Text
    instead: Text
    office: Text
    basis: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A material that is, or may be, such a certificate. certain: a village or community is named as its issuer."""

    paper: str
    kind: Forbidden
    certain: bool

    @property
    def code(self) -> str:
        return CERTAIN if self.certain else "register.certificate_of_whom"

    @property
    def message(self) -> Text:
        kind, office = self.kind, self.kind.office
        zh = f"改用：{kind.instead.zh}" + (f"（{office.zh}）" if office.zh else "")
        en = f"use instead: {kind.instead.say('en')}" + (f" ({office.say('en')})" if office.zh else "")
        if self.certain:
            return Text(
                f"材料“{self.paper}”要村（社区）开具“{kind.name.zh}”证明，不得要求（{kind.basis}）；{zh}。",
                f"asks a village for {self.paper!r}, a certificate of {kind.name.say('en')} that nobody may demand ({kind.basis}); {en}.",
            )
        return Text(
            f"材料“{self.paper}”没有写由谁开具；村（社区）不得开具“{kind.name.zh}”证明，写明开具的单位，或者{zh}。",
            f"does not say who issues {self.paper!r}; a village must not certify {kind.name.say('en')}: name the issuer, or {en}.",
        )


def forbidden_of(package: Package) -> tuple[Forbidden, ...]:
    """Return the kinds that nobody may demand of a village, as the city lists them, with what replaces each."""
    found = []
    for one in package.certificates.values():
        if one.status is CertificateStatus.FORBIDDEN and one.instead:
            office = package.departments.get(one.department)
            plain = re.sub(r"（[^）]*）", "", one.id)
            called = dict.fromkeys((plain, *one.called))
            found.append(
                Forbidden(
                    one.id,
                    tuple(called),
                    one.name,
                    one.instead,
                    office.name if office else Text(""),
                    one.basis,
                )
            )
    return tuple(found)


def demand_of(name: str, notes: str, kinds: Iterable[Forbidden]) -> Demand | None:
    """Return what a material asks of a village, None for any other. notes: all else that is said of it.

    Of several kinds in one name the longest word counts (“婚育状况” is not “婚姻状况”).
    """
    if _CERTIFICATE not in name + notes:
        return None
    certain = _VILLAGE.search(name + notes) is not None
    if not certain and _OTHERS.search(name):
        return None
    hits = [(len(word), kind) for kind in kinds for word in kind.called if _is_called(name, word)]
    if not hits:
        return None
    return Demand(name, max(hits, key=lambda one: one[0])[1], certain)


def _is_called(name: str, word: str) -> bool:
    at = name.find(word)
    if at < 0:
        return False
    rest = name[at + len(word) :]
    return _CERTIFICATE in word or _CERTIFICATE in rest[: _APART + len(_CERTIFICATE)]


def demands_of(materials: Sequence[EntryMaterial], kinds: Sequence[Forbidden]) -> Iterator[Demand]:
    """Give what the materials of an entry ask of a village."""
    for one in materials:
        if found := demand_of(one.name, f"{one.standard} {one.fill_note}", kinds):
            yield found


def forbidden_papers(
    materials: Sequence[EntryMaterial], kinds: Sequence[Forbidden]
) -> Iterator[Contradiction]:
    """Give the same as findings about the element `materials`, beside what else does not agree in an entry."""
    for one in demands_of(materials, kinds):
        yield Contradiction(one.code, "materials", one.message)
