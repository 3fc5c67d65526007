"""Clock profiles: which limits a kind of matter has, where they are written, and what may stop them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from onething.core.errors import NotFound, RuleBroken
from onething.core.source import Text
from onething.core.values import is_blank


class ProfileUnknown(NotFound):
    code = "clock.profile_unknown"

    def __init__(self, profile: str) -> None:
        nearest = get_close_matches(profile, PROFILES, n=1, cutoff=0.4)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        super().__init__(f"no clock profile {profile!r}{hint} (there are {', '.join(PROFILES)})")
        self.profile = profile
        self.nearest = nearest[0] if nearest else ""


class GroundWithoutLaw(RuleBroken):
    """An item's own ground for stopping the clock needs the rule that names it."""

    code = "clock.ground_without_law"

    def __init__(self, profile: str, ground: str, why: Text) -> None:
        super().__init__(f"{ground!r} cannot stop the clock of profile {profile}: {why.en}")
        self.profile = profile
        self.ground = ground
        self.why = why


class DayKind(StrEnum):
    """What a limit counts: working days (工作日) or all days (自然日)."""

    WORKING = "working"
    CALENDAR = "calendar"


class Silence(StrEnum):
    """What happens when the office does not tell what is missing in time."""

    ACCEPTED = "accepted"  # accepted as of the day of receipt
    NOTHING = "nothing"  # an alarm, no effect


