"""What the definitions say: nothing causal, no figure without its origin, the other variant named, all of the catalogue there."""

import re
from collections import Counter
from pathlib import Path

import pytest

from domain.indicators import Definition, Direction, Formula, IndicatorType
from indicators.library import library

LIBRARY = library()
EVERY = pytest.mark.parametrize("definition", LIBRARY.values(), ids=list(LIBRARY))

CAUSAL = re.compile(
    r"(?i)\b(bewirk\w*|verursach\w*|führ(t|te|en|ten)\s+(dazu|zu\b)|wirk(t|te|en|ten)\s+sich|hat(te)?\s+zur\s+Folge|infolge|zurückzuführen"
    r"|Auswirkung\w*|durch\s+(die|unsere|eine|diese|das)\s+(Maßnahme\w*|Projekt\w*|Programm\w*)|dank\b|Erfolg\w*\s+(der|des)\s+(Maßnahme|Projekt)\w*)"
)
"""Words by which a text would claim that a measure moved an indicator."""


def texts(definition: Definition) -> list[str]:
    published = definition.published.explained if definition.published else ()
    return [
        definition.name, definition.short_name, definition.explanation, definition.formula_text, definition.source, definition.mixed,
        definition.comparison_group, *definition.notes, *definition.synonyms, *published,
        *(item.text for item in (*definition.breaks, *definition.examples, *definition.changes)),
        *(given.label for given in definition.inputs.values()),
    ]  # fmt: skip


@EVERY
def test_no_text_states_a_cause(definition):
    assert [text for text in texts(definition) if CAUSAL.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Die Maßnahme bewirkt einen Rückgang.", "Der Rückgang führt zu mehr Teilhabe.", "Durch die Maßnahme sank die Quote.",
        "Dank des Projekts stieg der Anteil.", "Das wirkt sich auf die Quote aus.", "Der Anstieg ist auf den Kurs zurückzuführen.",
    ],
)  # fmt: skip
def test_the_list_of_causal_words_finds_them(text):
    assert CAUSAL.search(text)


def test_words_that_only_sound_alike_are_allowed():
    assert not CAUSAL.search("Wirkung (Impact): Die Quote wird aus zwei Zahlen berechnet; geführt wird die Statistik vom Landesamt.")


WITHOUT_YEAR = {"integrationsklima_index"}  # the source gives the two values, not their years


@EVERY
def test_an_example_says_when_and_where_it_is_from_or_that_it_is_invented(definition):
    for example in definition.examples:
        real = re.search(r"\b(19|20)\d\d\b", example.text) or definition.id in WITHOUT_YEAR
        assert real or "mit erfundenen Zahlen" in example.text, example.text


WHOLE_PERIOD = {
    "abgaenge_ohne_abschluss", "abschlussquote_erster", "anerkennungsverfahren", "antidiskriminierung_abgeschlossen",
    "antidiskriminierung_faelle", "auszuege_privatwohnung", "barometer_teilnehmende", "besuche_interkulturell",
    "dialogformate_durchgefuehrt",
    "dialogformate_geplant", "dtz_teilnehmende", "einbuergerungen", "einbuergerungen_anspruch", "einbuergerungsantraege_entschieden",
    "einbuergerungsquote", "esu_kita_ab_3_jahre", "esu_sprachfoerderbedarf", "esu_sprachfoerderquote", "esu_untersucht",
    "foerdersumme_migrantenorganisationen", "fortbildung_interkulturell_personen", "grundschul_uebergaenge",
    "integrationskurs_neue_berechtigte", "integrationskurs_neue_teilnehmende", "migrantenorganisationen_gefoerdert",
    "mittel_ist", "mittel_plan",
    "mittlere_bevoelkerung", "projekt_teilnehmende", "projekt_vermittelte", "religionsgemeinschaften_aktiv", "schulabgaenge",
    "seniorenberatungen", "sprachfoerderung_bedarf", "sprachfoerderung_gefoerdert", "sprachmittlung_anfragen", "sprachmittlung_einsaetze",
    "studienkohorte_absolventen", "studienkohorte_anfaenger", "vorbereitungsklassen_uebertritte", "wegzuege", "zuzuege",
}  # fmt: skip
YEARLY_AVERAGE = {"arbeitslose", "arbeitslosenquote", "zivile_erwerbspersonen"}
ASKED_FOR = {  # samples: spread over the year, or in a wave
    "armutsgefaehrdung_bundesmedian", "armutsgefaehrdung_landesmedian", "bevoelkerungsanteil", "bruttokaltmiete_je_m2",
    "eigentuemerquote", "erwerbsquote", "erwerbstaetigenquote", "fruehe_schulabgaenger", "integrationsklima_index", "krankenquote",
    "lebensunterhalt_erwerb", "mietbelastungsquote", "ohne_berufsabschluss", "personal_befragte", "personal_mh", "vereinsmitglieder",
    "wahlberechtigte", "wohnflaeche_je_person",
}  # fmt: skip


