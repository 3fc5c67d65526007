"""`onething search` and GET /search: the same answer, for people and for machines."""

import json

import pytest

from onething.areas.search import keeping
from onething.site.cli import main

pytestmark = pytest.mark.django_db
PATH = "/api/v1/search"


@pytest.fixture(scope="module")
def loaded(shared_rows):
    with shared_rows():
        assert main(["load", "dongguan"]) == 0


@pytest.fixture(autouse=True)
def published(loaded, monkeypatch, capsys):
    monkeypatch.setattr(keeping, "_kept", None)
    capsys.readouterr()


def said(capsys, *words):
    code = main(["search", *words])
    return code, capsys.readouterr().out


class TestTheCommand:
    def test_prints_the_best_first_with_the_words_that_led_there(self, capsys):
        code, out = said(capsys, "给孩子", "上户口", "--kind", "scene")
        assert code == 0
        assert "birth" in out.splitlines()[0]
        assert "上户口" in out.splitlines()[0]

    def test_says_when_nothing_answers_and_ends_with_1(self, capsys):
        code, out = said(capsys, "今天天气怎么样")
        assert (code, out.splitlines()[-1].startswith("nothing")) == (1, True)

    def test_speaks_json(self, capsys):
        code, out = said(capsys, "给孩子上户口", "--json", "--limit", "2")
        found = json.loads(out)
        assert (code, found["sure"], len(found["hits"])) == (0, True, 2)
        assert {"kind", "key", "title", "score", "why"} == set(found["hits"][0])


class TestTheInterface:
    def test_answers_everybody(self, client):
        answer = client.get(PATH, {"text": "给孩子上户口", "kinds": "scene", "limit": 1})
        assert answer.status_code == 200
        assert (answer.json()["sure"], answer.json()["hits"][0]["key"]) == (True, "birth")

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"text": ""},
            {"text": "长" * 301},
            {"text": "户口", "limit": 0},
            {"text": "户口", "limit": 51},
            {"text": "户口", "kinds": "scene;drop"},
            {"text": "户口", "place": "东莞"},
        ],
    )
    def test_refuses_what_is_out_of_bounds(self, client, asked):
        answer = client.get(PATH, asked)
        assert (answer.status_code, answer.json()["code"]) == (422, "rest.invalid")
