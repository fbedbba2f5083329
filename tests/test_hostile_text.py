"""Text of documents that would run, break or turn a page: shown as text on every page, in a real browser."""

from typing import Any

import pytest

from browsed import BROWSER, HOSTILE, Visitor
from coopatlas import views
from coopatlas.views import view
from drawn import Names, hostile

pytestmark = BROWSER
MARKUP = ":is(script, img, iframe, object, embed, a[href], [onclick], [onload], [onerror], [onmouseover])"


def collected(page: Any) -> dict[str, set[str]]:
    """Choose all that can be chosen, and return what the evidence shows: quotations, citations, speakers."""
    script = """() => {
      const found = { quotations: [], citations: [], speakers: [] };
      const selectors = { quotations: "blockquote", citations: ".cite > bdi", speakers: ".speaker bdi" };
      const choices = typeof pickLink === "function"
        ? [...[...shown.links].map((id) => () => pickLink(id)), ...[...shown.nodes].map((id) => () => pickNode(id))]
        : [...document.querySelectorAll("[data-mark]")].map(({ dataset: { mark } }) => () => choose({ chosen: mark }));
      for (const choice of choices) {
        choice();
        for (const [what, selector] of Object.entries(selectors))
          found[what].push(...[...byId("evidence").querySelectorAll(selector)].map((one) => one.textContent));
      }
      return found;
    }"""
    return {what: set(texts) for what, texts in page.evaluate(script).items()}


@pytest.mark.parametrize("name", view.names())
def test_hostile_text_is_shown_as_text(visitor: Visitor, name: str) -> None:
    page = visitor.open(views.render(hostile(HOSTILE), name))
    page.evaluate("typeof goTo === 'function' && goTo(false)")
    for what, texts in collected(page).items():
        assert set(HOSTILE) <= texts, what
    assert page.locator(f"main {MARKUP}").count() == 0
    page.evaluate("choose({ view: 'table', node: null, link: null })")
    assert set(HOSTILE) <= set(page.evaluate("[...document.querySelectorAll('#table q')].map((q) => q.textContent)"))
    assert page.locator(f"main {MARKUP}").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("name", view.names())
def test_a_focus_of_hostile_name_is_shown_as_text(visitor: Visitor, name: str) -> None:
    text = HOSTILE[3]
    focus = views.Focus(around=(str(Names().entity(text, "", "ru").iri),))
    page = visitor.open(views.render(hostile(HOSTILE), name, focus=focus))
    assert text in page.inner_text("#scope")
    assert page.locator(f"header {MARKUP}").count() == 0


def test_a_boundary_file_of_hostile_name_is_shown_as_text(visitor: Visitor) -> None:
    text = " ".join(HOSTILE[:-1])
    chosen = views.Boundaries(text, text, (((30.0, 50.0), (40.0, 55.0)),))
    page = visitor.open(views.render(hostile(HOSTILE[:1]), "map", boundaries=chosen))
    assert page.evaluate("byId('left-out').textContent").count(text) == 2
    assert page.locator(".boundary").count() == 1
    assert page.locator(f"#left-out {MARKUP}").count() == 0
