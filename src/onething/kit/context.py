"""What every template may use: the display of this device, the brand, the actor."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from onething.core.actors import Actor, Role

SIZES = ("standard", "elder")
CONTRASTS = ("normal", "high")

#: The frame of `kit/base.html` for those who do not see the citizens' one. A channel puts its own in when it starts.
FRAMES: dict[Role, str] = {}


@dataclass(frozen=True, slots=True)
class Display:
    """How this device shows pages: size, contrast, language."""

    size: str
    contrast: str
    language: str

    @property
    def elder(self) -> bool:
        return self.size == "elder"

    @property
    def high(self) -> bool:
        return self.contrast == "high"

    @property
    def english(self) -> bool:
        return self.language == "en"

    @property
    def html_lang(self) -> str:
        return "en" if self.english else "zh-CN"


def display_of(request: HttpRequest) -> Display:
    """Return the display that the cookies of this device ask for."""
    size = request.COOKIES.get("size", "")
    contrast = request.COOKIES.get("contrast", "")
    return Display(
        size=size if size in SIZES else SIZES[0],
        contrast=contrast if contrast in CONTRASTS else CONTRASTS[0],
        language="en" if (get_language() or "").startswith("en") else "zh-hans",
    )


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs.

    `display`, `brand`, `demo`, `actor`, `signed_in`, `staff`, `frame`, and `typing_key`.
    """
    actor = getattr(request, "actor", None) or Actor.visitor()
    display = display_of(request)
    return {
        "display": display,
        "brand": settings.BRAND.say(display.language),
        "demo": settings.DEMO,
        "actor": actor,
        "signed_in": actor.roles != {Role.VISITOR},
        "staff": bool(actor.roles - {Role.VISITOR, Role.CITIZEN}),
        "typing_key": _typing_key(request),
        "frame": next((FRAMES[role] for role in actor.roles if role in FRAMES), ""),
    }


def _typing_key(request: HttpRequest) -> str:
    """Return the key (32 bytes, hex) under which the device keeps what is typed offline; it ends with the session."""
    session = getattr(request, "session", None)
    if session is None or not session.session_key:
        return ""
    return salted_hmac("onething.typing", session.session_key, algorithm="sha256").hexdigest()
