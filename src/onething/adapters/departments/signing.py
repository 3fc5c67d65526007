"""Signatures on requests between the house and department systems, both ways: HMAC-SHA256, hex.

They cover method, path, moment, nonce and the digest of the body, so that none of them can be changed or replayed.
"""

import hashlib
import hmac
from collections.abc import Mapping

#: Seconds by which the moment of a signature may be off.
WINDOW_SECONDS = 300
_MOST_DIGITS = 12  # of a moment in seconds

KEY, MOMENT, NONCE, SIGNATURE = (
    "X-Onething-Key",
    "X-Onething-Moment",
    "X-Onething-Nonce",
    "X-Onething-Signature",
)


def _value(key: bytes, method: str, path: str, moment: str, nonce: str, body: bytes) -> str:
    text = "\n".join([method.upper(), path, moment, nonce, hashlib.sha256(body).hexdigest()])
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def sign(
    key: bytes, sender: str, method: str, path: str, body: bytes, *, moment: int, nonce: str
) -> dict[str, str]:
    """Return the headers that prove who sends this request. moment: seconds since 1970; nonce: never used before."""
    return {
        KEY: sender,
        MOMENT: str(moment),
        NONCE: nonce,
        SIGNATURE: _value(key, method, path, str(moment), nonce, body),
    }


def is_signed(
    key: bytes, headers: Mapping[str, str], method: str, path: str, body: bytes, *, moment: int
) -> bool:
    """Whether the signature is right and not older or younger than the window at `moment`.

    The caller keeps the nonces (`headers["X-Onething-Nonce"]`) of the last `2 * WINDOW_SECONDS` and refuses one that
    came before.
    """
    said, nonce = headers.get(MOMENT, ""), headers.get(NONCE, "")
    if (
        not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS)
        or abs(moment - int(said)) > WINDOW_SECONDS
    ):
        return False
    if not 8 <= len(nonce) <= 64:
        return False
    right = _value(key, method, path, said, nonce, body)
    return hmac.compare_digest(right.encode(), headers.get(SIGNATURE, "").encode())
