"""How fast documents are made: the first one in a fresh process, then one after the other on one core.

Every call gets another addressee and number, so that no document repeats the one before. There is no peer: the other
maker of tagged archive PDF needs system libraries, which documents here must not.
"""

import gc
import os
import resource
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from onething.adapters.printing import SealImage, render
from onething.adapters.seals import open_test_signer, seal_document, seal_svg

ROOT = Path(__file__).resolve().parent.parent
CALLS = 300
# Turned by the number, so that each document embeds other glyphs.
CHARACTERS = "东莞石龙镇中山路陈大文林晓市民政局残疾人联合会身份证户口簿照片评定表申请书营业执照经营场所平面布局和操作流程图"
START = date(2026, 3, 5)


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}."""
    first = [first_document() for _ in range(5)]
    render(**acceptance(0))
    gc.collect()
    before = memory_mib()
    documents, seconds = one_after_the_other(CALLS)
    return [
        row("acceptance notices with seal, warm, a core", documents / seconds, "PDF/s", 8),
        row("first document of a process, with its imports, median of 5", median(first) * 1000, "ms", 300),
        row(f"memory gained over {CALLS} documents", memory_mib() - before, "MiB", None),
        row("size of an acceptance notice", len(render(**acceptance(1))) / 1024, "KiB", None),
        row("sealing a document's data (SM2, SM3)", seals_a_second(), "1/s", None),
    ]


def acceptance(number: int) -> dict[str, Any]:
    """Return the arguments of one document; each number gives other words, days and code."""
    turned = CHARACTERS[number % len(CHARACTERS) :] + CHARACTERS[: number % len(CHARACTERS)]
    on = START + timedelta(days=number % 200)
    values = {
        "organ": "东莞市残疾人联合会",
        "to": turned[:3],
        "item": "残疾人证核发",
        "case_number": f"DG2026-{number:08d}-1",
        "permit": True,
        "submitted_on": on,
        "accepted_on": on,
        "promised_by": on + timedelta(days=7),
        "statutory_by": on + timedelta(days=29),
        "materials": [{"name": turned[3 * n : 3 * n + 8], "copies": 1, "form": "电子"} for n in range(6)],
        "officer": turned[10:12],
        "digest": f"{number:016x}",
    }
    return {
        "kind": "acceptance",
        "values": values,
        "number": f"东残受〔2026〕{number} 号",
        "on": on,
        "demo": True,
        "verify_url": f"https://onething.example/v/{number:08d}",
        "seal": SealImage(seal_svg("东莞市残疾人联合会"), "测试印章：东莞市残疾人联合会"),
    }


def one_after_the_other(count: int) -> tuple[int, float]:
    """Return how many documents and how many processor seconds, of all threads, they took."""
    started = process_time()
    for number in range(count):
        assert render(**acceptance(number + 1000)).startswith(b"%PDF")
    return count, process_time() - started


def first_document() -> float:
    """Return the seconds that a fresh process takes for its imports and its first document."""
    program = (
        "from time import perf_counter; started = perf_counter(); "
        "from bench.rendering import acceptance; from onething.adapters.printing import render; "
        "render(**acceptance(7)); print(perf_counter() - started)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    return float(answer.stdout)


def seals_a_second(count: int = 200) -> float:
    with TemporaryDirectory() as folder:
        signer = open_test_signer(Path(folder))
        started = perf_counter()
        for number in range(count):
            seal_document({"number": str(number), "values": {"to": "陈大文"}}, signer)
        return count / (perf_counter() - started)


def memory_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(name: str, value: float, unit: str, line: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "line": line,
        "peer": None,
        "peer_value": None,
    }


if __name__ == "__main__":
    for entry in run():
        print(entry)
