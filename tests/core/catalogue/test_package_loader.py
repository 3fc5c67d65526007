"""Reading a city package: what a good one becomes, and what is said about a bad one."""

import time
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.catalogue.loader import DICTIONARIES, export_package, load_package
from onething.core.catalogue.words import Way
from onething.core.source import Text
from tests.core.catalogue.small import TEXTS, files, package, spoiled, told


class TestLights:
    """When limits are warned of: `settings: {lights: …}`."""

    def lit(self, lights):
        return load_package(
            spoiled("city.yaml", "{draft_days: 30}", f"{{lights: {lights}, stuck_hours: 8, rank_from: 20}}")
        )

    def test_are_read_by_kind_of_limit_by_profile_and_by_default(self):
        loaded = self.lit(
            "{default: {half: 40}, telling: {most: 60, days_left: 0}, permit: {half: 30, most: 70}}"
        )
        assert loaded.findings == ()
        assert loaded.package is not None
        assert loaded.package.settings == {
            "stuck_hours": 8,
            "rank_from": 20,
            "lights": {
                "default": {"half": 40},
                "telling": {"most": 60, "days_left": 0},
                "permit": {"half": 30, "most": 70},
            },
        }

    @pytest.mark.parametrize(
        ("lights", "code"),
        [
            ("{tellling: {half: 40}}", "bad_value"),
            ("{telling: {half: 0}}", "bad_value"),
            ("{telling: {most: 100}}", "bad_value"),
            ("{telling: {most: 少}}", "wrong_type"),
            ("{telling: {red: 5}}", "unknown_key"),
            ("{telling: 50}", "wrong_type"),
        ],
    )
    def test_that_cannot_be_used_are_told(self, lights, code):
        assert f"package.{code}" in {one.code for one in self.lit(lights).findings}


class TestWhatAGrantSays:
    """A result names its number, its time and its conditions; the city says how public a grant is."""

    def read(self, said):
        line = "    sample: samples/decision.pdf\nfees:"
        return load_package(spoiled("items/allowance.yaml", line, f"    {said}\nfees:"))

    def test_is_read_with_the_result(self):
        loaded = self.read(
            "number: applicant/help.number\n"
            "    valid: {zh: 一年, en: One year}\n"
            "    conditions: [每年复核, 搬家后告知]"
        )
        (result,) = loaded.package.items["allowance"].result
        assert (result.number, result.valid) == ("applicant/help.number", Text("一年", "One year"))
        assert result.conditions == (Text("每年复核"), Text("搬家后告知"))

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("number: applicant/help.amount", "bad_value"),
            ("conditions: ['']", "wrong_type"),
            ("conditions: 每年复核", "wrong_type"),
        ],
    )
    def test_that_cannot_be_used_is_told(self, said, code):
        assert {one.code for one in self.read(said).findings} == {f"package.{code}"}

    def test_of_letters_is_by_their_kind_and_whole(self):
        said = "{letters: {tolerance: {promise: 我补, consequence: {zh: 退回, en: Sent back}}}}"
        loaded = load_package(spoiled("city.yaml", "{draft_days: 30}", said))
        words = {"promise": Text("我补"), "consequence": Text("退回", "Sent back")}
        assert loaded.package.settings == {"letters": {"tolerance": words}}
        for wrong, code in (
            (", consequence: {zh: 退回, en: Sent back}", "missing_key"),
            ("promise", "unknown_key"),
        ):
            changed = said.replace(wrong, "" if code == "missing_key" else "promises")
            found = load_package(spoiled("city.yaml", "{draft_days: 30}", changed)).findings
            assert f"package.{code}" in {one.code for one in found}

    def test_of_the_city_is_for_permits_and_for_the_rest(self):
        said = "{publication: {permit: 公开, other: 不公开}}"
        loaded = load_package(spoiled("city.yaml", "{draft_days: 30}", said))
        assert loaded.package.settings == {"publication": {"permit": "公开", "other": "不公开"}}
        wrong = load_package(spoiled("city.yaml", "{draft_days: 30}", said.replace("other", "rest")))
        assert {one.code for one in wrong.findings} == {"package.bad_value"}


