"""What of the knowledge base can be found, and what of it a change of items reaches."""

from collections.abc import Collection, Iterable
from datetime import date

from onething.areas.knowledge.keeping import facts_at
from onething.areas.knowledge.models import RevisionRow
from onething.areas.knowledge.queries import documents_stamp, iterate_documents, whose_may_be_seen
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.impact import Dependent, DependentKind
from onething.core.knowledge.changing import Differences
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
    """`core.impact.DependentSource`: every answer that is shown and is about an item, or would say another thing of it."""

    def depending_on(
        self, actor: Actor, *, items: Collection[str], after: Package, on: date
    ) -> tuple[Dependent, ...]:
        rows = RevisionRow.objects.filter(state__in=sorted(SHOWN)).order_by("question", "answer_id")
        differences = Differences.between(facts_at(actor, on=on), after)
        opens, wanted, found = whose_may_be_seen(actor), set(items), []
        for key, owner, content in rows.values_list("answer_id", "owner", "content"):
            title, text = Text(**content["question"]), Text(**content["text"])
            about = {*content["items"], *(one.of for one in references_in(text.zh))}
            reached, changes = tuple(sorted(about & wanted)), differences.of([text])
            if reached or changes:
                found.append(Dependent(DependentKind.ANSWER, key, title, reached, changes, opens(owner)))
        return tuple(found)
