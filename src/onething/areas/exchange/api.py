"""The door of the area: consents, look-ups, the log of calls."""

from onething.areas.exchange.permissions import ExchangePermission
from onething.areas.exchange.queries import Call, GivenConsent, list_calls, list_consents
from onething.areas.exchange.services import (
    give_consents,
    look_up,
    look_up_all,
    withdraw_consents,
)
from onething.core.exchange import Answer, LookUp, Outcome

__all__ = [
    "Answer",
    "Call",
    "ExchangePermission",
    "GivenConsent",
    "LookUp",
    "Outcome",
    "give_consents",
    "list_calls",
    "list_consents",
    "look_up",
    "look_up_all",
    "withdraw_consents",
]
