"""A catalogue as large as a city's: 3,372 items and 30 scenes, the real ones filled up with synthetic ones (`bench.synthetic`).

Read and proved cold, again after one change, published, written out, and composed from over HTTP while it is in force.
"""

import json
import os
import random
import resource
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from bench.http import Caller, House, closed_loop
from bench.over_http import CALLS, HEADERS, WARM, _answers
from bench.synthetic import ITEMS, SCENES, city_files
from onething.adapters.calendars import load_calendar
from onething.adapters.catalogues.writing import write_json
from onething.adapters.linked.writing import write
from onething.adapters.packages import write_folder
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.memory import Memory
from onething.core.catalogue.model import Package
from onething.core.linked.catalogue import catalogue_nodes
from onething.core.linked.uris import Uris
from onething.core.proof.again import Proofs, proved
from onething.core.register.definitions import entry_of

ON = date(2026, 3, 5)
#: Seconds after which a server has done what it does behind its first requests.
AT_REST = 20.0
CHANGED = "items/care-allowance.yaml"


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}."""
    files = city_files()
    memory, proofs, calendar = Memory(), Proofs(), load_calendar()

    def read_and_prove(given: dict[str, bytes]) -> Package:
        package = load_package(given, memory).package
        assert package is not None
        blocking = [one for one in proved(package, calendar=calendar, on=ON, proofs=proofs) if one.blocks]
        assert not blocking, blocking[0]
        return package

    package, cold = timed(lambda: read_and_prove(files))
    assert (len(package.items), len(package.scenes)) == (ITEMS, SCENES)
    after = []
    for days in (29, 28, 27, 26, 25):
        new = files[CHANGED].replace(b"statutory_days: 30", f"statutory_days: {days}".encode())
        after.append(timed(lambda new=new: read_and_prove({**files, CHANGED: new}))[1])
    rows = [
        row(f"{ITEMS:,} items, {SCENES} scenes: read and proved cold", cold, "s", 60),
        row("… after one change to an item, median of 5", sorted(after)[2], "s", 1),
        row("… memory of the process", mebibytes(), "MiB", 1024),
    ]
    rows += exports(package)
    rows += over_http(files)
    return rows


def exports(package: Package) -> list[dict[str, Any]]:
    """The whole catalogue written out; what memory grows by shows that it is streamed."""
    before = mebibytes()
    with open(os.devnull, "w", encoding="utf-8") as out:
        entries = (entry_of(item, package) for item in package.items.values())
        _, national = timed(lambda: write_json(entries, out))
        linked = {
            form: timed(
                lambda form=form: out.writelines(
                    write(catalogue_nodes(package, Uris("https://city.example")), form)
                )
            )[1]
            for form in ("turtle", "json-ld")
        }
    return [
        row("the whole catalogue in the shape of GB/T 39554", national, "s", 30),
        *(row(f"the whole catalogue as CPSV-AP, {form}", taken, "s", 30) for form, taken in linked.items()),
        row("… memory that writing it added", mebibytes() - before, "MiB", None),
    ]


def over_http(files: dict[str, bytes]) -> list[dict[str, Any]]:
    """Compose a five-item scene from the large catalogue in force."""
    with tempfile.TemporaryDirectory(prefix="onething-bench-") as folder:
        write_folder(Path(folder) / "dongguan", files)
        os.environ["ONETHING_CITIES"] = folder
        with House("sqlite") as house:
            caller, dice = Caller(house.port), random.Random(5)
            asked = [json.dumps({"answers": _answers(dice)}).encode() for _ in range(CALLS + WARM)]

            def compose(_: int, body: bytes) -> None:
                answer = caller.send("POST", "/scenes/disabled-services/plan", body, HEADERS)
                if answer.status != 200:
                    raise RuntimeError(repr(answer))

            closed_loop(1, asked[:WARM], compose)
            at_once = closed_loop(1, asked[WARM:], compose)
            sleep(AT_REST)
            took = closed_loop(1, asked[WARM:], compose)
            house.stop_serving()
            caller = Caller(house.port)
            _, again = timed(lambda: (house.serve(), compose(0, asked[0])))
    for one in (at_once, took):
        if one.errors:
            raise RuntimeError(one.errors[0])
    return [
        row("compose over HTTP with it in force, 50th percentile", took.percentile(0.5) * 1000, "ms", None),
        row("compose over HTTP with it in force, 95th percentile", took.percentile(0.95) * 1000, "ms", 5),
        row("… while the search is being made ready", at_once.percentile(0.95) * 1000, "ms", None),
        row("from the start of the server to its first plan", again, "s", None),
    ]


def timed(work: Any) -> tuple[Any, float]:
    """Return what a function gives and the seconds it took."""
    began = perf_counter()
    done = work()
    return done, perf_counter() - began


def mebibytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(name: str, value: float, unit: str, line: float | None) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "line": line, "peer": None, "peer_value": None}


if __name__ == "__main__":
    for found in run():
        print(found)
