"""Papers that are confirmed online, as a package says them: every slip has its finding, in its place."""

import pytest

from onething.core.catalogue.confirming import identity_elements
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import ToConfirm
from onething.core.catalogue.words import Way
from onething.core.source import Text
from tests.core.catalogue.test_format_page import written_files

CARD = "items/senior-card.yaml"
NUMBER = (
    "elements.yaml",
    "senior.card_number:",
    "person.id_number: {label: 身份号码, kind: identity_number}\norganisation.code: {label: 代码, kind: credit_code}\nsenior.card_number:",
)
NAMED = (
    "city.yaml",
    "sign_in:",
    "settings: {identity_elements: {person: person.id_number, organisation: organisation.code}}\nsign_in:",
)
PHOTO = "material: photo, accepts: [upload, paper]}"
SAID = "material: photo, accepts: [upload, confirm], confirms: {text: {zh: 照片是本人, en: It shows me}, repeats: [applicant/person.name]}}"


def loaded(*changes: tuple[str, str, str]):
    """Return the city of the format page, some places written otherwise."""
    found = {path: data.decode() for path, data in written_files().items()}
    found.pop("examples/senior-services-east-street.yaml")
    for path, before, after in (NUMBER, NAMED, *changes):
        assert found[path].count(before) == 1, (path, before)
        found[path] = found[path].replace(before, after)
    return load_package({path: text.encode() for path, text in found.items()})


def found(*changes: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return [(f.code, f.at.file, f.message.en) for f in loaded(*changes).findings]


class TestAPaperThatIsConfirmed:
    def test_says_what_is_confirmed_and_which_fields_it_repeats(self):
        package = loaded((CARD, PHOTO, SAID)).package
        line = package.items["senior-card"].materials[2]
        assert line.accepts == (Way.UPLOAD, Way.CONFIRM)
        assert line.confirms == ToConfirm(Text("照片是本人", "It shows me"), ("applicant/person.name",))

    def test_is_another_version_of_the_scene_when_its_words_are_others(self):
        first, second = (
            loaded((CARD, PHOTO, said)).package.scenes["senior-services"].hash
            for said in (SAID, SAID.replace("It shows me", "It shows the senior"))
        )
        assert first != second

    def test_leaves_no_trace_in_what_does_not_ask_for_it(self):
        bare = loaded().package.items["senior-card"].materials[2]
        assert bare.confirms is None

    @pytest.mark.parametrize(
        ("said", "code", "words"),
        [
            ("repeats: [applicant/bank.account]", "unknown_name", "field of this item"),
            ("repeats: [mother/person.name]", "unknown_name", "mother"),
            ("repeats: [person.name]", "bad_id", "role/element"),
            ("repeats: []", "bad_value", "at least one"),
            ("repeats: [applicant/person.name, applicant/person.name]", "duplicate_id", "twice"),
            ("fields: [applicant/person.name]", "unknown_key", "fields"),
        ],
    )
    def test_with_a_slip_is_told_which(self, said, code, words):
        text = SAID.replace("repeats: [applicant/person.name]", said)
        assert any(
            one[0].endswith(code) and one[1] == CARD and words in one[2] for one in found((CARD, PHOTO, text))
        ), found((CARD, PHOTO, text))


class TestTheNumbersByWhichBearersAreKnown:
    def test_put_the_organisation_first(self):
        assert identity_elements(loaded().package) == ("organisation.code", "person.id_number")

    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            ("person: person.id_number", "person: person.name", "identity number"),
            ("organisation: organisation.code", "organisation: person.id_number", "credit_code"),
            ("person: person.id_number", "person: person.number", "person.number"),
            ("person: person.id_number", "dog: person.id_number", "dog"),
        ],
    )
    def test_are_of_a_kind_that_names_somebody(self, before, after, words):
        changed = (*NAMED[:2], NAMED[2].replace(before, after))
        files = {path: data.decode() for path, data in written_files().items()}
        for path, old, new in (NUMBER, changed):
            files[path] = files[path].replace(old, new)
        findings = load_package({path: text.encode() for path, text in files.items()}).findings
        assert [f.at.file for f in findings] == ["city.yaml"]
        assert words in findings[0].message.en
