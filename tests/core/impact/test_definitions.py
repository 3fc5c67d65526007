"""What is told of two versions of the definitions, and why."""

from dataclasses import replace
from datetime import date
from functools import partial

from hypothesis import given

from onething.core.impact import Code, compare
from tests.core.composition.factories import THURSDAY
from tests.core.impact.dongguan import CALENDAR, PACKAGE, changed, rewritten, without
from tests.core.impact.worlds import edited

ITEM = "items/hardship-allowance.yaml"
look = partial(compare, calendar=CALENDAR, on=date(2026, 3, 5))


def lines(found, scene="disabled-services"):
    (one,) = [one for one in found.scenes if one.id == scene]
    return one.lines


def told(found, *codes):
    return [one for one in lines(found) if one.code in codes]


def asked(scene, part):
    """Every key that an item of a scene asks for, whoever applies: by the definition alone."""
    return {
        f"{line.roles.get(one.role, one.role)}/{one.element if part == 'fields' else one.material}"
        for line in scene.items
        for one in getattr(line.item, part)
    }


@given(edited())
def test_finds_the_lines_that_sets_of_keys_find(world):
    found = compare(world.before, world.after, calendar=CALENDAR, on=THURSDAY)
    for id, old in world.before.scenes.items():
        new = world.after.scenes[id]
        said = next((one for one in found.scenes if one.id == id), None)
        for part, more, less in (
            ("fields", Code.FIELD_NEW, Code.FIELD_GONE),
            ("materials", Code.MATERIAL_NEW, Code.MATERIAL_GONE),
        ):
            was, now = asked(old, part), asked(new, part)
            by_code = {
                code: {one.key for one in said.lines if one.code is code} if said else set()
                for code in (more, less)
            }
            assert by_code == {more: now - was, less: was - now}
        ids = [{line.item.id for line in scene.items} for scene in (old, new)]
        gone = {one.key for one in said.lines if one.code is Code.ITEM_GONE} if said else set()
        assert gone == ids[0] - ids[1]


@given(edited())
def test_every_line_has_a_reason_and_what_is_the_same_has_no_line(world):
    found = compare(world.before, world.after, calendar=CALENDAR, on=THURSDAY)
    for scene in found.scenes:
        assert all(line.because for line in scene.lines)
        assert world.before.scenes[scene.id].hash != world.after.scenes[scene.id].hash
    assert found.changes or not (found.scenes or found.items)


class TestDefinitions:
    def test_of_the_same_city_are_empty(self):
        found = look(PACKAGE, PACKAGE)
        assert (found.changes, found.items, found.scenes) == ((), (), ())

    def test_a_material_that_an_item_no_longer_asks_for_is_gone_with_file_and_line(self):
        after = without("disability-certificate", "photo")
        (gone,) = told(look(PACKAGE, after), Code.MATERIAL_GONE)
        assert gone.text.zh == "去掉材料“照片”，原来残疾人证办理要"
        assert {str(one.at).partition(":")[0] for one in gone.because} == {
            "items/disability-certificate.yaml"
        }
        assert all(one.at.line > 1 for one in gone.because)

    def test_a_field_that_becomes_optional_for_all_who_ask_is_told_with_its_item(self):
        after = rewritten(
            ITEM,
            (
                "{role: applicant, element: hardship.kind}",
                "{role: applicant, element: hardship.kind, required: false}",
            ),
        )
        (line,) = told(look(PACKAGE, after), Code.FIELD_OPTIONAL)
        assert line.key == "applicant/hardship.kind"
        assert line.because[0].message.en.startswith(
            "item hardship-allowance › fields › applicant/hardship.kind"
        )

    def test_a_shorter_promise_is_told_for_the_item_and_for_the_saving(self):
        found = look(PACKAGE, rewritten(ITEM, ("promised_days: 15", "promised_days: 10")))
        assert [one.text.zh for one in told(found, Code.CLOCK_PROMISED)] == [
            "“困难残疾人生活补贴”的承诺时限：15 天 → 10 天"
        ]
        alone = [one for one in told(found, Code.SAVING) if one.key == "disabled-services-full/alone"]
        assert [one.text.zh for one in alone] == [
            "示例（您的户口在哪里：东莞；您有残疾人证吗：没有），逐项办：工作日 46 → 41"
        ]
        assert [one.key for one in told(found, Code.EXAMPLE)]

    def test_a_way_that_is_taken_away_is_told_in_words(self):
        after = rewritten(ITEM, ("accepts: [share, upload, paper]", "accepts: [upload, paper]"))
        (line,) = told(look(PACKAGE, after), Code.MATERIAL_WAYS)
        assert line.text.zh.endswith("接受的方式：部门共享、上传、交纸质件 → 上传、交纸质件")

    def test_other_words_that_somebody_has_to_confirm_are_told_with_the_item(self):
        ways = "accepts: [share, upload, paper]"
        one, other = (
            rewritten(ITEM, (ways, f"{ways}, confirms: {{text: {said}, repeats: [applicant/hardship.kind]}}"))
            for said in ("收入属实", "收入低保属实")
        )
        (line,) = told(look(one, other), Code.MATERIAL_WORDS)
        assert line.text.zh.endswith("在“困难残疾人生活补贴”里要确认的内容变了")

    def test_a_choice_that_goes_is_told_at_its_question(self):
        after = rewritten(
            "scenes/disabled-services.yaml", ("name: {zh: 残疾人服务一件事", "name: {zh: 残疾人服务一件事办")
        )
        found = look(PACKAGE, after)
        assert [one.code for one in lines(found)] == [Code.CHART]
        assert found.items == ()

    def test_a_change_of_the_dictionary_reaches_every_item_that_uses_it(self):
        text = PACKAGE.elements["person.name"].label.zh
        after = rewritten("elements.yaml", (f"zh: {text}", f"zh: {text}全称"))
        found = look(PACKAGE, after)
        users = {
            id for id, one in PACKAGE.items.items() if any(f.element == "person.name" for f in one.fields)
        }
        assert users <= {one.id for one in found.items}
        assert {one.because[0].part for one in found.items if one.id in users} == {"elements"}

    def test_an_item_of_no_scene_is_told_as_well(self):
        used = {line.item.id for scene in PACKAGE.scenes.values() for line in scene.items}
        free = next((id for id in PACKAGE.items if id not in used), None)
        one = free or "hardship-allowance"
        found = look(PACKAGE, changed(one, lambda item: replace(item, promised_days=item.promised_days + 1)))
        assert [item.id for item in found.items] == [one]
        assert set(found.items[0].scenes) == {
            scene.id for scene in PACKAGE.scenes.values() for line in scene.items if line.item.id == one
        }

    def test_a_scene_that_is_untouched_has_no_entry(self):
        found = look(PACKAGE, without("disability-certificate", "photo"))
        assert found.touched_scenes == {"disabled-services"}
