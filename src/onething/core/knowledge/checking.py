"""What keeps an answer from being published: typed figures and materials, wrong references, numbers of persons."""

from collections.abc import Iterable, Iterator

from onething.core.catalogue.model import Package
from onething.core.errors import RuleBroken
from onething.core.knowledge.facts import Facts
from onething.core.knowledge.flaws import Flaw, Flaws
from onething.core.knowledge.model import Content
from onething.core.knowledge.references import references_in
from onething.core.source import Text
from onething.core.values import is_blank

MOST_QUESTION, MOST_TEXT, MOST_VARIANTS = 200, 4000, 60

#: What the written fields are called where people read of them.
_LABELS = {
    "question.zh": Text("问题", "question"),
    "question.en": Text("英文问题", "question in English"),
    "text.zh": Text("答案", "answer"),
    "text.en": Text("英文答案", "answer in English"),
    "source": Text("出处", "source"),
}


def field_label(field: str) -> Text:
    """Return what a written field is called on the form."""
    name, _dot, number = field.partition(".")
    if name == "variants":
        return Text(f"别的问法的第 {number} 行，", f"other wordings, no. {number}")
    return _LABELS.get(field, Text(f"{field} ", field))


FLAWS = Flaws("knowledge", field_label)


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


def _whole(content: Content, package: Package) -> Iterator[Flaw]:
    for field, text in (("question.zh", content.question.zh), ("text.zh", content.text.zh)):
        if is_blank(text):
            yield FLAWS.whole("blank", field, "", "还没有写；请补上。", "nothing is written; add it.")
    for field, text in fields(content):
        lines = field.startswith("text.")
        yield from FLAWS.signs(field, text, most=MOST_TEXT if lines else MOST_QUESTION, lines=lines)
    if len(content.variants) > MOST_VARIANTS:
        yield FLAWS.whole(
            "too_long",
            "variants",
            "",
            f"问法超过 {MOST_VARIANTS} 条；请删去重复的。",
            f"more than {MOST_VARIANTS} variants; delete those that say the same.",
        )
    yield from _names(content, package)
    if content.from_on and content.to_on and content.to_on <= content.from_on:
        yield FLAWS.whole(
            "period_backwards",
            "to",
            str(content.to_on),
            "失效日期不晚于生效日期；请改正。",
            "it ends before it begins; correct it.",
        )


def _names(content: Content, package: Package) -> Iterator[Flaw]:
    yield from FLAWS.names("items", "事项", "item", content.items, package.items)
    yield from FLAWS.names("scenes", "一件事", "scene", content.scenes, package.scenes)
    yield from FLAWS.names("places", "区划", "division", content.places, package.divisions)
    yield from FLAWS.names("owner", "部门", "department", (content.owner,), package.departments)
    if not (content.items or content.scenes or any(one.source for one in references_in(content.text.zh))):
        yield FLAWS.whole(
            "no_link",
            "items",
            "",
            "没有写明属于哪个事项或一件事；请补上。",
            "it names no item and no scene; add one.",
        )
    if not content.laws and is_blank(content.source):
        yield FLAWS.whole(
            "no_source",
            "laws",
            "",
            "没有写明依据；请写上法律和条文，没有法律依据的写明从哪里来。",
            "it names no source; add the act with its article, or where the facts come from.",
        )


def _personal(content: Content) -> Iterator[Flaw]:
    for field, text in fields(content):
        yield from FLAWS.personal(field, text)


def _text(content: Content, facts: Facts) -> Iterator[Flaw]:
    spoken = references_in(content.text.zh)
    for field, text in (("text.zh", content.text.zh), ("text.en", content.text.en)):
        yield from FLAWS.said(field, text, items=content.items, facts=facts, spoken=spoken)
