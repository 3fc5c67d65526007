"""The inbox: answers of department systems, kept as they came, applied in the order of their own versions.

Systems repeat themselves, answer late and out of order: a version that is there already changes nothing, and one
older than the last applied is kept and never applied (I15). Whether a caller is who it says is the channel's check.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from onething.areas.cases.engine.acting import carry_out
from onething.areas.cases.engine.loading import load
from onething.areas.cases.errors import AnswerChanged, AnswerUnreadable, CaseNotFound
from onething.areas.cases.models import CallbackRow, PushRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.callbacks import counts
from onething.core.values import is_blank
from onething.kit.points import point


def receive_callback(
    actor: Actor, *, system: str, version: int, case: str, body: Mapping[str, Any], now: datetime
) -> bool:
    """Keep an answer, and apply it if it is the newest of this system for this case. Returns whether it was applied.

    version: the system's own count, from 1. body: `text` and `favourable`; the answer becomes an opinion of the case
    until it is decided, also before it is accepted: what is found then belongs into the one notice. A machine's answer
    decides nothing.
    Raises CaseNotFound, also for a case of which this system was told nothing; AnswerUnreadable, AnswerChanged for a version that came before with another body.
    """
    actor.must(CasesPermission.CALL_BACK)
    text, favourable = body.get("text", ""), body.get("favourable", True)
    if version < 1 or not isinstance(text, str) or is_blank(text) or not isinstance(favourable, bool):
        raise AnswerUnreadable(case)
    with transaction.atomic():
        loaded = load(case.rpartition("-")[0], lock=True)
        told = PushRow.objects.filter(system=system, case=case).exists()
        if loaded is None or case not in loaded.cases or not told:
            raise CaseNotFound(case)
        earlier = CallbackRow.objects.filter(system=system, case=case)
        same = earlier.filter(version=version).first()
        if same is not None:
            if same.body != dict(body):
                raise AnswerChanged(case, version)
            return False
        newest = earlier.filter(applied=True).aggregate(newest=Max("version"))["newest"] or 0
        applied = counts(version, newest=newest, status=loaded.matter.case(case).status)
        CallbackRow.objects.create(
            system=system, case=case, version=version, body=dict(body), applied=applied, came_at=now
        )
        point("cases.callback.kept")
        if applied:
            carry_out(actor, loaded, c.GiveOpinion(actor, case, text, favourable), now=now)
    return applied
