"""From an entry of the register to a definition: a file of the package that a person goes on with, and what is still to be decided.

Nothing is guessed. Days, visits, kind and papers are taken over; a name of the catalogue becomes a paper of the city dictionary by a
file of names (data, docs/new-scene.md), and what that file does not know is said with its line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onething.core.catalogue.findings import nearest
from onething.core.catalogue.model import Package
from onething.core.findings import Finding, Level
from onething.core.register.certificates import demands_of, forbidden_of
from onething.core.register.definitions import OBJECTS
from onething.core.register.entries import Entry, EntryMaterial, HandleForm, Kind, Need, Phase, Scope, Sheet
from onething.core.register.entries import Form as PaperForm
from onething.core.register.names import Names, meant
from onething.core.source import Text, Where

#: The clock profile of a kind; another administrative power has none of its own and takes that of confirmations.
_PROFILES = {
    "01": "permit",
    "05": "benefit",
    "07": "confirmation",
    "10": "confirmation",
    "20": "public_service",
}
_CHANNELS = {
    HandleForm.WINDOW: "window",
    HandleForm.ONLINE: "online",
    HandleForm.COURIER: "courier",
    HandleForm.KIOSK: "kiosk",
}
_SCOPES = {Scope.COUNTRY: "country", Scope.PROVINCE: "province", Scope.CITY: "city"}
_PHASES = {Phase.INTAKE: "intake", Phase.DECISION: "decision", Phase.DELIVERY: "certificate"}


@dataclass(frozen=True, slots=True)
class Defined:
    """text: the file. path: where it belongs in the package. papers: lines to add to `materials.yaml`. findings: what a person decides."""

    path: str
    text: str
    papers: str
    findings: tuple[Finding, ...]


def define_item(entry: Entry, *, id: str, names: Names, package: Package) -> Defined:
    """Return the definition of one item as far as its entry tells it.

    The file is complete enough to be loaded once its papers are in the dictionary; every finding is a warning with its line.
    """
    made = _Writing(f"items/{id}.yaml")
    kind = entry.kind.value if entry.kind else names.kinds.get(entry.kind_given, "")
    department = meant(entry.department, names.departments)
    made.line(f"id: {id}")
    made.line(f"name: {_plain(entry.name)}")
    made.note(
        "english", "写一个英文名：name: {zh: …, en: …}。", "give the English name: name: {zh: …, en: …}."
    )
    made.line(f"code: {_code(department, kind, package)}")
    made.note(
        "code",
        "编码的后 10 位是占位，换成本市编的基本编码。",
        "the last ten digits stand in for the basic code of your city.",
    )
    made.line(f'kind: "{kind or Kind.SERVICE.value}"')
    if not kind:
        made.note(
            "kind",
            f"事项类型“{entry.kind_given}”不在已知的类型里，先写 20；请核实。",
            f"kind {entry.kind_given!r} is in no list, 20 stands in for it; check.",
        )
    made.line(f"department: {department or 'TODO'}")
    if not department:
        made.note(
            "department",
            f"“{entry.department}”不在名称表里；写本市哪个部门办。",
            f"{entry.department!r} is not among the names; say which department of your city decides.",
        )
    made.line("levels: [city]")
    _objects(entry, made)
    made.line(f"source: {_plain('目录 ' + entry.key)}")
    made.note(
        "law",
        "写依据的法律条文：law: […]；目录里没有。",
        "give the articles: law: […]; the catalogue has none.",
    )
    _clock(entry, kind, made)
    made.line("subject: applicant")
    papers = _papers(entry, names, package)
    roles = dict.fromkeys(["applicant", *(one.role for one in papers if one.role and one.material)])
    made.line(f"roles: [{', '.join(roles)}]")
    made.note(
        "fields",
        "写表单要问哪些数据元；目录里没有。先放了姓名和电话。",
        "say which elements the form asks; the catalogue has none. Name and telephone are a beginning.",
    )
    made.line("fields:")
    made.line("  - {role: applicant, element: person.name}")
    made.line("  - {role: applicant, element: person.phone}")
    _materials(papers, id, names, package, made)
    _steps(entry, department or "TODO", made)
    _result(entry, id, made)
    _visits(entry, made)
    if entry.fee:
        made.line("fees: []")
        made.note(
            "fee",
            "目录说收费：写名目、金额（分）和依据。",
            "the catalogue says there is a fee: give name, amount (fen) and basis.",
        )
    made.line("competent:")
    made.line("  - {else: city}")
    made.note(
        "competent",
        "写哪个办事处管：市里，还是户籍地、居住地的镇街。",
        "say which office is competent: the city, or the town of household or home.",
    )
    made.line(f"scope: {_SCOPES.get(entry.scope, 'city') if entry.scope else 'city'}")
    made.line(f"channels: [{', '.join(_CHANNELS[one] for one in entry.forms) or 'window'}]")
    made.line(f"depth: {3 if entry.visits else 4}")
    form = "" if f"form-{id}" in package.materials else f"form-{id}:\n  label: TODO\n  form: true\n"
    return Defined(made.file, made.text, form, tuple(made.found))


def define_scene(entry: Entry, *, id: str, items: Sequence[str], names: Names) -> Defined:
    """Return a scene of these items (ids) as far as its entry tells it: its name, who leads, and its own promise."""
    made = _Writing(f"scenes/{id}.yaml")
    department = meant(entry.department, names.departments) or "TODO"
    made.line(f"id: {id}")
    made.line(f"name: {_plain(re.sub('[“”]', '', entry.name))}")
    made.line("summary: TODO")
    made.note(
        "summary",
        "用一句话说办成什么，并写英文。",
        "say in one sentence what gets done, and the names in English.",
    )
    made.line(f"lead: {department}")
    made.line("topic: TODO")
    made.note(
        "topic",
        "写它放在哪个主题下，和群众怎么叫它（words）。",
        "say under which topic it is found, and what people call it (words).",
    )
    made.line("roles:")
    made.line("  applicant: {label: 申请人}")
    made.note("roles", "列出材料和表单里出现的每个人。", "list every person of papers and forms.")
    made.line("items:")
    for item in items:
        made.line(f"  - {{item: {item}}}")
    made.note(
        "order",
        "写什么情形才办（when），和先后（needs）。",
        "say when each item belongs to the matter (when), and the order (needs).",
    )
    if entry.promised_days is not None:
        made.line("promise:")
        made.line(f"  days: {entry.promised_days}")
        made.line(f"  items: [{', '.join(items)}]")
    return Defined(made.file, made.text, "", tuple(made.found))


class _Writing:
    """A file that grows line by line, and what is said of its last line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[str] = []
        self.found: list[Finding] = []

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def line(self, text: str) -> None:
        self.lines.append(text)

    def note(self, code: str, zh: str, en: str) -> None:
        at = Where(self.file, len(self.lines), 1)
        self.found.append(Finding(f"define.{code}", Level.WARNING, Text(zh, en), at))


