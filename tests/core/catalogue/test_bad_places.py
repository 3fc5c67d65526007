"""One bad place in a city package: found alone, with its line and column."""

import time

import pytest

from onething.core.catalogue.loader import load_package
from onething.core.findings import Level
from tests.core.catalogue.small import TEXTS, files, spoiled, told

BAD_PLACES = [
    ("city.yaml", "sign_in:", "▸signin:", "unknown_key"),
    ("city.yaml", "[applicant/person.name", "[▸applicant/person.nam", "unknown_name"),
    ("city.yaml", "choice: 8", "choice: ▸eight", "wrong_type"),
    ("city.yaml", "id: littletown", "id: ▸Little Town", "bad_id"),
    ("city.yaml", "because: 演示", "because: ▸''", "wrong_type"),
    ("city.yaml", "because: 演示", "because: ▸{a: b}", "wrong_type"),
    ("divisions.csv", "990000001000,东街", "▸99000000100,东街", "bad_id"),
    ("divisions.csv", "街道,990000000000", "街道,▸990000000009", "unknown_name"),
    ("divisions.csv", "东街,town", "东街,▸village-x", "bad_value"),
    ("divisions.csv", "990000001000,东街,town,街道,990000000000,东街\n", "▸990000001000,东街\n", "bad_row"),
    ("divisions.csv", "990000001000", "▸990000000000", "duplicate_id"),
    ("departments.yaml", "name:", "▸nam:", "unknown_key"),
    (
        "departments.yaml",
        "welfare:\n  name: {zh: 小城民政局, en: Welfare Office}",
        "▸welfare:",
        "missing_key",
    ),
    ("departments.yaml", '"990000000000"', '▸"990000000001"', "unknown_name"),
    ("elements.yaml", "kind: integer", "kind: ▸number", "bad_value"),
    ("elements.yaml", "max_length: 100", "max_length: ▸20", "bad_value"),
    ("elements.yaml", "{max_length: 100}", "{max_length: 100, min_length: ▸101}", "bad_value"),
    ("elements.yaml", "{max_length: 100}", "{max_length: 100, min_length: ▸0}", "bad_value"),
    ("elements.yaml", "min: 0", "min: ▸200", "bad_value"),
    ("elements.yaml", "allowed: [low, edge]", "allowed: [low, ▸high]", "bad_value"),
    (
        "elements.yaml",
        "{label: 证号, kind: text}",
        "{label: 证号, kind: text, constraints: {max: ▸3}}",
        "out_of_place",
    ),
    ("licences.yaml", "[person.name]", "[▸name]", "unknown_name"),
    ("licences.yaml", "valid_years: 10", "valid_years: ▸0", "bad_value"),
    ("licences.yaml", "samples/id-card", "▸../id-card", "bad_id"),
    ("materials.yaml", "licence: id-card", "licence: ▸id_card", "unknown_name"),
    ("city.yaml", "{draft_days: 30}", "{▸draft_dayz: 30}", "unknown_key"),
    ("city.yaml", "{draft_days: 30}", "{draft_days: ▸soon}", "wrong_type"),
    ("city.yaml", "{draft_days: 30}", "{draft_days: ▸0}", "bad_value"),
    ("city.yaml", "{draft_days: 30}", "{addresses: {▸house: person.name}}", "bad_value"),
    ("city.yaml", "{draft_days: 30}", "{addresses: {household_town: ▸person.nobody}}", "unknown_name"),
    ("city.yaml", "{draft_days: 30}", "{identity_kinds: {▸card: id_card}}", "bad_value"),
    ("city.yaml", "{draft_days: 30}", "{messages: {quiet_from: ▸24}}", "bad_value"),
    ("city.yaml", "{draft_days: 30}", "{messages: {owner: ▸nobody}}", "unknown_name"),
    ("city.yaml", "{draft_days: 30}", "{ratings: {version: 1, default_level: ▸best}}", "bad_value"),
    ("city.yaml", "{draft_days: 30}", "{ratings: ▸{simple_days: 5}}", "missing_key"),
    ("city.yaml", "{draft_days: 30}", "{problems: {unit_days: ▸0}}", "bad_value"),
    ("materials.yaml", "form: true", "form: ▸yes", "wrong_type"),
    ("materials.yaml", "[person.name]", "[▸name]", "unknown_name"),
    ("shares.yaml", "[allowance]", "[▸alowance]", "unknown_name"),
    ("shares.yaml", "roles: [applicant]", "roles: [▸helper]", "unknown_name"),
    ("shares.yaml", "until: 2027-12-31", "until: ▸2027-02-30", "wrong_type"),
    ("shares.yaml", "facts: [poor]", "facts: [▸rich]", "unknown_name"),
    ("shares.yaml", "needs_consent: true", "needs_consent: ▸1", "wrong_type"),
    ("blocks.yaml", "element: person.age", "element: ▸person.aged", "unknown_name"),
    ("blocks.yaml", "max: 120", "max: ▸many", "wrong_type"),
    ("topics.yaml", "    hard-times:", "    ▸hard-time:", "unknown_name"),
    ("topics.yaml", "for: [person]", "for: [▸persons]", "bad_value"),
    ("topics.yaml", "{income: low}", "{▸incomes: low}", "unknown_name"),
    ("topics.yaml", "{income: low}", "{income: ▸lower}", "bad_answer"),
    ("topics.yaml", "id: low-income", "id: ▸low_income", "bad_id"),
    ("items/allowance.yaml", "id: allowance", "id: ▸alowance", "id_mismatch"),
    ("items/allowance.yaml", 'kind: "05"', "kind: ▸benefit", "bad_value"),
    ("items/allowance.yaml", "department: welfare", "department: ▸walfare", "unknown_name"),
    ("items/allowance.yaml", "promised_days: 15", "promised_days: ▸fifteen", "wrong_type"),
    ("items/allowance.yaml", "day_kind: working", "day_kind: ▸work", "bad_value"),
    ("items/allowance.yaml", "subject: applicant", "subject: ▸aplicant", "unknown_name"),
    ("items/allowance.yaml", "known_from: poor", "known_from: ▸pour", "unknown_name"),
    ("items/allowance.yaml", "{true: low,", "{▸yes: low,", "bad_value"),
    ("items/allowance.yaml", "false: none}", "false: ▸nothing}", "bad_value"),
    ("items/allowance.yaml", "    answers_by_fact: {true: low, false: none}\n", "", "missing_key"),
    ("items/allowance.yaml", "fills: applicant/help.kind", "fills: ▸help.kind", "bad_id"),
    ("items/allowance.yaml", "edge: edge}", "edge: ▸age}", "bad_value"),
    ("items/allowance.yaml", "kind: integer, min: 1", "kind: integer, min: ▸30", "bad_value"),
    ("items/allowance.yaml", "type: decimal", "type: ▸float", "bad_value"),
    ("items/allowance.yaml", '["low", "edge"]\'', '["low", ▸"age"]\'', "condition"),
    ("items/allowance.yaml", "'members > 0'", "'▸member > 0'", "condition"),
    ("items/allowance.yaml", "block: person-2", "block: ▸person-3", "unknown_name"),
    ("items/allowance.yaml", "role: representative", "role: ▸agent", "unknown_name"),
    ("items/allowance.yaml", "accepts: [upload, paper]", "accepts: [upload, ▸papper]", "bad_value"),
    ("items/allowance.yaml", "accepts: [upload, paper]", "accepts: ▸[]", "bad_value"),
    ("items/allowance.yaml", "level: town", "level: ▸twon", "bad_value"),
    ("items/allowance.yaml", "help.number: generated", "help.number: ▸machine", "bad_value"),
    ("items/allowance.yaml", "copy:representative/", "▸copy:deputy/", "unknown_name"),
    (
        "items/allowance.yaml",
        "facts: {granted: applicant/help.kind}",
        "facts: {granted: applicant/help.kind, ▸grant: applicant/help.kind}",
        "unknown_name",
    ),
    ("items/allowance.yaml", "{else: city}", "{else: city, ▸value: city}", "unknown_key"),
    ("items/allowance.yaml", "'household_town:representative'", "▸'household_town:mother'", "unknown_name"),
    ("items/allowance.yaml", "'household_town:representative'", "▸'town:applicant'", "bad_id"),
    ("items/allowance.yaml", "'household_town:representative'", "▸'town:mother/person.name'", "unknown_name"),
    ("items/allowance.yaml", "'household_town:representative'", "▸'town:applicant/person.name'", "bad_value"),
    ("items/allowance.yaml", "{else: city}", "{else: city}\n  - ▸{else: any}", "out_of_place"),
    ("items/allowance.yaml", "depth: 3", "depth: ▸5", "bad_value"),
    ("items/allowance.yaml", "tolerance: true", 'tolerance: ▸"true"', "wrong_type"),
    ("items/allowance.yaml", "automatic: 'poor && ", "automatic: 'poor &&▸& ", "condition"),
    (
        "items/follow-up.yaml",
        "  granted: {label: 补贴类型, type: choice, choices: [low, edge, none]}",
        "  ▸granted: {label: 补贴类型, type: choice, choices: [low, edge]}",
        "type_conflict",
    ),
    ("scenes/hard-times.yaml", "lead: welfare", "lead: ▸welfar", "unknown_name"),
    ("scenes/hard-times.yaml", "effective_from: 2026-01-01", "effective_from: ▸soon", "wrong_type"),
    ("scenes/hard-times.yaml", "min: 0, max: 3", "min: 0, max: ▸-3", "bad_value"),
    (
        "scenes/hard-times.yaml",
        "{label: {zh: 申请人, en: Applicant}}",
        "{label: {zh: 申请人, en: Applicant}, max: ▸2}",
        "out_of_place",
    ),
    ("scenes/hard-times.yaml", "news: 消息}", "news: 消息, ▸more-news: 更多}", "bad_id"),
    ("scenes/hard-times.yaml", "given_by: allowance", "given_by: ▸nobody", "unknown_name"),
    (
        "scenes/hard-times.yaml",
        "granted: {label: 补贴类型, type: choice, choices: [low, edge, none], given_by: allowance, stands_in: income",
        "▸granted: {label: 补贴类型, type: choice, choices: [low, edge, none], given_by: allowance, stands_in: incom",
        "unknown_name",
    ),
    ("scenes/hard-times.yaml", "wants.news)", "▸wants.letters)", "condition"),
    ("scenes/hard-times.yaml", "item: allowance", "item: ▸allowances", "unknown_name"),
    ("scenes/hard-times.yaml", "{representative: helper}", "{representative: ▸helpers}", "unknown_name"),
    ("scenes/hard-times.yaml", "{representative: helper}", "{▸agent: helper}", "unknown_name"),
    ("scenes/hard-times.yaml", "optional: wants.more", "optional: ▸wants.most", "unknown_name"),
    ("scenes/hard-times.yaml", "needs: [allowance]", "needs: [▸follow-up]", "bad_value"),
    ("scenes/hard-times.yaml", "after: [allowance]", "after: [▸allowance-2]", "unknown_name"),
    ("scenes/hard-times.yaml", "items: [allowance]", "items: [▸nothing]", "unknown_name"),
    (
        "scenes/hard-times.yaml",
        "because: {proof.never_matters: 演示}",
        "because: {proof.never_matters: ▸[a]}",
        "wrong_type",
    ),
    ("scenes/hard-times.yaml", "from: 04-01", "from: ▸02-30", "wrong_type"),
    ("scenes/hard-times.yaml", "to: 05-31", "to: ▸02-29", "wrong_type"),
    ("scenes/hard-times.yaml", "to: 05-31", "to: ▸2027-05-31", "bad_value"),
    ("scenes/hard-times.yaml", "to: 2027-01-15", "to: ▸2026-12-14", "bad_value"),
    ("scenes/hard-times.yaml", "to: 2027-01-15", "to: 2027-01-15, ▸until: 2027-01-16", "unknown_key"),
    ("examples/low.yaml", "on: 2026-03-05", "on: ▸2026-3-5", "wrong_type"),
    ("examples/low.yaml", "scene: hard-times", "scene: ▸hard-time", "unknown_name"),
    ("examples/low.yaml", "income: low", "income: ▸high", "bad_answer"),
    ("examples/low.yaml", "members: 3", "members: ▸30", "bad_value"),
    ("examples/low.yaml", "members: 3", 'members: ▸"3"', "wrong_type"),
    ("examples/low.yaml", "wants: [more]", "wants: ▸more", "wrong_type"),
    ("examples/low.yaml", "wants: [more]", "wants: ▸[]", "bad_answer"),
    ("examples/low.yaml", "wants: [more]", "▸wishes: [more]", "unknown_name"),
    ("examples/low.yaml", "since: 2025-01-01", "since: ▸1999-01-01", "bad_value"),
    ("examples/low.yaml", "poor: true", "poor: ▸low", "bad_answer"),
    ("examples/low.yaml", "rent: 12.50", "rent: ▸12.505", "bad_answer"),
    ("examples/low.yaml", "shares: [poor-register]", "shares: [▸rich-register]", "unknown_name"),
    ("examples/low.yaml", "helper/id-card]", "▸helpers/id-card]", "unknown_name"),
    ("examples/low.yaml", "'helper[2]/vow'", "▸'helper[3]/vow'", "unknown_name"),
    ("examples/low.yaml", "helper: 2", "helper: ▸4", "bad_value"),
    ("examples/low.yaml", "helper: 2", "▸applicant: 1", "unknown_name"),
    ("examples/low.yaml", "dropped: [follow-up]", "dropped: [▸followup]", "unknown_name"),
    ("examples/low.yaml", "{applicant/id-card: [", "{▸applicant/id-cards: [", "unknown_name"),
    ("examples/low.yaml", "follow-up: not_chosen", "follow-up: ▸left", "bad_value"),
    ("examples/low.yaml", "applicant/id-card: upload", "applicant/id-card: ▸uploads", "bad_value"),
]


