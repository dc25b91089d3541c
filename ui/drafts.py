"""Started imports: choosing a file makes one, its address continues it, on this computer or another."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

import settings
import workflows
from domain.errors import NotFound
from ui.components import escape_md
from ui.context import Context
from views.drafts import draft_line
from workflows import Draft, Home

KINDS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "zip", "toml"]
PARAMETER = "entwurf"
"""Name of the started import in the address."""
_PROBLEM = "datei_problem"
_TAKEN = "datei_genommen"


def current_draft(ctx: Context) -> Draft | None:
    """The import that the address names; None, with a sentence, where it is gone."""
    asked = st.query_params.get(PARAMETER)
    if not asked:
        return None
    try:
        return workflows.open_draft(home_of(ctx), asked, viewer=ctx.viewer)
    except NotFound as gone:
        st.warning(escape_md(str(gone)))
        return None


def home_of(ctx: Context) -> Home:
    """The folder of this installation."""
    return Home(ctx.installation.home)


def choose_file(ctx: Context) -> None:
    """The upload field; a file becomes a started import at once."""
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(escape_md(problem))
    upload = st.file_uploader("Datei auswählen (höchstens 20 MB)", type=KINDS, max_upload_size=20, key="datei")
    if upload is None or upload.file_id == st.session_state.get(_TAKEN):
        return  # a file that was sent back stays in the field; taking it again would never end
    st.session_state[_TAKEN] = upload.file_id
    home = home_of(ctx)
    draft = workflows.start_draft(home, upload.getvalue(), upload.name, viewer=ctx.viewer, settings=settings.load(home.path))
    _go_to(draft.id)


def head(ctx: Context, draft: Draft, known: str) -> None:
    """The file of the import, whether it is in already, and the ways out."""
    line = draft_line(draft.id, draft.name, draft.by, draft.started_at)
    st.markdown(f"**{escape_md(line.name)}**  \n:gray[{escape_md(f'{line.started}, {line.expires}')}]")
    if known:
        st.info(escape_md(known))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Später weiter", help="Der Import bleibt unter „Angefangene Importe“"):
            _go_to()
        if st.button("Verwerfen", help="Diesen angefangenen Import löschen"):
            leave(ctx, draft)


def _go_to(draft_id: str = "") -> None:
    """Shows a started import, or the start page."""
    st.query_params.pop(PARAMETER, None)
    if draft_id:
        st.query_params[PARAMETER] = draft_id
    st.rerun()


def keep(ctx: Context, draft: Draft, **changed: Any) -> None:
    """Keeps decisions about the import."""
    workflows.save_draft(home_of(ctx), replace(draft, **changed), viewer=ctx.viewer)


def keep_confirmations(ctx: Context, draft: Draft, changed: Mapping[str, str | None]) -> None:
    """Adds confirmations, and takes those back whose reason is None."""
    merged = {**draft.confirmations, **changed}
    keep(ctx, draft, confirmations={key: reason for key, reason in merged.items() if reason is not None})


def leave(ctx: Context, draft: Draft, problem: str = "") -> None:
    """Discards the import and starts the page anew, with a sentence about what was wrong with the file."""
    workflows.discard_draft(home_of(ctx), draft.id, viewer=ctx.viewer)
    if problem:
        st.session_state[_PROBLEM] = problem
    _go_to()


def started_imports(ctx: Context) -> None:
    """The list of started imports, each to be continued or discarded."""
    drafts = workflows.drafts(home_of(ctx), viewer=ctx.viewer)
    if not drafts:
        return
    st.header("Angefangene Importe", anchor=False)
    for draft in drafts:
        line = draft_line(draft.id, draft.name, draft.by, draft.started_at)
        with st.container(horizontal=True, vertical_alignment="center", key=f"entwurf_{draft.id}"):
            st.markdown(f"**{escape_md(line.name)}**  \n:gray[{escape_md(f'{line.started}, {line.expires}')}]", width="stretch")
            if st.button("Fortsetzen", key=f"fortsetzen_{draft.id}", help=f"{line.name} fortsetzen"):
                _go_to(draft.id)
            if st.button("Verwerfen", key=f"verwerfen_{draft.id}", help=f"{line.name} verwerfen"):
                leave(ctx, draft)
