"""The licences as `areas.cases` asks for them (`core.cases.ports.CaseLicences`)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from onething.areas.licences.finding import newest
from onething.areas.licences.queries import relied_on
from onething.areas.licences.services.changing import change, replace_licence
from onething.areas.licences.services.making import make
from onething.areas.licences.services.using import rely
from onething.core.actors import Actor
from onething.core.licences import LicenceAct, ReliedLicence
from onething.core.source import Text


class Licences:
    def make(
        self,
        actor: Actor,
        *,
        licence: str,
        holder: str,
        holder_name: str,
        fields: Mapping[str, Any],
        department: str,
        case: str,
        now: datetime,
    ) -> str:
        made = make(
            actor,
            licence=licence,
            holder=holder,
            holder_name=holder_name,
            fields=fields,
            department=department,
            case=case,
            now=now,
        )
        return made.identifier

    def take_back(
        self,
        actor: Actor,
        *,
        identifier: str,
        act: LicenceAct,
        ground: str,
        article: str,
        reason: str,
        document: str,
        now: datetime,
    ) -> None:
        change(
            actor,
            identifier=newest(identifier),  # it may have been renewed or altered since
            act=act,
            ground=ground,
            article=article,
            reason=reason,
            document=document,
            now=now,
        )

    def next_version(
        self,
        actor: Actor,
        *,
        identifier: str,
        ground: str,
        article: str,
        reason: str,
        document: str,
        fields: Mapping[str, Any],
        now: datetime,
    ) -> str:
        made = replace_licence(
            actor,
            identifier=newest(identifier),
            ground=ground,
            article=article,
            reason=reason,
            document=document,
            fields=fields,
            now=now,
        )
        return made.identifier

    def rely(
        self,
        actor: Actor,
        *,
        holder: str,
        relied: Mapping[str, Collection[str]],
        case: str,
        purpose: Text,
        now: datetime,
    ) -> None:
        rely(actor, holder=holder, relied=relied, case=case, purpose=purpose, now=now)

    def relied_on(self, actor: Actor, *, case: str) -> tuple[ReliedLicence, ...]:
        return relied_on(actor, case=case)
