"""Forty small bugs as somebody could make them: where, what stands there, what would stand there, and what that breaks.

`harness` is the cheapest one that should see it. A text that is gone, or stands there twice, fails `test_bugs.py`:
then the bug is to be sown anew where the code went.
"""

from dataclasses import dataclass
from enum import StrEnum


class Harness(StrEnum):
    """What is run on the copy with the bug in it."""

    SIMULATION = "simulation"
    CLOCKS = "two clocks"
    PROMISES = "promises of the clock"
    REPLAY = "replay by the services"
    CHECK = "check of the database"
    CRASH = "crash points"
    DISK = "order of disk and database"
    JOBS = "leases and fences"
    SUBMISSION = "twice and at once"


@dataclass(frozen=True, slots=True)
class Bug:
    """file: under src/onething. breaks: the rule that falls, in one sentence."""

    name: str
    file: str
    old: str
    new: str
    breaks: str
    harness: Harness


H = Harness
CASES, CLOCK, AREA = "core/cases", "core/clock", "areas/cases"

BUGS = (
    # -- the clock
    Bug(
        "silence-a-day-early",
        f"{CLOCK}/deadlines.py",
        "    return last + ONE_DAY\n",
        "    return last\n",
        "a case is accepted by silence while the office may still tell",
        H.SIMULATION,
    ),
    Bug(
        "a-pause-is-forgotten",
        f"{CLOCK}/deadlines.py",
        "    stopped = merged(span_of(limits, one, calendar) for one in history.pauses)\n    last = last_day(",
        "    stopped: tuple[Span, ...] = ()\n    last = last_day(",
        "a hearing uses up the office's time",
        H.SIMULATION,
    ),
    Bug(
        "a-holiday-is-counted",
        "core/workdays.py",
        "        for days, kind in ((notices[year].off, _FESTIVAL), (notices[year].worked, _WORKED_WEEKEND)):",
        "        for days, kind in ((notices[year].worked, _WORKED_WEEKEND),):",
        "festivals use up the time",
        H.CLOCKS,
    ),
    Bug(
        "a-worked-saturday-is-not-counted",
        "core/workdays.py",
        "        if kind in (_WORKDAY, _WORKED_WEEKEND):",
        "        if kind in (_WORKDAY,):",
        "make-up workdays lengthen every limit",
        H.CLOCKS,
    ),
    Bug(
        "overlapping-pauses-count-twice",
        f"{CLOCK}/counting.py",
        "            result[-1] = Span(result[-1].first, max(result[-1].last, span.last))",
        "            result.append(span)",
        "two pauses at once take out the same days twice",
        H.CLOCKS,
    ),
    Bug(
        "told-days-do-not-bound-a-pause",
        f"{CLOCK}/counting.py",
        "told_last if one.last is None else min(one.last, told_last)",
        "told_last if one.last is None else one.last",
        "a pause stands longer than the person was told",
        H.CLOCKS,
    ),
    Bug(
        "a-second-extension",
        f"{CLOCK}/deadlines.py",
        "    if history.extension is not None:\n        raise SecondExtension(history.extension.given_on)\n",
        "",
        "the time to decide is extended twice",
        H.SIMULATION,
    ),
    Bug(
        "an-extension-without-signer",
        f"{CLOCK}/deadlines.py",
        "        if is_blank(value):\n            raise ExtensionIncomplete(what)\n",
        "        pass\n",
        "an extension has no signer and no reason",
        H.PROMISES,
    ),
    Bug(
        "delivery-counts-before-a-grant",
        f"{CASES}/dates.py",
        "    deliver = lines.delivery if state.granted else None",
        "    deliver = lines.delivery",
        "a refusal has a day by which its result is due",
        H.SIMULATION,
    ),
    # -- telling once, silence, lapses
    Bug(
        "a-finding-after-silence",
        f"{CASES}/deciding.py",
        "    may(state, e.FoundIncomplete)\n    _silence_not_yet(state, at, calendar)\n",
        "    may(state, e.FoundIncomplete)\n",
        "something is found missing after the case counts as accepted",
        H.SIMULATION,
    ),
    Bug(
        "a-finding-is-told-again",
        f"{CASES}/deciding.py",
        "    if state.rounds == 0:\n        return\n",
        "    if state.rounds <= 1:\n        return\n",
        "round 2 repeats what round 1 told",
        H.SIMULATION,
    ),
    Bug(
        "every-page-is-the-first",
        f"{CASES}/matter.py",
        "    page = earlier.pages + 1 if earlier else 1",
        "    page = 1",
        "two pages of one notice have the same number",
        H.SIMULATION,
    ),
    Bug(
        "round-two-without-a-supervisor",
        f"{CASES}/matter.py",
        "    if gathering.round > 1 and (\n",
        "    if gathering.round > 2 and (\n",
        "a second notice leaves without a supervisor and a reason",
        H.SIMULATION,
    ),
    Bug(
        "a-lapse-as-of-the-last-day",
        f"{CASES}/ending.py",
        "    return (e.Lapsed(command.ground, last, last + ONE_DAY),)",
        "    return (e.Lapsed(command.ground, last, last),)",
        "the last day to supply is taken from the person",
        H.SIMULATION,
    ),
    Bug(
        "a-lapse-is-not-found",
        f"{CASES}/agenda.py",
        "reminded=today, lapsed=yesterday)",
        "reminded=today, lapsed=today - 9 * _ONE_DAY)",
        "what has lapsed is left to wait",
        H.SIMULATION,
    ),
    # -- who decides, and when
    Bug(
        "a-machine-refuses",
        f"{CASES}/deciding.py",
        "    if is_machine(command.by) and command.outcome is not Outcome.GRANTED:\n        raise PersonNeeded(case=state.number)\n    if command.there:",
        "    if command.there:",
        "a machine decides against a person",
        H.SIMULATION,
    ),
    Bug(
        "who-takes-in-decides",
        f"{CASES}/deciding.py",
        "    if state.took_in & {command.by.id, command.by.stands_for}:\n        raise SamePerson(case=state.number)\n",
        "",
        "the same officer takes a case in and decides it",
        H.SIMULATION,
    ),
    Bug(
        "granted-with-a-paper-open",
        f"{CASES}/deciding.py",
        "    if command.outcome is not Outcome.REFUSED and state.later:\n"
        '        raise LaterOpen(keys=", ".join(promise.key for promise in state.later))\n',
        "",
        "a promised paper is never supplied, and granted all the same",
        H.SIMULATION,
    ),
    Bug(
        "unknown-is-yes",
        f"{CASES}/by_rule.py",
        "    if says is not True:\n        return None\n",
        "    if says is False:\n        return None\n",
        "a rule grants what it does not know",
        H.SIMULATION,
    ),
    Bug(
        "a-rule-does-not-wait-for-paper",
        f"{CASES}/by_rule.py",
        "case.found or case.holder or case.to_bring or case.later)",
        "case.found or case.holder or case.later)",
        "a machine grants without the paper that is still to be brought",
        H.SIMULATION,
    ),
    # -- applications as a whole
    Bug(
        "an-application-is-never-closed",
        f"{CASES}/matter.py",
        "        if not application.closed and outcome is not None:",
        "        if not application.closed and outcome is None:",
        "an application that is over counts as open",
        H.SIMULATION,
    ),
    Bug(
        "an-annulment-leaves-it-closed",
        f"{CASES}/matter.py",
        "    if work.matter.application.closed:\n        work.note(number, e.OpenedAgain(restored))\n",
        "",
        "a case is decided again in an application that is closed",
        H.SIMULATION,
    ),
    Bug(
        "the-same-thing-is-taken-twice",
        f"{CASES}/receiving.py",
        "    return submitted_at > at - SAME_WITHIN and not came_to_nothing",
        "    return submitted_at > at and not came_to_nothing",
        "a double click makes two applications",
        H.SIMULATION,
    ),
    Bug(
        "another-content-under-the-same-key",
        f"{AREA}/services/submission.py",
        "    if earlier.content_hash != content:\n        raise KeyReused(number=earlier.number)\n",
        "",
        "changed content is answered with the receipt of the old",
        H.SUBMISSION,
    ),
    # -- outwards and back
    Bug(
        "an-older-answer-is-applied",
        f"{CASES}/callbacks.py",
        "    return version > newest and status in UNDECIDED",
        "    return version > 0 and status in UNDECIDED",
        "an old answer overwrites a newer one",
        H.SIMULATION,
    ),
    Bug(
        "one-key-for-many-effects",
        f"{CASES}/outbox.py",
        '    return f"{one.stream}/{one.sequence}"',
        "    return one.stream",
        "a department hears only the first thing about a case",
        H.SIMULATION,
    ),
    Bug(
        "the-fence-is-lost",
        "kit/jobs/store.py",
        "    mine = JobRow.objects.filter(pk=job.id, fence=job.fence, state=WorkState.RUNNING)\n    if not mine.update(state=WorkState.DONE",
        "    mine = JobRow.objects.filter(pk=job.id, state=WorkState.RUNNING)\n    if not mine.update(state=WorkState.DONE",
        "a worker that comes back ends the work of another",
        H.JOBS,
    ),
    Bug(
        "a-lease-without-a-new-fence",
        "kit/jobs/store.py",
        "        row.fence += 1\n        row.lease_until",
        "        row.lease_until",
        "two workers hold the same lease",
        H.JOBS,
    ),
    # -- keeping
    Bug(
        "the-envelope-is-not-synced",
        f"{AREA}/engine/envelopes.py",
        "        os.fsync(file.fileno())\n",
        "",
        "a power cut takes an acknowledged submission",
        H.DISK,
    ),
    Bug(
        "the-folder-is-not-synced",
        f"{AREA}/engine/envelopes.py",
        "        sync_folder(path.parent)\n    return Envelope",
        "    return Envelope",
        "a power cut takes the name of the envelope",
        H.DISK,
    ),
    Bug(
        "committed-before-the-envelope",
        f"{AREA}/services/submission.py",
        "    except IntegrityError:\n        if earlier := _by_key(key):  # someone with the same key",
        "        sealed = envelope.path.read_bytes()\n"
        "        envelope.path.unlink()\n"
        '        point("cases.submit.committed")\n'
        "        envelope.path.write_bytes(sealed)\n"
        "    except IntegrityError:\n        if earlier := _by_key(key):  # someone with the same key",
        "an acknowledged submission has no envelope",
        H.CRASH,
    ),
    Bug(
        "a-submission-in-several-transactions",
        f"{AREA}/services/submission.py",
        "        with transaction.atomic():\n            receipt = keep(",
        "        with __import__('contextlib').nullcontext():\n            receipt = keep(",
        "a crash leaves half an application",
        H.CRASH,
    ),
    Bug(
        "an-act-without-a-leaf",
        f"{AREA}/engine/keeping.py",
        "    audit.record_all(actor, notes=[_note(loaded, one) for one in recorded], now=now)\n",
        "    audit.record_all(actor, notes=[_note(loaded, one) for one in recorded[1:]], now=now)\n",
        "an act is not in the log",
        H.REPLAY,
    ),
    Bug(
        "a-look-without-a-leaf",
        f"{AREA}/queries/one_case.py",
        "    audit.record_look(\n        actor,\n        subject=application.person,",
        "    (lambda *_, **more: None)(\n        actor,\n        subject=application.person,",
        "an officer reads the data of a person, and nobody knows",
        H.CHECK,
    ),
    Bug(
        "the-chain-begins-anew",
        "areas/audit/services.py",
        "                previous=head.hash,\n",
        "                previous=GENESIS,\n",
        "an entry can be taken out of the log unseen",
        H.CHECK,
    ),
    Bug(
        "files-of-an-application-are-not-noted",
        f"{AREA}/services/submission.py",
        "    note_files(row.id, submission.materials, submission.signature)\n",
        "",
        "what was handed in is deleted as left over",
        H.CHECK,
    ),
    Bug(
        "a-document-number-is-used-again",
        "areas/documents/services.py",
        "DO UPDATE SET last = {table}.last + 1 RETURNING last",
        "DO UPDATE SET last = {table}.last + 2 RETURNING last",
        "the numbers of documents have gaps",
        H.CHECK,
    ),
    Bug(
        "the-row-forgets-silence",
        f"{AREA}/engine/rows.py",
        "    row.silence_on = silence_on(state, calendar)\n",
        "",
        "silence is never drawn, for nobody finds the case",
        H.REPLAY,
    ),
    # -- who sees what
    Bug(
        "a-town-sees-the-others",
        f"{AREA}/scope.py",
        '        case "town":\n            return mine & Q(town=actor.division)\n        case "village":\n'
        "            return mine & Q(town",
        '        case "village":\n            return mine & Q(town',
        "an office of one town sees the cases of another",
        H.CHECK,
    ),
    Bug(
        "every-office-sees-every-application",
        f"{AREA}/scope.py",
        '        here = CaseRow.objects.filter(of_office(actor), application=OuterRef("pk"))\n        mine |= Exists(here)',
        '        here = CaseRow.objects.filter(application=OuterRef("pk"))\n        mine |= Exists(here)',
        "an office that has nothing to do with it sees an application",
        H.CHECK,
    ),
)
