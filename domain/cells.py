"""Names of cells as people say them."""


def cell_name(sheet: str | None, row: int, column: int) -> str:
    """``D14`` in a workbook; ``L103F15`` (line, field) where there is no sheet, in a text file. Rows and columns count from 1."""
    return f"L{row}F{column}" if sheet is None else f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """``1`` → ``A``, ``28`` → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
