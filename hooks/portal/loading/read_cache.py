"""What an earlier reading of the files found, for those that have not changed since.

The preview reads the same folder again and again, one file of it changed. Bytes decide, never
times or sizes: what is remembered is what reading them again would give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from portal.explainers.model import Explainer
from portal.letters.model import Letter
from portal.yaml_io.document import Document, decode, read_document
from portal.yaml_io.overlay import lay_over

Files = Mapping[str, bytes]
"""Contents by path from the project's root, with forward slashes."""

Texts = tuple[Mapping[str, Explainer], Mapping[str, Letter]]
"""What docs/ holds: explainers and letters by id."""

Result = TypeVar("Result")

_MANY = ("content/villages/", "content/advisers/", "content/events/", "content/work/")
"""Files no explainer and no letter depends on."""


class Memory:
    """Documents by path, and what they mean."""

    def __init__(self) -> None:
        self._documents: dict[str, tuple[bytes, Document]] = {}
        self._merged: dict[str, tuple[Document, Document, Document]] = {}
        self._meanings: dict[str, tuple[Document, object, tuple[str, ...], Any]] = {}
        self._texts: tuple[dict[str, bytes], Texts] = ({}, ({}, {}))

    def document(self, path: str, raw: bytes) -> Document:
        """The YAML text of a file."""
        known = self._documents.get(path)
        if known is None or known[0] != raw:
            known = self._documents[path] = (raw, read_bytes(path, raw))
        return known[1]

    def merged(self, own: Document, shared: Document) -> Document:
        """A town's own file laid over the shared one; the same again while neither has changed."""
        known = self._merged.get(own.path)
        if known is None or known[0] is not own or known[1] is not shared:
            known = self._merged[own.path] = (own, shared, lay_over(own, shared))
        return known[2]

    def meaning(
        self, document: Document, read: Callable[..., Result], model: type[Any], languages: Sequence[str]
    ) -> Result:
        """What `read` makes of a document: a record or several, and the problems."""
        known = self._meanings.get(document.path)
        if known is None or known[0] is not document or known[1:3] != (model, tuple(languages)):
            made = read(document, model, languages)
            known = self._meanings[document.path] = (document, model, tuple(languages), made)
        result: Result = known[3]
        return result

    def texts(self, files: Files) -> Texts | None:
        """The explainers and letters kept before, if all they depend on is as it was."""
        return self._texts[1] if _without_many(files) == self._texts[0] else None

    def keep_texts(self, files: Files, texts: Texts) -> None:
        """Keeps texts in which no fault was found."""
        self._texts = (_without_many(files), texts)


def _without_many(files: Files) -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if not path.startswith(_MANY)}


def read_bytes(path: str, raw: bytes) -> Document:
    """A file's text as YAML; one that is no text has the problems that say so."""
    text, problems = decode(path, raw)
    return Document(path, problems=problems) if problems else read_document(path, text)
