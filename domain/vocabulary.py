"""Codes shared by table layouts and indicator definitions, with the German words shown for them."""

UNITS = (
    "Anzahl",
    "Prozent",
    "Promille",
    "Prozentpunkte",
    "Verhältnis",
    "je 1000",
    "je km²",
    "km²",
    "Euro",
    "Tausend",
    "Mill.",
    "EUR",
    "Mill. EUR",
    "Personen",  # may be negative, as a balance is
    "Anteil",  # 0 to 1
    "ohne Angabe",
)

TOPICS = {
    "rahmendaten": "Rahmendaten",
    "sprache": "Sprache",
    "bildung": "Bildung, Schule und Kita",
    "arbeit": "Ausbildung und Arbeit",
    "soziales": "Soziale Lage",
    "wohnen": "Wohnen",
    "gesundheit": "Gesundheit",
    "zivilgesellschaft": "Zivilgesellschaft, Kultur und Sport",
    "dialog": "Interkultureller und interreligiöser Dialog",
    "alter": "Älter werden und Pflege",
    "oeffnung": "Interkulturelle Öffnung der Verwaltung",
    "antidiskriminierung": "Antidiskriminierung",
    "teilhabe": "Gesellschaftliche und politische Teilhabe",
    "steuerung": "Gemeinden und Steuerung",
}
"""Topics of the library with their German names; each is a folder of definitions."""

SERIES = {
    "bevoelkerung": "Bevölkerung",
    "einbuergerungen": "Einbürgerungen",
    "einbuergerungsquote": "Einbürgerungsquote (veröffentlicht)",
    "auslaenderanteil": "Ausländeranteil (veröffentlicht)",
    "arbeitslose": "Arbeitslose",
    "arbeitslosenquote": "Arbeitslosenquote, alle zivilen Erwerbspersonen",
    "arbeitslosenquote_abhaengig": "Arbeitslosenquote, abhängige zivile Erwerbspersonen",
    "kita_kinder": "Kinder in Tagesbetreuung",
    "kita_anteil": "Anteil der Kinder in Tagesbetreuung",
    "abgaenge_ohne_abschluss": "Schulabgänge ohne Hauptschulabschluss",
    "sv_beschaeftigte": "Sozialversicherungspflichtig Beschäftigte am Wohnort",
    "mindestsicherung": "Empfängerinnen und Empfänger von Mindestsicherung",
    "einbuergerungsziffer": "Einbürgerungen je 1 000 Ausländerinnen und Ausländer (veröffentlicht)",
    "studierende": "Studierende",
    "arbeitslosenanteil": "Anteil an den Arbeitslosen",
    "arbeitslose_je_einwohner": "Arbeitslose, bezogen auf die Bevölkerung",
    "mobilitaetsziffer": "Mobilitätsziffer (veröffentlicht)",
    "zuzuege": "Zuzüge",
    "wegzuege": "Wegzüge",
    "umzuege": "Umzüge",
    "wanderungssaldo": "Wanderungssaldo",
    "mittlere_bevoelkerung": "Mittlere Bevölkerung",
    "bevoelkerungsdichte": "Bevölkerungsdichte",
    "flaeche": "Fläche",
    "sv_vollzeit": "Sozialversicherungspflichtig Vollzeitbeschäftigte am Wohnort",
    "sv_vollzeit_entgelt": "Vollzeitbeschäftigte am Wohnort mit Entgeltangabe",
    "sv_beschaeftigte_arbeitsort": "Sozialversicherungspflichtig Beschäftigte am Arbeitsort",
    "bruttoentgelt_median": "Bruttoarbeitsentgelt Vollzeit, Median je Monat",
    "umsteigeschluessel_flaeche": "Umsteigeschlüssel nach Fläche",
    "umsteigeschluessel_bevoelkerung": "Umsteigeschlüssel nach Bevölkerung",
    "umsteigeschluessel_beschaeftigte": "Umsteigeschlüssel nach Beschäftigten",
    "film11": "Kinos (FILM11)",
    "film02": "Kinos (FILM02)",
    "film03": "Leinwände (FILM03)",
    "film04": "Leinwände (FILM04)",
    "film07": "Sitzplätze der Kinos (FILM07)",
    "film08": "Sitzplätze der Kinos (FILM08)",
    "film05": "Filmbesuche (FILM05)",
    "film09": "Filmbesuche (FILM09)",
    "film10": "Filmbesuche je Einwohner (FILM10)",
    "bevoelkerungsanteil": "Anteil an der Bevölkerung (veröffentlicht)",
    "auslaender_unter_zuwanderern": "Anteil der Ausländerinnen und Ausländer an den Zuwanderern (veröffentlicht)",
    "fruehe_schulabgaenger": "Anteil früher Schulabgängerinnen und Schulabgänger",
    "anerkennungsverfahren": "Verfahren zur Anerkennung ausländischer Berufsqualifikationen",
    "betreuungsquote": "Betreuungsquote (veröffentlicht)",
    "vertrauensintervall": "Vertrauensintervall ± in Prozent der Zahl",
    "haushalte": "Haushalte",
    "haushaltsanteil": "Anteil an den Haushalten (veröffentlicht)",
    "beschaeftigtenquote": "Beschäftigtenquote (veröffentlicht)",
    "arbeitslose_je_erwerbsfaehige": "Arbeitslose je 100 Erwerbsfähige (veröffentlicht)",
    "leistungsempfaenger_sgb2": "Empfängerinnen und Empfänger von Leistungen nach SGB II",
    "sgb2_quote": "Anteil der Empfängerinnen und Empfänger von Leistungen nach SGB II (veröffentlicht)",
    "bedarfsgemeinschaften": "Bedarfsgemeinschaften nach SGB II",
}

