import csv
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from onething.core.codes import (
    CodeBroken,
    CodeEmpty,
    ImpossibleDay,
    Invalid,
    ItemShape,
    Kind,
    PartLength,
    PhoneKind,
    Valid,
    WrongCharacter,
    WrongCheckCharacter,
    WrongLength,
    WrongShape,
    check,
    make_case_number,
    make_citizen_number,
    make_credit_code,
    make_licence_identifier,
    mask,
    parse_case_number,
    parse_citizen_number,
    parse_credit_code,
    parse_item_code,
    parse_licence_identifier,
    parse_phone,
)

ON = date(2026, 11, 25)
EXAMPLE = "11010519491231002X"  # of the standard itself
birthdays = st.dates(date(1850, 1, 1), ON)
numbers = st.builds(
    make_citizen_number,
    birthdays,
    st.integers(0, 999),
    region=st.from_regex(r"[1-9]\d{5}", fullmatch=True, alphabet="0123456789"),
)
credit_codes = st.builds(
    make_credit_code,
    st.sampled_from(["11", "12", "91", "92", "93", "N2", "A1", "Y1"]),
    st.text("0123456789", min_size=6, max_size=6),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9),
)


def citizen(text: str):
    return parse_citizen_number(text, on=ON)


class TestCitizenNumber:
    def test_reads_the_example_of_the_standard(self):
        number = citizen(EXAMPLE)
        assert (number.region, number.born_on, number.male, number.permit) == (
            "110105",
            date(1949, 12, 31),
            False,
            "",
        )

    @pytest.mark.parametrize(
        "typed",
        [
            "11010519491231002x",
            "１１０１０５１９４９１２３１００２Ｘ",
            "１１０１０５１９４９１２３１００２ｘ",
            f"  {EXAMPLE}\u3000",
        ],
    )
    def test_keeps_one_form_for_what_is_only_typed_differently(self, typed):
        assert citizen(typed).text == EXAMPLE

    @given(numbers)
    def test_reads_back_every_number_that_was_made(self, number):
        assert citizen(number).text == number

    @given(numbers)
    def test_agrees_with_another_implementation_on_the_check_character(self, number):
        assert ric.calc_check_digit(number) == number[-1]

    @given(numbers, st.integers(0, 17), st.sampled_from("0123456789"))
    def test_refuses_every_single_wrong_digit(self, number, at, digit):
        assume(number[at] != digit)
        with pytest.raises(CodeBroken):
            citizen(number[:at] + digit + number[at + 1 :])

    @given(numbers, st.integers(0, 16))
    def test_refuses_every_swap_of_neighbours_and_never_guesses_a_wrong_number(self, number, at):
        assume(number[at] != number[at + 1])
        swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        with pytest.raises(CodeBroken) as refused:
            citizen(swapped)
        if likely := refused.value.likely:
            assert citizen(likely).text == likely

    @pytest.mark.parametrize("prefix", ["810000", "820000", "830000"])
    def test_knows_residence_permits(self, prefix):
        number = citizen(make_citizen_number(date(1994, 8, 23), 21, region=prefix))
        assert number.permit == prefix[:2]

    def test_does_not_mind_an_unknown_region(self):
        assert citizen(make_citizen_number(date(1990, 1, 1), 123)).region == "990000"

    def test_refuses_birthdays_that_cannot_be(self):
        assert citizen(make_citizen_number(ON, 1)).born_on == ON
        assert citizen(make_citizen_number(date(1850, 1, 1), 1)).born_on == date(1850, 1, 1)
        for day in (ON + timedelta(1), date(1849, 12, 31)):
            with pytest.raises(ImpossibleDay):
                citizen(make_citizen_number(day, 1))
        with pytest.raises(ImpossibleDay, match="no date"):
            citizen("11010519490231002X")

    def test_is_valid_from_the_day_of_birth_on(self):
        number = make_citizen_number(date(2026, 3, 1), 17)
        with pytest.raises(ImpossibleDay):
            parse_citizen_number(number, on=date(2026, 2, 28))
        assert parse_citizen_number(number, on=date(2026, 3, 1)).male

    @pytest.mark.parametrize(
        ("typed", "error", "says"),
        [
            ("", CodeEmpty, "empty"),
            ("11010519491231002", WrongLength, "too short by one"),
            ("110105194912310020X", WrongLength, "too long by one"),
            ("111010519491231002X", WrongLength, "character 2 may be typed twice"),
            ("110105491231002", WrongLength, "out of use"),
            ("11O10519491231002X", WrongCharacter, "'0' may be meant"),
            ("l1010519491231002X", WrongCharacter, "'1' may be meant"),
            ("11010519491231002Х", WrongCharacter, "'X' may be meant"),  # a Cyrillic letter
            ("110105 19491231002X", WrongCharacter, "character 7"),
            ("X1010519491231002X", WrongCharacter, "character 1"),
            ("١1010519491231002X", WrongCharacter, "character 1"),  # a digit, but not ours
            ("11010519491213002X", WrongCheckCharacter, "characters 13 and 14 may be swapped"),
            ("110105194912310020", WrongCheckCharacter, "the last must be 'X'"),
        ],
    )
    def test_names_the_likely_slip(self, typed, error, says):
        with pytest.raises(error, match=says) as refused:
            citizen(typed)
        assert refused.value.reason.zh

    def test_finds_the_number_that_was_meant(self):
        with pytest.raises(WrongCheckCharacter) as refused:
            citizen("11010519491213002X")
        assert refused.value.likely == EXAMPLE

    def test_never_shows_the_number_in_an_error_or_a_log(self):
        for typed in ("11010519491213002X", "110105194912310020", "111010519491231002X", "1101051949123100"):
            with pytest.raises(CodeBroken) as refused:
                citizen(typed)
            said = f"{refused.value!r}{refused.value}{refused.value.reason}{refused.value.facts()}"
            assert typed not in said
            assert EXAMPLE not in said
        assert EXAMPLE not in repr(citizen(EXAMPLE))

    def test_is_masked_but_for_its_ends(self):
        assert mask("44190019900101123X") == "441900********123X"
        assert citizen(EXAMPLE).masked == mask(EXAMPLE)