class TestAGoodPackage:
    def test_loads_without_findings(self):
        assert load_package(files()).findings == ()

    def test_is_given_back_byte_for_byte(self):
        found = {**files(), "README.md": "读我".encode(), "samples/decision.pdf": b"%PDF\x00\xff"}
        found["elements.yaml"] = b"\xef\xbb\xbf" + found["elements.yaml"].replace(b"\n", b"\r\n") + b"# end"
        assert export_package(package(found)) == found

    def test_expands_a_block_for_the_role_that_uses_it(self):
        lines = package().items["allowance"].fields[:2]
        assert [line.key for line in lines] == ["applicant/person.name", "applicant/person.age"]
        assert [line.required for line in lines] == [True, False]
        assert lines[0].when is not None
        assert lines[0].when.text == "members > 0"
        assert lines[1].when is not None
        assert lines[1].when({"members": 3, "poor": True}) is True
        assert lines[1].when({"members": 3, "poor": False}) is False
        assert lines[1].constraints.max == 120

    def test_binds_roles_of_equal_name_without_a_line(self):
        scene = package().scenes["hard-times"]
        assert scene.items[0].roles == {"applicant": "applicant", "representative": "helper"}

    def test_leaves_a_role_unbound_when_the_scene_has_none_of_its_name(self):
        found = spoiled("scenes/hard-times.yaml", ", roles: {representative: helper}", "")
        del found["examples/low.yaml"]  # it counts materials of the helper
        loaded = load_package(found)
        assert loaded.package is not None
        assert loaded.package.scenes["hard-times"].items[0].roles == {"applicant": "applicant"}

    def test_takes_numbers_without_quotes_by_their_digits_where_a_text_is_needed(self):
        loaded = load_package(spoiled("items/allowance.yaml", 'kind: "05"', "kind: 05"))
        assert loaded.package is not None
        assert loaded.package.items["allowance"].kind == "05"

    def test_reads_words_that_other_readers_take_for_truth_values_as_words(self):
        loaded = load_package(spoiled("items/allowance.yaml", "none: 都不是", "none: no"))
        assert loaded.package is not None
        assert loaded.package.items["allowance"].questions[0].choices[2].label.zh == "no"

    def test_types_every_value(self):
        city = package()
        item, example = city.items["allowance"], city.examples["low"]
        assert item.questions[0].answers_by_fact == {True: "low", False: "none"}
        assert item.questions[2].min == date(2000, 1, 1)
        assert item.materials[1].accepts == (Way.LICENCE, Way.UPLOAD, Way.PAPER)
        assert item.result[0].gives["applicant/person.name"] == "copy:representative/person.name"
        assert item.competent[1].value == "household_town:representative"
        assert example.facts["rent"] == Decimal("12.50")
        assert example.expect["schedule"]["promised_on"] == date(2026, 3, 26)
        assert city.shares["poor-register"].grants[0].until == date(2027, 12, 31)
        assert city.settings == {"draft_days": 30}
        assert city.materials["poor-proof"].shows == ("person.name",)
        assert item.because == {"proof.no_statutory_limit": "演示"}
        assert city.scenes["hard-times"].items[0].because == {"*": "演示"}

    def test_gives_every_definition_its_line(self):
        city = package()
        assert str(city.elements["help.kind"].at) == "elements.yaml:8:1"
        assert str(city.items["allowance"].materials[1].at) == "items/allowance.yaml:36:5"
        condition = city.items["allowance"].materials[1].when
        assert condition is not None
        line = TEXTS["items/allowance.yaml"].splitlines()[condition.at.line - 1]
        assert line[condition.at.column - 1 :].startswith('on >= date("2020')


#: File, what is written there, what is written instead with ▸ where the finding must point, and its code.


