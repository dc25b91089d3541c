"""The real front door with one page of its own that shows every shared component once."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import streamlit as st

from ui.errors import show_error
from ui.shell import MIDDLEWARE, ROUTES

app = st.App(Path(__file__).with_name("main.py"), middleware=MIDDLEWARE, routes=ROUTES, on_script_error=show_error)
