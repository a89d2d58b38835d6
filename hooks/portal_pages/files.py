"""MkDocs files of the portal: pages and texts that exist only as records.

The only subclass of MkDocs' `File`. A record file makes its bytes when it is written, so that
thousands of pages never stand in memory together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from portal.feeds.calendars import CALENDAR
from portal_pages.build import Build
from portal_pages.site_files import GROUPS
from portal_pages.writing import WrittenFile, in_runs


class RecordFile(File):
    """A file whose bytes are made when they are written."""

    def __init__(self, uri: str, config: MkDocsConfig, render: Callable[[], bytes]) -> None:
        super().__init__(
            uri,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "portal"
        self.abs_src_path = None
        self._render = render

    @property
    def content_bytes(self) -> bytes:
        """The bytes as they will be written."""
        return self._render()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._render = lambda: value

    @property
    def written(self) -> WrittenFile:
        """The file as `writing.py` takes it."""
        return WrittenFile(f"{self.dest_dir}/{self.dest_uri}", self._render)

    def copy_file(self, dirty: bool = False) -> None:
        """What MkDocs asks for, after `writing.py` has written all files at once."""


def add_files(files: Files, config: MkDocsConfig) -> None:
    """Adds every file of the portal (site_files.py)."""
    build: Build = config.extra["portal"]
    for group in GROUPS.values():
        for uri, render in group.files(build):
            files.append(RecordFile(uri, config, render))


def find_runs(files: Files, build: Build) -> list[Sequence[WrittenFile]]:
    """Our files as `writing.py` takes them: in runs in which one file's findings serve the next.

    A language's calendars are one run: a sit-in is in three of them, and its entry is written
    once. Otherwise the files of one record stand together, in all languages.
    """
    calendars: dict[str, list[WrittenFile]] = {}
    others: list[tuple[str, WrittenFile]] = []
    for file in files:
        if isinstance(file, RecordFile):
            language, _, rest = file.dest_uri.partition("/")
            if language not in build.contexts:
                language, rest = "", file.dest_uri
            if rest.endswith(CALENDAR):
                calendars.setdefault(language, []).append(file.written)
            else:
                others.append((rest, file.written))
    others.sort(key=lambda item: item[0])
    return [*calendars.values(), *in_runs([written for _, written in others])]


def drop_theme_files(files: Files) -> None:
    """Leaves out what MkDocs would copy from the theme and from overrides/.

    No page uses the theme's files; ours are published under other names (assets.py).
    """
    for file in list(files):
        if not file.generated_by and not file.is_documentation_page():
            files.remove(file)
