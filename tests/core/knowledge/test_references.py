"""References are read where they stand, and say what the package says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.catalogue.model import Approval, LocalException
from onething.core.knowledge import Aspect, Facts, Reference, read_reference, references_in, render
from onething.core.knowledge.facts import days, yuan
from onething.core.knowledge.references import broken_in, parts_of, without_references
from onething.core.offices import Office
from onething.core.source import Text
from tests.core.knowledge.world import ON, TOWN, facts, package, with_item

ids = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
references = st.one_of(
    st.builds(Reference, ids, st.sampled_from(Aspect)),
    st.builds(Reference, ids, st.just(Aspect.MATERIALS), ids),
)
plain = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=12)


def said(reference, where=None):
    return (where or facts()).say(read_reference(reference))


class TestReferencesInAText:
    @given(references)
    def test_are_read_as_they_are_written(self, reference):
        assert read_reference(str(reference)) == reference

    @given(st.lists(st.tuples(plain, references), max_size=5), plain)
    def test_are_all_found_and_the_rest_stays(self, pairs, end):
        text = "".join(f"{words}{one}" for words, one in pairs) + end
        assert references_in(text) == tuple(one for _, one in pairs)
        assert "".join(str(part) for part in parts_of(text)) == text
        assert len(without_references(text)) == len(text)
        assert broken_in(text) == ()

    @pytest.mark.parametrize(
        ("text", "at"),
        [
            ("{}", 0),
            ("要{birth}", 1),
            ("{a.b.c}", 0),
            ("多了}", 2),
            ("{a.fee", 0),
            ("{a.fee.b}", 0),
            ("{{", 0),
        ],
    )
    def test_that_are_none_are_found_with_their_place(self, text, at):
        assert broken_in(text)[0].at == at


class TestWhatAReferenceSays:
    def test_is_the_promise_of_the_item(self):
        assert said("{hardship-allowance.promised_days}") == Text("15 个工作日", "15 working days")
        assert said("{hardship-allowance.statutory_days}") == Text("30 个工作日", "30 working days")

    def test_is_on_the_spot_for_no_day_and_no_limit_for_none(self):
        assert said("{birth-registration.promised_days}").zh == "当场办结"
        assert said("{birth-registration.statutory_days}").zh == "法律没有规定期限"

    def test_counts_the_days_that_the_item_counts(self):
        assert said("{department-inquiry.promised_days}") == Text("10 个自然日", "10 calendar days")

    def test_is_the_fee_or_that_there_is_none(self):
        assert said("{insurance-premium.fee}").zh == "居民医保个人缴费（一年） 400 元"
        assert said("{birth-registration.fee}") == Text("不收费", "free of charge")

    def test_names_materials_with_whose_they_are_and_leaves_out_the_form(self):
        words = said("{birth-registration.materials}").zh
        assert words.startswith(
            "孩子的出生医学证明、妈妈的身份证、爸爸的身份证、妈妈的结婚证，视情况还要妈妈的户口簿"
        )
        assert "申请表" not in words

    def test_is_one_material_of_the_item(self):
        assert said("{birth-registration.materials.marriage-certificate}").zh == "结婚证"
        assert said("{birth-registration.materials.photo}") is None

    def test_is_the_items_of_a_scene(self):
        assert "出生登记" in said("{birth.items}").zh
        assert said("{birth.fee}") is None

    def test_names_the_office_of_the_place(self):
        def office(department, division):
            name = Text(f"{department} {division}")
            return Office(
                None, department, division, name, name, "南城街道 1 号", "0769-1", Text("周一至周五")
            )

        there = facts(TOWN, offices=office)
        assert said("{birth-registration.address}", there).zh == "南城街道 1 号"
        assert said("{birth-registration.phone}", there).zh == "0769-1"
        assert said("{birth-registration.hours}", there).zh == "周一至周五"
        assert said("{birth-registration.phone}").zh == "0769-22001006"

    def test_is_the_promise_of_the_town_while_its_exception_holds(self):
        exception = LocalException(
            TOWN, Approval("东府办〔2026〕1号", ON), date(2026, 6, 30), promised_days=3
        )
        city = with_item("hardship-allowance", exceptions=(exception,))
        reference = read_reference("{hardship-allowance.promised_days}")
        assert Facts(city, ON, TOWN).say(reference).zh == "3 个工作日"
        assert Facts(city, ON).say(reference).zh == "15 个工作日"
        assert Facts(city, date(2026, 7, 1), TOWN).say(reference).zh == "15 个工作日"

    def test_is_something_for_every_aspect_of_every_item(self):
        for id in package().items:
            for aspect in set(Aspect) - {Aspect.ITEMS}:
                words = facts().say(Reference(id, aspect))
                assert words is not None
                assert words.zh
                assert "{" not in words.zh

    @given(st.integers(1, 400))
    def test_has_its_number_in_both_languages(self, number):
        words = days(number, "working")
        assert (words.zh, words.en.split()[0]) == (f"{number} 个工作日", str(number))

    @given(st.integers(0, 10_000_000))
    def test_keeps_every_fen(self, fen):
        whole, _, part = yuan(fen).partition(".")
        assert int(whole) * 100 + int(part or 0) == fen


class TestRendering:
    def test_fills_both_languages_and_keeps_what_was_said(self):
        text = Text("{birth.name}，{birth-registration.fee}。", "{birth-registration.fee}.")
        found = render(text, facts())
        assert found.text == Text("出生一件事，不收费。", "free of charge.")
        assert [one.reference for one in found.said] == ["{birth.name}", "{birth-registration.fee}"]
        assert found.missing == ()

    def test_says_what_is_missing_and_shows_no_braces(self):
        found = render(Text("要 {gone.promised_days}。"), facts())
        assert (found.text.zh, found.missing) == ("要 （见办事指南）。", ("{gone.promised_days}",))

    def test_follows_the_item(self):
        city = with_item("birth-registration", promised_days=7)
        text = Text("{birth-registration.promised_days}")
        assert render(text, Facts(city, ON)).text.zh == "7 个工作日"

    @given(plain)
    def test_leaves_a_text_without_references_as_it_is(self, text):
        assert render(Text(text, text), facts()).text == Text(text, text)

    def test_is_not_asked_for_offices_without_an_address(self):
        def never(department, division):
            raise AssertionError("no address is referred to")

        assert render(Text("{birth-registration.fee}"), replace(facts(), offices=never)).missing == ()
