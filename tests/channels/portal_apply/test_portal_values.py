"""What people really type into the form, through the page: the value beside another one, the long and the rare name."""

import html
import re
from datetime import timedelta

import pytest

from onething.kit.ports import today
from tests.channels.portal_apply.applying import ALONE, begun, draft_of, page, text_of
from tests.channels.portal_apply.conftest import again

pytestmark = pytest.mark.django_db
BORN, SEX = "applicant/person.birth_date", "applicant/person.sex"
NAME, PHONE = "representative/person.name", "applicant/person.phone"
OTHER = "representative/person.id_number"


@pytest.fixture(scope="module")
def represented(home):
    with home() as li:
        draft = begun(li, {**ALONE, "by": "agent", "authority": "paper"})
        li.post(page(li, draft, "consent"), {"which": "none"})
    return li, draft


@pytest.fixture
def li(represented, db):
    return again(represented[0])


@pytest.fixture
def form(represented, li):
    """The form of a person with a representative; called with what is typed, it gives the page that answers."""
    draft = represented[1]

    def typed(values):
        given = {f"f:{key}": value for key, value in values.items()}
        return li.post(page(li, draft, "form"), {"version": draft_of(li).version, "next": "1", **given})

    return typed


def box(response, key) -> str:
    """Return the part of the page that holds one field."""
    text = html.unescape(text_of(response))
    return next(
        part for part in re.split(r'<(?:div|fieldset) class="field', text) if f'name="f:{key}"' in part
    )


def error(response, key) -> str:
    found = re.search(r'<p class="field__err"[^>]*>(.*?)</p>', box(response, key), re.DOTALL)
    return found[1].strip() if found else ""


def value(li, key):
    return next(one.value for one in draft_of(li).fields if one.key == key)


class TestValuesBesideEachOther:
    def test_a_birthday_that_the_number_does_not_have_names_both_and_what_was_meant(self, form):
        said = error(form({BORN: "1968-12-08"}), BORN)
        for word in ("出生日期", "身份号码", "月和日写反了", "是不是 1968-08-12？"):
            assert word in said

    def test_a_sex_that_the_number_does_not_have_names_both(self, form):
        said = error(form({SEX: "female"}), SEX)
        for word in ("性别", "身份号码", "第 17 位"):
            assert word in said

    def test_put_right_it_is_taken(self, li, form):
        form({BORN: "1968-12-08", SEX: "female"})
        answer = form({BORN: "1968-08-12", SEX: "male"})
        assert "对不上" not in text_of(answer)
        assert (value(li, BORN), value(li, SEX)) == ("1968-08-12", "male")

    def test_nothing_is_signed_while_they_disagree(self, li, form):
        form({BORN: "1968-12-08"})
        assert not draft_of(li).ready
        assert {one.key for one in draft_of(li).wrong_fields} >= {BORN}


class TestABirthday:
    def test_in_the_future_is_refused_and_stays_in_the_box(self, form):
        day = (today() + timedelta(days=1)).isoformat()
        answer = form({BORN: day})
        assert "不能晚于今天" in error(answer, BORN)
        assert f'value="{day}"' in box(answer, BORN)


class TestDigits:
    def test_of_full_width_are_the_same_number(self, li, form):
        answer = form(
            {
                PHONE: "１３８０００００００１",
                OTHER: "９９００００１９９２０３１５００２６",
                BORN: "１９６８年８月１２日",
            }
        )
        assert [error(answer, key) for key in (OTHER, BORN)] == ["", ""]
        assert value(li, PHONE) == "13800000001"
        assert value(li, OTHER) == "990000199203150026"

    def test_with_a_wrong_check_character_say_so(self, form):
        assert "身份号码" in error(form({OTHER: "990000199203150027"}), OTHER)


class TestAName:
    @pytest.mark.parametrize(
        "name",
        [
            "阿卜杜热西提·" + "古丽" * 20 + "江买买",  # 50 characters
            "陈𫖯",
            "㛃䶮",
            "Ğülşen O’Brien-Çelik",
        ],
    )
    def test_long_or_rare_is_taken_letter_for_letter(self, li, form, name):
        assert error(form({NAME: name}), NAME) == ""
        assert value(li, NAME) == name

    @pytest.mark.parametrize("character", ["𰻞", "😀"])
    def test_with_a_character_that_no_font_has_says_which_and_what_to_do(self, form, character):
        answer = form({NAME: f"陈{character}"})
        said = error(answer, NAME)
        for word in (character, f"U+{ord(character):04X}", "12345"):
            assert word in said
        assert f'value="陈{character}"' in box(answer, NAME)

    def test_with_something_that_nobody_sees_is_asked_again(self, form):
        assert "看不见的字符" in error(form({NAME: "陈\u202e思敏"}), NAME)

    def test_without_a_letter_is_asked_again(self, form):
        assert "没有文字" in error(form({NAME: "——"}), NAME)

    def test_of_three_hundred_characters_says_how_many_it_may_have(self, form):
        assert "最多 100 个字" in error(form({NAME: "陈" * 300}), NAME)
