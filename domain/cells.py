"""Names of cells as people say them."""

import re

_NAME = re.compile(r"L(?P<line>\d+)F(?P<field>\d+)|(?P<letters>[A-Z]+)(?P<row>\d+)")


def cell_name(sheet: str | None, row: int, column: int) -> str:
    """``D14`` in a workbook; ``L103F15`` (line, field) where there is no sheet, in a text file. Rows and columns count from 1."""
    return f"L{row}F{column}" if sheet is None else f"{column_letters(column)}{row}"


def cell_place(name: str) -> tuple[int, int] | None:
    """Row and column of a cell name of either kind, None for another text."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    if match["line"]:
        return int(match["line"]), int(match["field"])
    column = 0
    for letter in match["letters"]:
        column = column * 26 + ord(letter) - 64
    return int(match["row"]), column


def column_letters(column: int) -> str:
    """``1`` → ``A``, ``28`` → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
