"""What things of a package are called where an editor names them: roles, blocks of fields, entries of the dictionary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onething.core.catalogue.model import Example, Item, Package, Question, Scene
from onething.core.catalogue.variables import questions_of
from onething.core.editing.document import Document
from onething.core.editing.spans import FileUnreadable
from onething.core.source import Text

BLOCKS = "blocks.yaml"
#: Fields of a group that are named in one line; the others are counted.
MOST_NAMED = 3
#: How much a group and a block have in common at least for the group to be called by the block's name.
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """A group of fields that items use as one. name: None if the city gave it none."""

    id: str
    name: Text | None
    elements: tuple[str, ...]


def blocks_of(package: Package) -> Mapping[str, Block]:
    """Return the groups of fields of a package; none of a file that cannot be read."""
    data = package.sources.get(BLOCKS)
    return _blocks(data) if data else {}


@lru_cache(maxsize=16)
def _blocks(data: bytes) -> Mapping[str, Block]:
    try:
        whole = Document.of(data, BLOCKS).value()
    except FileUnreadable:
        return {}
    return {
        str(id): _block(str(id), value) for id, value in (whole if isinstance(whole, dict) else {}).items()
    }


def _block(id: str, value: Any) -> Block:
    lines = value.get("fields") if isinstance(value, dict) else value
    elements = tuple(
        str(line.get("element", ""))
        for line in (lines if isinstance(lines, list) else ())
        if isinstance(line, dict)
    )
    return Block(id, text_of(value.get("name")) if isinstance(value, dict) else None, elements)


def text_of(value: Any) -> Text | None:
    """Return a text of a file, None for nothing."""
    if isinstance(value, dict):
        return Text(str(value.get("zh", "")), str(value.get("en", "")))
    return Text(str(value)) if value else None


def block_label(block: Block, package: Package) -> Text:
    """Return what a block is called, or else its fields."""
    return block.name or named(block.elements, package)


def group_label(elements: Sequence[str], package: Package) -> Text | None:
    """Return the name of the block that fields of one group come nearest to; None if they are a group of no name."""
    there, best, found = set(elements), ENOUGH, None
    for block in blocks_of(package).values():
        common = len(there & set(block.elements)) / len(there | set(block.elements))
        if block.name is not None and len(there) > 1 and common > best:
            best, found = common, block.name
    return found


def named(elements: Sequence[str], package: Package, most: int = MOST_NAMED) -> Text:
    """Return what fields are called, the first of them, and how many they are."""
    labels = [package.elements[one].label if one in package.elements else Text(one) for one in elements]
    text = joined(labels[:most])
    if len(labels) <= most:
        return text
    return Text(f"{text.zh}等 {len(labels)} 项", f"{text.en} and {len(labels) - most} more")


def joined(texts: Iterable[Text]) -> Text:
    """Return several texts as one, each once."""
    parts = list(texts)
    zh = "、".join(dict.fromkeys(one.zh for one in parts))
    return Text(zh, ", ".join(dict.fromkeys(one.en or one.zh for one in parts)))


def whose(role: Text, what: Text) -> Text:
    """Return a thing with the role whose it is: 宝宝 · 姓名."""
    return Text(f"{role.zh} · {what.zh}", f"{role.en or role.zh} · {what.en or what.zh}")


def example_labels(examples: Sequence[Example], scene: Scene) -> Mapping[str, Text]:
    """Return what the examples of a scene are called: the answers by which they are others, a few of each.

    Examples that nothing tells apart are numbered. An answer that a question does not have is said as it stands.
    """
    telling = _telling(examples, questions_of(scene))
    found: dict[str, Text] = {}
    used: dict[str, int] = {}
    for example in examples:
        said = [text for one in telling if (text := _answer(one, example))]
        said = said or [text for one in questions_of(scene) if (text := _answer(one, example))][:2]
        zh = "；".join(one.zh for one in said) or "没有回答"
        en = "; ".join(one.en or one.zh for one in said) or "nothing answered"
        used[zh] = count = used.get(zh, 0) + 1
        found[example.id] = Text(zh, en) if count == 1 else Text(f"{zh}（{count}）", f"{en} ({count})")
    return found


def _telling(examples: Sequence[Example], questions: Sequence[Question]) -> list[Question]:
    """Return the questions whose answers tell most of the examples apart, the one that tells most first."""
    taken: list[Question] = []
    apart = 1
    while len(taken) < MOST_NAMED and questions:
        counts = {
            one.id: len({tuple(map(str, (_answer(each, of) for each in (*taken, one)))) for of in examples})
            for one in questions
        }
        best = max(questions, key=lambda one: counts[one.id])
        if taken and counts[best.id] == apart:
            break
        taken.append(best)
        apart = counts[best.id]
    return taken


def _answer(question: Question, example: Example) -> Text | None:
    """Return an answer of an example in words, None where there is none."""
    value = example.answers.get(question.id)
    if value is None or value == []:
        return None
    taken = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    known = {one.id: one.label for one in question.choices}
    said = joined(known.get(one) or Text(one) for one in taken)
    return Text(f"{question.text.zh.rstrip('？?')}：{said.zh}", f"{question.text.say('en')} {said.say('en')}")


def roles_of_item(item: Item, package: Package) -> Mapping[str, Text]:
    """Return what the roles of an item are called: as in the first scene that has it; else the applicant is one."""
    found: dict[str, Text] = {"applicant": Text("申请人", "Applicant")}
    for scene in package.scenes.values():
        for line in scene.items:
            if line.item.id == item.id:
                bound = {role: line.roles.get(role, role) for role in (item.subject, *item.roles)}
                known = {role: scene.roles[to].label for role, to in bound.items() if to in scene.roles}
                return found | known
    return found
