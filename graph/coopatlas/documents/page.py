"""The text of a web page, by trafilatura once menus, cards and what is hidden are gone; nothing is fetched or run."""

import re
from collections.abc import Iterator
from typing import Any

from coopatlas.documents import page_description
from coopatlas.documents.draft import Content, Draft, faults, library
from coopatlas.documents.encoding import decoded

_NEVER = "script style template svg noscript iframe textarea select option object canvas video audio map input head"
_ASIDE = ("nav", "aside", "footer", "form", "button", "dialog", "menu")
"""What holds no news, unless all of it stands within: ASP.NET puts a page into one form, and tags are left open."""
_OTHER = re.compile(
    r"(?:^|[-_\s])(?:cards?|teasers?|comments?|related|recommend\w*|read-?(?:also|more)|see-?also|share\w*|social\w*"
    r"|subscri\w*|breadcrumbs?|cookies?|banners?|promo\w*|sidebar|menu|popup|modal|pagination|paginator|advert\w*"
    r"|copyright|similar|also|hot-?news|last-?news|tags?)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
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
        "body",
        "form",
        "nav",
        "aside",
        "footer",
        "center",
    ]
)
_MOST_ELEMENTS = 20_000
"""Elements of the largest page whose parts are weighed, which costs more than their number."""
_SHORT = 1000
"""Code points up to which a page is taken as it is: there is too little of it to weigh its parts."""


def read(content: Content) -> Iterator[Draft]:
    """Yield the document of a page: its paragraphs, and what it says of itself; its title is no part of the text."""
    text, notes = decoded(content.where, content.data, content.charset)
    yield draft(content.where, text, notes=notes, address=content.address)


def draft(where: str, text: str, notes: tuple[str, ...] = (), address: str | None = None) -> Draft:
    """Return the document of a page that is given as text."""
    tree = _parsed(where, text)
    if tree is None:
        return Draft("", notes=notes)
    with faults(where, "a page"):
        about = page_description.of(tree)
        _prune(tree)
        found = _body(where, tree)
    return Draft(
        found,
        lang=about.lang,
        title=about.title,
        source=about.source or address,
        published=about.published,
        notes=notes,
    )


def paragraphs(where: str, markup: str) -> str:
    """Return the paragraphs of a piece of a page, such as the description in a feed."""
    tree = _parsed(where, markup)
    if tree is None:
        return ""
    with faults(where, "a page"):
        _prune(tree)
        return "\n".join(_blocks(tree))


def _parsed(where: str, text: str) -> Any:
    html = library(where, "lxml.html", "a page")
    # A sign that XML forbids ends the tree; an encoding that is declared no longer holds.
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|<!\[[^\]>]*\]*>", " ", re.sub(r"\A\s*<\?xml[^>]*\?>", "", text))
    with faults(where, "a page", html.etree.LxmlError):
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
        data = f"<html><body>{clean}" if not re.search(r"<(?:html|body|head)\b", clean[:5000], re.IGNORECASE) else clean
        return html.document_fromstring(data.encode(), parser=parser) if clean.strip() else None


def _prune(tree: Any) -> None:
    for element in list(tree.iter(*_NEVER.split())):
        _drop(element)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and _is_hidden(element):
            _drop(element)
    whole = len(tree.text_content())
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and (element.tag in _ASIDE or _is_other(element)):
            words = len(element.text_content())
            if words * 2 < whole or _links(element) * 2 > words:
                _drop(element)
    for element in list(tree.iter("h1")):
        # The heading is the title.
        if " ".join(element.text_content().split()):
            _drop(element)
            break


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_hidden(element: Any) -> bool:
    hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true"
    return hidden or bool(_HIDDEN.search(element.get("style", "")))


def _is_other(element: Any) -> bool:
    if element.tag in ("html", "body", "main"):
        return False
    return bool(_OTHER.search(element.get("class", "")) or _OTHER.search(element.get("id", "")))


def _links(element: Any) -> int:
    return sum(len(link.text_content()) for link in element.iter("a"))


def _body(where: str, tree: Any) -> str:
    """Return what trafilatura takes for the text, or all that is left where that is too little to choose from."""
    blocks = _blocks(_main(tree))
    own = "\n".join(blocks)
    if len(own) <= _SHORT or sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return own
    trafilatura = library(where, "trafilatura", "a page")
    chosen = trafilatura.extract(
        tree, include_comments=False, include_tables=True, include_images=False, favor_recall=True, output_format="txt"
    )
    lines = [" ".join(line.split()) for line in (chosen or "").split("\n")]
    text = "\n".join(line for line in lines if line)
    sentences = sum(len(block) for block in blocks if re.search(r"[.!?…][\"»”)]*$", block))
    return text if len(text) * 2 > sentences else own


def _main(tree: Any) -> Any:
    """Return what says to be the text, if most of the page stands in it."""
    whole = len(tree.text_content())
    named = (one for one in tree.iter() if one.tag in ("article", "main") or "articleBody" in one.get("itemprop", ""))
    return next((one for one in named if len(one.text_content()) * 2 > whole), tree)


def _blocks(tree: Any) -> list[str]:
    found: list[str] = []
    words: list[str] = []

    def end() -> None:
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            found.append(text)

    def walk() -> None:
        # Without recursion: a page may nest deeper than Python does.
        stack: list[tuple[Any, bool]] = [(tree, False)]
        while stack:
            element, left = stack.pop()
            block = element.tag in _BLOCKS
            if left:
                if block:
                    end()
                words.append(element.tail or "")
                continue
            if block:
                end()
            if isinstance(element.tag, str):
                words.append(element.text or "")
            stack.append((element, True))
            stack += [(child, False) for child in reversed(element)]

    walk()
    end()
    return found
