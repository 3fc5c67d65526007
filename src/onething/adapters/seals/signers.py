"""Who signs a document's data: SM2 with SM3 where the machine can, a clearly named other scheme where it cannot.

A signer of a key device (HSM, the city's seal service) is one more class with these three members.
"""

import hashlib
import json
import os
import subprocess
import tempfile
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from onething.core.errors import Unavailable

SM2_WITH_SM3 = "SM2-SM3"
ED25519 = "Ed25519"
# The identity that GB/T 35276 mixes into every SM2 signature when the two sides agreed on no other.
SM2_IDENTITY = b"1234567812345678"
#: The curve that the standard recommends: a, b, and the two parts of its base point (GB/T 32918.5).
SM2_CURVE = bytes.fromhex(
    "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC"
    "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93"
    "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
    "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"
)
TEST_MARK = "测试印章，无法律效力"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: `algorithm` names the scheme, `key_id` the public key, `value` is base64."""

    algorithm: str
    key_id: str
    value: str


class Signer(Protocol):
    """What a document needs of a seal: sign, verify, and say whether it is only a test key."""

    @property
    def is_test(self) -> bool: ...

    def sign(self, content: bytes) -> Signature: ...

    def verify(self, content: bytes, signature: Signature) -> bool: ...


class SealUnavailable(Unavailable):
    """Sealing is not possible now; the document's data is kept and sealed later."""

    code = "seals.unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(f"cannot seal now: {reason}")
        self.reason = reason


def _key_id(public: bytes) -> str:
    return "test-" + hashlib.sha256(public).hexdigest()[:16]


class Sm2Library:
    """SM2 through the gmssl-pyx library; keys as raw integers (32 bytes private, 64 bytes public).

    The library's own way from a message to a signature prepares 32 of them each time; from a digest it makes one, in a
    ninth of the time. So the digest over signer, curve, key and message is made here (GB/T 32918.2 §5.5, §6.1).
    """

    algorithm = SM2_WITH_SM3
    is_test = True

    def __init__(self, private: bytes, public: bytes) -> None:
        self._private, self._public = private, public
        self.key_id = _key_id(public)

    @staticmethod
    def works() -> bool:
        try:
            import gmssl_pyx  # noqa: F401
        except ImportError:
            return False
        return True

    @staticmethod
    def new_key() -> tuple[bytes, bytes]:
        """Return (private, public)."""
        import gmssl_pyx

        public, private = gmssl_pyx.sm2_key_generate()
        return private, public

    def sign(self, content: bytes) -> Signature:
        import gmssl_pyx

        bits = (len(SM2_IDENTITY) * 8).to_bytes(2, "big")
        signer = bytes(gmssl_pyx.sm3_hash(bits + SM2_IDENTITY + SM2_CURVE + self._public))
        digest = bytes(gmssl_pyx.sm3_hash(signer + content))
        value = gmssl_pyx.sm2_sign_sm3_digest(self._private, digest)
        return Signature(self.algorithm, self.key_id, b64encode(value).decode())

    def verify(self, content: bytes, signature: Signature) -> bool:
        import gmssl_pyx

        if (signature.algorithm, signature.key_id) != (self.algorithm, self.key_id):
            return False
        try:
            return bool(
                gmssl_pyx.sm2_verify(
                    self._public, content, b64decode(signature.value), signer_id=SM2_IDENTITY
                )
            )
        except (ValueError, gmssl_pyx.GmsslInnerError, gmssl_pyx.InvalidValueError):
            return False


