"""Which language model is asked, and how patiently: from the environment, so that no key stands in a command."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from coopatlas.errors import LanguageModelError

URL, MODEL, KEY = "COOPATLAS_LLM_URL", "COOPATLAS_LLM_MODEL", "COOPATLAS_LLM_KEY"
OPTIONS, CACHE = "COOPATLAS_LLM_OPTIONS", "COOPATLAS_CACHE"
PARALLEL = "COOPATLAS_LLM_PARALLEL"

_EXAMPLES = {URL: "https://api.example.org/v1", MODEL: "the name by which the endpoint knows it"}
_COMPLETIONS = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """An OpenAI-compatible endpoint and its model.

    `url` ends in `/chat/completions`; a local server may need no `key`; `options` go into each request as they are.
    `timeout` is in seconds and bounds a whole request; `longest` is the length of text asked about at once, in code
    points, and `largest` that of an answer, in bytes; `parallel` is how many documents are asked about at a time.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)
    cache: Path = Path("llm")
    timeout: float = 300.0
    attempts: int = 5
    longest: int = 12_000
    largest: int = 4_000_000
    parallel: int = 4

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the settings of the environment variables; raises `LanguageModelError` for one missing or unusable."""
        found = {name: environment.get(name, "").strip() for name in (URL, MODEL, KEY, OPTIONS)}
        for name, example in _EXAMPLES.items():
            if not found[name]:
                raise LanguageModelError(
                    name, "it is not set, and no model is asked without it", f"set it to {example}"
                )
        if not found[KEY].isascii() or not found[KEY].isprintable():
            raise LanguageModelError(KEY, "it holds what no key holds", "copy the key again, without line breaks")
        options = _options(found[OPTIONS] or '{"temperature": 0}')
        parallel = _parallel(environment.get(PARALLEL, "").strip() or "4")
        cache = _cache(environment) / "llm"
        return cls(_endpoint(found[URL]), found[MODEL], found[KEY], options, cache, parallel=parallel)


def _endpoint(url: str) -> str:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isascii() or not url.isprintable() or " " in url:
        raise LanguageModelError(URL, "it is no web address", f"set it to an address such as {_EXAMPLES[URL]}")
    if parts.username is not None:
        raise LanguageModelError(URL, "it holds a user's name", f"put the key into {KEY} alone")
    path = parts.path.rstrip("/")
    return parts._replace(path=path if path.endswith(_COMPLETIONS) else path + _COMPLETIONS, fragment="").geturl()


def _parallel(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= _MOST_AT_A_TIME):
        problem = f"«{text[:20]}» is no number of requests at a time"
        raise LanguageModelError(PARALLEL, problem, f"set it to a number from 1 to {_MOST_AT_A_TIME}")
    return int(text)


_MOST_AT_A_TIME = 64


def _options(text: str) -> dict[str, Any]:
    try:
        options = json.loads(text)
    except (ValueError, RecursionError):
        options = None
    if not isinstance(options, dict):
        raise LanguageModelError(OPTIONS, "it is no JSON object", 'set it to one such as {"temperature": 0}')
    return options


def _cache(environment: Mapping[str, str]) -> Path:
    if own := environment.get(CACHE):
        return Path(own)
    # The XDG Base Directory Specification: a relative path is to be ignored.
    shared = Path(environment.get("XDG_CACHE_HOME", ""))
    return (shared if shared.is_absolute() else Path.home() / ".cache") / "coopatlas"
