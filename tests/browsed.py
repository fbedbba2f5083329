"""A visitor who opens pages in a real browser, offline, and notes what should not happen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

_KNOWN = [Path("/usr/bin", name) for name in ("chromium-headless-shell", "chromium")]
"""The shell is the same browser without its windows, which costs half the processor time."""
CHROMIUM = next((one for one in _KNOWN if one.exists()), _KNOWN[-1])
BROWSER = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"no browser at {_KNOWN[0]}: apt-get install {_KNOWN[0].name}"
)

HOSTILE = [
    "<script>boom()</script>",
    "</script><script>boom()</script>",
    "<!--<script>",
    '"><img src=x onerror=boom()>',
    "' onmouseover='boom()",
    "{{ 7 * 7 }}{% raw %}",
    "line\u2028break\u2029here",
    "\u202egnp.exe\u202c and on",
    "\U0001f6a2 порт \U0001f1f0\U0001f1ff",
    "=HYPERLINK(1)",
    "длинно" * 300,
]
"""What a document could hold to make a page run it, break, or lie."""

PIXELS = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}"""
"""The script that gives the pixels of the image at an address, as the browser shows it."""


_BROKEN = """axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target).slice(0, 3)]))"""
"""Asked whole, axe tells of each rule that holds too, which takes as long as to look."""


def violations(page: Any) -> list[Any]:
    """Return which rules of axe a page breaks, and where."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.Axe().axe_script)
    found: list[Any] = page.evaluate(_BROKEN)
    return found


def broken_rules(page: Any, *states: str) -> list[Any]:
    """Return the rules of axe that a page breaks in states that scripts bring about.

    Each state is looked at by day and by night, once in Russian and once in English, in turn this way and that; axe
    needs less time for a page that it has seen.
    """
    found: list[Any] = []
    for state in states:
        for change in ("#theme, #language", "#theme"):
            page.evaluate(state)
            found += violations(page)
            for button in change.split(", "):
                page.click(button)
    return found


@dataclass
class Tab:
    """A page of a browser that visitors have one after another; whoever has it is told what should not happen."""

    page: Any
    profile: str = ""
    home: str = ""
    trouble: Callable[[str], None] = print

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.trouble(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.trouble(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.trouble(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self._request(request.url))
        self.page.expose_function("reportViolation", lambda text: self.trouble(f"policy: {text}"))
        self.page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => reportViolation(e.violatedDirective + e.blockedURI));"
            "globalThis.boom = () => reportViolation('a document ran a script');"
        )

    def _request(self, url: str) -> None:
        home = self.home
        ours = url.startswith(f"{home}/") if home.startswith("http") else url.partition("#")[0] == home
        if not ours and not url.startswith("blob:"):
            self.trouble(f"request: {url[:100]}")


@dataclass
class Profiles:
    """Profiles of a browser by their settings, and their tabs that nobody has.

    A new tab takes two seconds of processor, since processes start for it; another page in it a fifth of that.
    """

    browser: Any
    known: dict[str, Any] = field(default_factory=dict)
    free: dict[str, list[Tab]] = field(default_factory=dict)

    def tab(self, **settings: Any) -> Tab:
        """Return a tab of the profile with these settings; what was last open in it may still be."""
        name = repr(settings)
        if self.free.get(name):
            return self.free[name].pop()
        if name not in self.known:
            self.known[name] = self.browser.new_context(**settings)
        return Tab(self.known[name].new_page(), name)

    def take_back(self, tab: Tab) -> None:
        self.free.setdefault(tab.profile, []).append(tab)

    def close(self) -> None:
        for one in self.known.values():
            one.close()


class Visitor:
    """Opens pages offline and notes everything that should not happen.

    Files are opened in the tabs of `profiles`, which serve all visitors; of a site each page has a profile of its own,
    unless the visitor `stays` in the same.
    """

    def __init__(self, folder: Path, profiles: Profiles, *, stays: bool = False) -> None:
        self.folder, self.trouble = folder, list[str]()
        self._profiles, self._stays = profiles, stays
        self._tabs: list[Tab] = []
        self._own: list[Any] = []

    def open(self, html: str, address: str = "", **options: Any) -> Any:
        file = self.folder / "page.html"
        file.write_bytes(html.encode())
        page = self._page(file.as_uri(), kept=True, offline=True, **options)
        page.goto(file.as_uri() + address)
        page.wait_for_selector("html[data-ready]")
        return page

    def go(self, site: str, path: str, **options: Any) -> Any:
        """Open a page of a site that is served; a request that goes anywhere else is trouble."""
        page = self._page(site, kept=self._stays, **options)
        page.goto(site + path, timeout=90_000)
        page.wait_for_selector("html[data-ready]")
        return page

    def look(self) -> Any:
        """Return a page, to look at pictures."""
        page = self._page("", kept=True)
        page.goto("about:blank")
        return page

    def leave(self) -> None:
        """Close what was opened, or leave it to others."""
        while self._tabs:
            self._profiles.take_back(self._tabs.pop())
        while self._own:
            self._own.pop().close()

    def note(self, trouble: str) -> None:
        self.trouble.append(trouble)

    def _page(
        self,
        home: str,
        *,
        kept: bool,
        viewport: dict[str, int] | None = None,
        color_scheme: str = "light",
        **settings: Any,
    ) -> Any:
        settings = {"locale": "ru-RU", "reduced_motion": "reduce", **settings}
        if kept:
            tab = self._profiles.tab(**settings)
            self._tabs.append(tab)
        else:
            self._own.append(self._profiles.browser.new_context(**settings))
            tab = Tab(self._own[-1].new_page())
        tab.home, tab.trouble = home, self.note
        tab.page.set_viewport_size(viewport or {"width": 1280, "height": 720})
        tab.page.emulate_media(media="null", color_scheme=color_scheme)
        return tab.page
