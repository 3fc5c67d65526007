"""`onething import`: the two real catalogues by the mappings that ship, and what the command says and returns."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from rdflib import RDF, Graph, URIRef

from onething.areas.register import api as register
from onething.core.actors import Actor
from onething.core.register.entries import EntryMaterial
from onething.site.cli import main

SMALL = "item_code,name,main_item,department,task_type_code,dept_uscc,task_type,area_code,dept_code,dept_uscc_check_ok\n"
ROW = "511Z07001006-1,企业投资项目备案,,区经信局,10,11511301008778183N,,,,\n"


def run(capsys, *words):
    code = main(["import", *map(str, words), "--into", "dongguan"])
    return code, capsys.readouterr()


def counted(capsys, *words):
    code, out = run(capsys, *words, "--json")
    done = json.loads(out.out)
    return code, done.pop("findings"), done


def entries_of(source):
    kept = register.iterate_kept(Actor.job("test"), city="dongguan")
    return [one.entry for one in kept if one.source == source]


@pytest.mark.shared
@pytest.mark.django_db
class TestRealCatalogues:
    def test_a_whole_city_of_guangxi_with_materials_steps_and_scenes(self, capsys, shared_dir):
        file = shared_dir / "data" / "items" / "fangchenggang" / "items.json"
        code, findings, done = counted(capsys, "fangchenggang", file)
        whole = {
            "items": 645,
            "kept": 0,
            "news": 0,
            "refused": 0,
            "materials": 2181,
            "steps": 1744,
            "scenes": 30,
        }
        assert (code, done) == (0, {**whole, "new": 645, "changed": 0, "same": 0})
        found = Counter(one["code"] for one in findings)
        assert found["import.unknown_value"] == 30  # the type 16 that no list knows
        assert found["register.promised_at_once"] == 69
        assert {one["level"] for one in findings} == {"warning"}
        assert all(one["line"] and one["column"] for one in findings)
        code, _, done = counted(capsys, "fangchenggang", file)
        assert (code, done) == (0, {**whole, "new": 0, "changed": 0, "same": 645})
        code, findings, done = counted(
            capsys, "fangchenggang", file.with_name("items.csv")
        )  # a list with fewer columns
        assert (code, done["same"], done["scenes"]) == (0, 645, 30)
        absent = {"import.column_absent", "import.table_absent"}
        assert {one["code"] for one in findings if "absent" in one["code"]} == absent
        materials = f"materials={file.with_name('materials.csv')}"
        code, _, done = counted(capsys, "fangchenggang", file.with_name("items.csv"), "--with", materials)
        assert (code, done["same"], done["materials"]) == (0, 645, 2181)  # what it lacks of a line stays

    def test_its_flat_lists_bring_the_materials_that_the_whole_one_does(self, capsys, shared_dir):
        folder = shared_dir / "data" / "items" / "fangchenggang"
        materials = f"materials={folder / 'materials.csv'}"
        for times in ("new", "same"):
            code, _, done = counted(capsys, "fangchenggang", folder / "items.csv", "--with", materials)
            assert (code, done[times], done["materials"], done["steps"]) == (0, 645, 2181, 0)
        flat = {one.key: one.materials for one in entries_of("fangchenggang")}
        assert sum(map(len, flat.values())) == 2161  # the other 20 say that there is none
        assert counted(capsys, "fangchenggang", folder / "items.json")[2]["changed"] == 645
        lacking = ("blank", "sample", "paper", "fill_note", "standard", "waived")
        nothing = {one: getattr(EntryMaterial("x"), one) for one in lacking}
        for entry in entries_of("fangchenggang"):
            assert tuple(replace(one, **nothing) for one in entry.materials) == flat[entry.key]

    def test_a_district_of_sichuan_with_codes_of_another_shape(self, capsys, shared_dir):
        file = shared_dir / "data" / "items" / "guangan" / "items.csv"
        code, findings, done = counted(capsys, "guangan", file)
        assert (code, done["items"], done["new"], done["refused"]) == (0, 1135, 1135, 0)
        (finding,) = findings
        assert (finding["code"], finding["line"], finding["column"]) == ("import.department_code", 629, 9)
        assert counted(capsys, "guangan", file)[2]["same"] == 1135


@pytest.mark.django_db
class TestTheCommand:
    def test_says_what_it_did_in_words(self, capsys, tmp_path):
        (tmp_path / "list.csv").write_text(SMALL + ROW)
        code, out = run(capsys, "guangan", tmp_path / "list.csv")
        assert (code, out.out.splitlines()[-1]) == (0, "taken in")
        code, out = run(capsys, "guangan", tmp_path / "list.csv", "--dry-run")
        assert (code, out.out.splitlines()[-1]) == (0, "a dry run: nothing was written")

    def test_an_error_is_named_with_its_line_and_ends_with_1(self, capsys, tmp_path):
        (tmp_path / "list.csv").write_text(SMALL + ROW + ROW)
        code, out = run(capsys, "guangan", tmp_path / "list.csv")
        assert code == 1
        assert "list.csv:3:1: error" in out.out
        assert "nothing was taken in" in out.out

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("guangann", "x.csv"), "did you mean guangan?"),
            (("nowhere.yaml", "x.csv"), "there are: fangchenggang, gbt39554, guangan"),
            (("guangan", "x.csv"), "no such file"),
            (("guangan", __file__, "--with", "materials=x.csv"), "its mapping knows: none"),
            (("fangchenggang", __file__, "--with", "material=x.csv"), "did you mean materials=x.csv?"),
            (("fangchenggang", __file__, "--with", "materials=x.csv"), "no such file; write materials=FILE"),
            (
                ("fangchenggang", __file__, *["--with", f"materials={__file__}"] * 2),
                "materials is given twice",
            ),
        ],
    )
    def test_bad_usage_says_what_to_do_and_ends_with_2(self, capsys, words, says):
        code, out = run(capsys, *words)
        assert code == 2
        assert says in out.err

    def test_a_mapping_of_ones_own_is_taken_by_its_path_or_refused_with_its_faults(self, capsys, tmp_path):
        (tmp_path / "list.csv").write_text("nr,titel\n1,许可\n")
        own = tmp_path / "own.yaml"
        own.write_text("id: own\nname: {zh: 自己的, en: Own}\nkey: nr\nelements: {name: titel}\n")
        assert run(capsys, own, tmp_path / "list.csv")[0] == 0
        own.write_text("id: own\nname: {zh: 自己的, en: Own}\nkey: nr\nelements: {nam: titel}\n")
        code, out = run(capsys, own, tmp_path / "list.csv")
        assert code == 2
        assert "own.yaml:4:12" in out.out


@pytest.mark.django_db
class TestExportInTheNationalShape:
    def exported(self, capsys, *words):
        assert main(["export", "dongguan", "--format", "gbt39554", *map(str, words)]) == 0
        return capsys.readouterr().out

    def test_gives_the_defined_items(self, capsys):
        items = json.loads(self.exported(capsys))
        assert {one["task_name"] for one in items} >= {"困难残疾人生活补贴", "出生医学证明首次签发"}

    def test_of_what_is_in_force_holds_what_was_imported_too(self, capsys, tmp_path):
        assert main(["load", "dongguan"]) == 0
        (tmp_path / "list.csv").write_text(SMALL + ROW)
        assert run(capsys, "guangan", tmp_path / "list.csv")[0] == 0
        target = tmp_path / "items.json"
        assert "items written to" in self.exported(capsys, "--published", "--to", target)
        last = json.loads(target.read_text())[-1]
        assert (last["task_name"], last["task_code"]) == ("企业投资项目备案", "511Z07001006-1")

    def test_is_a_workbook_that_is_taken_in_by_the_mapping_that_ships_for_it(self, capsys, tmp_path):
        target = tmp_path / "items.xlsx"
        written = json.loads(self.exported(capsys, "--to", target, "--json"))["items"]
        assert written > 10
        code, findings, done = counted(capsys, "gbt39554", target)
        assert (code, done["new"], done["materials"] > written, done["steps"] > written) == (
            0,
            written,
            True,
            True,
        )
        assert not [one for one in findings if one["code"] == "import.other_sheets"]
        again = tmp_path / "items.json"
        self.exported(capsys, "--to", again)
        assert counted(capsys, "gbt39554", again)[2]["same"] == written

    def test_is_a_workbook_where_the_file_is_called_so_and_overwrites_nothing(self, capsys, tmp_path):
        target = tmp_path / "items.xlsx"
        assert json.loads(self.exported(capsys, "--to", target, "--json"))["items"] > 10
        assert target.read_bytes()[:2] == b"PK"
        assert main(["export", "dongguan", "--format", "gbt39554", "--to", str(target)]) == 2
        assert "is there already" in capsys.readouterr().err


@pytest.mark.django_db
class TestExportAsLinkedData:
    def exported(self, capsys, *words):
        assert main(["export", "dongguan", *map(str, words)]) == 0
        return capsys.readouterr().out

    def test_of_what_is_in_force_holds_what_was_imported_too(self, capsys, tmp_path):
        assert main(["load", "dongguan"]) == 0
        (tmp_path / "list.csv").write_text(SMALL + ROW)
        assert run(capsys, "guangan", tmp_path / "list.csv")[0] == 0
        words = ("--format", "cpsv-ap", "--published", "--base", "https://city.example")
        found = Graph().parse(data=self.exported(capsys, *words), format="turtle")
        entry = URIRef("https://city.example/id/entry/guangan/511Z07001006-1")
        service = URIRef("http://purl.org/vocab/cpsv#PublicService")
        assert (entry, RDF.type, service) in found
        assert (URIRef("https://city.example/id/item/care-allowance"), RDF.type, service) in found

    def test_is_json_ld_where_the_file_is_called_so_and_overwrites_nothing(self, capsys, tmp_path):
        target = tmp_path / "shares.jsonld"
        assert "things written" in self.exported(capsys, "--format", "dcat-ap", "--to", target)
        found = Graph().parse(target, format="json-ld")
        assert set(found.subjects(RDF.type, URIRef("http://www.w3.org/ns/dcat#Dataset")))
        assert main(["export", "dongguan", "--format", "dcat-ap", "--to", str(target)]) == 2
        assert "is there already" in capsys.readouterr().err