class Sm2Command:
    """SM2 through the `openssl` command (3.0 or later), for machines without the library.

    The same keys and the same signatures as `Sm2Library`: each verifies what the other signed.
    """

    algorithm = SM2_WITH_SM3
    is_test = True

    def __init__(self, private: bytes, public: bytes) -> None:
        self._private, self._public = private, public
        self.key_id = _key_id(public)

    @staticmethod
    def works() -> bool:
        try:
            answer = subprocess.run(
                ["openssl", "genpkey", "-algorithm", "SM2"], capture_output=True, timeout=10, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return answer.returncode == 0

    @staticmethod
    def new_key() -> tuple[bytes, bytes]:
        made = _openssl("genpkey", "-algorithm", "SM2", "-outform", "DER")
        shown = _openssl("pkey", "-inform", "DER", "-text", "-noout", stdin=made).decode()
        private_hex: list[str] = []
        public_hex: list[str] = []
        target: list[str] | None = None
        for line in shown.splitlines():
            if line.startswith("priv:"):
                target = private_hex
            elif line.startswith("pub:"):
                target = public_hex
            elif line.startswith(" ") and target is not None:
                target.append(line.strip().replace(":", ""))
            else:
                target = None
        private = bytes.fromhex("".join(private_hex))[-32:].rjust(32, b"\0")
        public = bytes.fromhex("".join(public_hex))[1:]
        return private, public

    def sign(self, content: bytes) -> Signature:
        with tempfile.TemporaryDirectory() as folder:
            key, data = Path(folder, "key.pem"), Path(folder, "data")
            key.touch(mode=0o600)
            key.write_bytes(_sm2_private_pem(self._private, self._public))
            data.write_bytes(content)
            value = _openssl(
                *("pkeyutl", "-sign", "-inkey", str(key), "-rawin", "-digest", "sm3", "-in", str(data)),
                *("-pkeyopt", f"distid:{SM2_IDENTITY.decode()}"),
            )
        return Signature(self.algorithm, self.key_id, b64encode(value).decode())

    def verify(self, content: bytes, signature: Signature) -> bool:
        if (signature.algorithm, signature.key_id) != (self.algorithm, self.key_id):
            return False
        with tempfile.TemporaryDirectory() as folder:
            key, data, value = Path(folder, "key.pem"), Path(folder, "data"), Path(folder, "value")
            key.write_bytes(_sm2_public_pem(self._public))
            data.write_bytes(content)
            value.write_bytes(b64decode(signature.value))
            answer = subprocess.run(
                [
                    *(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-inkey",
                        str(key),
                        "-rawin",
                        "-digest",
                        "sm3",
                    ),
                    *(
                        "-in",
                        str(data),
                        "-sigfile",
                        str(value),
                        "-pkeyopt",
                        f"distid:{SM2_IDENTITY.decode()}",
                    ),
                ],
                capture_output=True,
                timeout=10,
                check=False,
            )
        return answer.returncode == 0


class Ed25519Signer:
    """Ed25519, named as such: for machines that have neither SM2 library nor command."""

    algorithm = ED25519
    is_test = True

    def __init__(self, private: bytes, public: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)
        self._public = Ed25519PublicKey.from_public_bytes(public)
        self.key_id = _key_id(public)

    @staticmethod
    def works() -> bool:
        return True

    @staticmethod
    def new_key() -> tuple[bytes, bytes]:
        key = Ed25519PrivateKey.generate()
        return (
            key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()),
            key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
        )

    def sign(self, content: bytes) -> Signature:
        return Signature(self.algorithm, self.key_id, b64encode(self._private.sign(content)).decode())

    def verify(self, content: bytes, signature: Signature) -> bool:
        if (signature.algorithm, signature.key_id) != (self.algorithm, self.key_id):
            return False
        try:
            self._public.verify(b64decode(signature.value), content)
        except (InvalidSignature, ValueError):
            return False
        return True


_SCHEMES: dict[str, tuple[type[Any], ...]] = {
    SM2_WITH_SM3: (Sm2Library, Sm2Command),
    ED25519: (Ed25519Signer,),
}


def open_test_signer(folder: Path) -> Signer:
    """Return the signer with the test key in `folder`, made there at the first call (mode 0600).

    Raises SealUnavailable if the key was made with a scheme that this machine cannot do.
    """
    path = folder / "test-seal-key.json"
    if not path.exists():
        _make_test_key(path)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        algorithm, private, public = kept["algorithm"], b64decode(kept["private"]), b64decode(kept["public"])
    except (ValueError, KeyError) as error:
        raise SealUnavailable(f"{path} is not a key file: move it away and start again") from error
    for scheme in _SCHEMES.get(algorithm, ()):
        if scheme.works():
            signer: Signer = scheme(private, public)
            return signer
    raise SealUnavailable(
        f"the key in {path} is for {algorithm}: install gmssl-pyx or the openssl command (3.0)"
    )


def _make_test_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    algorithm, scheme = next(
        (name, scheme) for name, schemes in _SCHEMES.items() for scheme in schemes if scheme.works()
    )
    private, public = scheme.new_key()
    content = {
        "note": f"{TEST_MARK} / test seal, without legal effect",
        "algorithm": algorithm,
        "private": b64encode(private).decode(),
        "public": b64encode(public).decode(),
    }
    handle, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(content, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)  # whoever is first wins; a second process uses the first one's key
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _openssl(*arguments: str, stdin: bytes | None = None) -> bytes:
    try:
        answer = subprocess.run(
            ["openssl", *arguments], input=stdin, capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SealUnavailable(f"openssl did not answer: {error}") from error
    if answer.returncode:
        raise SealUnavailable(
            f"openssl {arguments[0]}: {answer.stderr.decode(errors='replace').strip()[-200:]}"
        )
    return answer.stdout


# The two ASN.1 shells around raw keys: SEC 1 private key and SubjectPublicKeyInfo, curve 1.2.156.10197.1.301.
_CURVE = bytes.fromhex("06082a811ccf5501822d")
_EC_KEY = bytes.fromhex("06072a8648ce3d0201")


def _sm2_private_pem(private: bytes, public: bytes) -> bytes:
    point = b"\x03\x42\x00\x04" + public
    body = b"\x02\x01\x01\x04\x20" + private + b"\xa0\x0a" + _CURVE + b"\xa1\x44" + point
    return _pem("EC PRIVATE KEY", b"\x30" + bytes([len(body)]) + body)


def _sm2_public_pem(public: bytes) -> bytes:
    names = _EC_KEY + _CURVE
    body = b"\x30" + bytes([len(names)]) + names + b"\x03\x42\x00\x04" + public
    return _pem("PUBLIC KEY", b"\x30" + bytes([len(body)]) + body)


def _pem(label: str, content: bytes) -> bytes:
    text = b64encode(content).decode()
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()
