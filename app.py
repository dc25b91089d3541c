"""Front door: the ASGI application that ``streamlit run app.py`` serves. German document, security headers, warm-up, own routes."""

import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:  # the entry script lies in ui/, and Streamlit only adds the folder of app.py itself
    sys.path.insert(0, str(ROOT))

from ui.errors import show_error  # noqa: E402
from ui.shell import MIDDLEWARE, ROUTES, refuse_open_address  # noqa: E402
from ui.warmup import warm_up  # noqa: E402


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Loads what the first page needs before anybody asks for it; the server answers health checks only afterwards."""
    await run_in_threadpool(warm_up)
    gc.collect()
    gc.freeze()  # libraries and definitions never die: keep them out of every later collection
    yield


logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
refuse_open_address(st.get_option("server.address"))
app = st.App(ROOT / "ui" / "main.py", middleware=MIDDLEWARE, routes=ROUTES, lifespan=_lifespan, on_script_error=show_error)
