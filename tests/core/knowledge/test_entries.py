"""References to entries of the register: what they say, what they refuse, and that nothing of an entry is typed."""

from dataclasses import replace

import pytest

from onething.core.knowledge import Reference, check, find_conflicts, read_reference, render
from onething.core.knowledge.model import changes
from onething.core.knowledge.references import Aspect
from onething.core.register.entries import Entry, EntryFee, EntryMaterial, Need, Project, State
from onething.core.source import Text
from tests.core.knowledge.world import CONTENT, content, facts, package

KEY = "11450600.MB-01/2"
ENTRY = Entry(
    KEY,
    "犬只登记",
    department="公安局",
    promised_days=3,
    statutory_days=20,
    fee=True,
    fees=(EntryFee("登记费", "每只 50 元"),),
    materials=(EntryMaterial("犬只免疫证明", Need.ALWAYS), EntryMaterial("租房合同", Need.SOMETIMES)),
    visits=1,
    address="幸福路 1 号",
)


def known(entry=ENTRY):
    return facts(entries=lambda source, key: entry if (source, key) == ("fangchenggang", KEY) else None)


def said(aspect, entry=ENTRY):
    return render(Text(f"{{fangchenggang/{KEY}.{aspect}}}"), known(entry)).text.zh


class TestAReferenceToAnEntry:
    @pytest.mark.parametrize("aspect", sorted(set(Aspect) - {Aspect.ITEMS}))
    def test_is_read_as_it_is_written(self, aspect):
        written = str(Reference(KEY, Aspect(aspect), source="fangchenggang"))
        assert read_reference(written) == Reference(KEY, Aspect(aspect), source="fangchenggang")
        assert str(read_reference(written)) == written

    def test_says_what_the_entry_says(self):
        assert said("name") == "犬只登记"
        assert said("promised_days") == "3 个工作日"
        assert said("statutory_days") == "20 个工作日"
        assert said("fee") == "登记费 每只 50 元"
        assert said("materials") == "犬只免疫证明，视情况还要租房合同"
        assert said("visits") == "到现场 1 次"
        assert said("address") == "幸福路 1 号"
        assert (
            said("promised_days", replace(ENTRY, promised_days=None, project=Project.IMMEDIATE)) == "当场办结"
        )
        assert said("fee", replace(ENTRY, fee=False)) == "不收费"

    def test_links_an_answer_that_belongs_to_no_item(self):
        text = f"{{fangchenggang/{KEY}.name}}：{{fangchenggang/{KEY}.promised_days}}。"
        assert check(content(text, items=(), scenes=()), known()) == ()

    @pytest.mark.parametrize(
        ("reference", "entry"),
        [
            (f"{{fangchenggang/{KEY}.hours}}", ENTRY),  # the entry does not say it
            (f"{{fangchenggang/{KEY}.name}}", replace(ENTRY, state=State.CANCELLED)),
            ("{fangchenggang/other.name}", ENTRY),
            (f"{{guangan/{KEY}.name}}", ENTRY),
        ],
    )
    def test_that_nothing_is_known_by_is_refused(self, reference, entry):
        flaws = check(content(f"看{reference}"), known(entry))
        assert [(one.code, one.column) for one in flaws] == [("knowledge.unknown_reference", 2)]

    def test_with_an_aspect_that_there_is_not_is_no_reference(self):
        assert [one.code for one in check(content(f"看{{fangchenggang/{KEY}.cost}}"), known())] == [
            "knowledge.bad_reference"
        ]

    def test_lets_no_material_of_the_entry_be_typed(self):
        text = f"{{fangchenggang/{KEY}.name}}要带犬只免疫证明"
        flaws = check(content(text), known())
        assert [(one.code, one.instead) for one in flaws] == [
            ("knowledge.typed_material", f"{{fangchenggang/{KEY}.materials}}")
        ]

    def test_that_says_another_thing_than_it_did_is_a_change_also_when_it_is_gone(self):
        one = content(f"{{fangchenggang/{KEY}.promised_days}}")
        before = render(one.text, known()).said
        assert changes(before, one, known()) == ()
        slower = changes(before, one, known(replace(ENTRY, promised_days=5)))
        assert [(change.old.zh, change.new.zh) for change in slower] == [("3 个工作日", "5 个工作日")]
        assert changes(before, one, known(None))[0].new is None

    def test_passes_where_there_is_no_register_to_ask(self):
        """`onething check` reads a city's files without a database."""
        assert check(content(f"{{fangchenggang/{KEY}.name}}", items=(), scenes=()), facts()) == ()

    def test_is_held_against_other_answers_to_the_same_question(self):
        one = content(f"{{fangchenggang/{KEY}.promised_days}}")
        found = find_conflicts([("a", one), ("b", CONTENT)], package().divisions)
        assert [(each.one, each.other) for each in found] == [("a", "b")]
