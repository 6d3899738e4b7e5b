"""A time-stamp authority that listens on this machine, and does whatever it is told to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TypeAlias, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from tests.ledger.der import OCTETS, SEQUENCE, SET, TAGGED, TIME, integer, oid, read, seq, tlv

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHA256 = seq(oid("2.16.840.1.101.3.4.2.1"))
ECDSA = seq(oid("1.2.840.10045.4.3.2"))
SIGNED, STAMP = oid("1.2.840.113549.1.7.2"), oid("1.2.840.113549.1.9.16.1.4")
TYPE, DIGEST = oid("1.2.840.113549.1.9.3"), oid("1.2.840.113549.1.9.4")
BY_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.47")
POLICY = oid("1.3.6.1.4.1.99999.1")

Told: TypeAlias = "Callable[[bytes], bytes | int]"
"""The answer to a query, or the status of HTTP instead of one."""


@dataclass(frozen=True)
class Signer:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def signer(name: str, issuer: Signer | None = None, days: int = 30) -> Signer:
    """A signer of time-stamps from March 2026 on, or an issuer of signers where none is told."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(issuer.certificate.subject if issuer else called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOON - timedelta(days=1))
        .not_valid_after(NOON + timedelta(days=days - 1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    signed = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Signer(signed, key)


@dataclass(frozen=True)
class Stamp:
    """What is to be said in an answer."""

    signer: Signer
    digest: bytes
    nonce: bytes
    moment: datetime = NOON
    status: int = 0

    def answer(self) -> bytes:
        """The answer, with the time-stamp."""
        return seq(seq(integer(self.status)), self.token())

    def token(self) -> bytes:
        """CMS over what is said, signed."""
        der = self.signer.certificate.public_bytes(Encoding.DER)
        said, parties = self._said(), self._signed()
        inside = seq(STAMP, tlv(TAGGED, tlv(OCTETS, said)))
        body = seq(integer(3), tlv(SET, SHA256), inside, tlv(TAGGED, der), tlv(SET, parties))
        return seq(SIGNED, tlv(TAGGED, body))

    def _said(self) -> bytes:
        moment = tlv(TIME, self.moment.strftime("%Y%m%d%H%M%SZ").encode())
        over = seq(SHA256, tlv(OCTETS, self.digest))
        return seq(integer(1), POLICY, over, integer(7), moment, tlv(2, self.nonce))

    def _signed(self) -> bytes:
        certificate = self.signer.certificate
        der = certificate.public_bytes(Encoding.DER)
        attributes = sorted(
            (
                seq(TYPE, tlv(SET, STAMP)),
                seq(DIGEST, tlv(SET, tlv(OCTETS, sha256(self._said()).digest()))),
                seq(BY_CERTIFICATE, tlv(SET, seq(seq(seq(tlv(OCTETS, sha256(der).digest())))))),
            )
        )
        signature = self.signer.key.sign(tlv(SET, *attributes), ec.ECDSA(hashes.SHA256()))
        whose = seq(certificate.issuer.public_bytes(), integer(certificate.serial_number))
        signed = tlv(TAGGED, *attributes)
        return seq(integer(1), whose, SHA256, signed, ECDSA, tlv(OCTETS, signature))


def asked(query: bytes, by: Signer) -> Stamp:
    """What a true answer to a query says."""
    ((_, request),) = read(query)
    parts = read(request)
    over = read(parts[1][1])
    nonce = next(content for tag, content in parts[2:] if tag == 2)
    assert parts[1][0] == SEQUENCE
    return Stamp(by, over[1][1], nonce)


class Authority:
    """It listens once it is made; `tell` it to answer otherwise than it should."""

    def __init__(self, days: int = 30) -> None:
        self.root = signer("root of the authority", days=days)
        self.signer = signer("time-stamps", self.root, days)
        self.told: Told = lambda query: asked(query, self.signer).answer()
        self._server = HTTPServer(("127.0.0.1", 0), _Handler)
        vars(self._server)["authority"] = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/stamp"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def tell(self, **other: object) -> None:
        """Answer with something else in the stamp."""
        self.told = lambda query: replace(asked(query, self.signer), **other).answer()  # type: ignore[arg-type]

    def close(self) -> None:
        """Listen no more. Closing twice is fine."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        right = self.headers["Content-Type"] == "application/timestamp-query"
        authority = cast("Authority", vars(self.server)["authority"])
        answer = authority.told(query) if right else 415
        status, body = (answer, b"") if isinstance(answer, int) else (200, answer)
        self.send_response(status)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # their name
        """Say nothing."""
