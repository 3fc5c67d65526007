"""A city as large as a real one: the package of Dongguan, filled up with clearly marked synthetic items and scenes by a seeded generator.

Everything made here is called 合成… and has an id that begins with `synthetic-`; the same seed gives the same bytes.
"""

import random
from pathlib import Path
from typing import Any

import yaml

from onething.adapters.packages import read_folder

CITY = Path(__file__).parents[1] / "cities" / "dongguan"
ITEMS, SCENES = 3372, 30
SEED = 20261127
ITEMS_OF_A_SCENE = 6
#: Profiles whose items may promise any days below their limit.
_PROFILES = ("benefit", "confirmation", "public-service")
_LABELS = ("甲", "乙", "丙", "丁")


def city_files(*, items: int = ITEMS, scenes: int = SCENES, seed: int = SEED) -> dict[str, bytes]:
    """Return the files of a package with so many items and scenes, the real ones among them."""
    files = read_folder(CITY)
    dice = random.Random(seed)
    own = sum(path.startswith("items/") for path in files), sum(path.startswith("scenes/") for path in files)
    words = _Words(files)
    made = [f"synthetic-{number:04}" for number in range(1, items - own[0] + 1)]
    for number, id in enumerate(made, start=1):
        files[f"items/{id}.yaml"] = _yaml(_item(id, number, words, dice))
    for number in range(1, scenes - own[1] + 1):
        those = made[(number - 1) * ITEMS_OF_A_SCENE : number * ITEMS_OF_A_SCENE]
        id = f"synthetic-{number:02}"
        files[f"scenes/{id}.yaml"] = _yaml(_scene(id, number, those, dice))
    return files


class _Words:
    """What synthetic items may ask for: the dictionaries of the city."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.departments = sorted(yaml.safe_load(files["departments.yaml"]))
        self.elements = sorted(
            one for one in yaml.safe_load(files["elements.yaml"]) if one.startswith("person.")
        )
        supplied = {
            name
            for share in yaml.safe_load(files["shares.yaml"]).values()
            for name in share.get("materials", ())
        }
        materials = yaml.safe_load(files["materials.yaml"])
        self.materials = sorted(
            id
            for id, one in materials.items()
            if not one.get("licence")
            and not one.get("form")
            and id not in supplied
            and not one.get("village_certificate")
        )


def _item(id: str, number: int, words: _Words, dice: random.Random) -> dict[str, Any]:
    department, promised = dice.choice(words.departments), dice.randint(1, 15)
    first, second = f"s{number}a", f"s{number}b"
    materials = dice.sample(words.materials, dice.randint(3, 6))
    return {
        "id": id,
        "name": _text(f"合成事项{number:04}", f"Synthetic item {number}"),
        "code": f"SYNTHETIC{number:06}",
        "kind": dice.choice(["05", "07", "20"]),
        "department": department,
        "levels": ["city"],
        "service_object": ["person"],
        "law": [f"合成办法 第{number}条"],
        "clock": {
            "profile": "benefit",
            "promised_days": promised,
            "statutory_days": promised + dice.randint(0, 10),
            "source": "calibrated",
        },
        "because": {"*": "合成的事项，只用来测量"},
        "questions": [_question(first, number, dice), _question(second, number, dice)],
        # The first of a scene is for everybody, so that nobody is left with nothing.
        "eligible": []
        if number % ITEMS_OF_A_SCENE == 1
        else [
            {
                "id": "first",
                "if": f'{first} != "d" || {second} == "a"',
                "text": _text("合成条件", "A synthetic condition"),
                "law": f"合成办法 第{number}条",
                "because": "合成",
            }
        ],
        "fields": [
            {"role": "applicant", "element": one}
            for one in dice.sample(words.elements, min(10, len(words.elements)))
        ],
        "materials": [
            {
                "role": "applicant",
                "material": one,
                "accepts": ["upload", "paper"],
                **({"when": f'{dice.choice([first, second])} in ["a", "b"]'} if at % 2 else {}),
                "because": "合成",
            }
            for at, one in enumerate(materials)
        ],
        "steps": [
            {
                "kind": "intake",
                "name": _text("收件", "Intake"),
                "department": department,
                "level": "city",
                "days": 0,
            },
            {
                "kind": "decision",
                "name": _text("决定", "Decision"),
                "department": department,
                "level": "city",
                "days": promised,
            },
        ],
        "result": [
            {
                "id": f"{id}-record",
                "name": _text(f"合成结果{number:04}", f"Synthetic result {number}"),
                "kind": "record",
                "sample": "samples/care-allowance-decision.svg",
            }
        ],
        "competent": [{"else": "city"}],
    }


def _question(id: str, number: int, dice: random.Random) -> dict[str, Any]:
    choices = {name: _text(label, name) for name, label in zip("abcd", _LABELS, strict=True)}
    return {
        "id": id,
        "text": _text(f"合成问题{number:04}（{dice.choice(_LABELS)}）？", f"Synthetic question {id}?"),
        "kind": "choice",
        "choices": choices,
        "because": "合成",
    }


def _scene(id: str, number: int, items: list[str], dice: random.Random) -> dict[str, Any]:
    lines: list[dict[str, Any]] = [{"item": items[0]}]
    for at, item in enumerate(items[1:], start=1):
        line: dict[str, Any] = {"item": item, "when": f'need{number} in ["{dice.choice("ab")}", "c"]'}
        if at % 3 == 0:
            line["after"] = [items[at - 1]]
        lines.append(line)
    return {
        "id": id,
        "name": _text(f"合成一件事{number:02}", f"Synthetic thing {number}"),
        "summary": _text("只用来测量。", "For measuring only."),
        "lead": "data-services",
        "topic": "family",
        "because": {"*": "合成的场景，只用来测量"},
        "roles": {"applicant": {"label": _text("申请人", "Applicant")}},
        "questions": [_question(f"need{number}", number, dice)],
        "items": lines,
    }


def _text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _yaml(data: dict[str, Any]) -> bytes:
    written: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    return written.encode()
