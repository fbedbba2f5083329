"""The views and the documentation of the ontology, as pages of the site."""

from collections.abc import Mapping

from coopatlas import views
from coopatlas.serve import rendering
from coopatlas.serve.errors import ServeError
from coopatlas.serve.pages.answering import Page
from coopatlas.serve.rendering import Visit
from coopatlas.store import Store
from coopatlas.views import ontology
from coopatlas.views.focus import Focus
from coopatlas.views.view import legend, load, names

PLACE = "<!-- site -->"
"""Where a page that also stands alone leaves room for the way to the others."""


def listed(_store: Store, _visit: Visit) -> Page:
    """Return the list of the views."""
    return Page("views.html", {"views": [load(name) for name in names()]})


def view(store: Store, visit: Visit, name: str, given: Mapping[str, str]) -> Page:
    """Return a view of what the address asks for; raises `ServeError` for an unknown one."""
    if name not in names():
        raise ServeError(404, name[:100], "there is no such view", f"choose one of: {', '.join(names())}")
    return Page("whole.html", {"page": _within(views.render(store, name, visit.lang, _focus(store, given)), visit)})


def terms(store: Store, visit: Visit) -> Page:
    """Return the documentation of the ontology, with examples of the store."""
    return Page("whole.html", {"page": _within(ontology.page(store), visit)})


def colours() -> str:
    """Return the style of kinds and manners, by the legend: `--colour` in light and in dark."""
    rules = []
    for prefix, styles in (("k", legend().nodes), ("m", legend().manners)):
        for name, style in styles.items():
            light, dark = style["colour"]
            rules.append(f".{prefix}-{name}{{--colour:{light}}}")
            rules.append(f'[data-theme="dark"] .{prefix}-{name}{{--colour:{dark}}}')
    return "\n".join(rules) + "\n"


def _focus(store: Store, given: Mapping[str, str]) -> Focus:
    around = [one for one in given.get("around", "").split(";") if one.strip()]
    return Focus(
        around=views.entities(store, around),
        hops=_number(given, "hops", 1, 5) or 1,
        since=_number(given, "since", 1, 9999),
        until=_number(given, "until", 1, 9999),
        limit=_number(given, "limit", 1, 1000),
    )


def _number(given: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = given.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and least <= int(text[:6]) <= most):
        raise ServeError(400, name, f"«{text[:40]}» is no number that fits", f"write one from {least} to {most}")
    return int(text)


def _within(page: str, visit: Visit) -> str:
    return page.replace(PLACE, rendering.made("nav.html", visit, {"alone": True}), 1)
