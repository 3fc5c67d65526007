"""`onething plan`, `check`, `diff`, `export`, `load` and `demo`, as a shell would call them."""

import csv
import io
import json
import shutil
import sys
import zipfile

import pytest
from django.conf import settings
from django.db.models import F

from onething.adapters.packages import read_folder
from onething.areas.audit.models import HeadRow
from onething.site.cli import main
from tests.conftest import ROOT

CITY = ROOT / "cities" / "dongguan"
EXAMPLES = CITY / "examples"


@pytest.fixture
def other_city(tmp_path):
    """A copy of the city that a test may change."""
    copy = tmp_path / "other city"
    shutil.copytree(CITY, copy)
    return copy


def said(capsys, *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def plan(capsys, answers, *more: str):
    code, out, err = said(
        capsys, "plan", str(CITY), "disabled-services", "--answers", str(answers), "--json", *more
    )
    return code, json.loads(out) if out else None, err


class TestDeviations:
    def test_counts_what_towns_do_otherwise_and_lists_it(self, capsys):
        code, out, _ = said(capsys, "deviations", str(CITY))
        assert code == 0
        lines = out.splitlines()
        towns = [one for one in lines if one[:1] != " "]
        assert len(towns) == 35
        _, table, _ = said(capsys, "deviations", str(CITY), "--csv")
        rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
        for line in lines[: len(lines) - len(towns)]:
            many, what = line.split(maxsplit=1)
            assert sum(row["what it is"] == what for row in rows) == int(many)
        assert {row["town"] for row in rows} == {one.partition(":")[0] for one in towns}

    def test_as_data_has_the_same_lines(self, capsys):
        _, out, _ = said(capsys, "deviations", str(CITY), "--json")
        posts = [one for one in json.loads(out) if one["what"] == "phone"]
        assert {one["town"] for one in posts} == {"441900119000", "441900122000"}


class TestPlan:
    @pytest.mark.parametrize(
        ("example", "materials", "fields", "days"),
        [("full", (19, 6), (78, 33), (46, 30)), ("certified", (14, 4), (58, 27), (31, 15))],
    )
    def test_gives_the_figures_of_the_city(self, capsys, example, materials, fields, days):
        code, made, _ = plan(capsys, EXAMPLES / f"disabled-services-{example}.yaml")
        assert code == 0
        alone, together = made["alone"], made["together"]
        assert (alone["materials"], together["materials"]) == materials
        assert (alone["fields"], together["fields"]) == fields
        assert (alone["working_days"], together["working_days"]) == days

    def test_has_the_keys_of_the_interface(self, capsys):
        _, made, _ = plan(capsys, EXAMPLES / "disabled-services-full.yaml")
        wanted = "items left_out fields materials schedule fees figures alone together saving asked_of_person"
        assert {*wanted.split(), "next_question"} <= set(made)

    def test_is_for_the_day_that_is_asked(self, capsys):
        _, made, _ = plan(capsys, EXAMPLES / "disabled-services-full.yaml", "--on", "2026-02-13")
        assert made["schedule"]["promised_on"] == "2026-04-02"  # 30 working days; two Saturdays are worked

    @pytest.mark.parametrize("on", ["1800-01-01", "2003-05-05", "2099-12-31", "9999-12-31"])
    def test_for_a_day_without_a_calendar_is_one_sentence(self, capsys, tmp_path, on):
        answers = tmp_path / "answers.yaml"
        answers.write_text(f"scene: disabled-services\non: {on}\nanswers: {{certified: none}}\n")
        of_file = plan(capsys, answers)
        asked = plan(capsys, EXAMPLES / "disabled-services-full.yaml", "--on", on)
        for code, made, err in (of_file, asked):
            assert (code, made, err.count("\n")) == (2, None, 1)
            assert "no working-day calendar for" in err
            assert "take a day from 20" in err

    def test_with_questions_open_says_the_next_one(self, capsys, tmp_path):
        answers = tmp_path / "begun.yaml"
        answers.write_text("scene: disabled-services\non: 2026-03-05\nanswers: {certified: none}\n", "utf-8")
        code, made, _ = plan(capsys, answers)
        assert code == 0
        assert made["next_question"]["id"]
        assert made["figures"]["sure"] is False

    def test_refuses_an_answer_outside_its_choices(self, capsys, tmp_path):
        answers = tmp_path / "wrong.yaml"
        answers.write_text(
            "scene: disabled-services\non: 2026-03-05\nanswers: {certified: perhaps}\n", "utf-8"
        )
        code, _, err = plan(capsys, answers)
        assert code == 2
        assert "wrong.yaml" in err

    def test_refuses_a_file_that_is_not_there(self, capsys):
        code, _, err = plan(capsys, "nowhere.yaml")
        assert code == 2
        assert "nowhere.yaml: No such file" in err

    def test_reads_standard_input(self, capsys, monkeypatch):
        text = (EXAMPLES / "disabled-services-full.yaml").read_bytes()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), "utf-8"))
        code, made, _ = plan(capsys, "-")
        assert (code, made["together"]["materials"]) == (0, 6)

    def test_names_the_scene_that_was_probably_meant(self, capsys):
        code, _, err = said(capsys, "plan", str(CITY), "brith", "--answers", "x.yaml")
        assert code == 2
        assert "did you mean birth?" in err


