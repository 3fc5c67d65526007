"""A small city that uses every key of the format, and ways to spoil it."""

from onething.core.catalogue.loader import Loaded, load_package
from onething.core.catalogue.model import Package

CITY = """\
id: littletown
name: {zh: 小城, en: Littletown}
division: "990000000000"
minutes: {choice: 8, typed: 15, confirmed: 2, upload: 45}
sign_in: [applicant/person.name]
settings: {draft_days: 30}
kept_certificates: [家庭困难情况]
forbidden_certificates: {婚姻状况: 民政婚姻登记信息}
source: calibrated
because: 演示
"""
DIVISIONS = """\
code,name,level,kind,parent,unit
990000000000,小城,city,地级市,,
990000001000,东街,town,街道,990000000000,东街
"""
DEPARTMENTS = """\
welfare:
  name: {zh: 小城民政局, en: Welfare Office}
  short: 民政局
  code: 11990000MB0000001X
  division: "990000000000"
  phone: 0769-0000000
  review: 小城人民政府
"""
ELEMENTS = """\
person.name:
  label: {zh: 姓名, en: Name}
  kind: name
  constraints: {max_length: 100}
  sensitivity: personal
  help: 按证件填写。
person.age: {label: 年龄, kind: integer, constraints: {min: 0, max: 130}, unit: {zh: 岁, en: years}}
help.kind:
  label: 困难类型
  kind: choice
  choices:
    low: {zh: 低保, en: Low income}
    edge: {label: 低保边缘, help: 收入略高于低保标准。, because: 少见}
  constraints: {allowed: [low, edge]}
help.number: {label: 证号, kind: text}
"""
LICENCES = """\
id-card:
  label: 身份证
  type_code: 11100000MB9D00990W001
  fields: [person.name]
  valid_years: 10
  sample: samples/id-card
"""
MATERIALS = """\
id-card: {label: 身份证, issuer: 公安机关, licence: id-card, form: false, help: 在有效期内。}
form-help: {label: 申请表, form: true}
vow: {label: 承诺书}
poor-proof: {label: 困难证明, village_certificate: 家庭困难情况, shows: [person.name]}
help-decision: {label: 补贴决定书}
"""
SHARES = """\
poor-register:
  label: {zh: 低保信息, en: Low-income register}
  department: welfare
  system: welfare
  fields: [help.kind]
  materials: [poor-proof]
  facts: [poor]
  needs_consent: true
  basis: 政务数据共享条例
  grants:
    - {items: [allowance], roles: [applicant], fields: [help.kind], materials: [poor-proof], purpose: 核对, basis: 条例, until: 2027-12-31}
"""
BLOCKS = """\
person-2:
  - {element: person.name}
  - {element: person.age, required: false, when: 'poor', constraints: {max: 120}}
"""
ALLOWANCE = """\
id: allowance
name: {zh: 困难补贴, en: Allowance}
code: 11990000MB0000001X3440500001001
kind: "05"
department: welfare
levels: [town, city]
service_object: [person]
law: [社会救助暂行办法 第三条]
clock: {profile: benefit, promised_days: 15, statutory_days: 30, day_kind: working}
subject: applicant
roles: [applicant, representative]
questions:
  - id: income
    text: 您的收入情况？
    kind: choice
    choices: {low: 低保, edge: {label: 低保边缘, help: 略高于低保。}, none: 都不是}
    help: 不清楚也可以先选。
    known_from: poor
    answers_by_fact: {true: low, false: none}
    fills: applicant/help.kind
    fills_with: {low: low, edge: edge}
    because: 演示
  - {id: members, text: 家里几口人？, kind: integer, min: 1, max: 20}
  - {id: since, text: 从哪天起？, kind: date, min: 2000-01-01, max: 2030-12-31}
facts:
  poor: {label: 是否低保, type: bool, share: poor-register}
  rent: {label: 房租, type: decimal, scale: 2}
eligible:
  - {id: low-income, if: 'income in ["low", "edge"]', text: 属于低收入, law: 办法 第三条, way_forward: 可以申请临时救助, because: 演示}
fields:
  - {block: person-2, role: applicant, required: true, when: 'members > 0'}
  - {role: applicant, element: help.kind, required: true, when: 'income != "none"', constraints: {allowed: [low, edge]}}
  - {role: representative, element: person.name, required: false}
materials:
  - {role: applicant, material: form-help, form: true, accepts: [upload, paper]}
  - {role: applicant, material: id-card, accepts: [licence, upload, paper], copies: 1, original: true, required: true, valid_days: 180, law: 办法, when: 'on >= date("2020-01-01")'}
  - {role: representative, material: vow, accepts: [upload]}
  - {role: applicant, material: poor-proof, accepts: [share, declaration, later]}
steps:
  - {kind: intake, name: 受理, department: welfare, level: town, days: 0}
  - {kind: decision, name: 决定, department: welfare, level: city, days: 10}
result:
  - id: allowance-decision
    name: 补贴决定书
    kind: document
    licence: id-card
    stands_for: help-decision
    role: applicant
    gives: {applicant/help.number: generated, applicant/help.kind: officer, applicant/person.name: copy:representative/person.name}
    facts: {granted: applicant/help.kind}
    sample: samples/decision.pdf
fees:
  - {name: 工本费, fen: 0, basis: 无, when: poor}
visits:
  - {place: town-hall, purpose: 面谈, reason: 需本人确认, when: '!poor'}
competent:
  - {when: 'poor', value: household_town}
  - {when: 'members > 5', value: 'household_town:representative'}
  - {else: city}
scope: city
channels: [window, online, kiosk]
depth: 3
tolerance: true
declaration: false
automatic: 'poor && income == "low"'
because: {proof.no_statutory_limit: 演示}
"""
FOLLOW_UP = """\
id: follow-up
name: 后续补贴
code: ""
kind: "05"
department: welfare
clock: {profile: benefit, promised_days: 5}
facts:
  granted: {label: 补贴类型, type: choice, choices: [low, edge, none]}
materials:
  - {role: applicant, material: help-decision, accepts: [result, paper], when: 'granted == "low" && wants.more'}
""".replace('code: ""', "code: X-1")
SCENE = """\
id: hard-times
name: {zh: 困难群众一件事, en: Hard times}
summary: 一次办好。
lead: welfare
topic: family
words: [家里困难]
version: "1"
effective_from: 2026-01-01
roles:
  applicant: {label: {zh: 申请人, en: Applicant}}
  helper: {label: 代办人, many: true, min: 0, max: 3}
questions:
  - id: wants
    text: 您想办哪些？
    kind: multi
    choices: {more: 后续补贴, news: 消息}
    required_choice: true
  - {id: income, text: 您的收入？, kind: choice, choices: {none: 都不是, low: 低保, edge: 低保边缘}}
facts:
  granted: {label: 补贴类型, type: choice, choices: [low, edge, none], given_by: allowance, stands_in: income}
constraints: ['!(members < 2 && wants.news)']
items:
  - {item: allowance, when: 'income != "none"', roles: {representative: helper}, because: 演示}
  - {item: follow-up, optional: wants.more, needs: [allowance], after: [allowance], proactive: false, roles: {applicant: applicant}}
outcomes:
  - {if: 'income == "none" && !wants.more', text: 您可以申请临时救助。}
promise: {days: 10, items: [allowance], source: 通知}
joint_visits: [town-hall]
periods:
  - {from: 04-01, to: 05-31, note: {zh: 以当年公告为准, en: As the notice of the year says}, source: 演示}
  - {from: 2026-12-15, to: 2027-01-15}
because: {proof.never_matters: 演示}
"""
EXAMPLE = """\
scene: hard-times
on: 2026-03-05
answers: {income: low, wants: [more], members: 3, since: 2025-01-01}
facts: {poor: true, rent: 12.50, granted: low}
supplies: {shares: [poor-register], licences: [id-card, helper/id-card]}
bearers: {helper: 2}
dropped: [follow-up]
overrides:
  accepts: {applicant/id-card: [upload, paper]}
expect:
  alone: {forms: 1, materials: 3, fields: 4, visits: 1, working_days: 15}
  together: {materials: 2}
  saving: {materials: 1}
  asked_of_person: {materials: 1, fields: 2}
  schedule: {promised_days: 15, promised_on: 2026-03-26, statutory_days: 30, statutory_on: 2026-04-17, provisional: false, path: [allowance]}
  items: {allowance: applies, follow-up: not_chosen}
  ways: {applicant/id-card: upload, applicant/form-help: paper, 'helper[2]/vow': upload}
"""

