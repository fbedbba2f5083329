"""The operations of the JSON routes, each described where it stands; OpenAPI is made from them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from coopatlas.serve.errors import ServeError

Handler = Callable[[Request], Awaitable[Response]]
Json = dict[str, Any]

_ERROR = {"description": "A line that says where, what, and what to do.", "content": {"text/plain": {}}}
_REFUSALS = ("400", "404", "406", "408", "413", "415", "421", "503", "504", "507")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the query of an address, or in its path."""

    name: str
    about: str
    type: str = "string"
    required: bool = False
    choices: tuple[str, ...] = ()
    most: int = 0
    example: str = ""
    in_path: bool = False

    def described(self) -> Json:
        """Return its description in OpenAPI."""
        schema: Json = {"type": self.type}
        if self.choices:
            schema["enum"] = list(self.choices)
        if self.type == "integer":
            schema |= {"minimum": 1, "maximum": self.most}
        found = {
            "name": self.name,
            "in": "path" if self.in_path else "query",
            "description": self.about,
            "required": self.required or self.in_path,
            "schema": schema,
        }
        return found | ({"example": self.example} if self.example else {})


LANG = Parameter("lang", "The language of labels; else that of Accept-Language.", choices=("ru", "en"))


@dataclass(frozen=True, slots=True)
class Operation:
    """A route that programs use: `media` are the types of its answer, `form` the fields of what may be posted."""

    path: str
    handler: Handler
    about: str
    parameters: Sequence[Parameter] = ()
    media: Sequence[str] = ("application/json",)
    methods: Sequence[str] = ("GET",)
    form: Sequence[Parameter] = field(default=())
    body: Json | None = None

    def described(self, method: str) -> Json:
        """Return its description in OpenAPI for one method."""
        name = "".join(part.strip("{}").title() for part in self.path.replace("-", "/").split("/"))
        schema = {"schema": {"type": ["object", "array", "string"]}}
        found: Json = {
            "operationId": f"{method.lower()}{name}",
            "summary": self.about,
            "parameters": [one.described() for one in self.parameters],
            "responses": {"200": {"description": "The answer.", "content": dict.fromkeys(self.media, schema)}}
            | dict.fromkeys(_REFUSALS, _ERROR),
        }
        if method == "POST":
            fields = {one.name: one.described()["schema"] for one in self.form}
            found["requestBody"] = {"required": True, "content": self.body or _form(fields)}
            if self.form:
                found["parameters"] = [one.described() for one in self.parameters if one.name not in fields]
        return found


def described(operations: Sequence[Operation], address: str, version: str) -> Json:
    """Return the OpenAPI document of a server at an address."""
    paths: dict[str, Json] = {}
    for one in operations:
        for method in one.methods:
            paths.setdefault(one.path, {})[method.lower()] = one.described(method)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "coopatlas",
            "version": version,
            "description": "An atlas of regional economic cooperation: claims with their sentences.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address.rstrip("/")}],
        "paths": paths,
    }


def count(request: Request, name: str, usual: int, most: int) -> int:
    """Return the number that a parameter gives; raises `ServeError` for what is none."""
    asked = request.query_params.get(name, "")
    if not asked:
        return usual
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 9 and 1 <= int(asked) <= most):
        raise ServeError(400, name, f"«{asked[:40]}» is no number from 1 to {most}", "write digits")
    return int(asked)


def _form(fields: Json) -> Json:
    return {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}}
