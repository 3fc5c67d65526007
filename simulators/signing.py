"""Signatures on requests: HMAC-SHA256 over method, path, moment, nonce and body digest.

The same few lines exist on our side of the wire (`onething.adapters.departments.signing`): a department would write
its own from the page, so the stand-ins do too.
"""

import hashlib
import hmac
import secrets
import time

#: seconds by which a signature may be old or early
WINDOW = 300


def canonical(method: str, path: str, moment: str, nonce: str, body: bytes) -> bytes:
    digest = hashlib.sha256(body).hexdigest()
    return "\n".join([method.upper(), path, moment, nonce, digest]).encode()


def sign(key: bytes, key_id: str, method: str, path: str, body: bytes) -> dict[str, str]:
    """Return the headers that prove who sends this request."""
    moment, nonce = str(int(time.time())), secrets.token_hex(12)
    value = hmac.new(key, canonical(method, path, moment, nonce, body), hashlib.sha256).hexdigest()
    return {
        "X-Onething-Key": key_id,
        "X-Onething-Moment": moment,
        "X-Onething-Nonce": nonce,
        "X-Onething-Signature": value,
    }


def is_signed(key: bytes, headers, method: str, path: str, body: bytes, seen: set[str]) -> bool:
    """True iff the signature is right, fresh and was not seen before."""
    moment, nonce = headers.get("X-Onething-Moment", ""), headers.get("X-Onething-Nonce", "")
    if not moment.isdigit() or abs(time.time() - int(moment)) > WINDOW or not nonce or nonce in seen:
        return False
    value = hmac.new(key, canonical(method, path, moment, nonce, body), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(value, headers.get("X-Onething-Signature", "")):
        return False
    seen.add(nonce)
    return True
