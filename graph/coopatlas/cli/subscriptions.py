"""The project's `coopatlas.toml`: what `update` reads again and again, and how each is described.

store = "coopatlas-store"          # the folder of the store; beside this file
prune = true                       # forget documents whose files are gone
content = "ours"                   # a folder with queries/ and visualizations/ of one's own

[[source]]
paths = ["inbox", "https://example.org/feed.xml"]     # files, folders, feeds, addresses
source = "Example News"            # lang, published, columns likewise, as on the command line
follow = true                      # read the page that an item of a feed links to, not its summary
hosts = ["intranet.example:8080"]  # hosts in a private network that may be asked
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopatlas.documents import Given, Limits
from coopatlas.errors import ContentError

FILE = "coopatlas.toml"
KEYS: Mapping[str, type] = {"store": str, "prune": bool, "content": str, "source": list}
KEYS_OF_SOURCE = {
    "paths": list, "source": str, "lang": str, "published": str, "columns": dict, "follow": bool, "hosts": list
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subscription:
    """Places that are described alike."""

    paths: tuple[str, ...]
    given: Given


@dataclass(frozen=True, slots=True)
class Project:
    """What a project follows, and into which store."""

    store: str
    prune: bool
    subscriptions: tuple[Subscription, ...]


def read(file: str | Path) -> Project:
    """Return what a file says, its paths taken from its own folder; raises `ContentError`."""
    path = Path(file)
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        remedy = f"write a {FILE}: see the README"
        raise ContentError(str(file), f"cannot be read ({error.strerror})", remedy) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(str(file), f"broken TOML ({error})", "mend that line") from error
    _check(str(file), told, KEYS)
    sources = told.get("source", [])
    if not sources:
        raise ContentError(str(file), "it names no source", 'add [[source]] with paths = ["FOLDER"]')
    folder = path.parent
    return Project(
        str(folder / told.get("store", "coopatlas-store")),
        told.get("prune", False),
        tuple(_subscription(f"{file}, source {number}", folder, one) for number, one in enumerate(sources, start=1)),
    )


def _check(where: str, told: Mapping[str, Any], keys: Mapping[str, type]) -> None:
    for key, value in told.items():
        if key not in keys:
            raise ContentError(where, f"«{key}» means nothing here", f"use {', '.join(keys)}")
        if not isinstance(value, keys[key]):
            raise ContentError(where, f"«{key}» is no {keys[key].__name__}", "see the README")


def _subscription(where: str, folder: Path, told: Any) -> Subscription:
    if not isinstance(told, dict):
        raise ContentError(where, "it is no table", "write it below [[source]]")
    _check(where, told, KEYS_OF_SOURCE)
    paths = [path for path in told.get("paths", []) if isinstance(path, str)]
    if not paths:
        raise ContentError(where, "it names no paths", 'write paths = ["FOLDER", "https://…"]')
    columns = tuple((role, str(heading)) for role, heading in told.get("columns", {}).items())
    hosts = frozenset(_host(where, host) for host in told.get("hosts", []))
    given = Given(
        told.get("lang"),
        None,
        told.get("published"),
        told.get("source"),
        columns,
        told.get("follow", False),
        Limits(hosts=hosts),
    )
    return Subscription(tuple(path if "://" in path else str(folder / path) for path in paths), given)


def _host(where: str, host: object) -> tuple[str, int]:
    name, _, port = str(host).partition(":")
    if not name or not (port or "80").isdigit():
        raise ContentError(where, f"«{host}» is no host", 'write hosts = ["name:8080"]')
    return name, int(port or 80)
