"""Zip archives: each member is a file of its own."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from coopatlas.documents import form
from coopatlas.documents.draft import Content, Draft
from coopatlas.errors import DocumentError

_DEEPEST = 2
_MOST = 20_000
"""Members of the largest archive that is read."""


def read(content: Content) -> Iterator[Draft | DocumentError]:
    """Yield the documents of an archive, its members by name, those that are hidden left out."""
    if content.where.count(".zip/") >= _DEEPEST:
        raise DocumentError(content.where, "archives within archives within archives", "unpack it yourself")
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        members = sorted((one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename)
        if len(members) > _MOST or sum(one.file_size for one in members) > form.LARGEST:
            raise DocumentError(content.where, "unpacks to too much", "unpack it yourself")
        for member in members:
            if not any(part.startswith((".", "__MACOSX")) for part in member.filename.split("/")):
                yield from _member(content, archive, member)


def _member(content: Content, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Draft | DocumentError]:
    where = f"{content.where}/{member.filename}"
    try:
        with archive.open(member) as file:
            data = file.read(form.LARGEST + 1)
        inner = Content(where, data, member.filename, columns=content.columns)
        read, inner = form.reader(inner)
        for found in read(inner):
            if isinstance(found, Draft):
                yield replace(found, part="#".join(filter(None, (member.filename, found.part))))
            else:
                yield found
    except DocumentError as error:
        yield error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        yield DocumentError(where, f"cannot be unpacked ({error})", "unpack it yourself")