class TestCheck:
    def test_finds_nothing_that_keeps_the_city_from_publishing(self, capsys):
        code, out, _ = said(capsys, "check", str(CITY), "birth", "--on", "2026-03-05", "--json")
        assert code == 0
        assert all(finding["level"] != "error" for finding in json.loads(out))

    def test_shows_every_error_with_its_line_and_a_witness(self, capsys, other_city):
        file = other_city / "examples" / "birth-twins.yaml"
        text = file.read_text("utf-8")
        file.write_text(text.replace("forms: ", "forms: 7", 1), "utf-8")
        code, out, _ = said(capsys, "check", str(other_city), "birth", "--on", "2026-03-05", "--json")
        assert code == 1
        (wrong,) = [one for one in json.loads(out) if one["level"] == "error"]
        assert wrong["file"].endswith("birth-twins.yaml")
        assert wrong["line"] > 0
        assert set(wrong) >= {"code", "level", "scene", "file", "line", "column", "message", "witness"}

    def test_of_a_folder_that_is_no_city_says_where_it_looked(self, capsys, tmp_path):
        code, _, err = said(capsys, "check", str(tmp_path))
        assert code == 2
        assert "no city.yaml" in err

    def test_for_a_day_without_a_calendar_is_one_sentence(self, capsys):
        code, out, err = said(capsys, "check", str(CITY), "birth", "--on", "1800-01-01", "--json")
        assert (code, out) == (2, "")
        assert "onething: no working-day calendar for 1800; take a day from 20" in err


class TestDiff:
    def test_of_equal_cities_is_empty(self, capsys, other_city):
        code, out, _ = said(capsys, "diff", str(CITY), str(other_city), "--json")
        assert (code, json.loads(out)) == (0, {"changes": [], "scenes": []})

    def test_names_what_changed_and_the_scenes_that_change_with_it(self, capsys, other_city):
        file = other_city / "items" / "birth-voucher.yaml"
        text = file.read_text("utf-8")
        assert "days: 6" in text
        file.write_text(text.replace("days: 6", "days: 5", 1), "utf-8")
        code, out, _ = said(capsys, "diff", str(CITY), str(other_city), "--json")
        found = json.loads(out)
        assert code == 1
        assert found["scenes"] == ["birth"]
        assert found["changes"]


