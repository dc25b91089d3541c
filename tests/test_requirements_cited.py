"""Each requirement about measures, meetings and reports is named by a test that holds the product to it."""

import io
import re
import tokenize
from pathlib import Path

import pytest

MEASURES = "R1 R4 R7 R8 R9 R10 R11 O1 O4 O5 O7 O8 O11 L2 L5 L7 L9 L15 F2 F3 F4 F6 F9 A1 A3 A8 A9"
MEETINGS_AND_REPORTS = "L3 L4 L6 L8 R2 R3 O2 O3 A5 A7"
TESTS = Path(__file__).parent
ID = re.compile(r"(?<![\w:!„])(?<!Zelle )[ROLFA]\d{1,2}(?![\w“]|:[A-Z])")


def citations(text: str) -> set[str]:
    """The ids in comments and docstrings of a test file. In code, after „Zelle“ or in A1:B2 the same letters are cells."""
    words = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""'))
    ]
    return set(ID.findall("\n".join(words)))


CITED = [citations(path.read_text(encoding="utf-8")) for path in TESTS.rglob("test_*.py") if path != Path(__file__)]


def test_cells_are_no_citations() -> None:
    assert citations('"""R1, O11: one.\n\nA3 of it."""\ncell = "F2"\nat = sheet["A9"]  # L15\n') == {"R1", "O11", "A3", "L15"}
    assert citations('"""Zelle F2, A1:A3, Tab!L5, „A4“ and L7F1."""\n') == set()


@pytest.mark.parametrize("requirement", (MEASURES + " " + MEETINGS_AND_REPORTS).split())
def test_every_requirement_is_cited(requirement: str) -> None:
    assert any(requirement in cited for cited in CITED), f"no test names {requirement}"
