"""An exam question as it reads by a version of the package, and what makes its owner read it again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onething.core.knowledge.changing import Change, Differences, changes_of
from onething.core.knowledge.facts import Facts, render
from onething.core.knowledge.flaws import Flaw
from onething.core.source import Text
from onething.core.training.checking import check, letter
from onething.core.training.model import Question, Revision


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clerk sees. options: letter, words, and whether it is right."""

    stem: Text
    options: tuple[tuple[str, Text, bool], ...]
    explanation: Text


def read(question: Question, facts: Facts) -> Reading:
    """Return an exam question with its references filled in."""
    return Reading(
        render(question.stem, facts).text,
        tuple(
            (letter(number), render(one.text, facts).text, one.right)
            for number, one in enumerate(question.options, 1)
        ),
        render(question.explanation, facts).text,
    )


def to_be_read_again(revision: Revision, facts: Facts) -> tuple[Change, ...]:
    """Return why a question in use is to be read again: its references that say another thing, then what is wrong with it now.

    What is wrong stands by its field, with nothing before and the sentence of the flaw after: a wrong option that has come
    to read like the right one, a paper that has come to be a material of the item.
    """
    changed = changes_of(revision.said, revision.question.texts, facts)
    return (*changed, *_wrong(check(revision.question, facts), changed))


def changed_by(question: Question, differences: Differences) -> tuple[Change, ...]:
    """Return what of a question would read otherwise by another package, and what would be wrong with it then."""
    changed = differences.of(question.texts)
    after = check(question, differences.after)
    known = set(check(question, differences.before)) if after else set()
    return (*changed, *_wrong((flaw for flaw in after if flaw not in known), changed))


def _wrong(flaws: Iterable[Flaw], changed: tuple[Change, ...]) -> Iterator[Change]:
    told = {one.reference for one in changed if one.new is None}
    for flaw in flaws:
        if flaw.found not in told:
            yield Change(flaw.field, Text(""), flaw.message)
