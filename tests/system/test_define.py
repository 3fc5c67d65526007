"""`onething define`: an entry is found, files are written once, and what cannot be done is said."""

import json

import pytest

from onething.site.cli import main

ROWS = [
    {
        "item_id": "a1-1",
        "name": "居住登记",
        "department": "环保局",
        "task_type_code": "07",
        "promise_days": 2,
    },
    {
        "item_id": "a1-2",
        "name": "居住证签注",
        "department": "公安局",
        "task_type_code": "07",
        "promise_days": 1,
    },
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.json"
    path.write_text(json.dumps(ROWS, ensure_ascii=False))
    return path


def run(capsys, file, key, *words, id="home"):
    code = main(
        ["define", "fangchenggang", str(file), key, "--id", id, "--city", "practice", "--names", *words]
    )
    return code, capsys.readouterr()


class TestDefine:
    @pytest.mark.parametrize("key", ["a1-1", "居住登记"])
    def test_finds_an_entry_by_key_or_name(self, capsys, file, key):
        code, said = run(capsys, file, key, "fangchenggang")
        assert code == 0
        assert said.out.startswith("id: home\nname: 居住登记\n")
        assert "[define.department]" in said.out

    def test_prints_json_for_machines(self, capsys, file):
        code, said = run(capsys, file, "a1-2", "fangchenggang", "--json")
        made = json.loads(said.out)
        assert (code, made["path"]) == (0, "items/home.yaml")
        assert {one["code"] for one in made["findings"]} >= {"define.english", "define.law"}

    @pytest.mark.parametrize(
        ("key", "names", "id", "says"),
        [
            ("a1", "fangchenggang", "home", "2 entries begin with a1"),
            ("居住登", "fangchenggang", "home", "did you mean 居住登记?"),
            ("a1-1", "nobody", "home", "there are: fangchenggang"),
            ("a1-1", "fangchenggang", "Home 1", "is no id"),
        ],
    )
    def test_says_what_cannot_be_done(self, capsys, file, key, names, id, says):
        code, said = run(capsys, file, key, names, id=id)
        assert code == 2
        assert says in said.err

    def test_says_what_is_wrong_with_the_names(self, capsys, file, tmp_path):
        (tmp_path / "names.yaml").write_text("id: x\n")
        code, said = run(capsys, file, "a1-1", str(tmp_path / "names.yaml"))
        assert (code, "1 errors; nothing was done" in said.err) == (2, True)

    def test_says_that_there_is_no_such_file(self, capsys, tmp_path):
        code, said = run(capsys, tmp_path / "none.json", "a1-1", "fangchenggang")
        assert (code, "no such file" in said.err) == (2, True)

    def test_writes_nothing_over_what_is_there(self, capsys, file):
        code, said = run(capsys, file, "a1-1", "fangchenggang", "--write", id="household-cancellation")
        assert (code, "is there already" in said.err) == (2, True)
