"""Mail, and pages that a browser saved as one file (MHTML)."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from coopatlas.documents import page
from coopatlas.documents.draft import Content, Draft, faults
from coopatlas.documents.encoding import decoded
from coopatlas.errors import DocumentError, LeftOutError


def read(content: Content) -> Iterator[Draft | DocumentError]:
    """Yield the documents of a mail: its text, else its page, and what is attached to it.

    Subject, sender and day describe them all, where an attachment tells none of its own.
    """
    with faults(content.where, "a mail"):
        message = message_from_bytes(content.data, policy=policy.default)
        body = message.get_body(("plain", "html"))
        text = _text(content.where, body) if isinstance(body, EmailMessage) else ""
        headers = {name: " ".join(str(message.get(name, "")).split()) for name in ("subject", "from", "date")}
    if isinstance(body, EmailMessage) and body.get_content_subtype() == "html":
        text = page.draft(content.where, text).text
    own = Draft(
        text.strip("\n"),
        title=headers["subject"] or None,
        source=headers["from"] or None,
        published=headers["date"] or None,
    )
    attached = [found for part in message.iter_attachments() for found in _attachment(content, part, own)]
    # A mail that only carries a file is that file.
    if own.text or not any(isinstance(found, Draft) for found in attached):
        yield own
    yield from attached


def _attachment(content: Content, part: Message, mail: Draft) -> Iterator[Draft | DocumentError]:
    """Yield the documents of an attachment; pictures of a signature and the like are left out without a word."""
    from coopatlas.documents import form

    name, data = part.get_filename() or "", part.get_payload(decode=True)
    if not name or not isinstance(data, bytes) or content.where.count(".eml/") > 1:
        return
    try:
        read, inner = form.reader(Content(f"{content.where}/{name}", data, name, columns=content.columns))
        for found in read(inner):
            yield _described(found, name, mail) if isinstance(found, Draft) else found
    except LeftOutError:
        return
    except DocumentError as error:
        yield error


def _described(found: Draft, name: str, mail: Draft) -> Draft:
    return replace(
        found,
        part="#".join(filter(None, (name, found.part))),
        title=found.title or mail.title,
        source=found.source or mail.source,
        published=found.published or mail.published,
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
