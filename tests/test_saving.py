"""What is saved from a page: pictures, tables and graphs, each opened again."""

import csv
import io
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from browsed import BROWSER, HOSTILE, PIXELS, Visitor
from coopatlas import views
from drawn import hostile, located_page

pytestmark = BROWSER
SVG = "{http://www.w3.org/2000/svg}"
FORMS = ["network", "board", "exchange", "map"]
SHAPES = {"svg", "g", "path", "rect", "circle", "line", "polyline", "text", "title"}
Saved = Callable[[Any, str], bytes]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    def save(page: Any, kind: str) -> bytes:
        page.click("#save-button")
        with page.expect_download() as download:
            page.click(f"#save-{kind}")
        target = tmp_path / f"saved.{kind}"
        download.value.save_as(target)
        return target.read_bytes()

    return save


def count(picture: ElementTree.Element, name: str) -> int:
    return sum(name in (element.get("class") or "").split() for element in picture.iter())


def ink(page: Any, data: bytes, kind: str) -> dict[str, int]:
    """Let the browser show a picture as an image; return its size and the number of its colours."""
    script = """async (address) => {
      const image = await (PIXELS)(address);
      return { width: image.width, height: image.height, colours: new Set(new Uint32Array(image.data.buffer)).size };
    }""".replace("PIXELS", PIXELS)
    found: dict[str, int] = page.evaluate(script, f"data:{kind};base64,{b64encode(data).decode()}")
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_picture_holds_what_is_shown_its_title_and_its_sources(visitor: Visitor, saved: Saved, name: str) -> None:
    page = visitor.open(located_page(name))
    picture = ElementTree.fromstring(saved(page, "svg"))
    shown = {
        "network": {"node": "shown.nodes.size", "link": "shown.links.size", "name": "names.length"},
        "board": {"swatch": "document.querySelectorAll('#stage .swatch').length"},
        "exchange": {"interval": "document.querySelectorAll('.interval').length"},
        "map": {"arc": "document.querySelectorAll('.arc').length", "spot": "document.querySelectorAll('.spot').length"},
    }
    for part, counted in shown[name].items():
        assert count(picture, part) == page.evaluate(counted) > 0
    words = " ".join(text.text or "" for text in picture.iter(f"{SVG}text"))
    assert page.evaluate("say(atlas.title)") in words
    assert "Казахстан" in words
    assert "Источники: " in words
    assert "Встреча в Петербурге" in words
    assert "Сообщается" in words


@pytest.mark.parametrize(("name", "scheme"), [*((name, "light") for name in FORMS), ("network", "dark")])
def test_pictures_are_shown_by_a_browser(visitor: Visitor, saved: Saved, name: str, scheme: str) -> None:
    page = visitor.open(located_page(name), color_scheme=scheme)
    drawn, pixels = saved(page, "svg"), saved(page, "png")
    viewer = visitor.look()
    svg, png = ink(viewer, drawn, "image/svg+xml"), ink(viewer, pixels, "image/png")
    assert min(svg["colours"], png["colours"]) > 50
    if name == "board":  # which is saved as pixels for a slide, whatever its length
        assert (png["width"], png["height"]) == (3200, 1800)
        return
    assert png["width"] / png["height"] == pytest.approx(svg["width"] / svg["height"], rel=0.01)
    assert png["width"] >= svg["width"]


def test_the_slide_of_a_board_holds_its_numbers_pairs_and_sources(visitor: Visitor) -> None:
    page = visitor.open(located_page("board"))
    picture = ElementTree.fromstring(page.evaluate("still().text"))
    assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= SHAPES
    words = [text.text or "" for text in picture.iter(f"{SVG}text")]
    pairs = page.evaluate("pairsShown().length")
    assert (words[0], words[1]) == ("От слов к делу", page.inner_text(".gist .said strong"))
    assert sum(" — " in text for text in words) == min(pairs, 11)
    assert any(text.startswith("Источники: ") for text in words)
    assert any(text.startswith("и ещё ") for text in words) == (pairs > 11)


@pytest.mark.parametrize("name", FORMS)
def test_a_picture_of_hostile_text_is_well_formed_and_runs_nothing(visitor: Visitor, saved: Saved, name: str) -> None:
    page = visitor.open(views.render(hostile(HOSTILE), name))
    picture = ElementTree.fromstring(saved(page, "svg"))
    assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= SHAPES
    names = {attribute for element in picture.iter() for attribute in element.attrib}
    assert not {one for one in names if one.startswith("on") or one in {"href", "style", "id"} or "}" in one}
    assert "<script>boom()</script>" in "".join(text.text or "" for text in picture.iter(f"{SVG}text"))
    assert "\u202e" not in "".join(picture.itertext())


def test_a_picture_is_of_the_drawing_even_when_the_table_is_shown(visitor: Visitor, saved: Saved) -> None:
    for name in ("network", "board"):
        page = visitor.open(located_page(name), "#view=table")
        part = {"network": "node", "board": "swatch"}[name]
        assert count(ElementTree.fromstring(saved(page, "svg")), part) > 5


def test_a_saved_graph_opens_in_networkx(visitor: Visitor, saved: Saved, tmp_path: Path) -> None:
    page = visitor.open(located_page())
    saved(page, "gexf")
    graph = nx.read_gexf(tmp_path / "saved.gexf", version="1.3")
    assert graph.number_of_nodes() == page.evaluate("shown.nodes.size")
    assert graph.number_of_edges() == page.evaluate("shown.links.size")
    assert graph.nodes["country-kazakhstan"]["label"] == "Казахстан"
    manners = {data["manner"] for *_, data in graph.edges(data=True)}
    assert {"stated", "interest", "denied"} <= manners


def test_a_saved_graph_of_hostile_text_is_well_formed(visitor: Visitor, saved: Saved) -> None:
    page = visitor.open(views.render(hostile(HOSTILE)))
    graph = ElementTree.fromstring(saved(page, "gexf"))
    assert "<script>boom()</script>" in {node.get("label") for node in graph.iter("{http://gexf.net/1.3}node")}


@pytest.mark.parametrize("name", FORMS)
def test_a_saved_table_holds_every_sentence(visitor: Visitor, saved: Saved, name: str) -> None:
    page = visitor.open(located_page(name))
    rows = list(csv.reader(io.StringIO(saved(page, "csv").decode("utf-8-sig"))))
    assert set(page.evaluate("atlas.sentences")) <= {cell for row in rows[1:] for cell in row}


@pytest.mark.parametrize("name", FORMS)
def test_a_spreadsheet_takes_no_cell_for_a_formula(visitor: Visitor, saved: Saved, name: str) -> None:
    texts = [f"{sign}HYPERLINK({number})" for number, sign in enumerate(["=", "+", "-", "@", "\t=", "\r="])]
    rows = csv.reader(io.StringIO(saved(visitor.open(views.render(hostile(texts), name)), "csv").decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    assert {f"'{text}" for text in texts} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
