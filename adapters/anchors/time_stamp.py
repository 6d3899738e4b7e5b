"""Time-stamps by an authority (RFC 3161): since when a checkpoint has been there. Needs `audit`."""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from ...application.ledger.anchoring import NotAnchoredError

KIND, GRANTED = ".tsr", 0
LARGEST, WAIT_SECONDS = 65_536, 10
QUERY = {"Content-Type": "application/timestamp-query"}
SIGNED = "Error while verifying certificates"
"""How the library begins to say, at length, that no certificate it was given signed."""


class TimeStamps:
    """A `Judge` of time-stamps, which believes these certificates and what they signed."""

    def __init__(self, certificates: Sequence[Certificate]) -> None:
        self._certificates = certificates

    def knows(self, anchor: str) -> bool:
        """Does it give time-stamps?"""
        return anchor.endswith(KIND)

    def shown(self, note: bytes, proof: bytes) -> str:
        """Since when the note has been there, as the authority says.

        Raises:
            NotAnchoredError: it is no time-stamp of this note that is believed.
        """
        return self.judged(note, proof, nonce=None)

    def judged(self, note: bytes, proof: bytes, nonce: int | None) -> str:
        """The same; with a nonce, only of an answer that repeats it."""
        response = _read(proof)
        verifier = VerifierBuilder(roots=list(self._certificates), nonce=nonce).build()
        try:
            verifier.verify_message(response, note)
            moment = response.tst_info.gen_time
        except VerificationError as error:
            raise NotAnchoredError(f"The time-stamp does not hold: {_plain(error)}.") from None
        except (ValueError, TypeError) as error:
            raise NotAnchoredError("The time-stamp cannot be read.") from error
        return f"It has been there since {moment:%Y-%m-%d %H:%M:%S} UTC, as the authority says."


class TimeStampAuthority(TimeStamps):
    """An `Anchor`: its proof is the whole answer of the authority, as `openssl ts` reads it.

    Raises:
        ValueError: it is no url of HTTP.
    """

    def __init__(self, url: str, certificates: Sequence[Certificate]) -> None:
        super().__init__(certificates)
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("the url of a time-stamp authority begins with http: or https:")
        self._url = url
        port = f"-{parts.port}" if parts.port else ""
        self.name = f"{parts.hostname}{port}{KIND}"

    def put(self, note: bytes) -> bytes:
        """Have it stamped; the answer, which holds for this note and this request.

        Raises:
            NotAnchoredError: it was not, or not by whom is believed.
        """
        request = TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256).build()
        answer = self._asked(request.as_bytes())
        self.judged(note, answer, request.nonce)
        return answer

    def _asked(self, query: bytes) -> bytes:
        call = Request(self._url, data=query, headers=QUERY, method="POST")  # noqa: S310  # see above
        try:
            with urlopen(call, timeout=WAIT_SECONDS) as found:  # noqa: S310  # see above
                answer: bytes = found.read(LARGEST)
        except HTTPError as refused:
            with refused:
                raise NotAnchoredError(f"It answered {refused.code}.") from None
        except (OSError, HTTPException):
            raise NotAnchoredError("It cannot be reached.") from None
        return answer


def certificates_in(files: Sequence[Path]) -> Sequence[Certificate]:
    """The certificates in these files, in PEM.

    Raises:
        ValueError: there is none in one of them.
    """
    return [each for file in files for each in load_pem_x509_certificates(file.read_bytes())]


def _read(proof: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(proof)
        status = response.status
    except (ValueError, TypeError) as error:
        raise NotAnchoredError("The answer is no time-stamp.") from error
    if status != GRANTED:
        raise NotAnchoredError(f"The authority did not grant it: status {status}.")
    return response


def _plain(error: VerificationError) -> str:
    """What is wrong, without the places in the source of OpenSSL."""
    if str(error).startswith(SIGNED):
        return "no certificate that is believed signed it, or it was not valid then"
    return str(error).rstrip(".")
