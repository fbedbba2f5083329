"""What a web page says of itself: title, day, language, address, in meta tags, JSON-LD, microdata and `<time>`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coopatlas.documents import dates

_DAYS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish_date", "publication_date", "dc.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created",     "dcterms.date", "article.published", "sailthru.date", "parsely-pub-date", "published_time",
    "mediator_published_time",
)  # fmt: skip
_DATED = re.compile(r"(?:^|[-_\s])(?:date|time|published|pubdate|news-date|dt|data)(?:$|[-_\s])", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Description:
    """What was found; `published` as it is printed where it is no date, so that it can be told."""

    title: str | None
    lang: str | None
    source: str | None
    published: str | None


def of(tree: Any) -> Description:
    """Return what a page says of itself."""
    meta = _meta(tree)
    return Description(
        _title(tree, meta),
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("content-language"),
        _source(tree, meta),
        _published(tree, meta),
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = (element.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if value and element.get(key):
                found.setdefault(element.get(key).lower(), value)
    return found


def _title(tree: Any, meta: dict[str, str]) -> str | None:
    headings = (" ".join(one.text_content().split()) for one in tree.iter("h1"))
    titles = (" ".join((one.text or "").split()) for one in tree.iter("title") if _is_page_title(one))
    return next(filter(None, headings), None) or meta.get("og:title") or next(filter(None, titles), None)


def _is_page_title(element: Any) -> bool:
    return all(above.tag != "svg" for above in element.iterancestors())


def _source(tree: Any, meta: dict[str, str]) -> str | None:
    links = (one.get("href") for one in tree.iter("link") if "canonical" in (one.get("rel") or ""))
    return next(filter(None, links), None) or meta.get("og:url")


def _published(tree: Any, meta: dict[str, str]) -> str | None:
    """Return the first day that can be understood; where there is none, the first that says to be one."""
    told = list(filter(None, _days(tree, meta)))
    return next(filter(None, map(dates.understood, told)), told[0] if told else None)


def _days(tree: Any, meta: dict[str, str]) -> Iterator[str | None]:
    yield from (meta.get(key) for key in _DAYS)
    yield from _linked_data(tree)
    for element in tree.iter():
        if isinstance(element.tag, str) and "datePublished" in (element.get("itemprop") or ""):
            yield element.get("datetime") or element.get("content") or _short(element)
    for element in tree.iter("time"):
        yield element.get("datetime") or _short(element)
    for element in tree.iter("div", "span", "p", "td"):
        if _DATED.search(element.get("class", "")):
            yield dates.alone(_short(element) or "")


def _short(element: Any) -> str | None:
    text = " ".join(element.text_content().split())
    return text if len(text) <= _LONGEST else None


def _linked_data(tree: Any) -> Iterator[str | None]:
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or ""):
            try:
                yield from _values(json.loads(element.text or ""), "datePublished")
            except (ValueError, RecursionError):
                continue


def _values(data: Any, key: str) -> Iterator[str]:
    """Yield the values of a key anywhere in linked data, which nests graphs within lists within objects."""
    waiting = [data]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, dict):
            if isinstance(one.get(key), str):
                yield one[key]
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
