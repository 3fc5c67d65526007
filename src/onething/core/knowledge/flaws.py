"""What may be wrong in any text that refers to items: of an answer, of an exam question. Each thing with its place.

A figure that is typed grows old in silence; a reference says what the item says (domain §2.5). Places count from 1.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from onething.core.catalogue.findings import hint
from onething.core.catalogue.model import Item, Package
from onething.core.findings import Finding, Level
from onething.core.knowledge.facts import Facts, yuan
from onething.core.knowledge.figures import Figure, Measure, figures_in
from onething.core.knowledge.personal import personal_numbers
from onething.core.knowledge.references import (
    OF_SCENES,
    Aspect,
    Broken,
    Reference,
    broken_in,
    references_in,
    without_references,
)
from onething.core.source import Text, Where
from onething.core.values.texts import hidden_character


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong in a text. field: `question.zh`, `variants.2`, `text.en` …; line, column: in that field.

    instead: what to write there, "" where only people know.
    """

    code: str
    field: str
    line: int
    column: int
    found: str
    message: Text
    instead: str = ""

    def to_finding(self, at: Where | None = None) -> Finding:
        return Finding(self.code, Level.ERROR, self.message, at or Where(self.field, self.line, self.column))


@dataclass(frozen=True, slots=True)
class Flaws:
    """Finds flaws for one area. area: the first part of their codes. label: what people call a field."""

    area: str
    label: Callable[[str], Text]

    def at(
        self, code: str, field: str, text: str, at: int, found: str, zh: str, en: str, instead: str = ""
    ) -> Flaw:
        """Return one flaw. at: its place in `text`, from 0."""
        line = text.count("\n", 0, at) + 1
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        label = self.label(field)
        place = Text(
            f"{label.zh}第 {line} 行第 {column} 个字", f"{label.say('en')}, line {line}, character {column}"
        )
        message = Text(f"{place.zh}：{zh}", f"{place.en}: {en}")
        return Flaw(f"{self.area}.{code}", field, line, column, found, message, instead)

    def whole(self, code: str, field: str, found: str, zh: str, en: str) -> Flaw:
        """Return a flaw of a field as a whole."""
        return self.at(code, field, "", 0, found, zh, en)

    def signs(self, field: str, text: str, *, most: int, lines: bool) -> Iterator[Flaw]:
        """Yield a sign that cannot be seen, and what is too long. lines: whether it may have line breaks."""
        if hidden := hidden_character(text, lines=lines):
            at = text.index(hidden)
            number = f"U+{ord(hidden):04X}"
            yield self.at(
                "hidden_character",
                field,
                text,
                at,
                number,
                f"有看不见的字符（{number}）；请删掉后重新输入。",
                f"a character that cannot be seen ({number}); delete it and type it anew.",
            )
        if len(text) > most:
            zh, en = f"超过 {most} 个字；请缩短。", f"more than {most} characters; make it shorter."
            yield self.at("too_long", field, text, most, "", zh, en)

    def names(
        self, field: str, zh: str, en: str, names: Iterable[str], known: Collection[str]
    ) -> Iterator[Flaw]:
        """Yield the names that the package does not know. zh, en: what they are names of."""
        for name in names:
            if name not in known:
                what, do = hint(name, known)
                yield self.whole(
                    "unknown_name",
                    field,
                    name,
                    f"没有名为“{name}”的{zh}；{what}",
                    f"there is no {en} {name!r}; {do}",
                )

    def personal(self, field: str, text: str) -> Iterator[Flaw]:
        """Yield the numbers of persons in a text that others read; the message never repeats them."""
        for one in personal_numbers(text):
            yield self.at(
                "personal",
                field,
                text,
                one.start,
                "",
                f"这里写了{one.kind.zh}；别人也会读到，请删去。",
                f"this is {one.kind.say('en')}; others read this, delete it.",
            )

    def said(
        self,
        field: str,
        text: str,
        *,
        items: tuple[str, ...],
        facts: Facts,
        spoken: tuple[Reference, ...],
        typed: bool = True,
    ) -> Iterator[Flaw]:
        """Yield wrong references, typed figures and typed materials in the order of their places.

        items: those that the text is about. spoken: the references of all that is said in Chinese: their entries of the register lend
        the names of their materials. typed: False where a figure may be typed.
        """
        found = [
            *self._references(field, text, facts),
            *(self._figures(field, text, items, facts.package) if typed else ()),
            *self._materials(field, text, items, spoken, facts),
        ]
        yield from sorted(found, key=lambda one: (one.line, one.column))

    def _references(self, field: str, text: str, facts: Facts) -> Iterator[Flaw]:
        for broken in broken_in(text):
            yield self._broken(field, text, broken)
        for one in references_in(text):
            if facts.knows(one):
                continue
            package = facts.package
            if one.source:
                what, do = _of_the_register(one, facts)
            elif one.of not in package.items and one.of not in package.scenes:
                what, do = hint(one.of, [*package.items, *package.scenes])
            elif one.part:
                what, do = hint(one.part, [line.material for line in package.items[one.of].materials])
            else:
                what, do = hint(one.aspect, OF_SCENES if one.of in package.scenes else Aspect)
            yield self.at(
                "unknown_reference",
                field,
                text,
                one.at,
                str(one),
                f"引用 {one} 没有对应的内容；{what}",
                f"nothing is known by {one}; {do}",
            )

    def _broken(self, field: str, text: str, broken: Broken) -> Flaw:
        known = ", ".join(Aspect)
        return self.at(
            "bad_reference",
            field,
            text,
            broken.at,
            broken.text,
            f"“{broken.text}”不是引用；引用写作 {{事项.内容}}，内容可以是 {known}。",
            f"{broken.text!r} is no reference; write {{item.aspect}}, where the aspect is one of {known}.",
        )

    def _figures(self, field: str, text: str, items: tuple[str, ...], package: Package) -> Iterator[Flaw]:
        for figure in figures_in(without_references(text)):
            instead = _instead(figure, items, package)
            typed = text[figure.start : figure.end]
            zh = f"“{typed}”是手写的；期限、时间、费用和份数要引用事项，写作 {instead}。"
            en = f"{typed!r} is typed; times, hours, fees and copies refer to the item: write {instead}."
            if figure.measure is Measure.LENGTH:
                zh += "事项没有这个期限的，写明是哪部法的哪一条。"
                en += " Where no item has this limit, name the act and its article."
            yield self.at("typed_figure", field, text, figure.start, typed, zh, en, instead)

    def _materials(
        self, field: str, text: str, items: tuple[str, ...], spoken: tuple[Reference, ...], facts: Facts
    ) -> Iterator[Flaw]:
        """Say where the name of a material of its items and entries is typed; of two at one place the longer one."""
        package = facts.package
        plain = without_references(text).casefold()
        language = field.rpartition(".")[2]
        names: dict[str, Reference] = {}
        for id in items:
            for line in package.items[id].materials if id in package.items else ():
                known = package.materials.get(line.material)
                name = known.label.say(language).casefold() if known else ""
                if name and (language == "zh" or known is None or known.label.en):
                    names.setdefault(name, Reference(id, Aspect.MATERIALS, line.material))
        for one in spoken:
            entry = facts.entry(one)
            for material in entry.materials if entry else ():
                names.setdefault(
                    material.name.casefold(), Reference(one.of, Aspect.MATERIALS, source=one.source)
                )
        names.pop("", None)
        if not names:
            return
        pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
        for found in pattern.finditer(plain):
            instead = str(names[found.group()])
            typed = text[found.start() : found.end()]
            yield self.at(
                "typed_material",
                field,
                text,
                found.start(),
                typed,
                f"“{typed}”是这个事项的材料；请引用，写作 {instead}。",
                f"{typed!r} is a material of the item; refer to it: write {instead}.",
                instead,
            )


