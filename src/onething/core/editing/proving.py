"""The proof of a scene that is being edited, as the page shows it: what was found, and what was proved not to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onething.core.catalogue.loader import load_package
from onething.core.catalogue.memory import Memory
from onething.core.catalogue.model import Package, Scene
from onething.core.editing.excerpt import excerpt
from onething.core.findings import Finding, Level
from onething.core.proof import Asked, prove
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

#: Every kind of finding that a proof looks for, by its code without the area, and what it is called (docs/proof.md).
KINDS: Mapping[str, Text] = {
    "dead_end": Text("没有一项能办，也没有去向", "Nothing can be applied for, and nowhere to go"),
    "dead_end_material": Text("走不通：要的材料没处取", "No way: a paper nobody can get"),
    "no_way": Text("这种材料谁也交不了", "Nobody can give this paper"),
    "dead_end_needs": Text("走不通：前一项办不成", "No way: what comes first cannot be granted"),
    "contradictory_constraints": Text("几项的限制互相矛盾", "Limits that exclude each other"),
    "cycle": Text("几项互相等待", "Items wait for each other"),
    "no_situation": Text("限制太多，谁也不符合", "The constraints allow nobody"),
    "unreachable_item": Text("谁也办不到这一项", "An item for nobody"),
    "unreachable_outcome": Text("谁也看不到这句去向", "A way out that nobody is shown"),
    "overlapping_cases": Text("两种情形同时成立", "Two cases at once"),
    "missing_case": Text("有一种情形没写", "A case is missing"),
    "same_result_twice": Text("同一结果发两次", "The same result twice"),
    "share_without_grant": Text("共享没有授权", "A share without a grant"),
    "forbidden_certificate": Text("要了不准开的村级证明", "A village certificate that must not be asked"),
    "role_unbound": Text("角色没有对上", "A role that is nobody"),
    "no_clock_profile": Text("没有时限类型", "No clock profile"),
    "own_ground_refused": Text("不能为此停表", "A ground that may not stop the clock"),
    "promise_over_statute": Text("承诺比法定还长", "A promise beyond the statute"),
    "steps_over_promise": Text("环节加起来超过承诺", "Steps beyond the promise"),
    "fee_without_basis": Text("收费没有依据", "A fee without a basis"),
    "visit_without_reason": Text("到场没有理由", "A visit without a reason"),
    "online_with_visits": Text("全程网办却要到场", "Wholly online, yet a visit"),
    "link_missing": Text("缺办理链接", "The link is missing"),
    "system_missing": Text("缺部门系统", "The department system is missing"),
    "exception_past_end": Text("地方例外已过期", "A local exception past its end"),
    "asked_although_known": Text("查得到，还要人交", "Asked although it is known"),
    "confirm_refused": Text(
        "不能网上确认，或者没写确认什么", "Cannot be confirmed online, or nothing says what"
    ),
    "nobody_to_confirm": Text("不知道由谁网上确认", "Nobody known who would confirm it"),
    "unreachable_option": Text("谁也选不了这个选项", "An option for nobody"),
    "unreachable_material": Text("谁也用不上这份材料", "A paper that is never asked"),
    "question_without_effect": Text("问了没有用", "A question without effect"),
    "idle_condition": Text("条件没有用", "A condition without effect"),
    "result_without_sample": Text("结果没有样张", "A result without a sample"),
    "no_statutory_limit": Text("没写法定时限", "No statutory limit"),
    "calendar_missing": Text("放假安排还没公布", "The holidays are not published"),
    "undecided": Text("没有证完", "Not proved"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """findings: errors of reading and of the proof, errors first. package, scene: None while a file cannot be read."""

    package: Package | None
    scene: Scene | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.level is Level.WARNING)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.blocks)

    @property
    def absent(self) -> int:
        """How many kinds were looked for and proved not to be; 0 while nothing could be proved."""
        if self.scene is None:
            return 0
        return len(KINDS) - len({kind_of(one) for one in self.findings} & set(KINDS))


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of a scene from its last proof while it is edited. Of one thread at a time.

    read: the files as they were, so that only what differs is read; asked: what was found out of its situations.
    """

    read: Memory = field(default_factory=Memory)
    asked: Asked = field(default_factory=Asked)


def kind_of(finding: Finding) -> str:
    return finding.code.removeprefix("proof.")


def title_of(finding: Finding) -> Text:
    """Return what a finding of the proof is called, or that a file cannot be read."""
    return KINDS.get(kind_of(finding), Text("这里写得不对", "This cannot be read"))


def check(
    files: Mapping[str, bytes],
    scene: str,
    *,
    calendar: WorkCalendar,
    on: date,
    remembered: Remembered | None = None,
) -> Proof:
    """Return the proof of one scene of a package as it is written, from that day on. Never raises for bad content.

    remembered: of this scene as it was. The findings are the same as without it, sooner.
    """
    known = remembered or Remembered()
    loaded = load_package(excerpt(files, scene), known.read)
    found = loaded.package.scenes.get(scene) if loaded.package else None
    if loaded.package is None or found is None:
        return Proof(loaded.package, found, loaded.findings)
    findings = prove(found, package=loaded.package, calendar=calendar, on=on, asked=known.asked)
    return Proof(loaded.package, found, findings)
