"""One HTML file: its data as inert JSON, its one script and one style known by their hashes."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...projections.plain_words import LINES

LANGUAGES = ("pl", "it", "en")
ASSETS = Path(__file__).parent / "assets"
VERIFY = Path(__file__).parent / "verify"
STYLES = ("look.css", "talk.css", "panel.css", "desk.css", "print.css")
SCRIPTS = ("words.js", "making.js", "turns.js", "talk.js", "panel.js", "walk.js")
CASE_SCRIPTS = (*SCRIPTS, "casefacts.js", "proofs.js", "case.js")
DESK_SCRIPTS = (*SCRIPTS, "chart.js", "desk.js")
VERIFIER = (
    *("bytes.js", "sha256.js", "sha512.js", "ed25519.js", "documents.js", "container.js"),
    *("entries.js", "tree.js", "notes.js", "casefile.js", "rules.js", "stored.js", "instants.js"),
    *("replies.js", "story.js", "ending.js", "promises.js", "limits.js", "answers.js"),
    *("recorded.js", "facts.js", "logfile.js", "verifying.js"),
)

_UNSAFE = re.compile("[<>&\u2028\u2029]")


def page(data: Mapping[str, Any], title: str, lang: str, scripts: tuple[str, ...]) -> str:
    """The whole file. `title` is shown by the browser; everything else is put in by the script."""
    script, style = source(scripts), "".join(asset(name) for name in STYLES)
    parts = {
        "LANG": lang,
        "TITLE": escaped(title),
        "POLICY": policy(script, style),
        "STYLE": style,
        "DATA": inert({**data, "lang": lang}),
        "STRINGS": inert(strings()),
        "SCRIPT": script,
    }
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda hole: parts[hole[1]], asset("shell.html"))


def policy(script: str, style: str) -> str:
    """What the browser is told to allow: this script and this style, and nothing else at all."""
    return (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(style)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types"
    )


def digest(text: str) -> str:
    """A source expression for exactly this text."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def source(scripts: tuple[str, ...]) -> str:
    """The one script: small files in one closed scope."""
    own = "".join(map(asset, scripts))
    return (
        '(() => {\n"use strict";\n' + (verifier() if "case.js" in scripts else "") + own + "})();\n"
    )


@cache
def verifier() -> str:
    """The verifier of case files, by itself: it runs wherever JavaScript does."""
    return "".join((VERIFY / name).read_text("utf-8") for name in VERIFIER)


def inert(value: object) -> str:
    """JSON that no parser of HTML can take for anything else."""
    text = json.dumps(value, default=plain, separators=(",", ":"))
    return _UNSAFE.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text)


def plain(value: object) -> object:
    """What JSON has no form for."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"a page holds no {type(value).__name__}")


def escaped(text: str) -> str:
    """Text for the title, which the script cannot put in before the page is shown."""
    clean = text.encode("utf-8", "replace").decode()
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def asset(name: str) -> str:
    """The text of a file of the page."""
    return (ASSETS / name).read_text("utf-8")


@cache
def strings() -> dict[str, Any]:
    """What the page says, by language; the English lines for events are those of the terminal.

    The reasons of the verifier are English sentences, which the other languages know by themselves.
    """
    told: dict[str, Any] = {}
    for each in LANGUAGES:
        events = json.loads(asset(f"events.{each}.json"))
        known = LINES if each == "en" else {}
        reasons: dict[str, str] = {} if each == "en" else json.loads(asset(f"reasons.{each}.json"))
        own = json.loads(asset(f"strings.{each}.json"))
        told[each] = {**own, "events": {**known, **events}, "reasons": reasons}
    return told
