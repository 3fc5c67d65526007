"""`onething places`: the digest before the draw, and the places with the seed."""

import hashlib
import json

from onething.core.enrolment.placing import lot_of
from onething.site.cli import main
from tests.core.enrolment.test_roll import FILE


def run(capsys, tmp_path, *words, file=FILE):
    path = tmp_path / "roll.json"
    path.write_bytes(json.dumps(file).encode())
    code = main(["places", str(path), *words])
    return code, capsys.readouterr(), path


class TestPlaces:
    def test_says_the_digest_that_any_tool_reckons(self, capsys, tmp_path):
        code, said, path = run(capsys, tmp_path)
        assert code == 0
        assert said.out.splitlines()[0] == f"digest: {hashlib.sha256(path.read_bytes()).hexdigest()}"
        assert "RX1" not in said.out

    def test_places_with_the_published_seed(self, capsys, tmp_path):
        code, said, _ = run(capsys, tmp_path, "--seed", "2026-07-15 08 15 22")
        lines = said.out.splitlines()
        lot = lot_of("2026-07-15 08 15 22", "RX3")[:16]
        assert (code, lines[3:]) == (
            0,
            [
                f"RX1\tone\tcatchment\t{lot_of('2026-07-15 08 15 22', 'RX1')[:16]}",
                f"RX2\t-\tno place\t{lot_of('2026-07-15 08 15 22', 'RX2')[:16]}",
                f"RX3\tone\tpoints\t{lot}",
                "catchment 1, no place 1, points 1",
            ],
        )

    def test_prints_json_with_the_lines_of_the_points(self, capsys, tmp_path):
        _, said, _ = run(capsys, tmp_path, "--seed", "s", "--json")
        made = json.loads(said.out)
        assert made["points"] == {"RX2": {"total": 4, "lines": {"insurance": 4}}}
        assert [one["school"] for one in made["placed"]] == ["one", "", "one"]

    def test_a_file_that_is_wrong_is_told_line_by_line(self, capsys, tmp_path):
        code, said, path = run(capsys, tmp_path, file={**FILE, "town": 7})
        assert code != 0
        assert f"{path}: JSON.town: must be a text" in said.err

    def test_finds_the_school_by_the_address_and_tells_what_is_wrong_with_one(self, capsys, tmp_path):
        streets = [{"id": "a", "addresses": [{"street": "示例路", "from": 1, "to": 99, "parity": "odd"}]}]
        child = {"number": "RX1", "way": "household", "address": "示例路 7 号"}
        file = {**FILE, "catchments": streets, "children": [child]}
        code, said, _ = run(capsys, tmp_path, "--seed", "s", file=file)
        assert (code, said.out.splitlines()[3].split("\t")[:3]) == (0, ["RX1", "one", "catchment"])
        code, said, path = run(
            capsys, tmp_path, file={**file, "children": [{**child, "address": "示例路 8 号"}]}
        )
        assert code != 0
        assert f"{path}: children[0].address: 示例路 8 lies in no catchment" in said.err
