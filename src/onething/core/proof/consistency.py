"""What can be seen of an item without asking about situations: the consistency rules of the catalogue.

Sources: domain §3.1 (rules that an item editor enforces), §3.23 (village certificates), semantics §4.
"""

from collections.abc import Iterable
from datetime import date

from onething.core.catalogue.integration import system_of
from onething.core.catalogue.local import DAYS_OF_WARNING, days_past_end
from onething.core.catalogue.model import Item, LocalException, MaterialLine, Package, Scene, SceneItem
from onething.core.catalogue.words import CertificateStatus, Grant, Level, Way
from onething.core.clock import GROUND_NAMES, PROFILES, ClockProfile, due_for_display
from onething.core.proof.report import Report
from onething.core.source import Where
from onething.core.workdays import WorkCalendar

#: Wholly online: the highest online depth (Ⅳ) of domain §3.1.
WHOLLY_ONLINE = 4


def check_items(scene: Scene, package: Package, calendar: WorkCalendar, on: date, report: Report) -> None:
    """Report what is wrong with each item of the scene, whatever anybody answers."""
    for line in scene.items:
        item = line.item
        _bindings(scene, line, report)
        _limits(item, report)
        for exception in item.exceptions:
            _past_end(item, exception, package, on, report)
        _online(item, report)
        _results(item, report)
        _integration(item, package, report)
        for requirement in item.materials:
            _certificate(requirement, package, report)
            check_grant(item, requirement, package, on, report)
        for fee in item.fees:
            if fee.fen and not fee.basis:
                report.error(
                    "fee_without_basis",
                    fee.at,
                    f"收费“{fee.name}”没有依据，请写明文件和条款。",
                    f"The fee “{fee.name.en or fee.name}” has no basis; name the act and article.",
                )
    _calendar(scene, calendar, on, report)


def _bindings(scene: Scene, line: SceneItem, report: Report) -> None:
    item = line.item
    asked = {requirement.role: requirement.at for requirement in item.materials}
    asked |= {entry.role: entry.at for entry in item.fields}
    for role in dict.fromkeys((item.subject, *item.roles, *asked)):
        bound = line.roles.get(role, role)
        if bound not in scene.roles:
            report.error(
                "role_unbound",
                asked.get(role, line.at),
                f"“{item.name}”的角色 {role} 在本场景里没有对应的角色，请在 roles 里写明是谁。",
                f"The role {role} of {item.id} is bound to nobody in this scene; say in `roles` who it is.",
            )


def _limits(item: Item, report: Report) -> None:
    profile = PROFILES.get(item.profile)
    if profile is None:
        names = "、".join(sorted(PROFILES))
        report.error(
            "no_clock_profile",
            item.at,
            f"“{item.name}”的时钟规则 {item.profile} 不存在，可用：{names}。",
            f"{item.id} names the clock profile {item.profile}, which does not exist; there are: {names}.",
        )
    else:
        _own_grounds(item, profile, report)
    if item.statutory_days is None:
        report.warning(
            "no_statutory_limit",
            item.at,
            f"“{item.name}”没有写法定办结时限。",
            f"{item.id} gives no statutory limit.",
            because=reason(item, "no_statutory_limit"),
        )
    check_promise(item, item.at, report)


def _own_grounds(item: Item, profile: ClockProfile, report: Report) -> None:
    """What stops the clock beside the profile's list is known by name, cited, and allowed by the profile."""
    for ground, article in item.own_grounds.items():
        if ground not in GROUND_NAMES:
            names = "、".join(sorted(GROUND_NAMES))
            report.error(
                "own_ground_refused",
                item.at,
                f"“{item.name}”的停表情形 {ground} 不认识，可用：{names}。",
                f"{item.id} stops its clock for {ground}, which is not known; there are: {names}.",
            )
        elif not (profile.takes_own_grounds and article.strip()):
            report.error(
                "own_ground_refused",
                item.at,
                f"“{item.name}”不能为{GROUND_NAMES[ground].zh}停表：{profile.name.zh}不允许，或者没有写明条文。",
                f"{item.id} cannot stop its clock for {GROUND_NAMES[ground].say('en')}: "
                "its profile does not allow it, or no article is named.",
            )


