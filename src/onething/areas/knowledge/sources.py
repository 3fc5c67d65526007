"""What of the knowledge base can be found."""

from collections.abc import Iterable

from onething.areas.knowledge.queries import documents_stamp, iterate_documents
from onething.core.actors import Actor
from onething.core.search.model import Document
from onething.core.search.words import Words

_ACTOR = Actor.job("search")


class AnswerTexts:
    """`core.search.model.Source`: every answer that is published."""

    def mark(self) -> str:
        return documents_stamp(_ACTOR)

    def documents(self) -> Iterable[Document]:
        return iterate_documents(_ACTOR)

    def words(self) -> Words:
        return Words()
