"""Text that a terminal shows and does not obey: documents and file names may hold its commands."""

import re

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but for the tab and the line feed, and the marks that turn the direction of writing."""


def plain(text: str) -> str:
    """Return `text` with U+FFFD for each character that is a command to a terminal."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def line(text: str) -> str:
    """Return `text` as one plain line."""
    return plain(" ".join(text.split()))
