"""A document is its data: canonical bytes, their SM3 hash, and a signature over them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onething.adapters.seals.canonical import canonical_json
from onething.adapters.seals.signers import Signature, Signer


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """`content`: the canonical bytes that are signed; `hash_sm3`: 64 hexadecimal digits."""

    content: bytes
    hash_sm3: str
    signature: Signature

    @property
    def digest(self) -> str:
        """Return the start of the hash in groups of four, as printed beside the code."""
        return " ".join(self.hash_sm3[start : start + 4] for start in range(0, 16, 4))


def seal_document(data: Mapping[str, Any], signer: Signer) -> SealedDocument:
    """Return `data` sealed. Raises TypeError for data that has no canonical form, SealUnavailable."""
    content = canonical_json(data)
    return SealedDocument(content, sm3(content), signer.sign(content))


def is_intact(data: Mapping[str, Any], sealed: SealedDocument, signer: Signer) -> bool:
    """Return whether `data` is what was sealed and the signature is the signer's."""
    content = canonical_json(data)
    return (
        content == sealed.content
        and sm3(content) == sealed.hash_sm3
        and signer.verify(content, sealed.signature)
    )


def sm3(content: bytes) -> str:
    """Return the SM3 hash in 64 hexadecimal digits, from whichever library of the machine has it."""
    try:
        import gmssl_pyx
    except ImportError:
        from cryptography.hazmat.primitives.hashes import SM3, Hash

        state = Hash(SM3())
        state.update(content)
        return state.finalize().hex()
    return bytes(gmssl_pyx.sm3_hash(content)).hex()
