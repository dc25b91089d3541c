import streamlit as st

from ui.page import Page

PAGE = Page("Ziel", "ziel")


def render(ctx) -> None:
    st.title(f"Gewählt: {st.query_params.get('id', 'nichts')}", anchor=False)
