"""One change to a text: what is put in the place of which stretch."""

from typing import NamedTuple


class Edit(NamedTuple):
    """`text` in the place of the code points from `start` to `end`, half-open."""

    start: int
    end: int
    text: str
