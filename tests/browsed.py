"""A visitor who opens pages in a real browser, offline, and notes what should not happen."""

from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
BROWSER = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}: apt-get install chromium")

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
    "длинно" * 1700,
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


class Visitor:
    """Opens pages offline and notes everything that should not happen.

    A profile of the browser costs more than a page. Files need none of their own, so those of `profiles` serve all
    visitors; of a site each page has a new one, unless the visitor `stays` the same.
    """

    def __init__(self, browser: Any, folder: Path, profiles: dict[str, Any], *, stays: bool = False) -> None:
        self.browser, self.folder, self.trouble = browser, folder, list[str]()
        self._profiles, self._stays = profiles, stays
        self._pages: list[Any] = []
        self._own: list[Any] = []

    def open(self, html: str, address: str = "", **options: Any) -> Any:
        file = self.folder / "page.html"
        file.write_bytes(html.encode())
        page = self._page(file.as_uri(), self._profile({"offline": True, **options}, kept=True))
        page.goto(file.as_uri() + address)
        page.wait_for_selector("html[data-ready]")
        return page

    def go(self, site: str, path: str, **options: Any) -> Any:
        """Open a page of a site that is served; a request that goes anywhere else is trouble."""
        page = self._page(site, self._profile(options, kept=self._stays))
        page.goto(site + path, timeout=90_000)
        page.wait_for_selector("html[data-ready]")
        return page

    def look(self) -> Any:
        """Return an empty page, to look at pictures."""
        self._pages.append(self._profile({}, kept=True).new_page())
        return self._pages[-1]

    def leave(self) -> None:
        """Close what was opened."""
        for one in (*self._pages, *self._own):
            one.close()

    def _profile(self, options: dict[str, Any], *, kept: bool) -> Any:
        settings = {
            "locale": "ru-RU",
            "reduced_motion": "reduce",
            "viewport": {"width": 1280, "height": 720},
            **options,
        }
        if not kept:
            self._own.append(self.browser.new_context(**settings))
            return self._own[-1]
        if repr(settings) not in self._profiles:
            self._profiles[repr(settings)] = self.browser.new_context(**settings)
        return self._profiles[repr(settings)]

    def _page(self, home: str, profile: Any) -> Any:
        page = profile.new_page()
        self._pages.append(page)
        page.on("console", lambda message: self.trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.trouble.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._request(request.url, home))
        page.expose_function("reportViolation", lambda text: self.trouble.append(f"policy: {text}"))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => reportViolation(e.violatedDirective + e.blockedURI));"
            "globalThis.boom = () => reportViolation('a document ran a script');"
        )
        return page

    def _request(self, url: str, home: str) -> None:
        ours = url.startswith(f"{home}/") if home.startswith("http") else url.split("#", maxsplit=1)[0] == home
        if not ours and not url.startswith("blob:"):
            self.trouble.append(f"request: {url[:100]}")
