"""Fields and materials of several items become one set."""

from datetime import date

import pytest

from onething.core.catalogue.words import Role
from onething.core.source import Text
from tests.core.composition.factories import (
    Constraints,
    Element,
    ElementKind,
    SceneItem,
    Way,
    asked,
    choice,
    field,
    form,
    item,
    material,
    package,
    plan,
    result,
    scene,
    share,
    supplies,
)

ID = "applicant/id-card"
ALL = (Way.SHARE, Way.LICENCE, Way.RESULT, Way.UPLOAD, Way.PAPER)
CITY = package(
    shares=[share("register", items=["one", "two"], fields=["person.name"], materials=["id-card"])],
    licences={"card": ["person.sex"]},
    materials={"id-card": "card"},
    elements=[
        Element("person.name", Text("姓名"), ElementKind.NAME, constraints=Constraints(max_length=100)),
        Element("person.kind", Text("类别"), ElementKind.CHOICE),
    ],
    sign_in=["applicant/person.id_number"],
)


def two(*one: object, other: object = None, **more: object):
    """Items `one` and `two` that each ask for one material."""
    lines = (material(ID, *one), other or material(ID, *one))
    return scene(item("one", materials=(lines[0],)), item("two", materials=(lines[1],)), **more)


def ways(of):
    return [(line.way, line.source) for line in of.materials]


class TestAField:
    def test_is_asked_once_for_the_same_role_and_element(self):
        of = scene(
            item("one", fields=(field("applicant/person.name"), field("mother/person.name"))),
            item("two", fields=(field("applicant/person.name"),)),
        )
        made = plan(of)
        assert [line.key for line in made.fields] == ["applicant/person.name", "mother/person.name"]
        assert [reason.item for reason in made.fields[0].asked_by] == ["one", "two"]
        assert (made.alone.fields, made.together.fields, made.saving.fields) == (3, 2, 1)

    def test_is_the_same_field_when_a_scene_binds_two_roles_to_one(self):
        one = item("one", fields=(field("parent/person.name"),))
        other = item("two", fields=(field("applicant/person.name"),))
        made = plan(scene(SceneItem(one, roles={"parent": "applicant"}), other))
        assert [line.key for line in made.fields] == ["applicant/person.name"]

    def test_takes_the_strictest_limits_of_all_that_apply_and_of_its_element(self):
        limits = (Constraints(max_length=50, min=2), Constraints(max_length=60, allowed=frozenset("ab")))
        of = scene(
            item("one", fields=(field("applicant/person.name", constraints=limits[0]),)),
            item("two", fields=(field("applicant/person.name", constraints=limits[1]),)),
        )
        assert plan(of, city=CITY).fields[0].constraints == Constraints(2, None, 50, frozenset("ab"))

    def test_is_required_if_any_item_requires_it(self):
        of = scene(
            item("one", fields=(field("applicant/x", required=False),)),
            item("two", fields=(field("applicant/x"),)),
        )
        assert plan(of).fields[0].required
        assert not plan(of, dropped=frozenset({"two"})).fields[0].required

    def test_asked_twice_by_one_item_counts_once_for_it(self):
        of = scene(item("one", fields=(field("applicant/x"), field("applicant/x", required=False))))
        made = plan(of)
        assert made.alone.fields == made.together.fields == len(made.fields[0].asked_by) == 1

    def test_is_filled_from_the_first_source_in_order(self):
        fills = choice("said", "a", "b", fills="applicant/person.name")
        line = (
            field("applicant/person.name"),
            field("applicant/person.id_number"),
            field("applicant/person.sex"),
        )
        of = scene(item("one", fields=line), questions=[fills])

        def sources(**more):
            return [one.prefilled_from for one in plan(of, city=CITY, **more).fields]

        every = supplies(shares=["register"], licences=["card"])
        assert sources() == ["", "sign_in", ""]
        assert sources(supplies=every) == ["share:register", "sign_in", "licence:card"]
        assert sources(answers={"said": "a"}, supplies=every)[0] == "answer:said"

    def test_is_not_taken_from_a_share_that_one_asking_item_has_no_grant_for(self):
        of = scene(*(item(id, fields=(field("applicant/person.name"),)) for id in ("one", "three")))
        made = plan(of, city=CITY, supplies=supplies(shares=["register"]))
        assert made.fields[0].prefilled_from == ""
        alone = plan(of, city=CITY, supplies=supplies(shares=["register"]), dropped=frozenset({"three"}))
        assert alone.fields[0].prefilled_from == "share:register"

    def test_is_not_taken_from_a_share_after_the_last_day_of_the_grant_nor_for_another_role(self):
        last = date(2026, 3, 5)
        granted = share("s", items=["one"], fields=["x"], until=last, roles=["applicant"])
        of = scene(item("one", fields=(field("applicant/x"), field("mother/x"))))
        more = {"city": package(shares=[granted]), "supplies": supplies(shares=["s"])}
        assert [one.prefilled_from for one in plan(of, on=last, **more).fields] == ["share:s", ""]
        assert [one.prefilled_from for one in plan(of, on=date(2026, 3, 6), **more).fields] == ["", ""]

    def test_of_another_person_is_not_taken_from_the_applicants_licence(self):
        of = scene(item("one", fields=(field("mother/person.sex"),)))
        assert plan(of, city=CITY, supplies=supplies(licences=["card"])).fields[0].prefilled_from == ""
        named = supplies(licences=["mother/card"])
        assert plan(of, city=CITY, supplies=named).fields[0].prefilled_from == "licence:card"

    def test_that_a_result_gives_is_counted_never_asked_and_makes_its_asker_wait(self):
        of = scene(
            item("one", days=3, result=(result(gives={"applicant/number": "generated"}),)),
            item("two", days=4, fields=(field("applicant/number"),)),
        )
        made = plan(of)
        assert made.fields[0].prefilled_from == "result:one"
        assert (made.together.fields, made.asked_of_person.fields) == (1, 0)
        assert (made.items[1].waits_for, made.schedule.promised_days) == (("one",), 7)

    def test_that_a_possible_result_gives_is_asked_until_it_is_certain(self):
        of = scene(
            SceneItem(
                item("one", days=3, result=(result(gives={"applicant/number": "officer"}),)),
                when='a == "yes"',
            ),
            item("two", days=4, fields=(field("applicant/number"),)),
            questions=[choice("a", "yes", "no")],
        )
        assert (plan(of).asked_of_person.fields, plan(of).schedule.promised_days) == (1, 7)
        assert plan(of, {"a": "yes"}).asked_of_person.fields == 0
        assert plan(of, {"a": "no"}).schedule.promised_days == 4


