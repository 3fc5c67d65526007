"""What of the exam questions a change of items reaches."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from onething.areas.knowledge import api as knowledge
from onething.areas.training.models import AboutRow, RevisionRow
from onething.areas.training.queries import whose_may_be_seen
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.impact import Dependent, DependentKind
from onething.core.knowledge import Differences, render
from onething.core.training import QuestionState, changed_by


class ExamDependents:
    """`core.impact.DependentSource`: every exam question in use that is about an item, or would read otherwise."""

    def depending_on(
        self, actor: Actor, *, items: Collection[str], after: Package, on: date
    ) -> tuple[Dependent, ...]:
        rows = RevisionRow.objects.filter(state=QuestionState.IN_USE.value).order_by("stem", "question_id")
        differences = Differences.between(knowledge.facts_at(actor, on=on), after)
        about: dict[UUID, list[str]] = defaultdict(list)
        links = AboutRow.objects.filter(item__in=items, revision__state=QuestionState.IN_USE.value)
        for revision, item in links.order_by("item").values_list("revision_id", "item"):
            about[revision].append(item)
        opens = whose_may_be_seen(actor)
        return tuple(
            _dependent(row, tuple(about.get(row.pk, ())), differences, opens=opens(row.owner))
            for row in rows.iterator(chunk_size=500)
            if row.pk in about or differences.of(row.to_core().question.texts)
        )


def _dependent(
    row: RevisionRow, items: tuple[str, ...], differences: Differences, *, opens: bool
) -> Dependent:
    question = row.to_core().question
    return Dependent(
        DependentKind.EXAM_QUESTION,
        row.question_id,
        render(question.stem, differences.before).text,
        items,
        changed_by(question, differences),
        opens,
    )