def check_promise(item: Item, at: Where, report: Report) -> None:
    """A promise keeps within the limit that the case will have, the item's own or its profile's, and the steps within
    the promise. at: where the promise stands.
    """
    limit = limit_of(item)
    if limit is not None and item.promised_days > limit:
        own = item.statutory_days is not None
        zh = f"法定 {limit} 天" if own else f"时钟规则 {item.profile} 的 {limit} 天"
        en = f"the statutory {limit}" if own else f"the {limit} of its clock profile {item.profile}"
        report.error(
            "promise_over_statute",
            at,
            f"“{item.name}”承诺 {item.promised_days} 天，超过{zh}，请改短承诺。",
            f"{item.id} promises {item.promised_days} days, more than {en}.",
        )
    stepped = sum(step.days for step in item.steps)
    if stepped > item.promised_days:
        report.error(
            "steps_over_promise",
            at,
            f"“{item.name}”各环节共 {stepped} 天，超过承诺的 {item.promised_days} 天。",
            f"The steps of {item.id} take {stepped} days, more than the promised {item.promised_days}.",
        )


def limit_of(item: Item) -> int | None:
    """Return the days in which a case of the item must be decided: what the item does not say, its profile says."""
    profile = PROFILES.get(item.profile)
    return profile.decide_within if item.statutory_days is None and profile else item.statutory_days


def _past_end(item: Item, exception: LocalException, package: Package, on: date, report: Report) -> None:
    """A local exception that still stands there after its last day; it holds no more, and nobody may get used to it."""
    past = days_past_end(exception, on)
    if not past:
        return
    town = package.divisions[exception.division].name
    end, number = exception.ends_on, exception.approved.number
    zh = f"“{item.name}”在{town}的地方例外（{number}）已于 {end} 到期，过期 {past} 天"
    en = f"The local exception of {item.id} in {town} ({number}) ended on {end}, {past} {'day' if past == 1 else 'days'} ago"
    if past > DAYS_OF_WARNING:
        report.error(
            "exception_past_end",
            exception.at,
            f"{zh}，请删去，或者报批延期。",
            f"{en}; take it out or have it renewed.",
        )
        return
    left = DAYS_OF_WARNING - past
    report.warning(
        "exception_past_end",
        exception.at,
        f"{zh}，已不再适用。请删去，或者报批延期；再过 {left + 1} 天就不能发布。",
        f"{en}, and holds no more. Take it out or have it renewed; in {left + 1} days it refuses publishing.",
        because=exception.because or reason(item, "exception_past_end"),
    )


def _online(item: Item, report: Report) -> None:
    for visit in item.visits:
        if not visit.reason:
            report.error(
                "visit_without_reason",
                visit.at,
                f"“{item.name}”要到现场，但没有写必须到场的原因。",
                f"{item.id} asks for a visit without saying why one must come.",
            )
    if item.depth >= WHOLLY_ONLINE and any(visit.when is None for visit in item.visits):
        report.error(
            "online_with_visits",
            item.visits[0].at,
            f"“{item.name}”标为全程网办，却总要到现场。",
            f"{item.id} is marked wholly online, yet always asks for a visit.",
        )


def _integration(item: Item, package: Package, report: Report) -> None:
    """Law: none; domain §2.6, the level says what the platform promises."""
    integration = item.integration
    if integration.level is Level.LINK and not integration.link.startswith("https://"):
        report.error(
            "link_missing",
            item.at,
            f"“{item.name}”是 L0，只给链接，却没有写以 https:// 开头的 link。",
            f"{item.id} is at L0, a link only, yet has no `link` that begins with https://.",
        )
    if integration.level in (Level.PUSHED, Level.DECIDED_THERE) and not system_of(item, package):
        report.error(
            "system_missing",
            item.at,
            f"“{item.name}”是 {integration.level.value}，由部门系统办，但不知道是哪个系统；请写明 integration.system。",
            f"{item.id} is at {integration.level.value}, but no system of its department is known; "
            "name it as `integration.system`.",
        )


def _results(item: Item, report: Report) -> None:
    for result in item.result:
        if not result.sample:
            report.warning(
                "result_without_sample",
                result.at,
                f"结果“{result.name}”没有样本。",
                f"The result {result.id} has no sample.",
                because=result.because or reason(item, "result_without_sample"),
            )


