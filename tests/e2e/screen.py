"""Waiting for the screen, and the views that every check looks at."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, TimeoutError

CHECKED, UNKNOWN, LISTED = "a" * 32, "b" * 32, "c" * 32
"""Started imports of the installation: a known table with hints, one that no layout claims, and a city's own list of measures."""
MEETING = "controlling-2026-09-17"
"""A meeting that was not yet held, with two orders."""
VIEWS = {
    "ueberblick": "/",
    "handlungsfeld": "/handlungsfeld?id=arbeit",
    "indikator": "/indikator?id=ohne_abschluss_auslaender",
    "herkunft": "/indikator?id=einbuergerungsquote_lsn&ansicht=tabelle&zeitraum=2024",
    "ziel": "/indikator?id=ohne_abschluss_auslaender&ansicht=ziel",
    "abstand": "/indikator?id=ohne_abschluss_abstand&ansicht=abstand",
    "gruppen": "/indikator?id=mindestsicherung_empfaenger&ansicht=gruppen",
    "gebiete": "/indikator?id=ohne_abschluss_auslaender&ansicht=gebiete",
    "steckbrief": "/indikator?id=einbuergerungsquote_lsn&ansicht=steckbrief",
    "karte": "/indikator?id=ohne_abschluss_auslaender&ansicht=gebiete&bild=karte",
    "katalog": "/katalog",
    "massnahmen": "/massnahmen",
    "massnahme": "/massnahmen?id=1.2",
    "fundstelle": "/massnahmen?id=1.2&meldung=16",
    "gefiltert": "/massnahmen?feld=arbeit&art=laufend&ordnung=nummer",
    "zeitplan": "/massnahmen?ansicht=zeitplan&feld=sprache",
    "tafel": "/massnahmen?ansicht=tafel",
    "mittel": "/massnahmen?ansicht=mittel",
    "berichtsreife": "/berichtsreife",
    "pruefung": "/berichtsreife?pruefung=ende_vorbei",
    "nachsteuerung": "/nachsteuerung",
    "sitzungen": "/sitzungen",
    "tagesordnung": f"/sitzung?id={MEETING}&ansicht=tagesordnung",
    "berichtsstand": f"/sitzung?id={MEETING}&ansicht=stand",
    "sitzungsbeschluss": f"/sitzung?id={MEETING}&ansicht=beschluesse",
    "protokoll": f"/sitzung?id={MEETING}&ansicht=protokoll",
    "beschluesse": "/beschluesse",
    "vergleich": "/vergleich",
    "berichte": "/berichte?art=council",
    "berichtstexte": "/berichtstexte",
    "ruecklauf": "/ruecklauf",
    "stelle": "/ruecklauf?halbjahr=2026-H1&fuer=Jugendamt",
    "melden": "/sachstand-melden?rolle=department&stelle=Jugendamt",
    "meldung": "/sachstand-melden?massnahme=1.2&halbjahr=2026-H1",
    "konzept": "/konzept",
    "fassungen": "/konzept?ansicht=fassungen",
    "konzeptindikatoren": "/konzept?ansicht=indikatoren",
    "organisationen": "/konzept?ansicht=beteiligte",
    "begriffe": "/konzept?ansicht=begriffe",
    "einspielen": "/einspielen",
    "geprueft": f"/einspielen?entwurf={CHECKED}",
    "tabelle": f"/tabellen?entwurf={UNKNOWN}",
    "tabellen": "/tabellen",
    "liste": f"/massnahmenliste?entwurf={LISTED}",
    "datenstand": "/datenstand",
}

_QUIET = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
        && document.querySelector('h1') && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
        && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(chart => chart.querySelector('svg, canvas'));
}"""


def settle(page: Page) -> None:
    """Returns when the page has been drawn and stays drawn."""
    page.wait_for_function(_QUIET)
    page.wait_for_timeout(250)
    page.wait_for_function(_QUIET)


def choose(page: Page, label: str, entry: Callable[[], Locator], typed: str = "") -> None:
    """Takes an entry of a selection box. A redraw that comes late closes the list again; then it is opened once more."""
    box = page.get_by_role("combobox", name=label)
    for last in (False, False, True):
        settle(page)
        box.click()
        if typed:
            box.fill(typed)
        try:
            entry().click(timeout=30_000 if last else 5_000)
            break
        except TimeoutError:
            if last:
                raise
            page.keyboard.press("Escape")
    settle(page)


def show(page: Page, address: str, view: str) -> None:
    """Opens a view by its address."""
    page.goto(address + VIEWS[view])
    settle(page)
