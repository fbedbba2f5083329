"""How pages look, beside reference pictures; `pytest --update-golden` takes the references anew, to be looked at.

Fonts differ between machines, so that text is shrunk to nothing, and what is left, which the page alone decides, is
compared on a small scale.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from browsed import BROWSER, PIXELS, Visitor
from drawn import located_page

pytestmark = BROWSER
REFERENCES = Path(__file__).parent / "golden" / "pictures"
PICTURES = [("network", "light"), ("board", "light"), ("exchange", "light"), ("map", "light"), ("network", "dark")]
WIDTH = 350
MEAN = 0.6
"""The mean difference, of 255, of all colours of all pixels that a machine may make."""
CHANGED = 0.006
"""The share of pixels that may differ by more than 40 of 255 in one colour."""

WORDLESS = """
* { font-size: 0 !important; line-height: 18px !important; color: transparent !important; caret-color: transparent; }
svg text { display: none; }
"""

SMALL = """async ([address, width]) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const height = Math.round((image.height * width) / image.width);
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  return canvas.toDataURL("image/png").split(",")[1];
}"""

COMPARE = """async (addresses) => {
  const [one, other] = await Promise.all(addresses.map(PIXELS));
  if (one.width !== other.width || Math.abs(one.height - other.height) > 2) return [255, 1];
  const length = Math.min(one.data.length, other.data.length);
  let [sum, changed] = [0, 0];
  for (let at = 0; at < length; at += 4) {
    const gaps = [0, 1, 2].map((colour) => Math.abs(one.data[at + colour] - other.data[at + colour]));
    sum += gaps[0] + gaps[1] + gaps[2];
    changed += Math.max(...gaps) > 40;
  }
  return [sum / (length * 0.75), changed / (length / 4)];
}""".replace("PIXELS", PIXELS)


@dataclass(frozen=True, slots=True)
class Difference:
    mean: float
    changed: float

    @property
    def tolerable(self) -> bool:
        return self.mean <= MEAN and self.changed <= CHANGED


Look = Callable[..., Difference]


def address(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"


@pytest.fixture
def look(visitor: Visitor, request: pytest.FixtureRequest) -> Look:
    """Give a function that opens a page, lets a script change it, and compares it with its reference."""

    def compare(name: str, scheme: str, change: str = "") -> Difference:
        html = located_page(name)
        page = visitor.open(html, color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 720})
        page.add_style_tag(content=WORDLESS)
        page.evaluate("typeof network === 'undefined' ? show() : (network.off('afterDrawing', drawNames), show(true))")
        page.evaluate(change or "null")
        page.wait_for_function("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        viewer = visitor.look()
        picture = viewer.evaluate(SMALL, [address(page.locator("#stage").screenshot()), WIDTH])
        reference = REFERENCES / f"{name}-{scheme}.png"
        if request.config.getoption("--update-golden") and not change:
            reference.parent.mkdir(exist_ok=True)
            reference.write_bytes(b64decode(picture))
        both = [f"data:image/png;base64,{picture}", address(reference.read_bytes())]
        return Difference(*viewer.evaluate(COMPARE, both))

    return compare


@pytest.mark.parametrize(("name", "scheme"), PICTURES)
def test_a_page_looks_as_its_reference(look: Look, name: str, scheme: str) -> None:
    found = look(name, scheme)
    assert found.tolerable, found


@pytest.mark.parametrize("name", ["network", "board", "exchange", "map"])
def test_another_font_is_no_defect(look: Look, name: str) -> None:
    font = "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { font-family: monospace !important }');"
    found = look(name, "light", f"(() => {{ {font} document.adoptedStyleSheets = [sheet]; show() }})()")
    assert found.tolerable, found


DEFECTS = {
    "no lines": ("network", "network.body.data.edges.update([...links.keys()].map((id) => ({ id, hidden: true })))"),
    "no nodes": ("network", "network.body.data.nodes.update([...nodes.keys()].map((id) => ({ id, hidden: true })))"),
    "other colours": ("network", "Object.values(atlas.kinds).forEach((kind) => kind.colour.reverse()); show()"),
    "dark": ("board", "state.theme = 'dark'; applyTheme(); show()"),
    "no marks": ("board", "document.querySelectorAll('.cell').forEach((cell) => cell.remove())"),
    "no intervals": ("exchange", "document.querySelectorAll('.interval').forEach((interval) => interval.remove())"),
    "no arcs": ("map", "document.querySelectorAll('.arc').forEach((arc) => arc.remove())"),
    "no land": ("map", "document.querySelector('.land').remove()"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_seen(look: Look, defect: str) -> None:
    name, script = DEFECTS[defect]
    found = look(name, "light", script)
    assert not found.tolerable, found
