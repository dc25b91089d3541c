"""Codes shared by table layouts and indicator definitions, with the German words shown for them."""

UNITS = ("Anzahl", "Prozent", "Promille", "Prozentpunkte", "Verhältnis")

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
}

CONCEPTS = {
    "Staatsangehörigkeit": "deutsche oder ausländische Staatsangehörigkeit",
    "Herkunft der Eltern": "mindestens ein Elternteil ausländischer Herkunft (Kinder- und Jugendhilfestatistik)",
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
}
"""Labels of groups that are codes; every other label is already the German word of the source."""


def label_of(label: str) -> str:
    """German word for a group label."""
    return LABELS.get(label, label)
