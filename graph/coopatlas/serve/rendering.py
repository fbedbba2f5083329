"""Pages out of templates: jinja2 over `visualizations/site/`, in the language of the request."""

from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from coopatlas.content import visualizations

LANGUAGES = ("ru", "en")
_MEDIA = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/json",
    "woff2": "font/woff2",
}


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


def page(request: Request, template: str, *, status: int = 200, **context: object) -> Response:
    """Return the page that a template makes; it knows its `request` and its language `lang` too."""
    lang = language(request)
    text = _environment().get_template(template).render(request=request, lang=lang, **context)
    return HTMLResponse(text, status, {"Content-Language": lang, "Vary": "Accept-Language"})


async def static(request: Request) -> Response:
    """Return a file of `visualizations/site/static/`; there are no folders in it."""
    name = request.path_params["name"]
    found = _static().get(name)
    if found is None:
        return Response(status_code=404)
    media = _MEDIA.get(name.rpartition(".")[2], "application/octet-stream")
    return Response(found.read_bytes(), media_type=media, headers={"Cache-Control": "max-age=3600"})


def _static() -> Mapping[str, Traversable]:
    return {file.name: file for file in (visualizations() / "site" / "static").iterdir() if file.is_file()}


@cache
def _environment() -> Environment:
    return Environment(loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined)


def _source(name: str) -> str | None:
    file = visualizations() / "site" / name
    return file.read_text("utf-8") if file.is_file() else None
