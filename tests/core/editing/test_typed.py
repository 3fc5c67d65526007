"""What a form of the editor sends is what the file says; a line sent back as it was shown changes nothing."""

from pathlib import Path

import pytest

from onething.adapters.packages import load_city, read_folder
from onething.core.catalogue.loader import load_package
from onething.core.editing import sections
from onething.core.editing.document import Document
from onething.core.editing.sections import SECTIONS, section_of
from onething.core.editing.typed import LooksAlike, NumberWrong, ValueMissing, edit_line, new_line, shown

CITY = Path(__file__).resolve().parents[3] / "cities" / "dongguan"
FILES = read_folder(CITY)
PACKAGE = load_city(CITY).package
assert PACKAGE is not None
THINGS = sorted(name for name in FILES if name.startswith(("items/", "scenes/")))


def sent(section, value):
    """Return what a browser would send for a line that nobody touched."""
    typed = {}
    for one in section.inputs:
        here = shown(value.get(one.key), one)
        if one.kind == sections.TEXT:
            typed |= {f"{one.key}.zh": [here["zh"]], f"{one.key}.en": [here["en"]]}
        elif one.kind == sections.MANY:
            typed[one.key] = here
        elif one.kind == sections.FLAG:
            typed[one.key] = ["1"] if here else []
        else:
            typed[one.key] = [here]
    return typed


def places(document, section):
    value = document.value(section.path)
    if not section.many:
        return [(section.path, value if isinstance(value, dict) else {})]
    return [((*section.path, at), one) for at, one in enumerate(value or [])]


class TestALineSentBack:
    @pytest.mark.parametrize("name", THINGS)
    def test_as_it_was_shown_leaves_the_file_byte_for_byte(self, name):
        document = Document.of(FILES[name], name)
        for section in SECTIONS[name.partition("/")[0]]:
            for path, value in places(document, section):
                if value or section.many:
                    assert (
                        edit_line(document, path, section, sent(section, value), PACKAGE).text
                        == document.text
                    )


class TestAChange:
    def edited(self, part, at, **typed):
        name = "items/care-allowance.yaml"
        document = Document.of(FILES[name], name)
        section = section_of("items", part)
        path = (*section.path, at) if section.many else section.path
        line = sent(section, document.value(path)) | {
            key.replace("_", ".", 1) if key.endswith(("_zh", "_en")) else key: [value]
            for key, value in typed.items()
        }
        return edit_line(document, path, section, line, PACKAGE)

    def test_reads_back_and_the_package_still_loads(self):
        document = self.edited("clock", 0, promised_days="10", statutory_days="")
        assert document.value(("clock",)) == {
            "profile": "benefit",
            "promised_days": 10,
            "day_kind": "working",
            "source": "calibrated",
        }
        files = {**FILES, "items/care-allowance.yaml": document.data()}
        assert load_package(files).package.items["care-allowance"].promised_days == 10

    def test_of_a_text_keeps_the_other_language(self):
        document = self.edited("eligible", 0, text_zh="户籍在广东")
        assert document.value(("eligible", 0, "text")) == {
            "zh": "户籍在广东",
            "en": "The applicant’s household is registered in Guangdong",
        }

    def test_of_choices_keeps_what_stands_beside_a_label(self):
        name = "scenes/disabled-services.yaml"
        document = Document.of(FILES[name], name)
        section = section_of("scenes", "questions")
        at = [one["id"] for one in document.value(("questions",))].index("by")
        line = sent(section, document.value(("questions", at)))
        line["choices"] = ["self = 我自己 | Myself\nagent = 代办人 | An agent\nneighbour = 邻居"]
        edited = edit_line(document, ("questions", at), section, line, PACKAGE).value(
            ("questions", at, "choices")
        )
        assert list(edited) == ["self", "agent", "neighbour"]
        assert edited["self"] == {"zh": "我自己", "en": "Myself"}
        assert edited["agent"]["help"]["zh"].startswith("家人")
        assert edited["neighbour"] == "邻居"

    @pytest.mark.parametrize(
        ("part", "at", "typed", "error"),
        [
            ("clock", 0, {"promised_days": "five"}, NumberWrong),
            ("clock", 0, {"promised_days": ""}, ValueMissing),
            ("materials", 1, {"material": "残疾评定表格"}, LooksAlike),
            ("fields", 4, {"element": "火箭推力"}, LooksAlike),
        ],
    )
    def test_that_cannot_be_is_refused(self, part, at, typed, error):
        with pytest.raises(error):
            self.edited(part, at, **typed)


class TestANewLine:
    def test_has_the_keys_in_the_order_of_the_format(self):
        section = section_of("items", "materials")
        line = new_line(
            section,
            {
                "accepts": ["paper", "upload"],
                "material": ["身份证复印件"],
                "role": ["applicant"],
                "copies": ["2"],
            },
            PACKAGE,
        )
        assert list(line.items()) == [
            ("role", "applicant"),
            ("material", "id-card"),
            ("accepts", ["upload", "paper"]),
            ("copies", 2),
        ]

    def test_needs_what_must_be_there(self):
        with pytest.raises(ValueMissing):
            new_line(section_of("items", "fees"), {"name.zh": ["工本费"]}, PACKAGE)
