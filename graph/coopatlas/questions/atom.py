"""What is new as an Atom feed (RFC 4287), so that a feed reader tells of it."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from coopatlas.questions import formats
from coopatlas.questions.answers import Answer, Named, Row

_ATOM = "http://www.w3.org/2005/Atom"


def feed(answer: Answer, lang: str) -> str:
    """Return the rows of the answer to `new` as the entries of a feed; the same row is the same entry each time."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    named = {column.name: place for place, column in enumerate(answer.columns)}
    days = [str(row.cells[named["added"]]) for row in answer.rows]
    _add(root, "id", "urn:coopatlas:new")
    _add(root, "title", answer.title[lang])
    _add(root, "updated", f"{max(days)}T00:00:00Z" if days else datetime.now(UTC).strftime("%Y-%m-%dT00:00:00Z"))
    _add(_add(root, "author"), "name", "coopatlas")
    for row in answer.rows:
        _entry(root, row, named, lang)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _entry(root: ET.Element, row: Row, named: dict[str, int], lang: str) -> None:
    def told(name: str) -> str:
        return formats.words(row.cells[named[name]], "text", lang)

    what, news = row.cells[named["what"]], row.cells[named["news"]]
    entry = _add(root, "entry")
    marks = "#".join(one.iri.rpartition("/")[2] for one in (what, news) if isinstance(one, Named))
    _add(entry, "id", f"urn:coopatlas:new:{told('added')}:{marks}")
    _add(entry, "title", f"{told('news')}: {told('what')}")
    _add(entry, "updated", f"{told('added')}T00:00:00Z")
    _add(entry, "summary", "; ".join(filter(None, (told("who"), told("document")))))
    for word in filter(None, (told("kind"), *told("who").split("; "))):
        _add(entry, "category").set("term", word)


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    # XML holds no control characters.
    child.text = "".join(sign for sign in text if sign >= " ") or None
    return child
