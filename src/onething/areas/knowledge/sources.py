"""What of the knowledge base can be found, and what of it a change of items reaches."""

from collections.abc import Collection, Iterable

from onething.areas.knowledge.models import RevisionRow
from onething.areas.knowledge.queries import documents_stamp, iterate_documents
from onething.core.actors import Actor
from onething.core.impact import Dependent
from onething.core.knowledge.model import SHOWN
from onething.core.knowledge.references import references_in
from onething.core.search.model import Document
from onething.core.search.words import Words
from onething.core.source import Text

_ACTOR = Actor.job("search")


class AnswerTexts:
    """`core.search.model.Source`: every answer that is published."""

    def mark(self) -> str:
        return documents_stamp(_ACTOR)

    def documents(self) -> Iterable[Document]:
        return iterate_documents(_ACTOR)

    def words(self) -> Words:
        return Words()


class AnswerDependents:
    """`core.impact.DependentSource`: every answer that is shown and is about an item, or says a time, fee or material of it."""

    def depending_on(self, actor: Actor, *, items: Collection[str]) -> tuple[Dependent, ...]:
        rows = RevisionRow.objects.filter(state__in=sorted(SHOWN)).order_by("question", "answer_id")
        found = []
        for key, question, content in rows.values_list("answer_id", "question", "content"):
            about = {*content["items"], *(one.of for one in references_in(content["text"]["zh"]))}
            if reached := sorted(about & set(items)):
                found.append(Dependent(Text("知识答案", "answer"), key, Text(question), tuple(reached)))
        return tuple(found)