def bad(path, before, after):
    """Return the files with one bad place, and the place."""
    text = TEXTS[path].replace(before, after, 1)
    mark = text.find("▸")
    if mark < 0:  # the place is that of `known_from`, whose values nobody explains
        mark = text.index("poor\n    fills")
    text = text.replace("▸", "")
    line = text.count("\n", 0, mark) + 1
    return {**files(), path: text.encode()}, (line, mark - text.rfind("\n", 0, mark))


class TestABadPlace:
    @pytest.mark.parametrize(("path", "before", "after", "code"), BAD_PLACES)
    def test_is_found_alone_with_its_line_and_column(self, path, before, after, code):
        assert before in TEXTS[path]
        found, place = bad(path, before, after)
        loaded = load_package(found)
        assert loaded.package is None
        assert told(loaded) == [(code, path, *place)], [f.message.en for f in loaded.findings]

    @pytest.mark.parametrize(("path", "before", "after"), [place[:3] for place in BAD_PLACES])
    def test_is_told_in_two_languages_and_blocks(self, path, before, after):
        (finding,) = load_package(bad(path, before, after)[0]).findings
        assert finding.level is Level.ERROR
        assert finding.blocks
        assert finding.message.zh[-1] in "。；？"
        assert finding.message.en[-1] in ".?"
        assert finding.message.zh != finding.message.en

    def test_names_the_nearest_valid_name(self):
        (finding,) = load_package(spoiled("city.yaml", "sign_in:", "signin:")).findings
        assert "did you mean 'sign_in'?" in finding.message.en
        assert "是不是“sign_in”？" in finding.message.zh

    def test_names_the_valid_answers(self):
        (finding,) = load_package(spoiled("examples/low.yaml", "income: low", "income: high")).findings
        assert "none, low, edge" in finding.message.en

    def test_all_of_a_package_are_found_in_one_run(self):
        found = files()
        expected = []
        for path in sorted(TEXTS):
            here = [place for place in BAD_PLACES if place[0] == path and "\n" not in place[1] + place[2]]
            if here:
                _, before, after, code = here[0]
                changed, place = bad(path, before, after)
                found[path] = changed[path]
                expected.append((code, path, *place))
        found["items/broken.yaml"] = b"id: broken\nname: 'no end\n"
        loaded = load_package(found)
        told_of = told(loaded)
        assert set(expected) <= set(told_of)
        assert ("syntax", "items/broken.yaml", 2, 7) in told_of
        assert len(expected) == len(TEXTS)


