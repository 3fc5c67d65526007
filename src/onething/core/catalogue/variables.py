"""Which variables the conditions of an item or scene may name: its questions, its facts and the day of the plan."""

from collections.abc import Iterable, Mapping

from onething.core.catalogue.model import Fact, Item, Question, QuestionKind, Scene
from onething.core.rules import BOOL, DATE, Choice, Date, Fixed, Int, Type

#: The day of the plan, a variable of every condition.
ON = "on"


def types_of_question(question: Question) -> dict[str, Type]:
    """Return the variables of one question: its own name, or one boolean for each choice of a multi question."""
    match question.kind:
        case QuestionKind.CHOICE:
            return {question.id: Choice(tuple(choice.id for choice in question.choices))}
        case QuestionKind.MULTI:
            return {f"{question.id}.{choice.id}": BOOL for choice in question.choices}
        case QuestionKind.INTEGER:
            return {question.id: Int(question.min, question.max)}
        case QuestionKind.DATE:
            return {question.id: Date(question.min, question.max)}


def type_of_fact(fact: Fact) -> Type:
    """Return the type of the variable that a fact is."""
    match fact.type:
        case "bool":
            return BOOL
        case "int":
            return Int()
        case "decimal":
            return Fixed(fact.scale)
        case "date":
            return DATE
        case _:
            return Choice(fact.choices)


def types_of(questions: Iterable[Question], facts: Iterable[Fact]) -> dict[str, Type]:
    """Return the variables of these questions and facts and the day `on`; the first of a name counts."""
    types: dict[str, Type] = {ON: DATE}
    for question in questions:
        for name, type_ in types_of_question(question).items():
            types.setdefault(name, type_)
    for fact in facts:
        types.setdefault(fact.id, type_of_fact(fact))
    return types


def questions_of(scene: Scene) -> tuple[Question, ...]:
    """Return every question of a scene once, its own first, then those of its items in their order."""
    found: dict[str, Question] = {}
    for question in (*scene.questions, *(q for line in scene.items for q in line.item.questions)):
        found.setdefault(question.id, question)
    return tuple(found.values())


def facts_of(scene: Scene) -> tuple[Fact, ...]:
    """Return every fact of a scene once, its own first, then those of its items in their order."""
    found: dict[str, Fact] = {}
    for fact in (*scene.facts, *(f for line in scene.items for f in line.item.facts)):
        found.setdefault(fact.id, fact)
    return tuple(found.values())


def schema_of(scene: Scene) -> Mapping[str, Type]:
    """Return the variables of all conditions of a scene and of its items, for `core.rules`."""
    return types_of(questions_of(scene), facts_of(scene))


def schema_of_item(item: Item) -> Mapping[str, Type]:
    """Return the variables that an item declares itself."""
    return types_of(item.questions, item.facts)


def same_type(one: Type, other: Type) -> bool:
    """Say whether two declarations are of one variable; limits and the order of choices may differ."""
    if isinstance(one, Choice) and isinstance(other, Choice):
        return set(one.values) == set(other.values)
    if isinstance(one, Fixed) and isinstance(other, Fixed):
        return one.scale == other.scale
    return type(one) is type(other)