def _plain(text: str) -> str:
    """Return a text as YAML, in quotes where it needs them."""
    if re.search(r"[:#{}\[\],&*!|>'\"%@`\\]|^[-?\s]|\s$", text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def _code(department: str, kind: str, package: Package) -> str:
    office = package.departments.get(department)
    body = office.code if office else "0" * 18
    return f"{body}3{package.division[:2]}{kind or '20'}99{'0' * 6}"


def _objects(entry: Entry, made: _Writing) -> None:
    ours = {zh: ours for ours, zh in OBJECTS.items()}
    objects = [ours[one] for one in entry.objects if one in ours]
    made.line(f"service_object: [{', '.join(objects) or 'person'}]")
    if not objects:
        made.note(
            "objects",
            "目录没说服务对象，先写 person；请核实。",
            "the catalogue does not say whom it serves, person stands in; check.",
        )


def _clock(entry: Entry, kind: str, made: _Writing) -> None:
    promised = entry.promised_days if entry.promised_days is not None else entry.statutory_days
    parts = [
        f"profile: {_PROFILES.get(kind, 'public_service')}",
        f"promised_days: {promised if promised is not None else 0}",
    ]
    if entry.statutory_days is not None:
        parts.append(f"statutory_days: {entry.statutory_days}")
    if entry.day_kind != "working":
        parts.append(f"day_kind: {entry.day_kind}")
    made.line(f"clock: {{{', '.join(parts)}}}")
    if promised is None:
        made.note(
            "clock",
            "目录没有期限；写承诺和法定的天数。",
            "the catalogue has no limits; give promised and statutory days.",
        )
    elif entry.statutory_days is None:
        made.note(
            "statute",
            "目录没有法定期限；查到就写上，查不到写 because。",
            "no statutory limit is given; add it, or say why there is none under because.",
        )


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper of the entry as the city knows it. material: "" if the dictionary has none. role: whose, "" if it does not say."""

    given: EntryMaterial
    material: str
    role: str

    @property
    def key(self) -> str:
        return f"{self.role or 'applicant'}/{self.material}"


def _papers(entry: Entry, names: Names, package: Package) -> list[_Paper]:
    """Return the papers of the entry without its application forms: the item has one of its own."""
    known = _known(package)
    return [
        _Paper(one, meant(one.name, names.materials) or meant(one.name, known), meant(one.name, names.roles))
        for one in entry.materials
        if not any(word in one.name for word in names.forms)
    ]


def _known(package: Package) -> dict[str, str]:
    return {paper.label.zh: paper.id for paper in package.materials.values() if not paper.form}


def _materials(papers: Sequence[_Paper], id: str, names: Names, package: Package, made: _Writing) -> None:
    listed: dict[str, str] = {}
    forbidden = forbidden_of(package)
    made.line("materials:")
    made.line(f"  - {{role: applicant, material: form-{id}, form: true, accepts: [upload, paper]}}")
    for one in papers:
        name = one.given.name
        if demand := next(demands_of([one.given], forbidden), None):
            made.line(f"  # {name}")
            made.note(demand.code.partition(".")[2], demand.message.zh, demand.message.say("en"))
        elif not one.material:
            _unknown(name, package, made)
        elif one.key in listed:
            made.note(
                "same_paper",
                f"“{name}”和“{listed[one.key]}”是同一份材料（{one.key}），只列一次；不是同一个人的，改角色。",
                f"{name!r} and {listed[one.key]!r} are one paper ({one.key}), listed once; if they are of two persons change a role.",
            )
        else:
            listed[one.key] = name
            made.line(f"  - {{{', '.join(_parts(one, package))}}}")
            _doubts(one, names, package, made)


def _unknown(name: str, package: Package, made: _Writing) -> None:
    close = nearest(name, _known(package))
    made.line(f"  # {name}")
    made.note(
        "unknown_material",
        f"“{name}”不在城市材料目录里；"
        + (f"是不是“{close}”？" if close else "加进 materials.yaml 和名称表，或者删掉。"),
        f"{name!r} is no paper of the dictionary; "
        + (f"did you mean {close!r}?" if close else "add it there and to the names, or leave it out."),
    )


def _doubts(one: _Paper, names: Names, package: Package, made: _Writing) -> None:
    """Say what a person must decide about the paper of the last line."""
    name, paper = one.given.name, package.materials.get(one.material)
    if one.material in names.personal and not one.role:
        made.note("whose", f"“{name}”是谁的？先写申请人。", f"whose is {name!r}? The applicant stands in.")
    if re.search("或|、", name):
        made.note(
            "one_of",
            f"“{name}”写了几种材料，先用 {one.material}；要别的请另写一行和条件。",
            f"{name!r} names several papers, {one.material} stands for them; others need a line with a condition.",
        )
    if one.given.need == Need.SOMETIMES:
        made.note(
            "when",
            f"“{name}”什么情形才要？写 when，去掉 required。",
            f"when is {name!r} needed? Give when, and drop required.",
        )
    if one.given.shared and not (paper and paper.licence):
        made.note(
            "share",
            f"目录说“{name}”能共享；有共享就加进 accepts。",
            f"the catalogue says that {name!r} can be shared; where there is a share, accept it.",
        )


def _parts(paper_: _Paper, package: Package) -> list[str]:
    one, paper = paper_.given, package.materials.get(paper_.material)
    ways = []
    if paper and paper.licence and (one.licence or one.shared):
        ways.append("licence")
    if one.form != PaperForm.PAPER:
        ways.append("upload")
    if one.form != PaperForm.ELECTRONIC:
        ways.append("paper")
    if one.tolerated:
        ways.append("later")
    parts = [
        f"role: {paper_.role or 'applicant'}",
        f"material: {paper_.material}",
        f"accepts: [{', '.join(ways)}]",
    ]
    if one.need == Need.SOMETIMES:
        parts.append("required: false")
    if one.sheet in (Sheet.COPY, Sheet.BOTH) and one.copies:
        parts.append(f"copies: {one.copies}")
    if one.sheet in (Sheet.ORIGINAL, Sheet.BOTH) and one.form in (PaperForm.PAPER, PaperForm.BOTH):
        parts.append("original: true")
    return parts


def _steps(entry: Entry, department: str, made: _Writing) -> None:
    """One step a phase, all days on the decision: how they are shared out is not in the catalogue."""
    phases = [one for one in Phase if any(step.phase == one for step in entry.steps)] or list(Phase)[:2]
    if Phase.DECISION not in phases:
        phases.append(Phase.DECISION)
    made.line("steps:")
    for phase in phases:
        days = (entry.promised_days or 0) if phase is Phase.DECISION else 0
        made.line(
            f"  - {{kind: {_PHASES[phase]}, name: {phase.label.zh}, department: {department}, level: city, days: {days}}}"
        )
    made.note("steps", "把承诺天数分到各环节。", "share the promised days out among the steps.")


def _result(entry: Entry, id: str, made: _Writing) -> None:
    made.line("result:")
    made.line(
        f"  - {{id: {id}-result, name: {_plain(entry.result or entry.name + '办理结果')}, kind: record}}"
    )
    made.note(
        "result",
        "写结果叫什么、是什么、给出哪些数据、替代哪份材料，并放一张样本。",
        "say what the result is called and is, which data it gives, for which paper it stands, and add a sample.",
    )


def _visits(entry: Entry, made: _Writing) -> None:
    if not entry.visits:
        return
    made.line("visits:")
    for number in range(1, entry.visits + 1):
        made.line(f"  - {{place: hall, purpose: visit-{number}, reason: TODO}}")
        made.note("visit", "写为什么非到场不可。", "say why this cannot be done without coming.")
