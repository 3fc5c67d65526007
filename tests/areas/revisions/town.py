"""A city of two items in two offices, proved in a moment: every publication proves all that there is."""

from tests.core.catalogue import small

_ALLOWANCE = """\
id: allowance
# what it is called on every notice
name: {zh: 困难补贴, en: Allowance}
code: 11990000MB0000001X3440500001001
kind: "05"
department: welfare
levels: [town, city]
law: [社会救助暂行办法 第三条]
clock: {profile: benefit, promised_days: 15, statutory_days: 30, day_kind: working}
roles: [applicant]
fields:
  - {role: applicant, element: person.name}
materials:
  - {role: applicant, material: id-card, accepts: [licence, upload, paper]}
  - {role: applicant, material: poor-proof, accepts: [paper, declaration], when: 'income == "low"'}
steps:
  - {kind: decision, name: 决定, department: welfare, level: city, days: 10}
result:
  - {id: allowance-decision, name: 补贴决定书, kind: document, role: applicant, sample: samples/decision.svg}
competent:
  - {else: city}
scope: city
channels: [window, online]
depth: 3
"""
_SUBSIDY = (
    _ALLOWANCE.replace("id: allowance", "id: subsidy")
    .replace(", when: 'income == \"low\"'", "")
    .replace("困难补贴, en: Allowance", "医疗补贴, en: Subsidy")
    .replace("3440500001001", "3440500001002")
    .replace("welfare", "health")
    .replace("allowance-decision", "subsidy-decision")
)
_SCENE = """\
id: hard-times
name: {zh: 困难群众一件事, en: Hard times}
summary: 一次办好。
lead: welfare
topic: family
words: [家里困难]
version: "1"
effective_from: 2026-01-01
because: {proof.calendar_missing: 演示}
roles:
  applicant: {label: {zh: 申请人, en: Applicant}}
questions:
  - {id: income, text: 您的收入？, kind: choice, choices: {none: 都不是, low: 低保}}
items:
  - {item: allowance}
  - {item: subsidy, when: 'income == "low"'}
"""
ALLOWANCE, SUBSIDY = "items/allowance.yaml", "items/subsidy.yaml"


def _city():
    files = {path: content for path, content in small.files().items() if "/" not in path}
    files["city.yaml"] = files["city.yaml"].replace(b"id: littletown", b"id: dongguan")
    health = files["departments.yaml"].replace(b"welfare:", b"health:")
    files["departments.yaml"] += health.replace("民政局".encode(), "卫健局".encode()).replace(
        b"001X", b"0029"
    )
    files["shares.yaml"] = b"{}\n"
    return {
        **files,
        ALLOWANCE: _ALLOWANCE.encode(),
        SUBSIDY: _SUBSIDY.encode(),
        "scenes/hard-times.yaml": _SCENE.encode(),
        "samples/decision.svg": b"<svg/>",
    }


FILES = _city()