class TestAMaterial:
    def test_takes_the_lightest_way_that_is_there(self):
        of = two(ALL)
        assert ways(plan(of, city=CITY)) == [(Way.UPLOAD, "")]
        assert ways(plan(of, city=CITY, supplies=supplies(licences=["card"]))) == [(Way.LICENCE, "card")]
        every = supplies(shares=["register"], licences=["card"])
        assert ways(plan(of, city=CITY, supplies=every)) == [(Way.SHARE, "register")]

    def test_takes_only_a_way_that_every_asking_item_accepts(self):
        of = two(ALL, other=material(ID))
        every = supplies(shares=["register"], licences=["card"])
        assert ways(plan(of, city=CITY, supplies=every)) == [(Way.UPLOAD, "")]

    def test_splits_and_says_so_when_no_way_is_common(self):
        made = plan(two((Way.UPLOAD,), other=material(ID, (Way.PAPER,))))
        assert ways(made) == [(Way.UPLOAD, ""), (Way.PAPER, "")]
        assert all(line.split for line in made.materials)
        assert (made.alone.materials, made.together.materials) == (2, 2)

    def test_of_another_role_is_another_material(self):
        made = plan(two(ALL, other=material("mother/id-card", ALL)))
        assert [line.key for line in made.materials] == ["applicant/id-card", "mother/id-card"]

    def test_that_nothing_can_provide_has_no_way(self):
        assert ways(plan(two((Way.SHARE,)), city=CITY)) == [(None, "")]

    def test_that_another_item_gives_is_its_result_and_comes_after_it(self):
        of = scene(
            item("one", days=3, materials=(), result=(result(stands_for="id-card"),)),
            item("two", days=4, materials=(material(ID, ALL),)),
        )
        made = plan(of, city=CITY)
        assert ways(made) == [(Way.RESULT, "one")]
        assert (made.together.materials, made.alone.materials) == (0, 1)
        assert made.items[1].waits_for == ("one",)
        assert made.schedule.path == ("one", "two")

    def test_that_a_licence_provides_makes_nobody_wait_for_the_result(self):
        of = scene(
            item("one", days=3, materials=(), result=(result(stands_for="id-card"),)),
            item("two", days=4, materials=(material(ID, ALL),)),
        )
        made = plan(of, city=CITY, supplies=supplies(licences=["card"]))
        assert (made.items[1].waits_for, made.schedule.promised_days) == ((), 4)

    def test_adds_up_copies_sees_the_original_once_and_takes_the_shortest_validity(self):
        of = two(
            (Way.UPLOAD, Way.PAPER),
            other=material(ID, copies=2, original=True, valid_days=90),
        )
        of = scene(
            item("one", materials=(material(ID, copies=1, valid_days=180),)),
            item("two", materials=(material(ID, copies=2, original=True, valid_days=90),)),
        )
        line = plan(of).materials[0]
        assert (line.copies, line.original, line.valid_days) == (3, True, 90)

    @pytest.mark.parametrize(
        ("other", "offered"),
        [((Way.UPLOAD, Way.LATER), (Way.LATER,)), ((Way.UPLOAD,), ()), ((Way.UPLOAD, Way.DECLARATION), ())],
    )
    def test_offers_declaration_and_later_only_where_every_asker_allows_and_never_takes_them(
        self, other, offered
    ):
        line = plan(two((Way.UPLOAD, Way.LATER), other=material(ID, other))).materials[0]
        assert (line.way, line.offered) == (Way.UPLOAD, offered)

    def test_that_is_a_form_merges_with_all_forms_into_one(self):
        made = plan(scene(item("one"), item("two"), item("three", materials=())))
        assert [(line.key, line.form) for line in made.materials] == [("applicant/joint-form", True)]
        assert (made.alone.forms, made.together.forms, made.saving.materials) == (2, 1, 1)
        assert made.asked_of_person.materials == made.figures.materials == 0


