"""Answers kept by the content of what was asked, so that the same is never paid for twice."""

import json
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from coopatlas.errors import LanguageModelError
from coopatlas.languagemodel import settings


class Cache:
    """A folder of answers; the name of a file is the digest of the endpoint and the whole request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str, request: bytes) -> str | None:
        """Return the answer to a request; a file that cannot be read is as good as none."""
        try:
            answer = json.loads(self._file(url, request).read_text("utf-8"))["answer"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return answer if isinstance(answer, str) else None

    def put(self, url: str, request: bytes, answer: str) -> None:
        """Keep an answer, in one piece or not at all; raises `LanguageModelError` where nothing can be written."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self._folder, encoding="utf-8", delete=False) as file:
                json.dump({"answer": answer}, file)
            os.replace(file.name, self._file(url, request))  # noqa: PTH105 - the name is a string
        except OSError as error:
            problem = f"an answer cannot be kept ({error.strerror})"
            remedy = f"set {settings.CACHE} to a folder that can be written"
            raise LanguageModelError(str(self._folder), problem, remedy) from None

    def _file(self, url: str, request: bytes) -> Path:
        # A URL holds no line break, so that no other address and request run together to the same.
        digest = sha256(url.encode() + b"\n" + request).hexdigest()
        return self._folder / f"{digest}.json"
