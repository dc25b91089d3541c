"""Routes of the Sitzungsansicht: a page of its own beside Streamlit's, with a policy that allows nothing but its own files."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import workflows.wall as wall
from domain.access import Role, Viewer
from domain.errors import MonitorError, NotAllowed, NotFound
from ui.installation import current_installation
from ui.links import ROLE, link

STATE = "stand"
_FILES = "../../wand"
"""Relative, so that the monitor works below any address."""
_LONGEST_STATE = 6
_UNKNOWN_STATE = "Der Stand in der Adresse ist keine Zahl. Bitte die Sitzungsansicht auf der Seite der Sitzung öffnen."


def wall_address(meeting: str, viewer: Viewer, revision: int | None = None) -> str:
    """Where the Sitzungsansicht of a meeting is, seen from a page."""
    selection = {} if revision is None else {STATE: str(revision)}
    return link(f"sitzung/{meeting}/wand", viewer, **selection)


def routes() -> Iterable[BaseRoute]:
    """The page, the same as a file, and its style and script."""
    yield Route("/sitzung/{meeting}/wand", _page)
    yield Route("/sitzung/{meeting}/wand/datei", _file)
    yield Mount("/wand", StaticFiles(directory=wall.WALL_FILES))


def _page(request: Request) -> Response:
    def make(snapshot: Any, viewer: Viewer, meeting: str, revision: int | None) -> Response:
        back = f"../../{link('sitzung', viewer, id=meeting).removeprefix('./')}"
        download = f"wand/datei{'?' + request.url.query if request.url.query else ''}"
        page = wall.wall_page(snapshot, viewer, meeting, revision, files=_FILES, back=back, download=download)
        return HTMLResponse(page, headers={"content-security-policy": wall.WALL_POLICY, "cache-control": "no-store"})

    return _answer(request, make)


def _file(request: Request) -> Response:
    def make(snapshot: Any, viewer: Viewer, meeting: str, revision: int | None) -> Response:
        content = wall.wall_file(snapshot, viewer, meeting, revision)
        name = f"Sitzungsansicht_{meeting}.html"
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    return _answer(request, make)


def _answer(request: Request, make: Callable[[Any, Viewer, str, int | None], Response]) -> Response:
    """What ``make`` gives for the meeting, state and role of the address, or the German sentence why not."""
    installation = current_installation()
    said = request.query_params.get(STATE, "")
    if installation.snapshot is None:
        return PlainTextResponse("Es ist noch keine Installation eingerichtet.", HTTPStatus.NOT_FOUND)
    if said and not (said.isdecimal() and len(said) <= _LONGEST_STATE):
        return PlainTextResponse(_UNKNOWN_STATE, HTTPStatus.BAD_REQUEST)
    try:
        return make(installation.snapshot, _viewer(request), request.path_params["meeting"], int(said) if said else None)
    except NotAllowed as error:
        return PlainTextResponse(str(error), HTTPStatus.FORBIDDEN)
    except NotFound as error:
        return PlainTextResponse(str(error), HTTPStatus.NOT_FOUND)
    except MonitorError as error:
        return PlainTextResponse(str(error), HTTPStatus.BAD_REQUEST)


def _viewer(request: Request) -> Viewer:
    """The role the address names; the office if it names none, the public for an unknown name, as on pages."""
    named = request.query_params.get(ROLE, Role.OFFICE.value)
    role = Role(named) if named in list(Role) else Role.PUBLIC
    return Viewer(role, name=role.label)
