"""What a visitor has answered so far in one scene, kept with this browser's session and nowhere else.

Nothing here names a person: it is the answers, the items taken off or insisted on, and how many bearers there are.
It follows the reader through signing in, and ends with the session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from onething.core.catalogue.model import Question, QuestionKind, Scene
from onething.core.composition import Circumstances

KEY = "started"
MOST_SCENES = 20  # a session keeps the latest ones


@dataclass
class Started:
    """The answers of one scene. version: hash of the scene in which they were given."""

    scene: str
    version: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    insisted: list[str] = field(default_factory=list)
    bearers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, session: SessionBase, scene: Scene) -> "Started":
        kept: Mapping[str, Any] = session.get(KEY, {}).get(scene.id, {})
        return cls(scene.id, **kept)

    def keep(self, session: SessionBase) -> None:
        everything = dict(session.get(KEY, {}))
        everything.pop(self.scene, None)
        everything[self.scene] = {
            "version": self.version,
            "answers": self.answers,
            "dropped": self.dropped,
            "insisted": self.insisted,
            "bearers": self.bearers,
        }
        session[KEY] = dict(list(everything.items())[-MOST_SCENES:])

    def forget(self, session: SessionBase) -> None:
        everything = dict(session.get(KEY, {}))
        everything.pop(self.scene, None)
        session[KEY] = everything

    def fit(self, scene: Scene) -> tuple[str, ...]:
        """Leave out what this version of the scene does not know; return the names of questions to ask again."""
        questions = {one.id: one for one in questions_of(scene)}
        again = tuple(name for name, value in self.answers.items() if not _holds(questions.get(name), value))
        for name in again:
            del self.answers[name]
        items = {one.item.id for one in scene.items}
        self.dropped = [one for one in self.dropped if one in items]
        self.insisted = [one for one in self.insisted if one in items]
        self.bearers = {
            role: min(max(number, scene.roles[role].min), scene.roles[role].max)
            for role, number in self.bearers.items()
            if role in scene.roles and scene.roles[role].many
        }
        self.version = scene.hash
        return again

    def circumstances(self, scene: Scene, on: date) -> Circumstances:
        questions = {one.id: one for one in questions_of(scene)}
        answers = {name: _core(questions[name], value) for name, value in self.answers.items()}
        return Circumstances(
            on=on,
            answers=answers,
            dropped=frozenset(self.dropped),
            bearers=self.bearers,
            insisted=frozenset(self.insisted),
        )


def questions_of(scene: Scene) -> tuple[Question, ...]:
    """Return every question of a scene, its own first, each once."""
    found = {one.id: one for one in scene.questions}
    for part in scene.items:
        for one in part.item.questions:
            found.setdefault(one.id, one)
    return tuple(found.values())


def _core(question: Question, value: Any) -> Any:
    return date.fromisoformat(value) if question.kind is QuestionKind.DATE else value


def _holds(question: Question | None, value: Any) -> bool:
    if question is None:
        return False
    choices = {one.id for one in question.choices}
    match question.kind:
        case QuestionKind.CHOICE:
            return value in choices
        case QuestionKind.MULTI:
            return isinstance(value, list) and set(value) <= choices
        case QuestionKind.INTEGER:
            low, high = question.min, question.max
            return (
                isinstance(value, int) and (low is None or value >= low) and (high is None or value <= high)
            )
        case QuestionKind.DATE:
            return isinstance(value, str)
