"""Pages beside stock pyvis on the same graphs: size, the time to write one, the time until a browser shows it.

The browser is offline and waits for our page to say that it is ready, for that of pyvis until it has drawn a frame; its
physics, which goes on for minutes, is not waited for. Without a browser nothing is shown, and the times say so.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyvis.network import Network
from rich.console import Console
from rich.table import Table

from browsed import CHROMIUM
from coopatlas import views
from coopatlas.model import Document
from coopatlas.views.drawing import draw
from coopatlas.views.view import legend, load
from drawn import Memory, Names, fact

SIZES = (100, 300, 1_000, 20_000)
DRAWN = 1_000
"""The greatest number of nodes that our page is asked to draw; what is beyond it is left out, and said."""
PATIENCE = 120_000
"""Milliseconds after which a page counts as never shown."""


def run() -> None:
    """Print a row for each size: beside each figure of ours that of pyvis; the ratio is of one run."""
    table = Table(title="A page of a network, ours and stock pyvis")
    for heading in ("nodes", "drawn", "claims", "MB", "pyvis", "write s", "pyvis", "show s", "pyvis", "ratio"):
        table.add_column(heading, justify="right")
    for size in SIZES:
        table.add_row(*_row(size))
    Console(width=110).print(table)


def _row(size: int) -> list[str]:
    memory = _memory(size)
    focus = views.Focus(limit=DRAWN)
    ours, ours_written = _timed(lambda: views.render(memory, focus=focus))
    everything = draw(memory, load("network"), legend(), views.Focus(limit=10 * size))
    theirs, theirs_written = _timed(lambda: _stock(everything))
    shown, theirs_shown = _shown(ours, "html[data-ready]"), _shown(theirs, "canvas")
    ratio = f"{(theirs_written + theirs_shown) / (ours_written + shown):.1f}" if shown and theirs_shown else "–"
    nodes = len(everything.nodes)
    sizes = (str(nodes), str(min(nodes, DRAWN)), str(len(everything.evidence.claims)), _megabytes(ours))
    times = (ours_written, theirs_written, shown, theirs_shown)
    return [*sizes, _megabytes(theirs), *(f"{one:.1f}" if one else "never" for one in times), ratio]


def _memory(size: int) -> Memory:
    """Return a store of visits: each town has nine visitors, and every tenth town is visited by all its neighbours."""
    memory = Memory()
    for first in range(0, size, 500):
        facts = [
            fact("visit", {"visitor": f"Лицо {n}", "destination": f"Город {n // 9}"}, f"Лицо {n} посетило город.")
            for n in range(first, min(size, first + 500))
        ]
        memory.add(Document(f"d{first}", f"{first}", "ru", published="2018"), facts, Names())
    return memory


def _stock(drawing: Any) -> str:
    """Draw the same nodes and links as pyvis' own examples do: its template, its physics, the script carried along."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in drawing.nodes:
        network.add_node(node.iri, label=next(iter(node.names.values()), node.iri))
    # Its add_edge looks through all edges each time.
    network.edges = [{"from": link.tail, "to": link.head} for link in drawing.links]
    return str(network.generate_html())


def _timed(work: Callable[[], str]) -> tuple[str, float]:
    start = time.perf_counter()
    page = work()
    return page, time.perf_counter() - start


def _shown(page: str, selector: str) -> float:
    """Return the seconds until the selector is there and a frame is drawn; 0 where that never happens."""
    if not CHROMIUM.exists():
        return 0.0
    from playwright.sync_api import Error, sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        try:
            tab = browser.new_context(offline=True).new_page()
            tab.set_default_timeout(PATIENCE)
            start = time.perf_counter()
            tab.goto(file.as_uri())
            tab.wait_for_selector(selector, state="attached")
            tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            return time.perf_counter() - start
        except Error:
            return 0.0
        finally:
            browser.close()


def _megabytes(page: str) -> str:
    return f"{len(page.encode()) / 1e6:.2f}"
