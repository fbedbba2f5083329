"""Pages out of templates: jinja2 over `visualizations/site/`, in the language of the request.

A template knows the `visit`, the words of the site as `w`, and whatever its page gives it. It may be rendered in a
worker, so that a large page keeps nobody waiting.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from coopatlas import __version__
from coopatlas.content import visualizations
from coopatlas.model import kinds
from coopatlas.questions import formats
from coopatlas.rdf import iri

if TYPE_CHECKING:
    from coopatlas.views.view import Legend

LANGUAGES = ("ru", "en")

_MEDIA = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/json",
    "woff2": "font/woff2",
}
_COMMON = frozenset({"lang"})


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at what: the language, whether it was asked for, the path, and the parameters of the address."""

    lang: str
    chosen: bool
    path: str
    query: tuple[tuple[str, str], ...] = ()

    def to(self, path: str, **query: object) -> str:
        """Return the address of a page of this site, in the language that was chosen."""
        pairs = [(name, str(value)) for name, value in query.items() if value not in (None, "")]
        if self.chosen:
            pairs.append(("lang", self.lang))
        path, sign, anchor = path.partition("#")
        return f"{path}{'?' if pairs else ''}{urlencode(pairs)}{sign}{anchor}"

    def here(self, **query: object) -> str:
        """Return the address of this page with other parameters, without those that are None."""
        kept = {name: value for name, value in self.query if name not in _COMMON}
        return self.to(self.path, **{**kept, **query})

    @property
    def other(self) -> str:
        """The other language."""
        return LANGUAGES[1 - LANGUAGES.index(self.lang)]

    @property
    def switched(self) -> str:
        """The address of this page in the other language."""
        kept = [(name, value) for name, value in self.query if name not in _COMMON]
        return f"{quote(self.path)}?{urlencode([*kept, ('lang', self.other)])}"


def visit(request: Request) -> Visit:
    """Return what a request says of its visitor."""
    chosen = request.query_params.get("lang") in LANGUAGES
    return Visit(language(request), chosen, request.url.path, tuple(request.query_params.multi_items()))


def language(request: Request) -> str:
    """Return the language of a page: `?lang=`, else the first of ours that the browser accepts, else English."""
    if (asked := request.query_params.get("lang")) in LANGUAGES:
        return str(asked)
    weighed = []
    for place, part in enumerate(request.headers.get("accept-language", "")[:1000].split(",")):
        name, _, weight = part.partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, name.strip().lower().partition("-")[0]))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(weighed) if name in LANGUAGES), "en")


def made(template: str, visit: Visit, context: Mapping[str, object]) -> str:
    """Return the page that a template makes for a visitor."""
    return _environment().get_template(template).render(visit=visit, lang=visit.lang, w=words(visit.lang), **context)


def prepare() -> None:
    """Read all templates, which takes longer than to fill one in."""
    for folder in ("", "sections/"):
        for file in (visualizations() / "site" / folder).iterdir():
            if file.name.endswith(".html"):
                _environment().get_template(folder + file.name)


def page(request: Request, template: str, *, status: int = 200, **context: object) -> Response:
    """Return the page that a template makes, for what needs no store."""
    visitor = visit(request)
    return HTMLResponse(made(template, visitor, context), status, headers(visitor))


def headers(visit: Visit) -> dict[str, str]:
    """Return what is said of a page beside it."""
    return {"Content-Language": visit.lang, "Vary": "Accept, Accept-Language"}


@cache
def words(lang: str) -> Mapping[str, str]:
    """Return the words of the site in one language."""
    told = tomllib.loads((visualizations() / "site" / "words.toml").read_text("utf-8"))
    return {name: both[lang] for name, both in told.items()}


def path(node: str) -> str | None:
    """Return the path at which the server tells of an IRI of the graph, with the place in a document for a claim."""
    if (found := iri.path(node)) is None:
        return None
    place, _, name = found.partition("/")
    if place == "document" and "-claim-" in name:
        digest, _, number = name.partition("-")
        return f"/document/{quote(digest)}#{quote(number)}"
    return f"/{quote(place)}/{quote(name)}" if name else f"/{quote(place, safe='#')}"


async def static(request: Request) -> Response:
    """Return a file of `visualizations/site/static/`; there are no folders in it."""
    name = request.path_params["name"]
    found = _static().get(name)
    if found is None:
        return Response(status_code=404)
    media = _MEDIA.get(name.rpartition(".")[2], "application/octet-stream")
    body = found.read_bytes()
    own = sha256(body).hexdigest()[:24]
    if same := unchanged(request, own):
        return same
    return Response(body, media_type=media, headers={"Cache-Control": "no-cache", "ETag": f'"{own}"'})


def unchanged(request: Request, own: str) -> Response | None:
    """Return the answer «not modified» where the client holds the answer of this tag."""
    held = request.headers.get("if-none-match", "")
    return Response(status_code=304, headers={"ETag": f'W/"{own}"'}) if f'"{own}"' in held else None


def _static() -> Mapping[str, Traversable]:
    return {file.name: file for file in (visualizations() / "site" / "static").iterdir() if file.is_file()}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.globals.update(path=path, version=__version__, legend=_legend, kinds=kinds)
    environment.filters.update(period=formats.period, number=_number, counted=_counted, web=_web, bdi=_bdi)
    return environment


def _legend() -> "Legend":
    # Here, since what draws takes a while to load, and the server's own process draws nothing.
    from coopatlas.views.view import legend

    return legend()


def _number(value: float | Decimal, lang: str) -> str:
    return formats.number(Decimal(str(value)), lang)


def _counted(value: int, words: str, lang: str) -> str:
    """Return a number with its noun: `words` are the forms for one, for few (in Russian), for many."""
    one, *more = words.split("|")
    few, many = (more[0], more[-1])
    if lang == "ru":
        tens, ones = value % 100 // 10, value % 10
        form = many if tens == 1 or ones == 0 or ones > 4 else one if ones == 1 else few
    else:
        form = one if value == 1 else many
    return f"{_number(value, lang)} {form}"


def _web(address: str | None) -> str | None:
    """Return an address of the web, None for anything else."""
    return address if address and urlsplit(address).scheme in {"http", "https"} else None


def _bdi(text: str | None) -> Markup:
    """Return words of a document as an element whose direction cannot turn the words around it."""
    return Markup("<bdi>{}</bdi>").format(escape(text or ""))


def _source(name: str) -> str | None:
    file = visualizations() / "site" / name
    return file.read_text("utf-8") if file.is_file() else None
