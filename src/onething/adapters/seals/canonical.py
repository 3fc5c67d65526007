"""One way to write data as bytes (RFC 8785), so that a hash over it means the content and nothing else."""

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any

_LARGEST = 2**53 - 1  # beyond it another reader's numbers are not exact


def canonical_json(value: Any) -> bytes:
    """Return `value` as RFC 8785 has it: keys sorted by UTF-16 code units, no blanks, UTF-8.

    Takes None, booleans, whole numbers up to 2**53-1, text, lists and mappings with text keys. Fractions are
    refused (TypeError): amounts are whole fen, other decimals travel as text. Lone surrogates are refused.
    """
    return _write(value).encode("utf-8")


def _write(value: Any) -> str:
    if type(value) is str:
        return _string(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise TypeError(f"{value} is too large to be exact for every reader: write it as text")
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        if any(not isinstance(key, str) for key in value):
            raise TypeError("a key in a document's data must be text")
        keys = sorted(value) if all(map(str.isascii, value)) else sorted(value, key=_utf16)
        return "{" + ",".join(f"{_string(key)}:{_write(value[key])}" for key in keys) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join(_write(entry) for entry in value) + "]"
    raise TypeError(
        f"a document's data cannot hold a {type(value).__name__}: give text, whole numbers, lists, mappings"
    )


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _string(text: str) -> str:
    written = encode_basestring(text)  # short escapes and \u00xx in lower case, as the RFC asks
    return str(written)
