"""What the server sends before Streamlit says anything."""

import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ui.shell import content_security_policy, german_document, is_loopback

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def address(server, tmp_path_factory) -> str:
    return server(tmp_path_factory.mktemp("leer"))


def get(address: str):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read().decode("utf-8", "replace")


@pytest.mark.parametrize("path", ["/", "/indikator?id=x"])
def test_the_document_is_german_and_ours(address, path):
    status, headers, body = get(address + path)
    assert status == 200
    assert '<html lang="de">' in body
    assert "<title>Integrationsmonitor</title>" in body
    assert "Streamlit</title>" not in body and "enable JavaScript" not in body
    assert headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/", "/gesundheit", "/gestaltung/deutsch.js", "/_stcore/health"])
def test_every_answer_carries_the_security_headers(address, path):
    _, headers, _ = get(address + path)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts and "http" not in scripts
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/gesundheit", "/sitzung/controlling-2026-03-19/wand"])
def test_a_foreign_name_for_this_machine_gets_no_answer(address, path):
    """A page elsewhere whose name suddenly leads to this machine could read everything that needs no sign-in."""
    for name in ("boese.example", "127.0.0.1.boese.example:8501", "localhost.boese.example"):
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(urllib.request.Request(address + path, headers={"Host": name}), timeout=20)
        assert answer.value.code == 403
    for name in ("localhost:8501", "127.0.0.1", "[::1]", "[::1]:8501"):
        assert urllib.request.urlopen(urllib.request.Request(address, headers={"Host": name}), timeout=20).status == 200


def test_health_is_json_without_data(address):
    _, headers, body = get(address + "/gesundheit")
    assert headers["content-type"] == "application/json"
    assert body == '{"zustand":"bereit"}'


def test_the_agent_interface_is_off(address):
    request = urllib.request.Request(address + "/_stcore/agent/interact", data=b"{}", headers={"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(request, timeout=20)
    assert answer.value.code in (403, 404, 405, 501, 503)


def test_the_policy_names_each_inline_script_by_its_hash():
    policy = content_security_policy("<script>a()</script><script src='x.js'></script>")
    assert policy.count("sha256-") == 1


def test_the_document_keeps_streamlits_own_scripts():
    html = '<html lang="en"><head><title>Streamlit</title><script type="module" src="./x.js"></script></head></html>'
    assert "./x.js" in german_document(html)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("192.168.1.5", False), ("", False), (None, False)],
)
def test_loopback_addresses(host, loopback):
    assert is_loopback(host) is loopback


def test_no_start_on_an_address_others_can_reach(tmp_path):
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "0"]
    ended = subprocess.run(command, cwd=ROOT, env=_environment(tmp_path), capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "Anmeldung ist aber nicht eingerichtet" in ended.stderr
    assert "Traceback" not in ended.stderr


def _environment(home: Path) -> dict[str, str]:
    import os

    return os.environ | {"MONITOR_HOME": str(home)}