class TestTwins:
    OF = scene(
        item(
            "one",
            subject="newborn",
            fields=(field("newborn/person.name"), field("applicant/person.name")),
            materials=(form("one"), material("newborn/photo")),
        ),
        roles={
            "applicant": Role("applicant", Text("申请人")),
            "newborn": Role("newborn", Text("孩子"), many=True, min=1, max=4),
        },
    )

    def test_count_as_one_bearer_unless_their_number_is_given(self):
        made = plan(self.OF)
        assert (made.together.fields, made.together.materials) == (2, 2)
        assert made.fields[0].key == "newborn/person.name"

    def test_repeat_the_block_for_each_when_it_is_given(self):
        made = plan(self.OF, bearers={"newborn": 2})
        keys = [line.key for line in made.fields]
        assert keys == ["newborn[1]/person.name", "newborn[2]/person.name", "applicant/person.name"]
        assert (made.together.fields, made.together.materials, made.together.forms) == (3, 3, 1)
        assert made.alone.fields == 3
        assert asked(made) == []


class TestAnAnswerThatFills:
    SAYS = choice("said", "new", "old", "none", fills="applicant/kind", fills_with={"new": "1", "old": "2"})
    OF = scene(item("one", fields=(field("applicant/kind"),)), questions=[SAYS])

    def test_does_so_only_where_it_has_a_value_for_the_field(self):
        assert [plan(self.OF, {"said": said}).fields[0].prefilled_from for said in ("new", "none")] == [
            "answer:said",
            "",
        ]

    def test_is_not_asked_for_only_to_fill(self):
        assert asked(plan(self.OF)) == []