class Ground(StrEnum):
    """The closed list of 行政许可法 45. A site check (art. 34) or a public notice is not in it."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"


GROUND_NAMES: Mapping[str, Text] = {
    Ground.HEARING: Text("听证", "a hearing"),
    Ground.TENDER: Text("招标", "a tender"),
    Ground.AUCTION: Text("拍卖", "an auction"),
    Ground.INSPECTION: Text("检验", "an inspection test"),
    Ground.TESTING: Text("检测", "a laboratory test"),
    Ground.QUARANTINE: Text("检疫", "quarantine"),
    Ground.APPRAISAL: Text("鉴定", "an appraisal"),
    Ground.EXPERT_REVIEW: Text("专家评审", "an expert review"),
    # These run inside the limit unless the item's own rule, cited, says otherwise (semantics §6).
    "site_check": Text("现场核查", "a site check"),
    "public_notice": Text("公示", "a public notice"),
    # Time in which the applicant builds is not the office's, where the item's own rule says so.
    "own_works": Text("申请人自行施工", "works of the applicant"),
}


@dataclass(frozen=True, slots=True)
class ClockProfile:
    """The limits of one kind of matter.

    tell_within: working days in which what is missing must be told; 0 = on the spot, None = no day limit.
    silence_basis: whose rule gives the silence its effect, the law's or the city's own promise. silence_law: that
    rule as a letter cites it, "" in what was kept before letters did.
    decide_within: days in which to decide, None = as the item says. on_the_spot: decided at once if it can be.
    extension_days: the most that may be added, once; 0 = no extension.
    pause_grounds: all that may stop the clock. own_grounds: those that an item's own rule adds -> its article.
    takes_own_grounds: whether an item may add any.
    deliver_within: working days from the decision, None = no limit.
    """

    id: str
    name: Text
    tell_within: int | None
    on_silence: Silence
    silence_basis: Text
    decide_within: int | None
    on_the_spot: bool
    extension_days: int
    extension_approver: Text
    pause_grounds: frozenset[str]
    deliver_within: int | None
    law: tuple[str, ...]
    takes_own_grounds: bool = True
    own_grounds: Mapping[str, str] = field(default_factory=dict)
    day_kind: DayKind = DayKind.WORKING
    silence_law: str = ""

    @property
    def is_permit(self) -> bool:
        """Whether 行政许可法 applies as such, and letters say so."""
        return self.id in _PERMITS

    @property
    def approved_elsewhere(self) -> bool:
        """Whether an extension is granted by somebody above the office (行政许可法 42 第二款), in a paper of its own."""
        return self.extension_approver == _GOVERNMENT

    def may_stop_for(self, ground: str) -> bool:
        return ground in self.pause_grounds or ground in self.own_grounds

    def with_own_grounds(self, grounds: Mapping[str, str]) -> "ClockProfile":
        """Return the profile of an item whose own rules name further grounds (ground -> article).

        Raises GroundWithoutLaw without an article, or where the profile takes none.
        """
        for ground, article in grounds.items():
            if not self.takes_own_grounds:
                raise GroundWithoutLaw(self.id, ground, Text("这类时限不得中止", "nothing may stop it"))
            if is_blank(article):
                raise GroundWithoutLaw(
                    self.id,
                    ground,
                    Text("请写明事项自身规则的条文", "name the article of the item's own rule that says so"),
                )
        return replace(self, own_grounds={**self.own_grounds, **grounds})

    def as_data(self) -> dict[str, Any]:
        """Return the profile as plain data, to be frozen into a case."""
        return {
            "id": self.id,
            "name": [self.name.zh, self.name.en],
            "tell_within": self.tell_within,
            "on_silence": self.on_silence.value,
            "silence_basis": [self.silence_basis.zh, self.silence_basis.en],
            "silence_law": self.silence_law,
            "decide_within": self.decide_within,
            "on_the_spot": self.on_the_spot,
            "extension_days": self.extension_days,
            "extension_approver": [self.extension_approver.zh, self.extension_approver.en],
            "pause_grounds": sorted(str(ground) for ground in self.pause_grounds),
            "deliver_within": self.deliver_within,
            "law": list(self.law),
            "takes_own_grounds": self.takes_own_grounds,
            "own_grounds": dict(self.own_grounds),
            "day_kind": self.day_kind.value,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "ClockProfile":
        """Return the profile that `as_data` wrote down."""
        texts = {key: Text(*data[key]) for key in ("name", "silence_basis", "extension_approver")}
        return cls(
            **{
                **data,
                **texts,
                "on_silence": Silence(data["on_silence"]),
                "pause_grounds": frozenset(data["pause_grounds"]),
                "law": tuple(data["law"]),
                "own_grounds": dict(data["own_grounds"]),
                "day_kind": DayKind(data["day_kind"]),
            }
        )


_BY_LAW = Text("法律规定", "by law")
_BY_PROMISE = Text("本市承诺，并非法律规定", "by the city's own promise, not by law")
_NO_EFFECT = Text("", "")
_HEAD = Text("本行政机关负责人", "the head of the body")
_GOVERNMENT = Text("本级人民政府负责人", "the head of the government")
_NOBODY = Text("", "")
_ARTICLE_45 = frozenset(Ground)
_NONE: frozenset[str] = frozenset()
_PERMITS = frozenset({"permit", "joint_permit"})


def _permit(id: str, name: Text, decide: int, extension: int, approver: Text, article: str) -> ClockProfile:
    return ClockProfile(
        id=id,
        name=name,
        tell_within=5,
        on_silence=Silence.ACCEPTED,
        silence_basis=_BY_LAW,
        decide_within=decide,
        on_the_spot=False,
        extension_days=extension,
        extension_approver=approver,
        pause_grounds=_ARTICLE_45,
        deliver_within=10,
        law=("行政许可法 32", article, "行政许可法 44", "行政许可法 45", "行政许可法 82"),
        silence_law="《中华人民共和国行政许可法》第三十二条第一款第四项",
    )


def _city(id: str, name: Text) -> ClockProfile:
    return ClockProfile(
        id=id,
        name=name,
        tell_within=5,
        on_silence=Silence.ACCEPTED,
        silence_basis=_BY_PROMISE,
        decide_within=None,
        on_the_spot=False,
        extension_days=0,
        extension_approver=_NOBODY,
        pause_grounds=_NONE,
        deliver_within=10,
        law=("本市承诺（比照行政许可法 32、44）",),
        silence_law="本市的服务承诺（并非法律规定）",
    )


PROFILES: Mapping[str, ClockProfile] = {
    profile.id: profile
    for profile in (
        _permit("permit", Text("行政许可", "permit"), 20, 10, _HEAD, "行政许可法 42"),
        _permit(
            "joint_permit",
            Text("多部门统一办理的行政许可", "permit given by several bodies"),
            45,
            15,
            _GOVERNMENT,
            "行政许可法 42 第二款（26 第二款）",
        ),
        ClockProfile(
            id="real_estate",
            name=Text("不动产登记", "real-estate registration"),
            tell_within=0,
            on_silence=Silence.ACCEPTED,
            silence_basis=_BY_LAW,
            decide_within=30,
            on_the_spot=False,
            extension_days=0,
            extension_approver=_NOBODY,
            pause_grounds=_NONE,  # only what its own rules name, each cited by the item
            deliver_within=None,
            law=("不动产登记暂行条例 17", "不动产登记暂行条例 20"),
            silence_law="《不动产登记暂行条例》第十七条",
        ),
        ClockProfile(
            id="market_registration",
            name=Text("市场主体登记", "market registration"),
            tell_within=None,
            on_silence=Silence.NOTHING,
            silence_basis=_NO_EFFECT,
            decide_within=3,
            on_the_spot=True,
            extension_days=3,
            extension_approver=Text("登记机关负责人", "the head of the registering body"),
            pause_grounds=_NONE,
            deliver_within=None,
            law=("市场主体登记管理条例 19",),
            takes_own_grounds=False,
        ),
        ClockProfile(
            id="birth_registration",
            name=Text("出生登记", "birth registration"),
            tell_within=0,
            on_silence=Silence.NOTHING,
            silence_basis=_NO_EFFECT,
            decide_within=0,
            on_the_spot=True,
            extension_days=0,
            extension_approver=_NOBODY,
            pause_grounds=_NONE,
            deliver_within=None,
            law=("本市承诺：当场办结（申请人应在一个月内申报：户口登记条例 7）",),
            takes_own_grounds=False,
        ),
        _city("benefit", Text("行政给付", "benefit")),
        _city("confirmation", Text("行政确认", "confirmation")),
        _city("public_service", Text("公共服务", "public service")),
    )
}


def profile_named(id: str) -> ClockProfile:
    """Raises ProfileUnknown, which names the nearest profile."""
    try:
        return PROFILES[id]
    except KeyError:
        raise ProfileUnknown(id) from None