CONCEPTS = {
    "Staatsangehörigkeit": "deutsche oder ausländische Staatsangehörigkeit",
    "Herkunft der Eltern": "mindestens ein Elternteil ausländischer Herkunft (Kinder- und Jugendhilfestatistik)",
    "Migrationshintergrund": "selbst oder mindestens ein Elternteil zugewandert oder mit ausländischer Staatsangehörigkeit geboren",
    "Familiensprache": "vorrangig gesprochene Sprache in der Familie (Kinder- und Jugendhilfestatistik)",
}

DIMENSIONS = {
    "nationalitaet": "Nationalität",
    "geschlecht": "Geschlecht",
    "alter": "Alter",
    "herkunft": "Herkunft",
    "familiensprache": "Familiensprache",
    "betreuungsart": "Betreuungsart",
    "merkmal": "Merkmal",
    "kontinent": "Herkunftskontinent",
    "staatsangehoerigkeit": "Staatsangehörigkeit",
    "aufenthaltsdauer": "Aufenthaltsdauer",
    "altersgruppe": "Altersgruppe",
    "wanderung": "Art der Wanderung",
    "zielbezirk": "Zielbezirk",
    "zielkreis": "Kreis nach dem neuen Gebietsstand",
    "hochschulzugang": "Hochschulzugangsberechtigung",
    "entgelt": "Monatliches Bruttoentgelt",
    "migrationshintergrund": "Migrationshintergrund",
    "migrationserfahrung": "eigene Migrationserfahrung",
    "migrationsstatus": "Migrationsstatus",
    "berufsgruppe": "Berufsgruppe",
    "berufskategorie": "Sozioprofessionelle Kategorie",
    "verfahrensstand": "Stand des Verfahrens",
    "ausbildung": "Höchste abgeschlossene Ausbildung",
    "arbeitsmarktstatus": "Arbeitsmarktstatus",
    "haushaltstyp": "Haushaltstyp",
}

LABELS = {
    "auslaendisch": "Ausländerinnen und Ausländer",
    "deutsch": "Deutsche",
    "maennlich": "Männer",
    "weiblich": "Frauen",
    "eltern_auslaendisch": "mindestens ein Elternteil ausländischer Herkunft",
    "nicht_deutsch": "in der Familie wird vorrangig nicht deutsch gesprochen",
    "schwerbehindert": "schwerbehindert",
    "langzeitarbeitslos": "langzeitarbeitslos",
    "mit_mittagsverpflegung": "mit Mittagsverpflegung",
    "schweizerisch": "Schweizerinnen und Schweizer",
}
"""Labels of groups that are codes; every other label is already the German word of the source."""


def series_name(series: str) -> str:
    """German name of a series; one that only an own table has is its own name."""
    return SERIES.get(series, series)


def label_of(label: str) -> str:
    """German word for a group label."""
    return LABELS.get(label, label)
