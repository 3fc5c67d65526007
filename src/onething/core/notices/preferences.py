"""What a person chose: by which ways, in which language, and when to be left alone."""

from dataclasses import dataclass
from enum import StrEnum

from onething.core.errors import RuleBroken
from onething.core.notices.quiet import QuietHours, open_minutes
from onething.core.source import Text

#: Minutes of a day that the city's and a person's own quiet hours must leave between them.
LEAST_OPEN_MINUTES = 6 * 60


class MessageWay(StrEnum):
    """How a message reaches somebody outside the platform; inside it, it is always there."""

    SMS = "sms"
    MAIL = "mail"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {MessageWay.SMS: Text("短信", "SMS"), MessageWay.MAIL: Text("邮件", "E-mail")}


class QuietTooLong(RuleBroken):
    code = "notices.quiet_too_long"

    def __init__(self, open_minutes: int) -> None:
        super().__init__(f"only {open_minutes} minutes of a day are left")
        self.hours, self.least = open_minutes // 60, LEAST_OPEN_MINUTES // 60


@dataclass(frozen=True, slots=True)
class Preference:
    """ways: chosen ones, SMS first. mail_instead: by mail what could not be delivered by SMS.

    language: "" = that of the account.
    """

    ways: tuple[MessageWay, ...] = (MessageWay.SMS, MessageWay.MAIL)
    mail_instead: bool = True
    language: str = ""
    quiet: QuietHours | None = None

    def check(self, city: QuietHours | None) -> None:
        """Raises QuietTooLong: a message must be able to leave on every day."""
        left = open_minutes(city, self.quiet)
        if self.quiet is not None and left < LEAST_OPEN_MINUTES:
            raise QuietTooLong(left)


DEFAULT = Preference()


def ways_for(
    chosen: Preference, *, addresses: dict[MessageWay, str], offered: frozenset[MessageWay]
) -> tuple[MessageWay, ...]:
    """Return the ways by which a message leaves: chosen, offered by the city, and with an address.

    Whoever chose SMS with mail instead, and has no telephone, gets mail.
    """
    can = [way for way in MessageWay if way in offered and addresses.get(way)]
    ways = [way for way in chosen.ways if way in can]
    if not ways and MessageWay.SMS in chosen.ways and chosen.mail_instead and MessageWay.MAIL in can:
        ways = [MessageWay.MAIL]
    return tuple(ways)
