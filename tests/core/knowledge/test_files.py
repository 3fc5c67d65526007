"""Answers that a city ships: read with every finding at its place, and without one in the city of the demo."""

from dataclasses import replace

from onething.core.catalogue.loader import export_package, load_package
from onething.core.knowledge import read_answers, render
from tests.conftest import ROOT
from tests.core.knowledge.world import ON, facts, package

SEVEN = {
    "birth",
    "disabled-services",
    "start-company",
    "close-company",
    "real-estate",
    "utilities",
    "end-safety-supervision",
}
FILE = """\
how-long:
  question: {zh: 出生登记要多久, en: How long}
  variants: [上户口要几天, 上户口要几天]
  answer:
    zh: '要 5 天，带结婚证。'
    en: 'See {birth-registration.fee}.'
  items: [birth-registration]
  owner: public-security
  laws: [{name: 中华人民共和国户口登记条例, article: 第七条}]
other:
  question: 上户口要几天
  variants: [打13800001357]
  answer: |
    第一行
    第二行 {x
  owner: nobody
  items: []
  surprise: 1
"""


def read(text, name="a"):
    sources = {f"knowledge/{name}.yaml": text.encode()}
    return read_answers(replace(package(), sources=sources), on=ON)


class TestAFileOfAnswers:
    def test_is_read(self):
        one = read(FILE).answers["how-long"]
        assert (one.owner, one.items, one.variants, str(one.laws[0])) == (
            "public-security",
            ("birth-registration",),
            ("上户口要几天",),
            "《中华人民共和国户口登记条例》第七条",
        )

    def test_says_everything_that_is_wrong_with_line_and_column(self):
        lines = FILE.splitlines()
        places = {(one.code, one.at.line, one.at.column) for one in read(FILE).findings}
        assert ("package.duplicate_id", 3, lines[2].rindex("上") + 1) in places
        assert ("knowledge.typed_figure", 5, lines[4].index("5") + 1) in places
        assert ("knowledge.typed_material", 5, lines[4].index("结") + 1) in places
        assert ("package.unknown_key", 18, 3) in places
        assert ("knowledge.personal", 12, lines[11].index("1") + 1) in places
        assert ("knowledge.bad_reference", 15, 1) in places
        assert ("package.answers_differ", 10, 1) in places
        assert {"knowledge.unknown_name", "knowledge.no_link"} <= {code for code, *_ in places}

    def test_that_is_no_mapping_is_refused(self):
        assert [one.code for one in read("[1]").findings] == ["package.wrong_type"]
        assert read("").findings == ()

    def test_may_not_take_an_id_twice(self):
        sources = {f"knowledge/{name}.yaml": FILE.encode() for name in "ab"}
        found = read_answers(replace(package(), sources=sources), on=ON).findings
        assert (
            sum(one.code == "package.duplicate_id" and one.at.file == "knowledge/b.yaml" for one in found)
            == 2
        )


class TestTheCitysAnswers:
    READ = read_answers(package(), on=ON)

    def test_have_no_findings(self):
        assert [f"{one.at} {one.message.en}" for one in self.READ.findings] == []

    def test_are_thirty_and_more_over_all_seven_scenes(self):
        answers = self.READ.answers.values()
        assert len(answers) >= 30
        assert {scene for one in answers for scene in one.scenes} >= SEVEN

    def test_have_variants_references_and_both_languages(self):
        for key, one in self.READ.answers.items():
            assert len(one.variants) >= 3, key
            assert one.question.en, key
            assert one.text.en, key
            assert one.laws or one.source, key
            assert render(one.text, facts()).said, key
            assert render(one.text, facts()).missing == (), key

    def test_go_out_byte_for_byte(self):
        folder = ROOT / "cities" / "dongguan" / "knowledge"
        files = export_package(package())
        for path in folder.iterdir():
            assert files[f"knowledge/{path.name}"] == path.read_bytes()
        assert load_package(files).package is not None