def _of_the_register(one: Reference, facts: Facts) -> tuple[str, str]:
    entry = facts.entry(one)
    if entry is None:
        return (
            "事项库里没有这一条，请核对来源和标识。",
            "the register has no such entry; check source and key.",
        )
    return (
        f"事项库里的“{entry.name}”没有写明这一项，或者已经取消；请引用别的内容。",
        f"the entry {entry.name!r} does not say this, or is cancelled; refer to something else.",
    )


def _instead(figure: Figure, about: tuple[str, ...], package: Package) -> str:
    """Return the reference to write: of the item that has this figure, else of the first one."""
    items = [package.items[id] for id in about if id in package.items]
    match figure.measure:
        case Measure.MONEY:
            fits = [one for one in items if any(yuan(fee.fen) == figure.number for fee in one.fees)]
            return _reference(fits or items, Aspect.FEE)
        case Measure.COPIES:
            return _reference(items, Aspect.MATERIALS)
        case Measure.HOURS:
            return _reference(items, Aspect.HOURS)
        case Measure.DAYS:
            for aspect in (Aspect.PROMISED_DAYS, Aspect.STATUTORY_DAYS):
                if fits := [one for one in items if figure.number == str(getattr(one, aspect.value))]:
                    return _reference(fits, aspect)
    return _reference(items, Aspect.PROMISED_DAYS)


def _reference(items: list[Item], aspect: Aspect) -> str:
    return str(Reference(items[0].id, aspect)) if items else f"{{事项.{aspect.value}}}"