class TestYaml:
    def test_a_broken_entry_hides_neither_those_before_nor_those_after_it(self):
        text = (
            "a.b: {label: 甲, kind: txt}\n"
            "a.c: {label: 乙, kind: text\n"
            "a.d: {label: 丙, kind: text, lable: 丁}\n"
        )
        found = {"city.yaml": files()["city.yaml"], "elements.yaml": text.encode()}
        codes = [entry[:3] for entry in told(load_package(found)) if entry[1] == "elements.yaml"]
        assert codes == [
            ("bad_value", "elements.yaml", 1),
            ("syntax", "elements.yaml", 2),
            ("unknown_key", "elements.yaml", 3),
        ]

    def test_what_may_stand_in_a_broken_part_is_not_reported_as_missing(self):
        loaded = load_package(spoiled("elements.yaml", "person.age: {", "person.age: {{"))
        assert {entry[:2] for entry in told(loaded)} == {("syntax", "elements.yaml")}

    def test_a_key_stands_once(self):
        loaded = load_package(spoiled("items/allowance.yaml", "scope: city", "scope: city\nscope: town"))
        assert told(loaded) == [("duplicate_key", "items/allowance.yaml", 61, 1)]
        assert "line 60" in loaded.findings[0].message.en

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("words: &a [困难]", "alias"),
            ("words: !!seq [困难]", "tag"),
            ("words: [困难]\n? [a, b]\n: c", "bad_key"),
            ("words: [困难]\n--- \nid: hard-times", "syntax"),
            ("words: [困\x07难]", "encoding"),
            ("words: [困\u2028难]", "encoding"),
            ("words: [困难]\n<<: {topic: x}", "unknown_key"),
        ],
    )
    def test_refuses_what_surprises_people(self, written, code):
        loaded = load_package(spoiled("scenes/hard-times.yaml", "words: [家里困难]", written))
        assert code in {entry[0] for entry in told(loaded)}

    @pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\u200b", "\u00ad"])
    def test_refuses_what_turns_a_name_around_or_has_no_width_with_every_place(self, unseen):
        written = f"words: [家里{unseen}困难, {unseen}低保]"
        loaded = load_package(spoiled("scenes/hard-times.yaml", "words: [家里困难]", written))
        line = files()["scenes/hard-times.yaml"].decode().splitlines().index("words: [家里困难]") + 1
        assert told(loaded) == [
            ("hidden_character", "scenes/hard-times.yaml", line, 11),
            ("hidden_character", "scenes/hard-times.yaml", line, 16),
        ]
        assert f"U+{ord(unseen):04X}" in loaded.findings[0].message.zh

    def test_refuses_it_written_as_an_escape_too(self):
        written = 'words: ["家里\\u202e困难"]'
        loaded = load_package(spoiled("scenes/hard-times.yaml", "words: [家里困难]", written))
        assert [entry[::3] for entry in told(loaded)] == [("hidden_character", 9)]

    def test_refuses_a_bomb_of_aliases_at_once(self):
        bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
        )
        start = time.perf_counter()
        loaded = load_package({**files(), "blocks.yaml": bomb.encode()})
        assert time.perf_counter() - start < 2
        assert "alias" in {entry[0] for entry in told(loaded)}

    @pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a:\n" + " b:\n" * 3])
    def test_is_bounded_in_depth(self, text):
        loaded = load_package({**files(), "blocks.yaml": text.encode()})
        assert loaded.package is None

    def test_is_bounded_in_size(self):
        loaded = load_package({**files(), "blocks.yaml": b"#" * 2_000_001})
        assert [entry[:2] for entry in told(loaded)] == [("too_large", "blocks.yaml")]
        loaded = load_package({**files(), "blocks.yaml": b"a: [" + b"1," * 200_001 + b"]"})
        assert [entry[:2] for entry in told(loaded)] == [("too_large", "blocks.yaml")]

    def test_says_where_a_file_is_not_utf8(self):
        loaded = load_package(files(shares="乙: 1\n甲: ".encode() + "东莞".encode("gbk")))
        assert told(loaded)[0] == ("encoding", "shares.yaml", 2, 4)
