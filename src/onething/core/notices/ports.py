"""What the house asks of those who carry messages; adapters stand behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from onething.core.errors import RuleBroken, Unavailable
from onething.core.notices.preferences import MessageWay


class ProviderDown(Unavailable):
    """It surely did not take the letter: another may be asked at once."""

    code = "notices.provider_down"

    def __init__(self, provider: str) -> None:
        super().__init__(f"{provider} does not take messages now")
        self.provider = provider


class ProviderSilent(Unavailable):
    """It may have taken the letter: it is asked again, by the same key, before another is."""

    code = "notices.provider_silent"

    def __init__(self, provider: str) -> None:
        super().__init__(f"{provider} did not answer in time")
        self.provider = provider


class AddressRefused(RuleBroken):
    """The number or address does not take messages; no other provider would help."""

    code = "notices.address_refused"

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(f"{provider} refuses the address: {reason}")
        self.provider, self.reason = provider, reason


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a provider is given. key: one effect for each, however often it comes. subject: of a mail."""

    key: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


class Provider(Protocol):
    @property
    def name(self) -> str: ...

    def send(self, envelope: Envelope) -> str:
        """Hand it over; returns the provider's own reference, "" if it has none.

        Raises ProviderDown, ProviderSilent, AddressRefused.
        """
        ...


class MessageProviders(Protocol):
    def of(self, way: MessageWay) -> Sequence[Provider]:
        """Return those who carry messages by this way, in the order in which they are asked; none = the city has none."""
        ...
