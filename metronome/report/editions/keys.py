"""The instance's own key (Ed25519), by which it signs what it publishes, and the keys that it knows."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ALGORITHM = "Ed25519"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed (public key) and what they signed with it, both as base64."""

    key: str
    value: str


def sign(content: bytes) -> Signature:
    """Sign with the instance's key, which is made on first use."""
    private = _instance_key(settings.HOME / "keys" / "signing.pem")
    return Signature(_text(private.public_key()), base64.b64encode(private.sign(content)).decode())


def is_genuine(signature: Signature, content: bytes) -> bool:
    """True when the content was signed by that key, whoever holds it."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature.key, validate=True))
        public.verify(base64.b64decode(signature.value, validate=True), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_known(key: str) -> bool:
    """True for this instance's own key and for those that its operator trusts."""
    path = settings.HOME / "keys" / "signing.pem"
    own = {_text(_instance_key(path).public_key())} if path.exists() else set()
    return key in own | set(settings.TRUSTED_KEYS)


def public_key() -> str:
    """The instance's public key as base64, to be printed where readers find it."""
    return _text(_instance_key(settings.HOME / "keys" / "signing.pem").public_key())


@cache
def _instance_key(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)  # whoever comes first wins; a half-written key is never seen
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{path} holds no {ALGORITHM} key")
    return key


def _text(public: Ed25519PublicKey) -> str:
    return base64.b64encode(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
