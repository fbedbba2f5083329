"""Mail, and pages that a browser saved as one file (MHTML)."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from coopatlas.documents import page
from coopatlas.documents.draft import Content, Draft, faults
from coopatlas.documents.encoding import decoded


def read(content: Content) -> Iterator[Draft]:
    """Yield the document of a mail: its text, else its page; subject, sender and day are its description."""
    with faults(content.where, "a mail"):
        message = message_from_bytes(content.data, policy=policy.default)
        body = message.get_body(("plain", "html"))
        text = _text(content.where, body) if isinstance(body, EmailMessage) else ""
        headers = {name: " ".join(str(message.get(name, "")).split()) for name in ("subject", "from", "date")}
    if isinstance(body, EmailMessage) and body.get_content_subtype() == "html":
        text = page.draft(content.where, text).text
    yield Draft(
        text.strip("\n"),
        title=headers["subject"] or None,
        source=headers["from"] or None,
        published=headers["date"] or None,
    )


def saved_page(content: Content) -> Iterator[Draft]:
    """Yield the document of a page saved by a browser, with the address that it was saved from."""
    with faults(content.where, "a saved page"):
        message = message_from_bytes(content.data, policy=policy.default)
        pages = (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))
        first = next(pages, None)
        text = _text(content.where, first) if isinstance(first, EmailMessage) else ""
        address = str(message.get("Snapshot-Content-Location") or (first and first.get("Content-Location")) or "")
    yield page.draft(content.where, text, address=address or None)


def _text(where: str, part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    return decoded(where, payload, part.get_content_charset())[0]
