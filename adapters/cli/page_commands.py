"""The command that shows the whole desk as a page; that of one case stands with `case replay`."""

# ruff: noqa: PLC0415  # a command loads what it needs when it is called, so that help is quick

from __future__ import annotations

import typer

from .asking import Asking
from .commands import app
from .options import DEFAULT_URL, AsJson, AsOf, HtmlFile, NoColor, PageLang, Url

__all__ = ["app"]


@app.command("replay", short_help="Promises and critics over time, as a page.")
def replay_desk(
    context: typer.Context,
    html: HtmlFile,
    lang: PageLang = "en",
    url: Url = DEFAULT_URL,
    as_of: AsOf = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Write a page with every promise and every critic there was, at any moment."""
    from .replay_page import Wish, of_desk

    asking = Asking(context, url, as_json, no_color)
    wish = Wish(html, lang, None)
    asking.handed_on(lambda desk, point, progress: of_desk(desk, point, wish, progress), as_of)