class TestCreditCode:
    @pytest.mark.shared
    def test_agrees_with_all_published_vectors(self, shared_dir):
        with (shared_dir / "data" / "codes" / "uscc_vectors.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 58
        for row in rows:
            assert isinstance(check("credit", row["uscc"], on=ON), Valid) == (row["valid"] == "1"), row

    @pytest.mark.shared
    def test_names_the_likely_error_of_the_published_code_that_is_wrong(self, shared_dir):
        with (shared_dir / "data" / "codes" / "uscc_vectors.csv").open(encoding="utf-8") as file:
            (wrong,) = [
                row
                for row in csv.DictReader(file)
                if row["valid"] == "0" and row["origin"].startswith("real")
            ]
        refused = check("credit", wrong["uscc"], on=ON)
        assert isinstance(refused, Invalid)
        assert "'U' may be meant" in refused.reason.en

    @given(credit_codes)
    def test_reads_back_every_code_that_was_made(self, code):
        read = parse_credit_code(code)
        assert (read.text, read.kind + read.region + read.organisation) == (code, code[:-1])

    @given(credit_codes, st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    def test_refuses_every_single_wrong_character(self, code, at, character):
        assume(code[at] != character)
        with pytest.raises(CodeBroken):
            parse_credit_code(code[:at] + character + code[at + 1 :])

    @given(credit_codes.filter(lambda code: code[:2].isdigit()))
    def test_agrees_with_another_implementation(self, code):
        assert uscc.is_valid(code)

    @pytest.mark.parametrize(
        ("typed", "error", "says"),
        [
            ("", CodeEmpty, "empty"),
            ("115113010O8778183N", WrongCharacter, "'0' may be meant"),
            ("1151130I008778183N", WrongCharacter, "a digit; '1' may be meant"),
            ("11511301008778183n", WrongCharacter, "'N' may be meant"),
            ("11511301008778183", WrongLength, "too short by one"),
            ("115113010087781833N", WrongLength, "character 18 may be typed twice"),
            ("441900600123456", WrongLength, "old business registration number"),
            ("11511031008778183N", WrongCheckCharacter, "characters 6 and 7 may be swapped"),
            ("11511301008778183M", WrongCheckCharacter, "the last must be 'N'"),
        ],
    )
    def test_names_the_likely_slip(self, typed, error, says):
        with pytest.raises(error, match=says):
            parse_credit_code(typed)


class TestItemCode:
    @pytest.mark.shared
    def test_takes_the_published_codes_apart(self, shared_dir):
        with (shared_dir / "data" / "codes" / "item_code_vectors.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert rows
        for row in rows:
            item = parse_item_code(row["item_code31"])
            assert item.shape is ItemShape.IMPLEMENTATION
            assert (item.organisation, item.level) == (row["org_uscc"], row["use_level"])
            basic = item.basic
            parts = (basic.text, basic.region, basic.type, basic.department, basic.main, basic.sub)
            names = ("catalog_code12", "region2", "type2", "dept2", "main3", "sub3")
            assert parts == tuple(row[name] for name in names)
            assert (item.organisation_broken is None) == (row["uscc_ok"] == "1")

    def test_reads_the_serial_of_a_handling_code(self):
        item = parse_item_code("12441500196720244T344219980600307")
        assert (item.shape, item.serial, item.basic.text) == (ItemShape.HANDLING, "07", "442199806003")

    def test_reads_a_basic_code_alone(self):
        assert parse_item_code("442199806003").basic.main == "806"

    @pytest.mark.parametrize(
        "foreign",
        ["511Z07001006-511602000000-000-11511301008778183N-1-00", "511Z07001006", "abc-1", "０１Ａ"],
    )
    def test_keeps_a_foreign_shape_letter_by_letter(self, foreign):
        item = parse_item_code(f" {foreign} ")
        assert (item.text, item.shape) == (foreign, ItemShape.FOREIGN)

    def test_keeps_a_code_with_a_broken_body_and_says_so(self):
        item = parse_item_code("12441500196720244X3442199806003")
        assert item.shape is ItemShape.IMPLEMENTATION
        assert isinstance(item.organisation_broken, WrongCheckCharacter)
        assert isinstance(check("item", item.text, on=ON), Invalid)

    @pytest.mark.parametrize(
        ("typed", "error", "says"),
        [
            (" ", CodeEmpty, "empty"),
            ("4421 99806003", WrongShape, "no blanks"),
            ("4" * 201, WrongShape, "at most 200"),
            ("12441500196720244T344219980600", WrongLength, "too short by one: an item code has 31"),
            ("12441500196720244T34421998060031", WrongLength, "short of 33 by one"),
            ("12441500196720244T344219980600311X", WrongLength, "too long by one"),
            ("12441500196720244T34421998O6003", WrongCharacter, "'0' may be meant"),
        ],
    )
    def test_names_the_likely_slip(self, typed, error, says):
        with pytest.raises(error, match=says):
            parse_item_code(typed)

    @given(st.text(max_size=60))
    def test_answers_anything(self, text):
        assert isinstance(check("item", text, on=ON), (Valid, Invalid))


class TestLicenceIdentifier:
    @pytest.mark.shared
    def test_agrees_with_all_published_vectors(self, shared_dir):
        with (shared_dir / "data" / "codes" / "elicence_vectors.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert rows
        for row in rows:
            made = make_licence_identifier(
                row["type_code"], row["issuer_code"], row["serial"], int(row["version"])
            )
            assert made[-1] == row["check_computed"]
            answer = check("licence", row["identifier"], on=ON)
            assert isinstance(answer, Valid) == (row["match"] == "1"), row
            if row["match"] == "1":
                read = parse_licence_identifier(row["identifier"])
                parts = (read.type_code, read.issuer_code, read.serial, read.version)
                assert parts == tuple(row[name] for name in ("type_code", "issuer_code", "serial", "version"))

    made = make_licence_identifier("11100000000013338W011", "11430000006122244L", "20230000403")

    def test_is_the_same_in_small_letters(self):
        assert parse_licence_identifier(self.made.lower()).text == self.made

    @given(st.integers(15, 70), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    def test_refuses_every_single_wrong_character(self, at, character):
        assume(at < len(self.made) and self.made[at] not in (".", character))
        with pytest.raises(WrongCheckCharacter):
            parse_licence_identifier(self.made[:at] + character + self.made[at + 1 :])

    @pytest.mark.parametrize(
        ("change", "error", "says"),
        [
            (lambda code: "", CodeEmpty, "empty"),
            (lambda code: code[2:], WrongShape, "begins with"),
            (lambda code: code.replace(".001.", "."), WrongShape, "five parts"),
            (lambda code: code.replace(".001.", ".01."), PartLength, "version must have 3"),
            (lambda code: code.replace(".20230000403.", ".."), PartLength, "at least one"),
            (lambda code: code.replace("20230000403", "2023-000403"), WrongCharacter, "'-'"),
            (lambda code: code.replace("20230000403", "20320000403"), WrongCheckCharacter, "check character"),
        ],
    )
    def test_names_the_likely_slip(self, change, error, says):
        with pytest.raises(error, match=says):
            parse_licence_identifier(change(self.made))


class TestCaseNumber:
    number = make_case_number(date(2026, 11, 5), "441900", "W001", 123)

    def test_has_its_parts_and_is_printed_in_groups(self):
        assert self.number.text == "20261105441900W0010001233"
        assert self.number.printed == "20261105 441900 W001 000123 3"
        assert self.number.of_case(2).text == "20261105441900W0010001233-2"
        assert self.number.of_case(2).printed == "20261105 441900 W001 000123 3-2"
        assert self.number.of_case(2).application == self.number

    @given(
        st.dates(date(2004, 1, 1), date(2099, 12, 31)),
        st.text("0123456789", min_size=6, max_size=6),
        st.text("0123456789ABCXYZ", min_size=4, max_size=4),
        st.integers(1, 999_999),
        st.none() | st.integers(1, 999),
    )
    def test_reads_back_what_was_made_however_it_is_grouped(self, day, region, channel, serial, case):
        made = make_case_number(day, region, channel, serial, case=case)
        grouped = made.printed
        assert parse_case_number(made.text) == parse_case_number(grouped) == made
        assert parse_case_number(grouped.lower().replace(" ", "-")) == made

    @given(st.integers(0, 24), st.sampled_from("0123456789"))
    def test_refuses_every_single_wrong_digit(self, at, digit):
        assume(self.number.text[at] != digit)
        with pytest.raises(CodeBroken):
            parse_case_number(self.number.text[:at] + digit + self.number.text[at + 1 :])

    @pytest.mark.parametrize(
        ("typed", "error", "says"),
        [
            ("", CodeEmpty, "empty"),
            ("20261105441900W001000123", WrongLength, "too short by one"),
            ("20261105441900W00100001233", WrongLength, "may be typed twice"),
            ("2026110544190OW0010001233", WrongCharacter, "'0' may be meant"),
            ("20261105441900W0010001234", WrongCheckCharacter, "the last must be '3'"),
            ("20261105441900W0010001323", WrongCheckCharacter, "characters 23 and 24 may be swapped"),
            ("20261105441900W0010001233-0", WrongShape, "1 to 999"),
            ("20261105441900W0010001233-", WrongShape, "1 to 999"),
        ],
    )
    def test_names_the_likely_slip(self, typed, error, says):
        with pytest.raises(error, match=says):
            parse_case_number(typed)

    def test_refuses_a_day_that_does_not_exist(self):
        from onething.core.codes import case_check_character

        first24 = "20260230441900W001000123"
        with pytest.raises(ImpossibleDay, match="no date"):
            parse_case_number(first24 + case_check_character(first24))

    @given(st.text(max_size=40))
    def test_answers_anything(self, text):
        assert isinstance(check("case", text, on=ON), (Valid, Invalid))


class TestPhone:
    @pytest.mark.parametrize(
        ("typed", "canonical", "kind"),
        [
            ("13800138000", "13800138000", PhoneKind.MOBILE),
            ("+86 138-0013-8000", "13800138000", PhoneKind.MOBILE),
            ("１３８００１３８０００", "13800138000", PhoneKind.MOBILE),
            ("0769-22830000", "0769-22830000", PhoneKind.LANDLINE),
            ("(0769) 2283 0000", "0769-22830000", PhoneKind.LANDLINE),
            ("+86 769 22830000", "0769-22830000", PhoneKind.LANDLINE),
            ("010-65551234", "010-65551234", PhoneKind.LANDLINE),
            ("0769-22830000转801", "0769-22830000-801", PhoneKind.LANDLINE),
            ("0769-22830000-801", "0769-22830000-801", PhoneKind.LANDLINE),
            ("12345", "12345", PhoneKind.SHORT),
            ("0769-12345", "0769-12345", PhoneKind.SHORT),
            ("110", "110", PhoneKind.SHORT),
            ("95588", "95588", PhoneKind.SHORT),
            ("400-800-1234", "4008001234", PhoneKind.SERVICE),
            ("+852 2345 6789", "+85223456789", PhoneKind.ABROAD),
            ("00853 2833 1234", "+85328331234", PhoneKind.ABROAD),
        ],
    )
    def test_has_one_form(self, typed, canonical, kind):
        phone = parse_phone(typed)
        assert (phone.text, phone.kind) == (canonical, kind)
        assert parse_phone(phone.text) == phone

    @pytest.mark.parametrize(
        ("typed", "error", "says"),
        [
            ("", CodeEmpty, "empty"),
            ("1380013800", WrongLength, "too short by one"),
            ("138001380000", WrongLength, "too long by one"),
            ("1380013800O", WrongCharacter, "'0' may be meant"),
            ("22830000", WrongShape, "area code"),
            ("12800138000", WrongShape, "mobile number"),
            ("7", WrongShape, "mobile number"),
        ],
    )
    def test_names_what_is_wrong(self, typed, error, says):
        with pytest.raises(error, match=says):
            parse_phone(typed)

    @given(st.text(max_size=30))
    def test_answers_anything(self, text):
        assert isinstance(check("phone", text, on=ON), (Valid, Invalid))


class TestCheck:
    @pytest.mark.parametrize("kind", list(Kind))
    @given(st.text(max_size=30))
    def test_answers_anything_with_a_reason_in_both_languages(self, kind, text):
        answer = check(kind, text, on=ON)
        if isinstance(answer, Invalid):
            assert answer.reason.zh
            assert answer.reason.en
            assert answer.code.startswith("codes.")
        else:
            assert check(kind, answer.canonical, on=ON) == answer


class TestMask:
    @pytest.mark.parametrize(
        ("text", "kind", "shown"),
        [
            ("13800138000", "phone", "138****8000"),
            ("6222021234567890123", "bank", "***************0123"),
            ("H12345678", "identity", "H1*****78"),
            ("张小明", "name", "张**"),
            ("123", "citizen", "***"),
            ("", "phone", ""),
        ],
    )
    def test_hides_the_middle(self, text, kind, shown):
        assert mask(text, kind) == shown