TOPICS = """\
family:
  name: {zh: 家庭, en: Family}
  for: [person]
  themes:
    hard-times:
      - {id: low-income, name: {zh: 低保家庭, en: On low income}, answers: {income: low}}
"""

TEXTS = {
    "city.yaml": CITY,
    "divisions.csv": DIVISIONS,
    "departments.yaml": DEPARTMENTS,
    "elements.yaml": ELEMENTS,
    "licences.yaml": LICENCES,
    "materials.yaml": MATERIALS,
    "shares.yaml": SHARES,
    "blocks.yaml": BLOCKS,
    "topics.yaml": TOPICS,
    "items/allowance.yaml": ALLOWANCE,
    "items/follow-up.yaml": FOLLOW_UP,
    "scenes/hard-times.yaml": SCENE,
    "examples/low.yaml": EXAMPLE,
}


def files(**changes: str | bytes | None) -> dict[str, bytes]:
    """Return the files of the small city. changes: file name without folder and ending → content, None = gone."""
    found = {path: text.encode() for path, text in TEXTS.items()}
    for name, content in changes.items():
        path = next(
            path for path in TEXTS if path.rpartition("/")[2].rpartition(".")[0] == name.replace("_", "-")
        )
        if content is None:
            del found[path]
        else:
            found[path] = content if isinstance(content, bytes) else content.encode()
    return found


def spoiled(path: str, before: str, after: str) -> dict[str, bytes]:
    """Return the files of the small city with one place of one file written otherwise."""
    text = TEXTS[path]
    assert text.count(before) >= 1, (path, before)
    return {**files(), path: text.replace(before, after, 1).encode()}


def package(found: dict[str, bytes] | None = None) -> Package:
    """Return the small city, which has nothing wrong."""
    loaded = load_package(files() if found is None else found)
    assert loaded.package is not None, [f"{f.at} {f.message.en}" for f in loaded.findings]
    return loaded.package


def told(loaded: Loaded) -> list[tuple[str, str, int, int]]:
    """Return code, file, line and column of every finding."""
    return [(f.code.removeprefix("package."), f.at.file, f.at.line, f.at.column) for f in loaded.findings]
