"""The text of a web page: its title and paragraphs, without scripts, menus and styles; nothing is fetched or run."""

import re
from html.parser import HTMLParser

from coopatlas.documents.formats import Draft

_DROPPED = frozenset(
    [
        "script",
        "style",
        "nav",
        "aside",
        "footer",
        "form",
        "noscript",
        "template",
        "svg",
        "iframe",
        "button",
        "select",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_MAIN = frozenset({"article", "main"})


def from_html(where: str, content: str) -> Draft:  # noqa: ARG001 - every format has this shape
    """Return the paragraphs of a page, of its `<article>` or `<main>` alone where it has one.

    The first `<h1>`, else `<title>`, is the title and no part of the text.
    """
    page = _Page()
    page.feed(content)
    page.close()
    page.end_paragraph()
    paragraphs = [text for text, main in page.paragraphs if main] or [text for text, _ in page.paragraphs]
    return Draft(
        "\n".join(paragraphs),
        lang=page.lang,
        title=page.heading or page.title or None,
        source=page.source,
        published=page.published,
    )


class _Page(HTMLParser):
    """Gathers paragraphs, each with whether it stands in the main part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[tuple[str, bool]] = []
        self.heading = self.title = ""
        self.lang: str | None = None
        self.source: str | None = None
        self.published: str | None = None
        self._open: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value}
        if tag == "html":
            # A page in a language that is not read says so; «ru-RU» is Russian.
            self.lang = values.get("lang", "").partition("-")[0].lower() or None
        elif tag == "meta" and values.get("property") == "article:published_time":
            self.published = values.get("content", "")[:10] or None
        elif tag == "link" and values.get("rel") == "canonical":
            self.source = values.get("href")
        if tag == "body":
            # The end tag of <head> may be left out.
            self._open.clear()
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in _DROPPED | _MAIN | {"title", "h1"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in self._open:
            # What was left open inside ends with it.
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title = " ".join(f"{self.title} {data}".split())
        elif not _DROPPED.intersection(self._open):
            self._words.append(data)

    def end_paragraph(self) -> None:
        """Keep what was gathered since the last paragraph."""
        text = re.sub(r"\s+", " ", "".join(self._words)).strip()
        self._words.clear()
        if text and "h1" in self._open and not self.heading:
            self.heading = text
        elif text:
            self.paragraphs.append((text, bool(_MAIN.intersection(self._open))))
