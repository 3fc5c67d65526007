"""A paper that somebody may confirm: whoever it is asked of is known by a number in every situation, or a witness says when not."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.catalogue.answers import read_answers
from onething.core.composition import compose
from onething.core.composition.plan import ItemState
from onething.core.proof import prove
from onething.core.proof.again import keys_of
from tests.core.catalogue.test_confirming import CARD, PHOTO, SAID, loaded
from tests.core.proof.test_local_exceptions import CALENDAR, ON

FIELDS = "  - {block: person-2, role: applicant}\n"
NUMBER = FIELDS + "  - {role: applicant, element: person.id_number}\n"


def proved(*changes: tuple[str, str, str]):
    package = loaded(*changes).package
    scene = package.scenes["senior-services"]
    return package, [
        f for f in prove(scene, package=package, calendar=CALENDAR, on=ON) if f.code.startswith("proof.")
    ]


def codes(*changes: tuple[str, str, str]) -> list[str]:
    return [f.code.removeprefix("proof.") for f in proved(*changes)[1] if f.blocks]


def whole(before: str, after: str) -> tuple[str, str, str]:
    return CARD, before, after


class TestAPaperThatIsConfirmed:
    def test_by_whoever_gives_the_number_is_fine(self):
        assert codes(whole(PHOTO, SAID), whole(FIELDS, NUMBER)) == []

    def test_by_whoever_signed_in_with_the_number_is_fine(self):
        signed = "sign_in: [applicant/person.name, applicant/person.id_number]"
        assert codes(whole(PHOTO, SAID), ("city.yaml", "sign_in: [applicant/person.name]", signed)) == []

    def test_by_somebody_without_a_number_is_refused(self):
        assert codes(whole(PHOTO, SAID)) == ["nobody_to_confirm"]

    def test_by_whose_number_need_not_be_given_is_refused(self):
        optional = NUMBER.replace("id_number}", "id_number, required: false}")
        assert codes(whole(PHOTO, SAID), whole(FIELDS, optional)) == ["nobody_to_confirm"]

    def test_by_whose_number_comes_only_with_the_result_is_refused(self):
        given_later = whole("gives: {", "gives: {applicant/person.id_number: generated, ")
        assert "nobody_to_confirm" in codes(whole(PHOTO, SAID), whole(FIELDS, NUMBER), given_later)

    def test_without_another_way_is_refused(self):
        only = SAID.replace("[upload, confirm]", "[confirm]")
        assert codes(whole(PHOTO, only), whole(FIELDS, NUMBER)) == ["no_way"]

    def test_without_words_is_refused(self):
        bare = "material: photo, accepts: [upload, confirm]}"
        assert codes(whole(PHOTO, bare), whole(FIELDS, NUMBER)) == ["confirm_refused"]

    def test_that_is_the_application_form_is_refused(self):
        form = SAID.replace("accepts", "form: true, accepts")
        assert "confirm_refused" in codes(whole(PHOTO, form), whole(FIELDS, NUMBER))

    def test_only_in_one_town_is_proved_there(self):
        town = whole("ways: {applicant/photo: [paper]}", "ways: {applicant/photo: [paper, confirm]}")
        _, findings = proved(whole(FIELDS, NUMBER), town)
        (finding,) = (f for f in findings if f.blocks)
        assert finding.code == "proof.confirm_refused"
        assert finding.witness["division"] == "990000001000"

    def test_is_proved_again_when_the_city_names_other_elements(self):
        package = loaded(whole(PHOTO, SAID), whole(FIELDS, NUMBER)).package
        other = {**package.settings, "identity_elements": {"organisation": "organisation.code"}}
        assert keys_of(package, calendar=CALENDAR, on=ON) != keys_of(
            replace(package, settings=other), calendar=CALENDAR, on=ON
        )


class TestTheWitness:
    @settings(max_examples=12, deadline=None)
    @given(asked=st.integers(60, 130), known=st.integers(60, 130))
    def test_is_somebody_who_is_asked_for_the_paper_and_not_for_the_number(self, asked, known):
        line = SAID.replace("confirms:", f"when: 'age >= {asked}', confirms:")
        number = NUMBER.replace("id_number}", f"id_number, when: 'age >= {known}'}}")
        package, findings = proved(whole(PHOTO, line), whole(FIELDS, number))
        found = [f for f in findings if f.code == "proof.nobody_to_confirm"]
        assert len(found) == (asked < known)
        for finding in found:
            scene = package.scenes[finding.scene]
            person, problems = read_answers(finding.witness, scene, package)
            plan = compose(scene, person, package=package, calendar=CALENDAR)
            assert problems == ()
            assert ("senior-card", ItemState.APPLIES) in {(one.id, one.state) for one in plan.items}
            assert "applicant/photo" in {one.key for one in plan.materials}
            assert "applicant/person.id_number" not in {one.key for one in plan.fields}
