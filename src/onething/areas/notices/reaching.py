"""Where a person is reached, in which language, and what a letter says there. Nothing of this is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from onething.areas.cases import api as cases
from onething.areas.notices.models import LetterRow, MessageRow, PreferenceRow
from onething.areas.notices.words import body_of, outside, short_parts, title_of, words_of
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.codes import mask
from onething.core.notices import MessageWay, merged_text
from onething.core.notices.ports import Envelope, MessageProviders
from onething.core.source import Text
from onething.kit.ports import port

CARRIER = Actor.job("messages")
#: Last characters of an application's number, by which its owner knows it.
TAIL = 4
_SIGN = Text("【{brand}】", "[{brand}] ")
_ABOUT = Text("您的申请（尾号 {tail}）：", "Your application ending {tail}: ")
_JOINT = Text("；", "; ")
_MORE = Text("；另有 {n} 条", "; and {n} more")
_LINK = Text("。详见 {link}", ". See {link}")
_MANY = Text("{n} 条新消息", "{n} new messages")
_WHY = Text("不想再收，或者想换时间：{link}", "To get fewer, or at another time: {link}")


@dataclass(frozen=True, slots=True)
class Reach:
    """addresses: by way, "" = none. language: "zh" or "en". signs_in: the person has an account."""

    addresses: dict[MessageWay, str]
    language: str
    signs_in: bool


def offered() -> frozenset[MessageWay]:
    """Return the ways for which the city has a provider."""
    providers = port(MessageProviders)  # type: ignore[type-abstract]
    return frozenset(way for way in MessageWay if providers.of(way))


def reach(message: MessageRow) -> Reach:
    """Return where the person of a message is reached about its application, as it stands now.

    The applicant is reached where the application says; everybody else, and for what the application does not say, at
    the own account.
    """
    account = people.find_account(CARRIER, person=message.person)
    found = cases.find_reached(CARRIER, application=message.application) if message.application else None
    own = found if found is not None and found.person == message.person else None
    phone = (own.phone if own else "") or (account.phone if account else "")
    email = (own.email if own else "") or (account.email if account else "")
    said = account.language if account else own.language if own else ""
    language = PreferenceRow.of(message.person).language or said
    return Reach(
        {MessageWay.SMS: phone, MessageWay.MAIL: email},
        "en" if language.startswith("en") else "zh",
        signs_in=account is not None,
    )


def covered(way: MessageWay, address: str) -> str:
    """Return an address so that its owner knows it and nobody else learns it."""
    if way is MessageWay.SMS:
        return mask(address, "phone")
    name, at, host = address.partition("@")
    return f"{mask(name, 'name')}{at}{host}"


def envelope(letter: LetterRow, messages: Sequence[MessageRow], *, most_segments: int) -> Envelope:
    """Return the letter as a provider is given it; `to` is "" where the person has no address for this way any more."""
    there = reach(messages[0])
    way = MessageWay(letter.way)
    write = _sms if way is MessageWay.SMS else _mail
    link = _link(messages, signs_in=there.signs_in)
    subject, text = write(messages, there.language, link, most_segments)
    return Envelope(letter.key, there.addresses[way], subject, text)


def _sms(messages: Sequence[MessageRow], language: str, link: str, most_segments: int) -> tuple[str, str]:
    application = messages[0].application
    about = _ABOUT.say(language).format(tail=application[-TAIL:]) if application else ""
    text = merged_text(
        short_parts(((one.kind, one.facts) for one in messages), language),
        sign=_SIGN.say(language).format(brand=settings.BRAND.say(language)) + about,
        link=_LINK.say(language).format(link=link),
        more=_MORE.say(language),
        joint=_JOINT.say(language),
        most_segments=most_segments,
    )
    return "", text


def _mail(messages: Sequence[MessageRow], language: str, link: str, most_segments: int) -> tuple[str, str]:
    told = [(one.kind, outside(one.facts)) for one in messages]
    titles = [title_of(kind, facts).say(language) for kind, facts in told]
    bodies = [body_of(kind, facts).say(language) for kind, facts in told]
    many = len(told) > 1
    parts = [f"{title}\n{body}" for title, body in zip(titles, bodies, strict=True)] if many else bodies
    choose = _WHY.say(language).format(link=f"{settings.PUBLIC_ADDRESS}/settings/messages")
    text = "\n\n".join([*parts, link, choose])
    return _MANY.say(language).format(n=len(told)) if many else titles[0], text + "\n"


def _link(messages: Sequence[MessageRow], *, signs_in: bool) -> str:
    """Return where the letter leads: to the page of the application, which whoever has no account follows by number and code.

    What has ended leads to its rating, for which nobody signs in; unless a period runs, which comes first.
    """
    base, application = str(settings.PUBLIC_ADDRESS), messages[0].application
    ratings = [one.facts["rating"] for one in messages if one.facts.get("rating")]
    if ratings and not any(words_of(one.kind).urgent for one in messages):
        return f"{base}/rate/{ratings[-1]}"
    if not signs_in:
        return f"{base}/progress"
    return f"{base}/applications/{application}/" if application else f"{base}/messages/"
