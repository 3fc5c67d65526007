"""What of the exam questions a change of items reaches."""

from collections.abc import Collection
from datetime import date

from onething.areas.knowledge import api as knowledge
from onething.areas.training.models import RevisionRow
from onething.areas.training.queries import may_see
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
        differences, wanted = Differences.between(knowledge.facts_at(actor, on=on), after), set(items)
        found = []
        for row in rows:
            question = row.to_core().question
            reached = tuple(sorted(question.about & wanted))
            if reached or differences.of(question.texts):
                title = render(question.stem, differences.before).text
                changes, opens = changed_by(question, differences), may_see(actor, owner=row.owner)
                found.append(
                    Dependent(DependentKind.EXAM_QUESTION, row.question_id, title, reached, changes, opens)
                )
        return tuple(found)
