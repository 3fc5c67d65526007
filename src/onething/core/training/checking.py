"""What keeps an exam question from being used: no right option, two options that read the same, what answers are held to.

A wrong option is invented, so a figure may be typed in it; it may read like no other option, on the day of its review
and after each change of an item. Everywhere else times, fees and materials are references.
"""

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from onething.core.catalogue.model import Package
from onething.core.errors import RuleBroken
from onething.core.knowledge.facts import Facts, render
from onething.core.knowledge.flaws import Flaw, Flaws
from onething.core.knowledge.references import references_in
from onething.core.source import Text
from onething.core.training.model import Kind, Option, Question, true_or_false
from onething.core.values import is_blank

MOST_STEM, MOST_OPTION, MOST_EXPLANATION, MOST_SOURCE = 500, 300, 1000, 200
FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
LETTERS = "ABCDEF"

_LABELS = {
    "stem.zh": Text("题干", "question"),
    "stem.en": Text("英文题干", "question in English"),
    "explanation.zh": Text("解释", "explanation"),
    "explanation.en": Text("英文解释", "explanation in English"),
    "options": Text("选项", "options"),
    "source": Text("出处", "source"),
    "items": Text("事项", "items"),
    "owner": Text("责任部门", "owner"),
    "laws": Text("依据", "laws"),
    "to": Text("失效日期", "last day"),
}


def field_label(field: str) -> Text:
    """Return what a field is called on the form: `options.2.zh` is option B."""
    name, *parts = field.split(".")
    if name == "options" and parts:
        one = letter(int(parts[0]))
        english = parts[-1] == "en"
        return Text(
            f"选项 {one}（英文）" if english else f"选项 {one} ",
            f"option {one}{' in English' if english else ''}",
        )
    return _LABELS[field]


def letter(number: int) -> str:
    """Return what an option is called on a page, from 1; the number where there are too many."""
    return LETTERS[number - 1] if number <= len(LETTERS) else str(number)


FLAWS = Flaws("training", field_label)


class QuestionRefused(RuleBroken):
    """An exam question with flaws stays a draft. findings: all of them, each with its place."""

    code = "training.refused"

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.findings = tuple(one.to_finding() for one in flaws)
        super().__init__(f"{len(self.findings)} findings; the first: {self.findings[0].message.en}")
        self.count = len(self.findings)
        self.first = self.findings[0].message


def check(question: Question, facts: Facts) -> tuple[Flaw, ...]:
    """Return everything that is wrong with an exam question, in the order of its fields and places."""
    return (
        *_whole(question, facts.package),
        *_personal(question),
        *_said(question, facts),
        *_options(question, facts),
    )


def must_be_clean(question: Question, facts: Facts) -> None:
    """Raises QuestionRefused with every flaw."""
    if found := check(question, facts):
        raise QuestionRefused(found)


def must_be_impersonal(question: Question) -> None:
    """Raises QuestionRefused: a number of a person is not kept even in a draft."""
    if found := tuple(_personal(question)):
        raise QuestionRefused(found)


def fields(question: Question) -> Iterator[tuple[str, Text, int, bool]]:
    """Yield name, text, longest length, and whether it is of a wrong option, for every text of an exam question."""
    yield "stem", question.stem, MOST_STEM, False
    if question.kind is not Kind.TRUE_FALSE:
        for number, one in enumerate(question.options, 1):
            yield f"options.{number}", one.text, MOST_OPTION, not one.right
    yield "explanation", question.explanation, MOST_EXPLANATION, False


def _each(question: Question) -> Iterator[tuple[str, str, int, bool]]:
    for name, text, most, wrong in fields(question):
        yield f"{name}.zh", text.zh, most, wrong
        yield f"{name}.en", text.en, most, wrong


