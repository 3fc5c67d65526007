"""A paper is printed at the first look and kept: the same bytes for all who may look, made anew whenever in doubt."""

import json
from datetime import timedelta

import pytest

from onething.adapters.printing import PaperFolder
from onething.areas.documents import api as documents
from onething.areas.documents import tasks
from onething.areas.documents.models import DocumentRow
from onething.areas.documents.queries import DocumentNotFound
from onething.core.actors import Actor
from onething.core.papers import KeptPapers, Printer
from onething.kit.ports import bound, now, port
from tests.areas.cases.world import STRANGER, SUPERVISOR
from tests.areas.papers.test_numbers import issue

ADDRESS = "http://127.0.0.1"


class CountingPrinter:
    """Prints what it is given as text, and counts."""

    def __init__(self, edition="1"):
        self.edition = edition
        self.printed = 0

    def check(self, kind, values, **more):
        pass

    def print(self, kind, values, **more):
        self.printed += 1
        return json.dumps([self.edition, kind, values, more], default=str, sort_keys=True).encode()


@pytest.fixture
def folder(tmp_path):
    with bound(KeptPapers, PaperFolder(tmp_path / "papers")):
        yield tmp_path / "papers"


@pytest.fixture
def printer(folder):
    with bound(Printer, CountingPrinter()) as printer:
        yield printer


@pytest.fixture
def issued():
    return issue(1)


def look(issued, *, actor=SUPERVISOR, address=ADDRESS):
    return documents.pdf(actor, document_id=issued.id, address=address)


def change(issued, **fields):
    DocumentRow.objects.filter(pk=issued.id).update(**fields)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


class TestASecondLook:
    def test_prints_nothing_and_gives_the_same_bytes(self, issued, printer):
        assert look(issued) == look(issued)
        assert printer.printed == 1

    def test_by_the_code_on_the_paper_prints_nothing_either(self, issued, printer):
        code = DocumentRow.objects.get(pk=issued.id).code
        assert documents.pdf_by_code(Actor.visitor(), code=code, address=ADDRESS) == look(issued)
        assert printer.printed == 1

    def test_gives_the_bytes_that_our_printer_makes(self, issued, folder):
        first = look(issued)
        assert first.startswith(b"%PDF")
        assert look(issued) == first
        for path in files(folder):
            path.unlink()
        assert look(issued) == first

    def test_of_another_document_prints_that_one(self, issued, printer):
        assert look(issued) != look(issue(2))
        assert printer.printed == 2


class TestAPaperIsPrintedAnew:
    @pytest.mark.parametrize(
        "fields",
        [
            {"values": {"application": "A1", "received_on": "2026-03-06", "materials": []}},
            {"number": "东民〔2026〕00009 号"},
            {"hash": "0" * 64},
            {"template": "2"},
            {"algorithm": "none", "signature": "refused"},
        ],
    )
    def test_when_its_data_have_changed(self, issued, printer, fields):
        look(issued)
        change(issued, **fields)
        look(issued)
        assert printer.printed == 2

    def test_when_the_site_has_another_address(self, issued, printer):
        assert look(issued) != look(issued, address="https://one.example.gov.cn")
        assert printer.printed == 2

    def test_when_the_program_prints_in_another_way(self, issued, printer):
        first = look(issued)
        with bound(Printer, CountingPrinter("2")) as newer:
            assert look(issued) != first
        assert newer.printed == 1

    @pytest.mark.parametrize("damage", [lambda content: content[:-20], lambda content: content + b" "])
    def test_when_the_file_is_not_what_was_kept(self, issued, printer, folder, damage):
        first = look(issued)
        (path,) = files(folder)
        path.write_bytes(damage(path.read_bytes()))
        assert look(issued) == first
        assert printer.printed == 2
        assert look(issued) == first
        assert printer.printed == 2

    def test_when_all_that_was_kept_is_gone(self, issued, printer, folder):
        first = look(issued)
        for path in files(folder):
            path.unlink()
        assert look(issued) == first

    def test_after_a_week(self, issued, printer, folder):
        look(issued)
        tasks.forget_papers(now() + timedelta(days=6))
        assert len(files(folder)) == 1
        tasks.forget_papers(now() + timedelta(days=8))
        assert files(folder) == []
        look(issued)
        assert printer.printed == 2


class TestWhoMayNotLook:
    def test_gets_no_paper_that_others_have_looked_at(self, issued, printer):
        look(issued)
        with bound(KeptPapers, Untouched()), pytest.raises(DocumentNotFound):
            look(issued, actor=STRANGER)


class Untouched:
    """Nobody asks here before it is sure that he may."""

    def find(self, key):
        raise AssertionError("looked for before the permission")


class TestThePrinterOfThisHouse:
    def test_names_its_edition_the_same_way_each_time(self):
        assert port(Printer).edition == port(Printer).edition != ""

    def test_has_another_edition_where_pages_are_marked_as_a_demo(self):
        from onething.site.papers import TypstPrinter

        assert TypstPrinter(demo=True).edition != TypstPrinter(demo=False).edition
