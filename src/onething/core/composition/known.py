"""What is known about one person, laid out for the conditions of one scene.

Every variable has a slot. A given fact (one that an item of the scene will establish) has a second slot with what
the city really knows: in the first one the applicant's own statement stands in, "as you say".
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Fact, Question, QuestionKind
from onething.core.errors import RuleBroken
from onething.core.source import Text

ON = "on"  # the variable that is the day of the plan


class AnswerRefused(RuleBroken):
    """An answer or a fact that lies outside what may be said. `allowed`: choice ids, or what is expected."""

    code = "composition.answer_refused"

    def __init__(self, name: str, value: Any, allowed: Sequence[str], *, fact: bool = False) -> None:
        what_zh, what_en = ("事实", "fact") if fact else ("问题", "question")
        self.text = Text(
            f"{what_zh}“{name}”不能是“{value}”，可以是：{'、'.join(allowed)}。",
            f"The {what_en} “{name}” cannot be “{value}”; it may be: {', '.join(allowed)}.",
        )
        super().__init__(self.text.en)
        self.name = name
        self.value = value
        self.allowed = tuple(allowed)
        self.fact = fact


class Known(NamedTuple):
    """values: by slot, None unknown. answered: bits of questions answered by the person or by a fact.

    filling: those of them whose answer fills a field. stated: bits (slots) of facts for which an answer stands in.
    """

    values: list[Any]
    answered: int
    filling: int
    stated: int


class Layout:
    """Slots of a scene's variables: `on`, questions, choices of multi questions, facts, real values of facts.

    A question answered by the person counts before a fact that answers it: nobody is asked what is known, so
    who says it all the same means it.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        facts: Sequence[Fact],
        labels: Mapping[str, Mapping[str, Text]] | None = None,
    ) -> None:
        """labels: fact -> value -> what a result calls it; other values are called as the question does that they answer."""
        self.questions = tuple(questions)
        self.facts = {fact.id: fact for fact in facts}
        self.labels = {
            fact.id: {**_labels(fact, self.questions), **(labels or {}).get(fact.id, {})}
            for fact in facts
            if fact.choices
        }
        self.slots: dict[str, int] = {ON: 0}
        self.real: dict[str, int] = {ON: 0}
        self.question_of: dict[str, int] = {}  # variable -> the question that is asked for it
        by_id = {question.id: at for at, question in enumerate(self.questions)}
        for at, question in enumerate(self.questions):
            names = [question.id]
            if question.kind is QuestionKind.MULTI:
                names = [f"{question.id}.{choice.id}" for choice in question.choices]
            for name in names:
                self.slots[name] = self.real[name] = len(self.slots)
                self.question_of[name] = at
        for fact in facts:
            self.slots[fact.id] = self.real[fact.id] = len(self.slots)
            if fact.stands_in in by_id:
                self.question_of[fact.id] = by_id[fact.stands_in]
        self.bits = dict(self.slots)
        self.size = len(self.slots)
        for fact in facts:
            if fact.stands_in in by_id:
                self.real[fact.id] = self.size
                self.size += 1
        self._questions = [
            (
                question.id,
                1 << at,
                question.known_from,
                _fact_to_answer(question),
                question.fills_with if question.fills else None,  # empty: the answer itself is the value
                *self._place(question),
            )
            for at, question in enumerate(self.questions)
        ]
        self._facts = [
            (fact.id, self.slots[fact.id], self.real[fact.id], *self._stand_in(fact), _fact_check(fact))
            for fact in facts
        ]

    def read(self, circumstances: Circumstances) -> Known:
        """Lay out what is known. Raises AnswerRefused."""
        values: list[Any] = [None] * self.size
        values[0] = circumstances.on
        answers, facts = circumstances.answers, circumstances.facts
        answered = filling = stated = 0
        for name, bit, known_from, convert, fills, slot, check, multi in self._questions:
            answer = answers.get(name)
            if answer is None:
                if not known_from or (fact := facts.get(known_from)) is None:
                    continue
                answer = convert(fact)
                if answer is None:
                    continue
            answer = check(answer)
            if answer is None:
                continue
            answered |= bit
            if fills is not None and (not fills or (not multi and answer in fills)):
                filling |= bit
            if multi:
                values[slot : slot + multi] = answer
            else:
                values[slot] = answer
        for name, slot, real, source, translate, check in self._facts:
            fact = facts.get(name)
            if fact is not None:
                values[slot] = values[real] = check(fact)
            elif source >= 0 and values[source] is not None:
                said = translate(values[source])
                if said is not None:
                    values[slot] = said
                    stated |= 1 << slot
        return Known(values, answered, filling, stated)

    def misfits(
        self, answers: Mapping[str, Any], facts: Mapping[str, Any]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the answers and the facts that `read` would refuse. A fact that answers a question must fit there, too."""
        facts_out = [
            name
            for name, *_, check in self._facts
            if facts.get(name) is not None and _refused(check, facts[name])
        ]
        answers_out = []
        for name, _, known_from, convert, _, _, check, _ in self._questions:
            if answers.get(name) is not None:
                if not _refused(check, answers[name]):
                    continue
                answers_out.append(name)
            if facts.get(known_from) is not None and known_from not in facts_out:
                said = convert(facts[known_from])
                if said is not None and _refused(check, said):
                    facts_out.append(known_from)
        return tuple(answers_out), tuple(facts_out)

    def _place(self, question: Question) -> tuple[int, Callable[[Any], Any], int]:
        """Return first slot, check and number of slots (0 = a single value) of a question."""
        if question.kind is QuestionKind.MULTI:
            first = self.slots[f"{question.id}.{question.choices[0].id}"] if question.choices else 0
            return first, _multi_check(question), len(question.choices)
        return self.slots[question.id], _single_check(question), 0

    def _stand_in(self, fact: Fact) -> tuple[int, Callable[[Any], Any]]:
        at = self.question_of.get(fact.id)
        if at is None or self.questions[at].kind is QuestionKind.MULTI:
            return -1, lambda value: None
        question = self.questions[at]
        return self.slots[question.id], _answer_to_fact(question, fact)


def _refused(check: Callable[[Any], Any], value: Any) -> bool:
    try:
        check(value)
    except AnswerRefused:
        return True
    return False


def _single_check(question: Question) -> Callable[[Any], Any]:
    name, low, high = question.id, question.min, question.max
    if question.kind is QuestionKind.CHOICE:
        choices = {choice.id: choice.id for choice in question.choices}

        def choice(value: Any) -> Any:
            try:
                return choices[value]
            except (KeyError, TypeError):
                raise AnswerRefused(name, value, tuple(choices)) from None

        return choice
    if question.kind is QuestionKind.INTEGER:
        words = (f"{'' if low is None else low}–{'' if high is None else high}",)

        def integer(value: Any) -> Any:
            if (
                type(value) is not int
                or (low is not None and value < low)
                or (high is not None and value > high)
            ):
                raise AnswerRefused(name, value, words)
            return value

        return integer

    def day(value: Any) -> Any:
        found = _day(value)
        if found is None or (low is not None and found < low) or (high is not None and found > high):
            raise AnswerRefused(name, value, ("YYYY-MM-DD",))
        return found

    return day


def _multi_check(question: Question) -> Callable[[Any], Any]:
    ids = tuple(choice.id for choice in question.choices)
    allowed = frozenset(ids)

    def several(value: Any) -> Any:
        if not isinstance(value, list | tuple | set | frozenset) or not all(
            isinstance(one, str) and one in allowed for one in value
        ):
            raise AnswerRefused(question.id, value, ids)
        if not value and question.required_choice:
            return None  # nothing taken yet: not an answer
        return [id_ in value for id_ in ids]

    return several


def _fact_to_answer(question: Question) -> Callable[[Any], Any]:
    table = question.answers_by_fact
    if not table:
        return lambda fact: [fact] if question.kind is QuestionKind.MULTI else fact
    words = {str(key).lower(): choice for key, choice in table.items()}

    def answer(fact: Any) -> Any:
        found = words.get(str(fact).lower())
        return [found] if found is not None and question.kind is QuestionKind.MULTI else found

    return answer


def _answer_to_fact(question: Question, fact: Fact) -> Callable[[Any], Any]:
    """Return what an answer says about the fact for which it stands in; None if it says nothing."""
    if question.known_from == fact.id and question.answers_by_fact:
        back: dict[Any, Any] = {}
        for value, choice in question.answers_by_fact.items():
            back[choice] = None if choice in back else _typed(fact, value)
        return back.get
    if question.kind is not QuestionKind.CHOICE:
        return lambda value: value
    if fact.type == "bool":
        return {"yes": True, "true": True, "no": False, "false": False}.get
    return {choice: choice for choice in fact.choices}.get


def _typed(fact: Fact, value: Any) -> Any:
    """Return a key of `answers_by_fact` as a value of the fact: YAML may have written `true` as text."""
    if fact.type == "bool" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    if fact.type == "int" and isinstance(value, str):
        return int(value)
    return str(value) if fact.type == "choice" else value


def _labels(fact: Fact, questions: Sequence[Question]) -> dict[str, Text]:
    """Return what the questions that a fact answers, or that stand in for it, call its values."""
    found: dict[str, Text] = {}
    for question in questions:
        known = question.known_from == fact.id
        if known or question.id == fact.stands_in:
            labels = {choice.id: choice.label for choice in question.choices}
            table = question.answers_by_fact if known else {}
            words = {str(value): choice for value, choice in table.items()} or {one: one for one in labels}
            for value, choice in words.items():
                if choice in labels:
                    found.setdefault(value, labels[choice])
    return found


def _fact_check(fact: Fact) -> Callable[[Any], Any]:
    name = fact.id

    def refuse(value: Any, *allowed: str) -> AnswerRefused:
        return AnswerRefused(name, value, allowed, fact=True)

    if fact.type == "bool":

        def truth(value: Any) -> Any:
            if value is True or value is False:
                return value
            raise refuse(value, "true", "false")

        return truth
    if fact.type == "choice":
        choices = {choice: choice for choice in fact.choices}

        def choice(value: Any) -> Any:
            try:
                return choices[value]
            except (KeyError, TypeError):
                raise refuse(value, *choices) from None

        return choice
    if fact.type == "date":

        def day(value: Any) -> Any:
            if (found := _day(value)) is None:
                raise refuse(value, "YYYY-MM-DD")
            return found

        return day

    def number(value: Any) -> Any:
        if type(value) is int or (fact.type == "decimal" and isinstance(value, Decimal)):
            return value
        raise refuse(value, fact.type)

    return number


def _day(value: Any) -> date | None:
    """Return a date, also from the canonical text in which JSON carries it."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def unknown_names(layout: Layout, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of answers and facts that the scene does not know: typing errors, or an older version's."""
    questions = {question.id for question in layout.questions}
    return tuple(sorted((answers.keys() - questions) | (facts.keys() - layout.facts.keys())))
