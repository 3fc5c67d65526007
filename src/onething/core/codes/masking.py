"""Showing a number so that its owner knows it and nobody else learns it."""


def mask(text: str, kind: str = "citizen") -> str:
    """Return a number with its middle hidden; the length stays.

    kind: "citizen" keeps the first 6 and the last 4 (`441900********123X`), "phone" 3 and 4, "bank" the last 4,
    "identity" (passports and the like) 2 and 2, "name" the first character.
    A text too short to hide anything in is hidden whole.
    """
    first, last = {"citizen": (6, 4), "phone": (3, 4), "bank": (0, 4), "identity": (2, 2), "name": (1, 0)}[
        kind
    ]
    hidden = len(text) - first - last
    if hidden < 1:
        return "*" * len(text)
    return text[:first] + "*" * hidden + text[len(text) - last :]
