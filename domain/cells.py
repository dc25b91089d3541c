"""Names of cells as people say them."""


def cell_name(sheet: str | None, row: int, column: int) -> str:
    """``D14`` in a workbook; ``L103F15`` (line, field) where there is no sheet, in a text file. Rows and columns count from 1."""
    if sheet is None:
        return f"L{row}F{column}"
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
