"""Exam questions that a city ships: read with every finding at its place, written back, and without a finding in the demo."""

from dataclasses import replace

import pytest

from onething.core.source import Text
from onething.core.training import Kind, Option, read_questions, write_questions
from tests.core.training.world import ON, QUESTION, package, question, statement

FILE = """\
# What stands at the head.
how-long:
  kind: single
  stem: {zh: '要 5 天吗', en: 'See {nothing.fee}'}
  options:
    - {text: {zh: 甲, en: One}, right: true}
    - {text: 甲}
    - text: {zh: '有 结婚证'}
  explanation: '甲'
  items: [birth-registration]
  owner: health
  laws: [{name: 中华人民共和国户口登记条例, article: 第七条}]
other:
  kind: true_false
  stem: 打13800001357
  explanation: |
    第一行
    第二行 {x
  owner: nobody
  surprise: 1
"""


def with_file(text, name="a"):
    return replace(package(), sources={f"exams/{name}.yaml": text.encode()})


class TestAFile:
    def test_is_read(self):
        one = read_questions(with_file(FILE), on=ON).questions["how-long"]
        assert (one.kind, one.owner, one.items) == (Kind.SINGLE, "health", ("birth-registration",))
        assert one.options[:2] == (Option(Text("甲", "One"), True), Option(Text("甲")))

    def test_says_everything_that_is_wrong_with_line_and_column(self):
        found = read_questions(with_file(FILE), on=ON).findings
        assert {(one.code, one.at.line, one.at.column) for one in found} == {
            ("training.typed_figure", 4, FILE.splitlines()[3].index("5") + 1),
            ("training.unknown_reference", 4, FILE.splitlines()[3].index("{nothing") + 1),
            ("training.options_alike", 7, 14),
            ("training.typed_material", 8, FILE.splitlines()[7].index("结") + 1),
            ("package.missing_key", 13, 1),
            ("training.personal", 15, FILE.splitlines()[14].index("1") + 1),
            ("training.bad_reference", 18, 1),
            ("training.unknown_name", 19, 10),
            ("training.no_link", 13, 1),
            ("training.no_source", 13, 1),
            ("package.unknown_key", 20, 3),
        }

    @pytest.mark.parametrize(
        "one",
        [
            QUESTION,
            statement("{birth-voucher.name}“要”交'表'\n吗", holds=False),
            question(kind=Kind.SEVERAL, options=(*QUESTION.options, Option(Text("丁"), True)), from_on=ON),
        ],
    )
    def test_written_is_read_as_the_same(self, one):
        files = write_questions({"a-b": one}, replace(package(), sources={}))
        assert list(files) == ["exams/health.yaml"]
        again = read_questions(replace(package(), sources=files), on=ON)
        assert again.questions == {"a-b": one}
        assert [finding.code for finding in again.findings if finding.code.startswith("package.")] == []

    def test_in_which_one_changed_keeps_its_head_and_the_others(self):
        city = with_file(FILE)
        questions = read_questions(city, on=ON).questions
        assert write_questions(questions, city) == city.sources
        files = write_questions({**questions, "other": QUESTION}, city)
        assert files["exams/a.yaml"].decode().startswith("# What stands at the head.\nhow-long:\n")
        again = read_questions(replace(city, sources=files), on=ON).questions
        assert again == {**questions, "other": QUESTION}


def test_the_citys_questions_have_no_findings_and_refer_to_what_they_ask():
    found = read_questions(package(), on=ON)
    assert [f"{one.at} {one.message.en}" for one in found.findings] == []
    assert {one.kind for one in found.questions.values()} == set(Kind)
    assert all(one.stem.en and one.explanation.en for one in found.questions.values())
    shipped = {path: data for path, data in package().sources.items() if path.startswith("exams/")}
    assert write_questions(found.questions, package()) == shipped