@EVERY
def test_every_figure_that_belongs_to_a_day_says_which(definition):
    timeless = WHOLE_PERIOD | YEARLY_AVERAGE | ASKED_FOR
    for role, given in definition.inputs.items():
        asked = definition.survey is not None or given.series.startswith(("umfrage_", "barometer_"))
        assert given.reference_day or given.series in timeless or asked, role


@EVERY
def test_decimals_fit_the_unit(definition):
    most = {"Anzahl": 0, "Prozent": 2, "Prozentpunkte": 1, "Promille": 1, "je 1000": 2, "Verhältnis": 2, "Anteil": 3}
    assert definition.decimals <= most.get(definition.unit, 2)
    if definition.unit in ("Verhältnis", "Anteil"):
        assert definition.decimals >= 1


@EVERY
def test_an_indicator_that_is_not_judged_says_why_and_a_gap_how_it_counts(definition):
    said = " ".join(definition.notes)
    if definition.type is IndicatorType.CONTEXT and definition.direction is Direction.NONE:
        assert "bewertet" in said
    if definition.direction is Direction.PARITY and definition.formula in (Formula.GAP, Formula.SHARE_GAP):
        assert "Fortschritt" in said or "Ziel ist ein Abstand von null" in said


VARIANTS = [
    ("einbuergerungsquote_lsn", "Monitoring der Länder"),
    ("einbuergerungsquote_vorjahr", "Integrationsmonitoring Niedersachsen"),
    ("einbuergerungsziffer_basel", "Einbürgerungsquoten"),
    ("auslaenderanteil_azr", "Bevölkerungsfortschreibung"),
    ("auslaenderanteil_fortschreibung", "Ausländerzentralregister"),
    ("auslaenderanteil_melderegister", "Ausländerzentralregister"),
    ("migrationshintergrund_melderegister", "Einwanderungsgeschichte"),
    ("migrationshintergrund_mikrozensus", "Einwanderungsgeschichte"),
    ("einwanderungsgeschichte", "Migrationshintergrund"),
    ("wanderungssaldo_auslaender", "Saldo über die Stadtgrenze"),
    ("wanderungssaldo_stadtgrenze", "Wanderungssaldo der Ausländerinnen und Ausländer"),
    ("arbeitslosenquote_abstand_deutsche", "insgesamt"),
    ("arbeitslosenquote_abstand", "insgesamt"),
    ("arbeitslosenquote_auslaender_berechnet", "veröffentlichten Quote"),
    ("beschaeftigungsquote_auslaender", "Beschäftigte je 100"),
    ("beschaeftigte_je_100_auslaender", "amtliche Beschäftigungsquote"),
    ("kita_anteil_eltern_auslaendisch", "Tabelle 3-1-2"),
    ("kita_anteil_eltern_auslaendisch_veroeffentlicht", "Tabelle 22543-01-02-4"),
    ("kita_familiensprache_anteil", "Tabelle 3-1-2"),
    ("erwerbsquote_mh", "Erwerbstätigenquote"),
    ("ausbildungsbeteiligung_auslaender", "veröffentlichte Quote"),
    ("ausbildungsbeteiligung_auslaender_veroeffentlicht", "Quotensumme"),
    ("lebensunterhalt_erwerbstaetigkeit_mh", "Tabelle 6-3-1"),
    ("armutsgefaehrdung_landesmedian_mh", "Bundesmedian"),
    ("armutsgefaehrdung_bundesmedian_mh", "Landesmedian"),
    ("mindestsicherung_prozent", "je 1.000"),
    ("mindestsicherung", "in Prozent"),
    ("ohne_abschluss_auslaender", "aus Anzahlen berechnete"),
    ("arbeitslosenquote_auslaender", "aus Anzahlen berechnete"),
    ("auslaenderanteil_fortschreibung", "nach Melderegister"),
    ("mindestsicherung_promille_berechnet", "Prozent"),
    ("ohne_abschluss_auslaender_berechnet", "veröffentlichten Anteil"),
    ("mind_erster_abschluss_auslaender", "ohne Hauptschulabschluss"),
    ("fruehe_schulabgaenger_mh", "Schulabgänge ohne Abschluss"),
]


