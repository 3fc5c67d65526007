"""What is wrong with the entries of the register that a revision writes: contradictions, and what a town may not say by itself.

What a source had wrong before, and the revision did not touch, is told and does not block: an entry of a messy catalogue can be
put right one element at a time. What is touched, or new, blocks. A village certificate that nobody may demand blocks always.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date

from onething.core.findings import Finding, Level
from onething.core.register.certificates import CERTAIN, Forbidden, forbidden_papers
from onething.core.register.consistency import Contradiction, contradictions
from onething.core.register.entries import Entry, State
from onething.core.register.filed import FiledEntry
from onething.core.register.towns import check_town
from onething.core.source import Text

#: The reason for which a finding on what was there before passes.
THERE_BEFORE = "来源原有，本稿没有改到"
NONE: Mapping[str, str] = {}
#: Element → those that it has to agree with: touching one of them touches the finding.
_BOUND: Mapping[str, tuple[str, ...]] = {
    "promised_days": ("promised_days", "statutory_days", "project"),
    "project": ("project", "promised_days"),
    "visit_reason": ("visits", "visit_reason"),
    "forms": ("forms", "online", "visits"),
    "visits": ("visits", "depth"),
    "fee_basis": ("fee", "fee_basis"),
    "pays_online": ("fee", "pays_online"),
    "fees": ("fee", "fees"),
    "complaint_phone": ("complaint_phone", "inquiry_phone"),
    "personal_topics": ("personal_topics", "objects"),
    "corporate_topics": ("corporate_topics", "objects"),
    "result_kind": ("result", "result_kind"),
    "result_sample": ("result", "result_sample"),
    "steps": ("steps", "kind"),
    "questions": ("questions", "faq", "kind"),
}


def entry_findings(
    after: Iterable[FiledEntry],
    *,
    before: Mapping[str, Entry],
    masters: Mapping[str, Entry],
    on: date,
    holders: Mapping[str, str] = NONE,
    forbidden: Sequence[Forbidden] = (),
) -> Iterator[Finding]:
    """Give what is wrong with entries as a revision leaves them, each where it stands in its file.

    before: id → the entry as it holds, where there is one. masters: id of a town's entry → the city's entry of the item. holders: id
    → the name of another entry that has the same implementation code; two that had it before may keep it. forbidden: village certificates that nobody may demand here.
    """
    for filed in after:
        was, master = before.get(filed.id), masters.get(filed.id)
        touched = _touched(was, filed.entry)
        old = {(one.code, one.element) for one in contradictions(was)} if was else set()
        for one in contradictions(filed.entry):
            yield _finding(filed, one, new=(one.code, one.element) not in old or _is_touched(one, touched))
        for one in check_town(filed, master, on) if master else ():
            yield _finding(filed, one, new=one.element in touched)
        yield from _certificates(filed, was, forbidden)
        if filed.id in holders and "code" in touched:
            yield _finding(filed, _twice(filed.entry.code, holders[filed.id]), new=True)


def _certificates(filed: FiledEntry, was: Entry | None, forbidden: Sequence[Forbidden]) -> Iterator[Finding]:
    """Give the village certificates that an entry demands; one that is cancelled demands nothing."""
    if filed.entry.state is State.CANCELLED:
        return
    old = list(forbidden_papers(was.materials, forbidden)) if was else []
    for one in forbidden_papers(filed.entry.materials, forbidden):
        yield _finding(filed, one, new=one.code == CERTAIN or one not in old)


def _twice(code: str, holder: str) -> Contradiction:
    return Contradiction(
        "register.code_twice",
        "code",
        Text(
            f"实施编码“{code}”已经是“{holder}”的；对照编码表改正。",
            f"the implementation code {code!r} is that of {holder!r} already; correct it by the list of codes.",
        ),
    )


def _touched(was: Entry | None, now: Entry) -> frozenset[str]:
    return frozenset(
        one.name for one in fields(Entry) if was is None or getattr(was, one.name) != getattr(now, one.name)
    )


def _is_touched(one: Contradiction, touched: frozenset[str]) -> bool:
    return not touched.isdisjoint(_BOUND.get(one.element, (one.element,)))


def _finding(filed: FiledEntry, one: Contradiction, *, new: bool) -> Finding:
    message = Text(f"{filed.entry.name}：{one.message.zh}", f"{filed.entry.name}: {one.message.en}")
    level = Level.ERROR if new else Level.WARNING
    return Finding(one.code, level, message, filed.place(one.element), because="" if new else THERE_BEFORE)