def _certificate(line: MaterialLine, package: Package, report: Report) -> None:
    material = package.materials[line.material]
    kind = material.village_certificate
    known = package.certificates.get(kind)
    if not kind or (known and known.status is CertificateStatus.KEPT):
        return
    instead = ("它不在保留清单上。", "It is not on the list of kept ones.")
    if known and known.status is CertificateStatus.REVIEWED:
        instead = ("它还在清理，没有列入保留清单。", "It is under review and not on the list of kept ones.")
    elif known and known.instead:
        held = package.departments.get(known.department)
        by = (f"（{held.name.zh}）", f" ({held.name.say('en')})") if held else ("", "")
        instead = (f"应改用：{known.instead.zh}{by[0]}。", f"Use instead: {known.instead.say('en')}{by[1]}.")
    report.error(
        "forbidden_certificate",
        line.at,
        f"不得要求村（社区）开具“{kind}”证明。{instead[0]}",
        f"A village certificate of this kind ({kind}) may not be demanded. {instead[1]}",
    )


def check_grant(item: Item, line: MaterialLine, package: Package, on: date, report: Report) -> None:
    if Way.SHARE not in line.accepts:
        return
    sources = [share for share in package.shares.values() if line.material in share.materials]
    if sources and not any(
        grant_covers(share.grants, item.id, line.material, line.role, on) for share in sources
    ):
        names = "、".join(str(share.label) for share in sources)
        report.error(
            "share_without_grant",
            line.at,
            f"“{item.name}”要用“{names}”取得“{package.materials[line.material].label}”，但没有有效的授权。",
            f"{item.id} takes {line.material} from a share without a grant that covers it and is in force.",
        )


def grant_covers(grants: Iterable[Grant], item: str, material: str, role: str, on: date) -> bool:
    """True iff a grant in force on that day lets the item take the material about that role."""
    return any(
        item in grant.items
        and material in grant.materials
        and (not grant.roles or role in grant.roles)
        and (grant.until is None or grant.until >= on)
        for grant in grants
    )


def _calendar(scene: Scene, calendar: WorkCalendar, on: date, report: Report) -> None:
    """Every day that a path of the scene reaches by its statutory limits lies in a published year."""
    last, provisional = due_for_display(on, _longest(scene), calendar)
    if provisional:
        report.warning(
            "calendar_missing",
            scene.at,
            f"{last.year} 年的放假通知还没有载入，那一年的日期只能暂定。",
            f"No holiday notice for {last.year} is loaded; dates in that year are provisional.",
            because=scene.because.get("proof.calendar_missing", "") or scene.because.get("*", ""),
        )


def _longest(scene: Scene) -> int:
    """Return the days of the longest path by limits, calendar days taken for working days; a circle is walked once."""
    lines = {line.item.id: line for line in scene.items}

    def ends(name: str, above: frozenset[str]) -> int:
        line = lines[name]
        before = before_it(line, scene) - above - {name}
        local = (one.promised_days or 0 for one in line.item.exceptions)
        own = max(line.item.promised_days, limit_of(line.item) or 0, *local)
        return own + max((ends(other, above | {name}) for other in before if other in lines), default=0)

    return max((ends(name, frozenset()) for name in lines), default=0)


def before_it(line: SceneItem, scene: Scene) -> frozenset[str]:
    """Explicit edges, and those implied by a result that is a material of this item."""
    implied = {
        other.item.id
        for other in scene.items
        for requirement in line.item.materials
        if other is not line and Way.RESULT in requirement.accepts and gives(other, line, requirement)
    }
    return frozenset(implied) | {*line.after, *line.needs}


def gives(giver: SceneItem, line: SceneItem, requirement: MaterialLine) -> bool:
    """True iff a result of the other item stands for this material of the same role."""
    role = line.roles.get(requirement.role, requirement.role)
    return any(
        result.stands_for == requirement.material and giver.roles.get(result.role, result.role) == role
        for result in giver.item.result
    )


def reason(item: Item, code: str) -> str:
    """The recorded reason for which a warning about the item passes."""
    return item.because.get(f"proof.{code}", "") or item.because.get("*", "")