@pytest.mark.parametrize(("name", "other"), VARIANTS, ids=[name for name, _ in VARIANTS])
def test_the_same_name_with_another_formula_is_another_indicator_that_names_its_sibling(name, other):
    assert other in " ".join((*LIBRARY[name].notes, LIBRARY[name].mixed))


CATALOGUE = {
    "K1": ("auslaenderanteil_azr", "auslaenderanteil_fortschreibung"), "K2": ("migrationshintergrund_melderegister",),
    "K3": ("einwanderungsgeschichte", "migrationshintergrund_mikrozensus"), "K4": ("schutzsuchende",),
    "K5": ("wanderungssaldo_auslaender",), "K6": ("aufenthalt_ab_10_jahre",),
    "S1": ("kita_familiensprache_nicht_deutsch", "kita_familiensprache_anteil"),
    "S2": ("esu_sprachfoerderbedarf", "esu_sprachfoerderbedarf_abstand"), "S3": ("dtz_b1_quote",),
    "S4": ("integrationskurs_neue", "integrationskurs_einmuendung"), "S5": ("sprachangebote_auslastung",),
    "S6": ("sprachfoerderung_erreichung",),
    "B1": ("betreuungsquote_unter_3", "betreuungsquote_unter_3_mh", "betreuungsquote_unter_3_abstand"),
    "B2": ("betreuungsquote_3_bis_6", "betreuungsquote_3_bis_6_mh", "betreuungsquote_3_bis_6_abstand"), "B3": ("kita_besuch_ab_3_jahren",),
    "B4": ("gymnasialquote_8_auslaender", "gymnasialquote_8_abstand"),
    "B5": ("ohne_abschluss_auslaender", "ohne_abschluss_abstand", "ohne_abschluss_auslaender_berechnet"),
    "B6": ("mind_erster_abschluss_auslaender", "mind_erster_abschluss_abstand"),
    "B7": ("hochschulreife_auslaender", "hochschulreife_abstand"),
    "B8": ("fruehe_schulabgaenger_mh", "fruehe_schulabgaenger_abstand"),
    "B9": ("uebergang_gymnasium_auslaender", "uebergang_gymnasium_abstand"),
    "B10": ("vorbereitungsklassen_uebertritt",), "B11": ("schulsegregation", "kitasegregation"),
    "B12": ("studienerfolg_bildungsinlaender", "studienerfolg_abstand"),
    "A1": ("ausbildungsbeteiligung_auslaender", "ausbildungsbeteiligung_auslaender_veroeffentlicht", "ausbildungsbeteiligung_abstand"),
    "A2": ("berufsschule_ohne_vertrag_auslaender", "berufsschule_ohne_vertrag_abstand"),
    "A3": ("ohne_berufsabschluss_mh", "ohne_berufsabschluss_abstand"),
    "A4": ("beschaeftigungsquote", "beschaeftigungsquote_auslaender", "beschaeftigungsquote_abstand"),
    "A5": ("erwerbstaetigenquote_mh", "erwerbstaetigenquote_abstand", "erwerbsquote_mh"),
    "A6": ("arbeitslosenquote", "arbeitslosenquote_auslaender", "arbeitslosenquote_auslaender_berechnet"),
    "A7": ("arbeitslosenquote_abstand", "arbeitslosenquote_abstand_deutsche", "arbeitslosenquote_verhaeltnis"),
    "A8": ("arbeitslosenquote_jugend", "arbeitslosenquote_jugend_auslaender"), "A9": ("arbeitslose_mh_anteil",),
    "A10": ("sgb2_quote_auslaender", "sgb2_quote_abstand"), "A11": ("geringfuegig_auslaender", "geringfuegig_abstand"),
    "A12": ("helfer_auslaender", "helfer_abstand"),
    "A13": ("armutsgefaehrdung_landesmedian_mh", "armutsgefaehrdung_landesmedian_abstand", "armutsgefaehrdung_bundesmedian_mh"),
    "A14": ("mindestsicherung", "mindestsicherung_auslaender", "mindestsicherung_prozent"), "A15": ("anerkennungsquote",),
    "A16": ("lebensunterhalt_erwerbstaetigkeit_mh", "lebensunterhalt_erwerbstaetigkeit_abstand"), "A17": ("projekt_vermittlung",),
}  # fmt: skip
"""Indicators by their number in the catalogue of sources; frame data, language, education, training and work."""


