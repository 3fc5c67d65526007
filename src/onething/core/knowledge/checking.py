"""What keeps an answer from being published: typed figures and materials, wrong references, numbers of persons.

A figure that is typed grows old in silence; a reference says what the item says (domain §2.5). Places count from 1.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onething.core.catalogue.findings import hint
from onething.core.catalogue.model import Item, Package
from onething.core.errors import RuleBroken
from onething.core.findings import Finding, Level
from onething.core.knowledge.facts import Facts, yuan
from onething.core.knowledge.figures import Figure, Measure, figures_in
from onething.core.knowledge.model import Content
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
from onething.core.values import is_blank
from onething.core.values.texts import hidden_character

MOST_QUESTION, MOST_TEXT, MOST_VARIANTS = 200, 4000, 60


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong in an answer. field: `question.zh`, `variants.2`, `text.en` …; line, column: in that field.

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


#: What the written fields are called where people read of them.
_LABELS = {
    "question.zh": Text("问题", "question"),
    "question.en": Text("英文问题", "question in English"),
    "text.zh": Text("答案", "answer"),
    "text.en": Text("英文答案", "answer in English"),
    "source": Text("出处", "source"),
}


class AnswerRefused(RuleBroken):
    """An answer with flaws stays a draft. findings: all of them, each with its place."""

    code = "knowledge.refused"

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.findings = tuple(one.to_finding() for one in flaws)
        super().__init__(f"{len(self.findings)} findings; the first: {self.findings[0].message.en}")
        self.count = len(self.findings)
        self.first = self.findings[0].message


def check(content: Content, facts: Facts) -> tuple[Flaw, ...]:
    """Return everything that is wrong with an answer, in the order of its fields and places."""
    return (*_whole(content, facts.package), *_personal(content), *_text(content, facts))


def must_be_clean(content: Content, facts: Facts) -> None:
    """Raises AnswerRefused with every flaw."""
    if found := check(content, facts):
        raise AnswerRefused(found)


def must_be_impersonal(content: Content) -> None:
    """Raises AnswerRefused: a number of a person is not kept even in a draft."""
    if found := tuple(_personal(content)):
        raise AnswerRefused(found)


def fields(content: Content) -> Iterator[tuple[str, str]]:
    """Yield every written field of an answer with its name."""
    yield "question.zh", content.question.zh
    yield "question.en", content.question.en
    yield from ((f"variants.{number}", one) for number, one in enumerate(content.variants, 1))
    yield "text.zh", content.text.zh
    yield "text.en", content.text.en
    yield "source", content.source


def field_label(field: str) -> Text:
    """Return what a written field is called on the form."""
    name, _dot, number = field.partition(".")
    if name == "variants":
        return Text(f"别的问法的第 {number} 行，", f"other wordings, no. {number}")
    return _LABELS.get(field, Text(f"{field} ", field))


def _flaw(code: str, field: str, text: str, at: int, found: str, zh: str, en: str, instead: str = "") -> Flaw:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    label = field_label(field)
    place = Text(
        f"{label.zh}第 {line} 行第 {column} 个字", f"{label.say('en')}, line {line}, character {column}"
    )
    message = Text(f"{place.zh}：{zh}", f"{place.en}: {en}")
    return Flaw(f"knowledge.{code}", field, line, column, found, message, instead)


def _whole(content: Content, package: Package) -> Iterator[Flaw]:
    for field, text in (("question.zh", content.question.zh), ("text.zh", content.text.zh)):
        if is_blank(text):
            yield _flaw("blank", field, text, 0, "", "还没有写；请补上。", "nothing is written; add it.")
    for field, text in fields(content):
        if hidden := hidden_character(text, lines=field.startswith("text.")):
            at = text.index(hidden)
            number = f"U+{ord(hidden):04X}"
            yield _flaw(
                "hidden_character",
                field,
                text,
                at,
                number,
                f"有看不见的字符（{number}）；请删掉后重新输入。",
                f"a character that cannot be seen ({number}); delete it and type it anew.",
            )
        most = MOST_TEXT if field.startswith("text.") else MOST_QUESTION
        if len(text) > most:
            yield _flaw(
                "too_long",
                field,
                text,
                most,
                "",
                f"超过 {most} 个字；请缩短。",
                f"more than {most} characters; make it shorter.",
            )
    if len(content.variants) > MOST_VARIANTS:
        yield _flaw(
            "too_long",
            "variants",
            "",
            0,
            "",
            f"问法超过 {MOST_VARIANTS} 条；请删去重复的。",
            f"more than {MOST_VARIANTS} variants; delete those that say the same.",
        )
    yield from _names(content, package)
    if content.from_on and content.to_on and content.to_on <= content.from_on:
        yield _flaw(
            "period_backwards",
            "to",
            "",
            0,
            str(content.to_on),
            "失效日期不晚于生效日期；请改正。",
            "it ends before it begins; correct it.",
        )


def _names(content: Content, package: Package) -> Iterator[Flaw]:
    named = (
        ("items", "事项", "item", content.items, package.items),
        ("scenes", "一件事", "scene", content.scenes, package.scenes),
        ("places", "区划", "division", content.places, package.divisions),
        ("owner", "部门", "department", (content.owner,), package.departments),
    )
    for field, zh, en, names, known in named:
        for name in names:
            if name not in known:
                what, do = hint(name, known)
                yield _flaw(
                    "unknown_name",
                    field,
                    "",
                    0,
                    name,
                    f"没有名为“{name}”的{zh}；{what}",
                    f"there is no {en} {name!r}; {do}",
                )
    if not (content.items or content.scenes or any(one.source for one in references_in(content.text.zh))):
        yield _flaw(
            "no_link",
            "items",
            "",
            0,
            "",
            "没有写明属于哪个事项或一件事；请补上。",
            "it names no item and no scene; add one.",
        )
    if not content.laws and is_blank(content.source):
        yield _flaw(
            "no_source",
            "laws",
            "",
            0,
            "",
            "没有写明依据；请写上法律和条文，没有法律依据的写明从哪里来。",
            "it names no source; add the act with its article, or where the facts come from.",
        )


def _personal(content: Content) -> Iterator[Flaw]:
    for field, text in fields(content):
        for one in personal_numbers(text):
            yield _flaw(
                "personal",
                field,
                text,
                one.start,
                "",  # never repeated
                f"这里写了{one.kind.zh}；答案人人可见，请删去。",
                f"this is {one.kind.say('en')}; everybody reads an answer, delete it.",
            )


def _text(content: Content, facts: Facts) -> Iterator[Flaw]:
    for field, text in (("text.zh", content.text.zh), ("text.en", content.text.en)):
        found = [
            *_references(field, text, facts),
            *_figures(field, text, content, facts.package),
            *_materials(field, text, content, facts),
        ]
        yield from sorted(found, key=lambda one: (one.line, one.column))


def _references(field: str, text: str, facts: Facts) -> Iterator[Flaw]:
    for broken in broken_in(text):
        yield _broken(field, text, broken)
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
        yield _flaw(
            "unknown_reference",
            field,
            text,
            one.at,
            str(one),
            f"引用 {one} 没有对应的内容；{what}",
            f"nothing is known by {one}; {do}",
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


def _broken(field: str, text: str, broken: Broken) -> Flaw:
    known = ", ".join(Aspect)
    return _flaw(
        "bad_reference",
        field,
        text,
        broken.at,
        broken.text,
        f"“{broken.text}”不是引用；引用写作 {{事项.内容}}，内容可以是 {known}。",
        f"{broken.text!r} is no reference; write {{item.aspect}}, where the aspect is one of {known}.",
    )


def _figures(field: str, text: str, content: Content, package: Package) -> Iterator[Flaw]:
    for figure in figures_in(without_references(text)):
        instead = _instead(figure, content, package)
        typed = text[figure.start : figure.end]
        zh = f"“{typed}”是手写的；期限、时间、费用和份数要引用事项，写作 {instead}。"
        en = f"{typed!r} is typed; times, hours, fees and copies refer to the item: write {instead}."
        if figure.measure is Measure.LENGTH:
            zh += "事项没有这个期限的，写明是哪部法的哪一条。"
            en += " Where no item has this limit, name the act and its article."
        yield _flaw("typed_figure", field, text, figure.start, typed, zh, en, instead)


def _instead(figure: Figure, content: Content, package: Package) -> str:
    """Return the reference to write: of the item that has this figure, else of the first one."""
    items = [package.items[id] for id in content.items if id in package.items]
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


def _materials(field: str, text: str, content: Content, facts: Facts) -> Iterator[Flaw]:
    """Say where the name of a material of the answer's items and entries is typed; of two at one place the longer one."""
    package = facts.package
    plain = without_references(text).casefold()
    language = field.rpartition(".")[2]
    names: dict[str, Reference] = {}
    for id in content.items:
        for line in package.items[id].materials if id in package.items else ():
            known = package.materials.get(line.material)
            name = known.label.say(language).casefold() if known else ""
            if name and (language == "zh" or known is None or known.label.en):
                names.setdefault(name, Reference(id, Aspect.MATERIALS, line.material))
    for one in references_in(content.text.zh):
        entry = facts.entry(one)
        for material in entry.materials if entry else ():
            names.setdefault(material.name.casefold(), Reference(one.of, Aspect.MATERIALS, source=one.source))
    names.pop("", None)
    if not names:
        return
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    for found in pattern.finditer(plain):
        instead = str(names[found.group()])
        typed = text[found.start() : found.end()]
        yield _flaw(
            "typed_material",
            field,
            text,
            found.start(),
            typed,
            f"“{typed}”是这个事项的材料；请引用，写作 {instead}。",
            f"{typed!r} is a material of the item; refer to it: write {instead}.",
            instead,
        )