class TestFiles:
    def test_a_package_needs_its_head(self):
        assert told(load_package({})) == [("missing_file", "city.yaml", 0, 0)]

    def test_a_definition_file_that_the_format_does_not_know_is_an_error(self):
        found = {**files(), "element.yaml": b"", "items/a/b.yaml": b"", "scenes/x.yml": b"", "halls.csv": b""}
        loaded = load_package(found)
        assert {entry[0] for entry in told(loaded)} == {"unknown_file"}
        assert len(loaded.findings) == 4
        assert "did you mean 'elements.yaml'?" in loaded.findings[0].message.en

    @pytest.mark.parametrize("path", ["../x.yaml", "/x.yaml", "items/../x.yaml", "a\\b.yaml", "a//b.yaml"])
    def test_a_path_that_leads_outside_is_an_error(self, path):
        assert [entry[0] for entry in told(load_package({**files(), path: b""}))] == ["bad_path"]

    def test_the_head_line_of_divisions_must_be_right(self):
        found = files()
        found["divisions.csv"] = found["divisions.csv"].replace(b"code,name", b"name,code")
        assert told(load_package(found)) == [("bad_header", "divisions.csv", 1, 1)]

    def test_too_many_files_are_refused(self):
        many = {f"samples/{n}.pdf": b"" for n in range(20_001)}
        assert [entry[0] for entry in told(load_package(many))] == ["too_large"]


class TestVariables:
    def test_an_item_may_use_what_its_scene_declares(self):
        moved = "  - {id: members, text: 家里几口人？, kind: integer, min: 1, max: 20}\n"
        found = spoiled("items/allowance.yaml", moved, "")
        scene = TEXTS["scenes/hard-times.yaml"].replace("facts:\n", f"{moved}facts:\n", 1)
        found["scenes/hard-times.yaml"] = scene.encode()
        assert load_package(found).findings == ()

    def test_but_every_scene_that_has_the_item_must_declare_it(self):
        moved = "  - {id: members, text: 家里几口人？, kind: integer, min: 1, max: 20}\n"
        found = spoiled("items/allowance.yaml", moved, "")
        scene = TEXTS["scenes/hard-times.yaml"]
        found["scenes/hard-times.yaml"] = scene.replace("facts:\n", f"{moved}facts:\n", 1).encode()
        other = scene.replace("id: hard-times", "id: other").replace("members < 2 && ", "")
        found["scenes/other.yaml"] = other.encode()
        loaded = load_package(found)
        assert told(loaded) == [("unknown_name", "scenes/other.yaml", 23, 12)]
        assert "'members'" in loaded.findings[0].message.en
        assert loaded.findings[0].scene == "other"

    def test_a_question_of_scene_and_item_is_one_variable_and_must_be_alike(self):
        loaded = load_package(spoiled("scenes/hard-times.yaml", ", edge: 低保边缘}}", ", poor: 低保边缘}}"))
        assert ("type_conflict", "items/allowance.yaml", 13, 5) in told(loaded)

    def test_a_question_and_a_fact_cannot_share_a_name(self):
        loaded = load_package(spoiled("items/allowance.yaml", "id: members", "id: rent"))
        assert ("duplicate_id", "items/allowance.yaml", 27, 3) in told(loaded)

    @pytest.mark.parametrize("name", ["on", "in", "true", "if", "a-b", "A"])
    def test_a_name_that_conditions_cannot_read_is_refused(self, name):
        more = f"facts:\n  {name}: {{label: 甲, type: bool}}\n"
        loaded = load_package(spoiled("items/allowance.yaml", "facts:\n", more))
        assert told(loaded) == [("bad_id", "items/allowance.yaml", 26, 3)]

    def test_one_bad_declaration_is_not_told_again_by_every_condition_on_it(self):
        loaded = load_package(
            spoiled("items/allowance.yaml", "kind: integer, min: 1", "kind: number, min: 1")
        )
        assert {entry[:3] for entry in told(loaded)} == {("bad_value", "items/allowance.yaml", 23)}


