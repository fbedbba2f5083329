"""RSS and Atom: each item is a document with its own address and day."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from coopatlas.documents import page
from coopatlas.documents.draft import Content, Draft, faults, library
from coopatlas.errors import DocumentError


def read(content: Content) -> Iterator[Draft | DocumentError]:
    """Yield the items of a feed in its order; one without a text is a document of its title alone."""
    feedparser = library(content.where, "feedparser", "a feed")
    with faults(content.where, "a feed"):
        headers = {"content-type": f"application/xml; charset={content.charset}"} if content.charset else {}
        found = feedparser.parse(content.data, response_headers=headers, sanitize_html=False)
        items = list(found.entries)
        lang = found.feed.get("language")
    if not items:
        raise DocumentError(content.where, "a feed without items", "look whether it is still kept")
    for item in items:
        try:
            with faults(content.where, "a feed"):
                yield _draft(content.where, item, lang)
        except DocumentError as error:
            yield error


def _draft(where: str, item: Any, lang: str | None) -> Draft:
    title = page.paragraphs(where, item.get("title") or "").replace("\n", " ") or None
    texts = [one.get("value") or "" for one in item.get("content", ())] or [item.get("summary") or ""]
    text = max((page.paragraphs(where, one) for one in texts), key=len)
    link = item.get("link") or None
    part = link or item.get("id") or sha256(f"{title}{text}".encode()).hexdigest()[:12]
    return Draft(
        text or title or "",
        name=link,
        lang=item.get("language") or lang,
        title=title,
        source=link,
        published=item.get("published") or item.get("updated") or item.get("created"),
        part=part,
    )
