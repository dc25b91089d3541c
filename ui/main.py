"""Entry script, run by Streamlit for every visit and every click. It lies here, never beside pages/: Streamlit would
hand out the files of a neighbouring pages folder directly, past everything decided in this script."""

from ui.frame import run
from ui.navigation import load_menu

run(load_menu())