@pytest.mark.parametrize("number", CATALOGUE)
def test_every_indicator_of_the_catalogue_is_there(number):
    assert set(CATALOGUE[number]) <= set(LIBRARY)


def test_no_topic_is_thin():
    topics = Counter(definition.topic for definition in LIBRARY.values())
    assert min(topics.values()) >= 5
    least = {"rahmendaten": 20, "sprache": 8, "bildung": 25, "arbeit": 30, "soziales": 10}
    assert {topic: topics[topic] for topic in least if topics[topic] < least[topic]} == {}


PLACE_OF_WORK = "sv_beschaeftigte_arbeitsort"


@EVERY
def test_employees_at_their_place_of_work_are_never_measured_as_a_share_of_residents(definition):
    """Table 5-2-1 of Lower Saxony counts where people work; set against residents it is context, and says so."""
    if PLACE_OF_WORK not in {given.series for given in definition.inputs.values()}:
        return
    assert "Arbeitsort" in definition.name
    assert any("Gezählt wird am Arbeitsort" in note for note in definition.notes)
    if "bevoelkerung" in {given.series for given in definition.inputs.values()}:
        assert definition.direction.value == "none"


def test_no_table_of_employees_at_work_is_read_as_employees_at_home():
    sample = (Path(__file__).resolve().parents[2] / "loaders" / "layouts" / "lsn-5-2-1" / "expected.csv").read_text("utf-8")
    assert {line.split(",")[0] for line in sample.splitlines()[1:]} == {PLACE_OF_WORK}


@EVERY
def test_a_migration_background_says_by_whose_definition_it_is_counted(definition):
    """The micro census asks for parents' citizenship, the register derives, a survey lets people say: three concepts, never one."""
    told = {"Mikrozensus": "Migrationshintergrund", "Melderegister": "Migrationshintergrund (Melderegister)"}
    for given in definition.inputs.values():
        for begin, concept in told.items():
            if "migrationshintergrund" in given.groups and any(each.startswith(begin) for each in given.basis):
                assert given.concept == concept
