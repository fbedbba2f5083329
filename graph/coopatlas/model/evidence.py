"""What a fact rests on: a stretch of a document's text, which may be a cell of a table in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `table`, `row` and `column` count from 1, `heads` are the headings of its row and column."""

    table: int
    row: int
    column: int
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence, or the content of a cell: `text == Document.text[start:end]`, in code points, half-open."""

    start: int
    end: int
    text: str
    cell: Cell | None = None

    def holds(self, span: tuple[int, int]) -> bool:
        """Whether a stretch of the text lies within this one."""
        return self.start <= span[0] and span[1] <= self.end
