"""How a letter looks: subject, HTML and plain text from the templates beside this file, in a sandbox, with everything escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import mrml
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wesupply_ui.domain.notifications.clean import one_line
from wesupply_ui.domain.notifications.colours import DEFAULT_ACCENT
from wesupply_ui.domain.notifications.letter import Letter
from wesupply_ui.kernel.language import _, ngettext, speaking

_TEMPLATES = Path(__file__).with_name("templates")
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in the forms it is sent in."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A kind's own words about one letter, plain text. `lead` in paragraphs; `note` and `button` may be empty."""

    subject: str
    preheader: str
    headline: str
    lead: tuple[str, ...]
    note: str
    button: str


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """Templates see plain values and may not reach for anything behind them; what they print into MJML is escaped."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=lambda name: name is None or name.endswith(".mjml.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["_"], made.globals["ngettext"] = _, ngettext
    return made


def render(letter: Letter) -> Rendered:
    """The mail. The words are written once for each language, in `<language>/<kind>.words.j2`; both parts say the same."""
    with speaking(letter.language):
        return render_with(letter, words_of(letter))


def render_with(letter: Letter, words: Words) -> Rendered:
    """The mail with words that were made already, in the language of the task."""
    with speaking(letter.language):
        mjml = environment().get_template("letter.mjml.j2").render(letter=letter, words=words)
        text = environment().get_template("letter.txt.j2").render(letter=letter, words=words)
    return Rendered(one_line(words.subject), _to_html(mjml), _tidy(text))


def render_account(words: Words, url: str, language: str) -> Rendered:
    """A mail about somebody's account, which no shop's brand stands on."""
    values = {"words": words, "url": url, "language": language, "accent": DEFAULT_ACCENT}
    mjml = environment().get_template("account.mjml.j2").render(values)
    return Rendered(one_line(words.subject), _to_html(mjml), _tidy(environment().get_template("account.txt.j2").render(values)))


def words_of(letter: Letter) -> Words:
    """What this kind says of this letter."""
    template = environment().select_template([f"{letter.language}/{letter.kind}.words.j2", f"{letter.kind}.words.j2"])
    context = template.new_context({"letter": letter, "boxes": letter.boxes, "sender": letter.sender})

    def said(block: str) -> str:
        return "".join(template.blocks[block](context)) if block in template.blocks else ""

    return Words(
        subject=one_line(said("subject")),
        preheader=one_line(said("preheader")),
        headline=one_line(said("headline")),
        lead=tuple(line for paragraph in _BLANK_LINES.split(said("lead")) if (line := one_line(paragraph, 5_000 if letter.text else 600))),
        note=one_line(said("note"), 600),
        button=one_line(said("button")) or _("Follow your order"),
    )


def _to_html(mjml: str) -> str:
    # No web fonts: a mail must not call out to a stranger when it is opened.
    return mrml.to_html(mjml, None, mrml.RenderOptions(fonts={})).content


def _tidy(text: str) -> str:
    """At most one blank line in a row, no blanks at line ends: what a screen reader or a terminal reads without stumbling."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
