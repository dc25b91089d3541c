"""Doing what a form asks for: the verb's refusal is shown where it was asked, its success after the next run."""

from collections.abc import Callable
from typing import Any

import streamlit as st

import settings
from domain.errors import MonitorError
from ui.components import escape_md
from ui.context import Context
from ui.notice import leave_notice
from workflows import Home


def do(ctx: Context, verb: Callable[..., Any], *arguments: Any, place: str, done: str | Callable[[Any], str], **named: Any) -> bool:
    """Calls a writing verb with the installation, the viewer and the settings. False, with the verb's German sentence on the page, where
    it refused; else ``done``, a sentence or what makes one from the verb's answer, is left as the notice of ``place``, and the caller
    clears its form and draws the page anew."""
    home = ctx.installation.home
    try:
        answer = verb(Home(home), *arguments, viewer=ctx.viewer, settings=settings.load(home), **named)
    except MonitorError as error:
        st.error(escape_md(str(error)))
        return False
    leave_notice(place, done if isinstance(done, str) else done(answer))
    return True
