"""The steering figures M1 to M5 on screen: each a share with numerator and denominator, never added up to one."""

from collections.abc import Sequence

import streamlit as st

from ui.components import escape_md, table
from views.readiness.figures import SteeringFigure


def figure_table(figures: Sequence[SteeringFigure]) -> None:
    """One line per figure, with what it counts."""
    rows = [
        (
            f"**{escape_md(each.name)}**",
            f"**{escape_md(each.whole.share)}**",
            escape_md(each.fraction(each.whole)),
            "  \n".join(escape_md(text) for text in (each.meaning, each.note) if text),
        )
        for each in figures
    ]
    table(("Kennzahl", "Anteil", "Gezählt", "Was gezählt wird"), rows, alt="Steuerungskennzahlen", key="kennzahlen", markdown=range(4))
    st.caption("Die Kennzahlen beschreiben die Arbeit der Verwaltung, nicht die Lage in der Stadt. Sie werden nicht zusammengefasst.")


def figure_parts(figures: Sequence[SteeringFigure]) -> None:
    """Each figure by field, priority or office: closed on screen, open on paper."""
    for each in figures:
        for heading, parts in each.parts:
            if parts:
                key = f"{each.id}_{heading.lower()}"
                with st.container(key=f"werte_kennzahl_{key}"), st.expander(f"{escape_md(each.name)} nach {escape_md(heading)}"):
                    rows = [(part.name, part.share, each.fraction(part)) for part in parts]
                    table((heading, "Anteil", "Gezählt"), rows, alt=f"{each.name} nach {heading}", key=f"kennzahl_{key}", numbers={1})
