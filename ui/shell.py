"""The ASGI shell around Streamlit: German document, security headers, loopback guard, own routes."""

import base64
import hashlib
import ipaddress
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import wall

ASSETS = Path(__file__).with_name("assets")
TITLE = "Integrationsmonitor"
_NOSCRIPT = "<noscript><p>Der Integrationsmonitor braucht JavaScript. Bitte schalten Sie es für diese Adresse ein.</p></noscript>"


def german_document(html: str) -> str:
    """Streamlit's start page in German, with our title, icon, translations and print rules, and without the agent interface."""
    html = html.replace('<html lang="en">', '<html lang="de">').replace("<title>Streamlit</title>", f"<title>{TITLE}</title>")
    html = re.sub(r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" type="image/svg+xml" href="./gestaltung/zeichen.svg" />', html)
    html = re.sub(r'<link rel="service-desc"[^>]*>', "", html)
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    html = re.sub(r"<noscript>.*?</noscript>", _NOSCRIPT, html, flags=re.DOTALL)
    own = '<link rel="stylesheet" href="./gestaltung/blatt.css" /><script src="./gestaltung/deutsch.js"></script>'
    own += '<script src="./gestaltung/verweise.js"></script><script src="./gestaltung/blaettern.js"></script>'
    return html.replace("</head>", f"{own}</head>").strip()


def content_security_policy(html: str) -> str:
    """Policy that allows this server only; inline scripts of the document are named by their hash."""
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    hashes = "".join(f" 'sha256-{digest}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self'{hashes}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit's styles are made in the browser
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


_DOCUMENT = german_document((Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8"))
_HEADERS = {
    "content-security-policy": content_security_policy(_DOCUMENT),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()",
}


def is_loopback(host: str | None) -> bool:
    """True for an address that only this machine can reach; the unset address means every network card."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_open_address(address: str | None) -> None:
    """Ends the process with a German sentence unless the server listens on this machine only."""
    if not is_loopback(address):
        print(  # noqa: T201 - the reader is the person who starts the server
            f"Nicht gestartet: Die Adresse „{address or 'alle'}“ wäre im Netz erreichbar, eine Anmeldung ist aber nicht eingerichtet. "
            "Bitte server.address auf 127.0.0.1 setzen (.streamlit/config.toml).",
            file=sys.stderr,
        )
        sys.exit(2)


class Shell:
    """Middleware: answers callers on this machine only, sets the headers, and hands out the German document."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        if (client and not is_loopback(client[0])) or not _meant_for_us(scope):
            await _turn_away(scope, receive, send)
            return
        await self._app(scope, receive, _Answer(send) if scope["type"] == "http" else send)


def _meant_for_us(scope: Scope) -> bool:
    """False where a browser was told that this machine has a foreign name: the page that told it so would read our answers as its own."""
    named = Headers(scope=scope).get("host", "localhost")
    return is_loopback(named if named.endswith("]") else re.sub(r":\d*$", "", named))


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = PlainTextResponse("Ohne Anmeldung antwortet der Integrationsmonitor nur auf demselben Rechner.", status_code=403)
    await answer(scope, receive, send)


class _Answer:
    """Sends one response on with our headers; an HTML body is Streamlit's start page and becomes the German one, unless the answer brings
    a policy of its own: then it is a page of ours."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._document = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            own = {name: headers[name] for name in ("content-security-policy",) if name in headers}
            self._document = message["status"] == 200 and headers.get("content-type", "").startswith("text/html") and not own
            if self._document:
                for name in ("content-length", "content-encoding", "etag", "last-modified"):
                    del headers[name]
            for name, value in (_HEADERS | own).items():
                headers[name] = value
        elif self._document and message["type"] == "http.response.body":
            more = message.get("more_body", False)
            message = {**message, "body": b"" if more else _DOCUMENT.encode()}
        await self._send(message)


async def _health(_: Request) -> JSONResponse:
    """State of the server for watchdogs; says nothing about the data."""
    return JSONResponse({"zustand": "bereit"}, headers={"cache-control": "no-store"})


async def _start_page(request: Request) -> Response:
    """Streamlit knows the start page only by the root address; people also type its name."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}")


def _routes() -> Iterable[BaseRoute]:
    yield Route("/gesundheit", _health)
    yield Route("/ueberblick", _start_page)
    yield Mount("/gestaltung", StaticFiles(directory=ASSETS))
    yield from wall.routes()


MIDDLEWARE = [Middleware(Shell)]
ROUTES = list(_routes())