class TestExport:
    def test_gives_the_files_back_byte_for_byte(self, capsys, tmp_path):
        target = tmp_path / "copy"
        code, _, _ = said(capsys, "export", str(CITY), "--format", "package", "--to", str(target))
        assert code == 0
        assert read_folder(target) == read_folder(CITY)

    def test_to_standard_output_is_the_same_archive_each_time(self, capsysbinary):
        archives = []
        for _ in range(2):
            assert main(["export", str(CITY)]) == 0
            archives.append(capsysbinary.readouterr().out)
        assert archives[0] == archives[1]
        with zipfile.ZipFile(io.BytesIO(archives[0])) as packed:
            assert {name: packed.read(name) for name in packed.namelist()} == read_folder(CITY)

    def test_writes_into_no_folder_that_has_something(self, capsys, tmp_path):
        (tmp_path / "mine.txt").write_text("mine")
        code, _, err = said(capsys, "export", str(CITY), "--to", str(tmp_path))
        assert code == 2
        assert "is not empty" in err

    def test_with_json_names_the_files(self, capsys, tmp_path):
        code, out, _ = said(capsys, "export", str(CITY), "--to", str(tmp_path / "copy"), "--json")
        assert (code, json.loads(out)["files"]) == (0, sorted(read_folder(CITY)))
        assert said(capsys, "export", str(CITY), "--json")[0] == 2

    @pytest.mark.django_db
    def test_of_the_published_version_gives_what_was_loaded(self, capsys, tmp_path):
        said(capsys, "load", str(CITY))
        code, _, _ = said(capsys, "export", "dongguan", "--published", "--to", str(tmp_path / "copy"))
        assert code == 0
        assert read_folder(tmp_path / "copy") == read_folder(CITY)
        for kind in ("knowledge", "exams"):
            code, _, _ = said(capsys, "export", "dongguan", "--format", kind, "--to", str(tmp_path / kind))
            assert code == 0
            assert sorted(path.name for path in (tmp_path / kind / kind).iterdir()) == sorted(
                path.name for path in (CITY / kind).iterdir()
            )
        code, _, err = said(capsys, "export", "othertown", "--published", "--to", str(tmp_path / "other"))
        assert (code, "the city in force is dongguan" in err) == (2, True)


@pytest.mark.django_db
class TestVerifyLog:
    def test_says_that_the_log_is_whole(self, capsys):
        said(capsys, "load", str(CITY))
        assert said(capsys, "verify-log") == (0, "the log is whole\n", "")

    def test_names_the_chain_and_the_place_where_it_does_not_hold(self, capsys):
        said(capsys, "load", str(CITY))
        HeadRow.objects.update(sequence=F("sequence") + 1)
        code, out, _ = said(capsys, "verify-log", "--json")
        found = json.loads(out)
        assert (code, found["whole"], found["broken"][0]["why"]) == (1, False, "head")