def _whole(question: Question, package: Package) -> Iterator[Flaw]:
    for name, text, _, _ in fields(question):
        if is_blank(text.zh):
            yield FLAWS.whole("blank", f"{name}.zh", "", "还没有写；请补上。", "nothing is written; add it.")
    for name, plain, most, _ in _each(question):
        yield from FLAWS.signs(name, plain, most=most, lines=name.startswith(("stem", "explanation")))
    yield from FLAWS.signs("source", question.source, most=MOST_SOURCE, lines=False)
    yield from FLAWS.names("items", "事项", "item", question.items, package.items)
    yield from FLAWS.names("owner", "部门", "department", (question.owner,), package.departments)
    if not question.items and not question.laws:
        yield FLAWS.whole(
            "no_link",
            "items",
            "",
            "没有写明考的是哪个事项；请补上，考通用规则的写明法律和条文。",
            "it names no item; add one, or for a rule of all windows the act with its article.",
        )
    if not question.laws and is_blank(question.source):
        yield FLAWS.whole(
            "no_source",
            "laws",
            "",
            "没有写明依据；请写上法律和条文，没有法律依据的写明从哪里来。",
            "it names no source; add the act with its article, or where the facts come from.",
        )
    if question.from_on and question.to_on and question.to_on <= question.from_on:
        yield FLAWS.whole(
            "period_backwards",
            "to",
            str(question.to_on),
            "失效日期不晚于生效日期；请改正。",
            "it ends before it begins; correct it.",
        )


def _personal(question: Question) -> Iterator[Flaw]:
    for name, plain, _, _ in _each(question):
        yield from FLAWS.personal(name, plain)
    yield from FLAWS.personal("source", question.source)


def _said(question: Question, facts: Facts) -> Iterator[Flaw]:
    spoken = tuple(one for text in question.texts for one in references_in(text.zh))
    for name, plain, _, wrong in _each(question):
        yield from FLAWS.said(name, plain, items=question.items, facts=facts, spoken=spoken, typed=not wrong)


def _options(question: Question, facts: Facts) -> Iterator[Flaw]:
    options, right = question.options, sum(one.right for one in question.options)
    if question.kind is Kind.TRUE_FALSE:
        if options not in (true_or_false(True), true_or_false(False)):
            yield _of_options(
                "no_right_option", "没有写明对还是错；请选一个。", "it is not said whether it is true."
            )
        return
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        yield _of_options(
            "number_of_options",
            f"有 {len(options)} 个选项；请写 {FEWEST_OPTIONS} 到 {MOST_OPTIONS} 个。",
            f"there are {len(options)} options; write {FEWEST_OPTIONS} to {MOST_OPTIONS}.",
        )
    if right == 0:
        yield _of_options(
            "no_right_option", "没有正确选项；请标出来。", "no option is right; mark those that are."
        )
    elif question.kind is Kind.SINGLE and right > 1:
        yield _of_options(
            "several_right",
            f"单选题有 {right} 个正确选项；请只留一个，或者改成多选题。",
            f"one choice has {right} right options; leave one, or make it several choices.",
        )
    elif question.kind is Kind.SEVERAL and right == 1:
        yield _of_options(
            "one_right",
            "多选题只有一个正确选项；请再标一个，或者改成单选题。",
            "several choices have only one right option; mark another, or make it one choice.",
        )
    yield from _alike(options, facts)


def _of_options(code: str, zh: str, en: str) -> Flaw:
    return FLAWS.whole(code, "options", "", zh, en)


def _alike(options: tuple[Option, ...], facts: Facts) -> Iterator[Flaw]:
    """Say of each option that reads like one before it, once; what refers to nothing is another flaw."""
    reads = {number: render(one.text, facts) for number, one in enumerate(options, 1)}
    told: set[int] = set()
    for language in ("zh", "en"):
        first: dict[str, int] = {}
        for number, one in reads.items():
            said = getattr(one.text, language)
            if one.missing or not (folded := _folded(said)):
                continue
            before = first.setdefault(folded, number)
            if before != number and number not in told:
                told.add(number)
                yield FLAWS.whole(
                    "options_alike",
                    f"options.{number}.{language}",
                    said,
                    f"和选项 {letter(before)} 读起来一样（{said}）；请改一个。",
                    f"it reads like option {letter(before)} ({said}); change one.",
                )


def _folded(text: str) -> str:
    """Return what two options have in common that a reader takes for the same: width, capitals, blanks, a full stop."""
    return "".join(normalize("NFKC", text).casefold().split()).strip("。.;；")
