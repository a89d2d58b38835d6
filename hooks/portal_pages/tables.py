"""The rows of the account's tables as HTML.

Written here and not in a template: a province's account has millions of cells, and Jinja takes more
than twice as long to put one together.
"""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from portal.i18n.language import Language
from portal.views.account.parts import Cell, Table, part_of
from portal_pages.markup import escape_text, run_of_text

_BAR = (
    '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
    '<rect width="{}" height="6"/></svg>'
)
"""A bar beside a number, in percent of the longest."""


def linked_cell(cell: Cell, home: str, here: str, elsewhere: Collection[str], language: Language) -> Markup:
    """What a cell says, as a link if it leads anywhere.

    Links within the account start at `here`, those to records and to parts that stand `elsewhere`
    at `home`: on the internal site these differ.
    """
    return Markup(_linked(cell, home, here, elsewhere, language))


def _linked(cell: Cell, home: str, here: str, elsewhere: Collection[str], language: Language) -> str:
    words = escape_text(cell.text) if isinstance(cell.text, str) else escape_text(run_of_text(cell.text, language))
    if not cell.path:
        return words
    part = part_of(cell.path)
    start = here if part and part not in elsewhere else home
    return f'<a href="{start}{escape_text(cell.path)}">{words}</a>'


def table_rows(table: Table, home: str, here: str, elsewhere: Collection[str], language: Language) -> Markup:
    """What stands in the table's `<tbody>`; in a stacked table each cell names its column."""
    openings = [f'<td data-name="{escape_text(name)}"' if table.is_stacked else "<td" for name in table.head[1:]]
    pieces = []
    for first, *others in table.rows:
        pieces.append(f'<tr><th scope="row">{_linked(first, home, here, elsewhere, language)}</th>')
        for opening, cell in zip(openings, others, strict=True):
            text, path, level, bar, is_number, is_long = cell
            if path or type(text) is not str:
                words = _linked(cell, home, here, elsewhere, language)
            else:
                words = escape_text(text)  # as `_linked` would: most cells are no more than this
            drawn = "" if bar is None else _BAR.format(bar)
            kind = f"h{level}" if level is not None else "n" if is_number else "w" if is_long else ""
            pieces.append(f'{opening} class="{kind}">{words}{drawn}</td>' if kind else f"{opening}>{words}{drawn}</td>")
        pieces.append("</tr>\n")
    return Markup("".join(pieces))
