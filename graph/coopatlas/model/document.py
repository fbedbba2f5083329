"""A text to be read, with what is known of it."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be read, with what is known of it.

    `name` is its own `id` where it has one, else its path as given; `published` is ISO 8601 at the precision known.
    `location` is the URI where it was found, however its path was spelt; `notes` tell of what it says of itself and was
    not believed.
    """

    name: str
    text: str
    lang: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    location: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of text and description: same digest, same document."""
        parts = (self.text, self.lang, self.title or "", self.source or "", self.published or "")
        return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