@pytest.mark.django_db
class TestLoad:
    def test_publishes_and_says_which_version(self, capsys):
        code, out, _ = said(capsys, "load", str(CITY), "--json")
        assert code == 0
        assert json.loads(out)["version"] > 0

    def test_publishes_answers_and_exam_questions_and_refuses_wrong_ones_with_their_place(
        self, capsys, other_city
    ):
        from onething.areas.knowledge import api as knowledge
        from onething.core.actors import Actor
        from onething.kit.ports import now

        code, out, _ = said(capsys, "load", str(other_city), "--json")
        assert (code, json.loads(out)["answers"]["published"] >= 30) == (0, True)
        assert json.loads(out)["exam_questions"]["in_use"] >= 10
        assert knowledge.get_answer(Actor.visitor(), key="birth-registration-time", now=now()).text.zh
        file = other_city / "knowledge" / "birth.yaml"
        words = file.read_text("utf-8")
        file.write_text(words.replace("{birth-registration.promised_days}，", "5 天，", 1), "utf-8")
        exams = other_city / "exams" / "food.yaml"
        exams.write_text("how-many:\n  kind: true_false\n", "utf-8")
        code, out, _ = said(capsys, "load", str(other_city), "--json")
        found = [(one["code"], one["file"]) for one in json.loads(out)]
        assert ("knowledge.typed_figure", "knowledge/birth.yaml") in found
        assert ("package.missing_key", "exams/food.yaml") in found
        assert code == 1

    def test_of_a_city_with_errors_shows_all_of_them_and_publishes_nothing(self, capsys, other_city):
        from onething.areas.catalogue import api as catalogue
        from onething.core.actors import Actor

        scene = other_city / "scenes" / "birth.yaml"
        scene.write_text(scene.read_text("utf-8") + "\nnonsense: 1\n", "utf-8")
        item = other_city / "items" / "birth-voucher.yaml"
        item.write_text(item.read_text("utf-8") + "\nfolly: 2\n", "utf-8")
        before = catalogue.current(Actor.visitor())
        code, out, _ = said(capsys, "load", str(other_city), "--json")
        assert code == 1
        assert {one["file"].rpartition("/")[2] for one in json.loads(out)} == {
            "birth.yaml",
            "birth-voucher.yaml",
        }
        assert catalogue.current(Actor.visitor()) is before

    ENTRY = (
        "source: here\nkey: '7'\nname: 护老补贴\ncode: A-7\npromised_days: 30\nstatutory_days: 20\n"
        "inquiry_phone: '22830000'\n"
    )

    def entry(self, city, text=ENTRY, key="7"):
        folder = city / "register" / "here"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{key}.yaml").write_text(text.replace("'7'", f"'{key}'"), "utf-8")

    def test_holds_entries_to_their_rules_and_tells_everything_at_once_with_its_place(
        self, capsys, other_city
    ):
        self.entry(other_city)
        self.entry(other_city, key="8")
        scene = other_city / "scenes" / "birth.yaml"
        scene.write_text(scene.read_text("utf-8") + "\nnonsense: 1\n", "utf-8")
        code, out, _ = said(capsys, "load", str(other_city), "--json")
        assert code == 1
        found = {(one["code"], one["file"], one["line"], one["column"]) for one in json.loads(out)}
        for key in "78":
            file = f"register/here/{key}.yaml"
            assert {one[:3] for one in found if one[1] == file} == {
                ("register.code_twice", file, 4),
                ("register.promise_over_statute", file, 5),
                ("register.phone_without_area", file, 7),
            }
        assert all(column == 1 for _code, file, _line, column in found if file.startswith("register/"))
        assert any(file == "scenes/birth.yaml" for _code, file, _line, _column in found)
        _code, out, _ = said(capsys, "load", str(other_city))
        assert "register/here/7.yaml:5:1: error:" in out
        assert "onething import" in out

    def test_lets_what_is_in_the_register_already_pass_and_tells_it(self, capsys, other_city):
        from tests.areas.revisions.test_entries import file_with, take

        said(capsys, "load", str(other_city), "--json")
        take({"days": 30})
        for path, content in file_with("7", address="二楼").items():
            (other_city / path).parent.mkdir(parents=True)
            (other_city / path).write_bytes(content)
        code, out, _ = said(capsys, "load", str(other_city), "--json")
        assert (code, [one["code"] for one in json.loads(out)["findings"]]) == (
            0,
            ["register.promise_over_statute"],
        )
        file = other_city / path
        file.write_bytes(file.read_bytes().replace(b"promised_days: 30", b"promised_days: 40"))
        code, out, _ = said(capsys, "load", str(other_city), "--json")
        assert (code, [one["code"] for one in json.loads(out)]) == (1, ["register.promise_over_statute"])
        paper = "materials:\n  - {name: 村委会出具的亲属关系证明}\n"
        file.write_text(
            file.read_text("utf-8").replace("promised_days: 40", "promised_days: 10") + paper, "utf-8"
        )
        code, out, _ = said(capsys, "load", str(other_city), "--json")
        assert (code, [one["code"] for one in json.loads(out)]) == (1, ["register.forbidden_certificate"])


@pytest.mark.django_db
class TestDemo:
    def test_tells_what_the_city_holds(self, capsys):
        code, out, _ = said(capsys, "demo", "--json")
        assert code == 0
        assert json.loads(out)["open"] == 0

    def test_reset_removes_the_data(self, capsys, monkeypatch, tmp_path):
        (tmp_path / "files").mkdir()
        monkeypatch.setattr(settings, "VAR", tmp_path)
        code, out, _ = said(capsys, "demo", "--reset", "--json")
        assert (code, json.loads(out)) == (0, {"reset": True})
        assert not tmp_path.exists()

    def test_reset_touches_nothing_while_the_city_runs(self, capsys, monkeypatch, tmp_path):
        import fcntl

        monkeypatch.setattr(settings, "VAR", tmp_path)
        with (tmp_path / "serve.lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            code, _, err = said(capsys, "demo", "--reset")
        assert code == 2
        assert "stop it with Ctrl-C first" in err
        assert tmp_path.exists()

    def test_touches_nothing_outside_a_demo(self, capsys, monkeypatch, tmp_path):
        monkeypatch.setattr(settings, "VAR", tmp_path)
        monkeypatch.setattr(settings, "DEMO", False)
        code, _, err = said(capsys, "demo", "--reset")
        assert code == 2
        assert "nothing was touched" in err
        assert tmp_path.exists()
