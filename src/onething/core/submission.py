"""What a person hands over when one thing is submitted: the one form, the one set of materials, the consents.

A channel builds it from a draft; `areas.cases` keeps it for ever. Values are canonical and JSON-able: dates as
ISO strings, money in whole fen, yes or no as booleans.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from onething.core.catalogue.words import ADDED, Way
from onething.core.confirmations import Confirmation
from onething.core.data import as_data
from onething.core.errors import RuleBroken
from onething.core.source import Text
from onething.core.values.texts import is_blank


@dataclass(frozen=True, slots=True)
class Person:
    """A subject with the identity document that names it.

    document: "citizen_number", "residence_permit_hmt", "passport", "birth_certificate", "none" (a newborn), or
    "credit_code" for a company. number: canonical, "" if there is none yet.
    """

    name: str
    document: str
    number: str = field(repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Representative:
    """Who acts for the applicant, and by which authority. The last day of it is included."""

    person: Person
    kind: str  # guardian, supporter, agent
    authority: str  # id of the registered authority
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class GivenValue:
    """One field of the joint form. source: "typed", "sign_in", "answer:Q", "share:S", "licence:L", "result:ITEM".

    as_of: the day on which the source knew it. disputed: what the person says is wrong with it, "" if nothing.
    """

    key: str
    value: Any = field(repr=False)
    source: str = "typed"
    as_of: date | None = None
    disputed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """What a source said about one field while the form was filled, whatever the person then wrote.

    source: "share:S" or "licence:L". outcome: a `core.exchange.Outcome`; value only with "answered". as_of: the day on
    which the source knew it. asked_at: when it was asked, None for a licence and where only the value was kept.
    """

    key: str
    source: str
    outcome: str
    value: Any = field(default=None, repr=False)
    as_of: date | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GivenFile:
    """An uploaded file in the file store. hash: SHA-256, hex; size in bytes. notes: codes of what was done with it when
    it came, for whoever sent it; not handed in.
    """

    hash: str
    name: str
    kind: str  # jpeg, png, heic, pdf …
    size: int
    pages: int = 1
    notes: tuple[str, ...] = field(default=(), metadata=ADDED)


@dataclass(frozen=True, slots=True)
class GivenMaterial:
    """One line of the one set of materials, met in one way. promised_until: only for the way `later`; confirmed: only for
    `confirm`.
    """

    key: str
    way: Way
    source: str = ""  # share, licence or item id
    files: tuple[GivenFile, ...] = ()
    promised_until: date | None = None
    confirmed: Confirmation | None = field(default=None, repr=False, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class SeenOriginal:
    """That a clerk saw the original of one material. copies: taken of it. by: actor id; name: as the actor was called.

    phrase: code of a standard phrase if something is wrong with the paper. says: field key -> what the paper says there,
    where that is not what the form says.
    """

    key: str
    copies: int
    by: str
    name: str
    at: datetime
    phrase: str = ""
    says: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Consent:
    """Leave to look one share up for this submission. basis: "consent" or the article that allows it."""

    share: str
    fields: tuple[str, ...]
    purpose: str
    given_at: datetime
    basis: str = "consent"


class DeliveryIncomplete(RuleBroken):
    """Results cannot come in this way as long as something is not known. parts: names of what is missing."""

    code = "guidance.delivery_incomplete"

    def __init__(self, parts: Sequence[str]) -> None:
        super().__init__(f"to deliver in this way, fill in {', '.join(parts)}")
        self.parts = tuple(parts)
        said = [DELIVERY_PARTS[one] for one in parts]
        self.names = Text("、".join(one.zh for one in said), ", ".join(one.say("en") for one in said))


#: What each part of a delivery is called.
DELIVERY_PARTS: Mapping[str, Text] = {
    "receiver": Text("收件人", "receiver"),
    "phone": Text("收件电话", "telephone"),
    "address": Text("收件地址", "address"),
    "window": Text("去哪个窗口取", "window"),
}
#: What a way of delivery cannot do without.
DELIVERY_NEEDS: Mapping[str, tuple[str, ...]] = {
    "post": ("receiver", "phone", "address"),
    "window": ("window",),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """The way in which all results come, chosen once. way: electronic, post or window."""

    way: str
    receiver: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    window: str = ""

    def must_be_complete(self) -> None:
        """Raises DeliveryIncomplete."""
        if missing := [name for name in DELIVERY_NEEDS.get(self.way, ()) if is_blank(getattr(self, name))]:
            raise DeliveryIncomplete(missing)


@dataclass(frozen=True, slots=True)
class Signature:
    """The one signature. It covers `sheet_hash`, the hash of exactly what was shown.

    method: "electronic" (signed in and confirmed), "paper" (the printed sheet, scanned into `scan`).
    """

    method: str
    signer: str
    sheet_hash: str
    signed_at: datetime
    scan: GivenFile | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One thing, handed over once.

    on: the day of the plan (day 0). intake: actor id of the clerk who took it in, "" online. channel: portal, desk,
    rest, kiosk. bearers: many-role -> number. dropped: items that the person took off. answered: what the sources said;
    originals: those that the window saw; away: sources ("share:S") that were asked and gave nothing. None of these is the
    person's statement, so they are under no hash. insisted: items asked for though the answers do not meet a condition; it
    is signed.
    """

    scene: str
    scene_hash: str
    on: date
    answers: Mapping[str, Any]
    facts: Mapping[str, Any]
    shares: tuple[str, ...]
    licences: tuple[str, ...]
    values: tuple[GivenValue, ...]
    materials: tuple[GivenMaterial, ...]
    consents: tuple[Consent, ...]
    applicant: Person
    representative: Representative | None
    delivery: Delivery
    signature: Signature
    channel: str
    intake: str = ""
    division: str = ""  # of the hall or the household, as the competent rule needs it
    bearers: Mapping[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    answered: tuple[SharedAnswer, ...] = ()
    originals: tuple[SeenOriginal, ...] = ()
    insisted: tuple[str, ...] = field(default=(), metadata=ADDED)
    away: tuple[str, ...] = field(default=(), metadata=ADDED)

    def to_data(self) -> dict[str, Any]:
        """Return the submission as JSON-able data; the envelope and the hash are made from it."""
        data: dict[str, Any] = as_data(self)
        return data

    def content_hash(self, data: Mapping[str, Any] | None = None) -> str:
        """Return the SHA-256 of what was asked for, whoever sends it and when: two equal ones are one thing.

        data: what `to_data` gave, for whoever has it already; so below.
        """
        return self._hash_without(data, "consents", "on", *_UNSIGNED)

    def sheet_hash(self, data: Mapping[str, Any] | None = None) -> str:
        """Return the SHA-256 of everything on the sheet that is signed; `signature.sheet_hash` must equal it."""
        return self._hash_without(data, *_UNSIGNED)

    def _hash_without(self, data: Mapping[str, Any] | None, *names: str) -> str:
        data = {name: value for name, value in (data or self.to_data()).items() if name not in names}
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


#: What is kept with a submission and is not under the signature.
_UNSIGNED = ("signature", "channel", "intake", "answered", "originals", "away")