def mappings(node, path=()):
    """Give the path of every mapping whose keys are fixed by the format."""
    if isinstance(node, dict):
        yield path
        for key, value in node.items():
            yield from mappings(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from mappings(value, (*path, index))


#: Mappings with free keys: names of people's own choosing, and texts in two languages are covered by their parents.
FREE = {
    "settings", "forbidden_certificates", "choices", "answers_by_fact", "fills_with", "facts", "gives", "roles",
    "because", "answers", "bearers", "accepts", "items", "ways", "themes",
}  # fmt: skip


def fixed_mappings():
    for file, text in TEXTS.items():
        if file.endswith(".csv"):
            continue
        for path in mappings(yaml.load(text, Loader=yaml.BaseLoader)):
            if (path or file not in DICTIONARIES) and not (path and path[-1] in FREE):
                yield pytest.param(file, path, id=f"{file}:{'.'.join(map(str, path))}")


class TestEveryMapping:
    @pytest.mark.parametrize(("file", "path"), list(fixed_mappings()))
    def test_refuses_a_key_that_the_format_does_not_name(self, file, path):
        tree = yaml.load(TEXTS[file], Loader=yaml.BaseLoader)
        node = tree
        for step in path:
            node = node[step]
        node["zzz"] = "1"
        text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
        loaded = load_package({**files(), file: text.encode()})
        assert ("unknown_key", file) in {entry[:2] for entry in told(loaded)}
        assert any("'zzz'" in finding.message.en for finding in loaded.findings)

    @pytest.mark.parametrize(("file", "path"), list(fixed_mappings()))
    def test_may_say_where_its_facts_come_from(self, file, path):
        lines = TEXTS[file]
        tree = yaml.load(lines, Loader=yaml.BaseLoader)
        node = tree
        for step in path:
            node = node[step]
        node["source"] = "通知"
        text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
        loaded = load_package({**files(), file: text.encode()})
        assert "unknown_key" not in {entry[0] for entry in told(loaded)}


class TestAnyBytes:
    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(sorted(TEXTS)), st.binary(max_size=300))
    def test_in_a_file_never_crash_the_loader(self, path, data):
        loaded = load_package({**files(), path: data})
        assert loaded.package is None or not loaded.findings

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_in_the_middle_of_a_file_never_crash_the_loader(self, data):
        path = data.draw(st.sampled_from(sorted(TEXTS)))
        content = TEXTS[path].encode()
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 40))
        put = data.draw(
            st.one_of(st.binary(max_size=12), st.sampled_from([b"null", b"[]", b"{}", b": ", b"- ", b"'"]))
        )
        loaded = load_package({**files(), path: content[:start] + put + content[start + length :]})
        assert loaded.package is None or not loaded.findings
        assert all(finding.at.file for finding in loaded.findings)

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_any_other_value_in_place_of_a_value_never_crashes_the_loader(self, data):
        path = data.draw(st.sampled_from([path for path in TEXTS if path.endswith(".yaml")]))
        tree = yaml.load(TEXTS[path], Loader=yaml.BaseLoader)
        places = []

        def walk(node):
            for step in node if isinstance(node, dict) else range(len(node)):
                places.append((node, step))
                if isinstance(node[step], dict | list):
                    walk(node[step])

        walk(tree)
        node, step = data.draw(st.sampled_from(places))
        node[step] = data.draw(
            st.one_of(
                st.none(),
                st.integers(),
                st.booleans(),
                st.just({}),
                st.just([]),
                st.just([{}]),
                st.text(max_size=5),
            )
        )
        loaded = load_package({**files(), path: yaml.safe_dump(tree, allow_unicode=True).encode()})
        assert loaded.package is None or not loaded.findings


class TestAFactGivenByAnItem:
    def test_must_be_among_the_facts_of_a_result_of_that_item(self):
        loaded = load_package(
            spoiled("items/allowance.yaml", "facts: {granted: applicant/help.kind}", "facts: {}")
        )
        assert told(loaded) == [("not_given", "scenes/hard-times.yaml", 20, 3)]

    def test_must_come_from_an_item_of_the_scene(self):
        found = files()
        found["items/other.yaml"] = found["items/follow-up.yaml"].replace(b"id: follow-up", b"id: other")
        scene = TEXTS["scenes/hard-times.yaml"].replace("given_by: allowance", "given_by: other")
        loaded = load_package({**found, "scenes/hard-times.yaml": scene.encode()})
        assert ("unknown_name", "scenes/hard-times.yaml", 20, 3) in told(loaded)


class TestManyMistakes:
    def test_are_counted_not_listed_without_end_and_take_no_long_time(self):
        text = "".join(f"a{n}: {{}}\n" for n in range(30_000)) + "id: x\n"
        start = time.process_time()
        loaded = load_package({"city.yaml": text.encode()})
        assert time.process_time() - start < 10
        assert len(loaded.findings) == 1001
        assert loaded.findings[-1].code == "package.too_many"
