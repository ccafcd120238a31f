"""Signatures over exports, with the SSH keys people have already: `ssh-keygen -Y` (OpenSSH 8.2).

The program keeps no key and asks for none: `ssh-keygen` does, and speaks with an agent or a token.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.exchange.account import ACCOUNT
from portfolio.exchange.writing import put_file

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "portfolio-export"
"""What the signature is for: one made for anything else is not taken for it."""


def signature_of(export: Path) -> Path:
    """Return where the signature of an export lies: beside it."""
    return export.with_name(f"{export.name}.sig")


def signed_part(export: Path) -> Path:
    """Return what is signed: the file, or of a folder the account that lists all its files."""
    return export / ACCOUNT if export.is_dir() else export


def sign(export: Path, key: Path, *, may_ask: bool = True) -> Path:
    """Sign an export with an SSH key; return where the signature lies.

    The key may be a private one, or a public one whose private half an agent holds. A passphrase is
    asked for on the terminal, unless that is taken: then a key that needs one does not sign.
    Raises `Invalid` where the key does not sign, `NotWritten`.
    """
    made = _ssh_keygen(
        "sign", "-f", str(key), "-n", NAMESPACE, message=signed_part(export), may_ask=may_ask
    )
    if made.returncode:
        raise Invalid(
            "--sign", str(key), f"did not sign ({_said(made)})", "name an SSH key that you hold"
        )
    place = signature_of(export)

    def fill(new: Path) -> None:
        new.write_bytes(made.stdout)

    put_file(place, fill)
    return place


def signer_of(export: Path, signers: Path | None) -> str:
    """Return who signed an export. Raises `Invalid` where the signature does not hold.

    `signers` is a file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS). Without one only the
    key is known, and the answer names its fingerprint.
    """
    signature = signature_of(export)
    common = ("-n", NAMESPACE, "-s", str(signature))
    if signers is None:
        found = _ssh_keygen("check-novalidate", *common, message=signed_part(export))
        _must_hold(found, signature)
        return _said(found)
    named = _ssh_keygen("find-principals", "-s", str(signature), "-f", str(signers))
    _must_hold(named, signature)
    who = named.stdout.decode(errors="replace").splitlines()[0]
    found = _ssh_keygen(
        "verify", *common, "-f", str(signers), "-I", who, message=signed_part(export)
    )
    _must_hold(found, signature)
    return who


def _must_hold(done: subprocess.CompletedProcess[bytes], signature: Path) -> None:
    if done.returncode:
        raise Invalid(
            "signature", signature.name, f"does not hold ({_said(done)})",
            "ask for the export as it was signed, or name the signer with --signers",
        )  # fmt: skip


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr + done.stdout).decode(errors="replace").split("\n")
    return next((line.strip() for line in lines if line.strip()), "no reason given")


def _ssh_keygen(
    what: str, *options: str, message: Path | None = None, may_ask: bool = True
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  # no shell: each option is one argument
            ["ssh-keygen", "-Y", what, *options],  # noqa: S607  # wherever the system has it
            input=message.read_bytes() if message else b"",
            capture_output=True,
            check=False,
            start_new_session=not may_ask,  # without a terminal there is nobody to ask
        )
    except FileNotFoundError:
        raise Invalid(
            "--sign", "ssh-keygen", "is not installed", "install OpenSSH 8.2 or newer"
        ) from None
