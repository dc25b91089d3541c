"""What a definition must say so that it can be computed and understood: every complaint at once, as finished German sentences.

:func:`problems` holds for each definition, also for one an installation adds; :func:`shipped_problems` is what the library that
comes with the product promises on top.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from domain.classes import interval
from domain.definition_texts import is_day
from domain.indicators import Definition, Direction, Example, Formula, Input, Sampling
from domain.vocabulary import CONCEPTS, DIMENSIONS, SERIES, TOPICS, UNITS
from indicators.definition_limits import limit_problems
from indicators.formulas import from_roles

_TEXTS = ("name", "short_name", "topic", "explanation", "formula_text", "unit", "source")
_LISTS = ("notes", "links", "synonyms", "breakdowns", "tables")
_PER_THOUSAND = ("Promille", "je 1000")
_UNITS_OF = {
    Formula.SHARE: ("Prozent",),
    Formula.PER_THOUSAND: _PER_THOUSAND,
    Formula.SHARE_GAP: ("Prozentpunkte",),
    Formula.PARITY: ("Verhältnis",),
    Formula.SHARE_RATIO: ("Verhältnis",),
    Formula.BALANCE: _PER_THOUSAND,
    Formula.AGE_SUM: ("Prozent",),
    Formula.DISSIMILARITY: ("Anteil",),
    Formula.SEGREGATION: ("Anteil",),
    Formula.SURVEY_SHARE: ("Prozent",),
}
"""Units a formula comes out in; formulas that are not named keep the unit of their inputs."""

_LIKE_WITH_LIKE = (Formula.DIFFERENCE, Formula.GAP, Formula.PARITY)
_PUBLISHED_SURVEYS = (Formula.VALUE, Formula.DIFFERENCE, Formula.GAP, Formula.PARITY)
_A_DAY = re.compile(r"\d{1,2}\.\s?(\d{1,2}\.|Januar|März|Juni|Juli|Oktober|November|Dezember)|Stichtag")
_OWN_FIGURES = re.compile(r"(?i)\beigene|\bregister|melderegister|befragung|erhebung|statusbl|geschäftsstatistik")


def problems(definition: Definition) -> Iterator[str]:
    """Everything that is wrong in a definition; nothing where it is sound. What is beyond all limits is not looked at further."""
    if beyond := list(limit_problems(definition)):
        yield from beyond
        return
    if definition.unit not in UNITS:
        yield f"Eintrag unit: „{definition.unit}“ ist keine bekannte Einheit. Erlaubt sind: {', '.join(UNITS)}."
    if definition.decimals < 0:
        yield "Eintrag decimals: Die Zahl der Nachkommastellen darf nicht negativ sein."
    if definition.cadence_months < 1:
        yield "Eintrag cadence_months: Der Abstand der Berichtszeiträume muss mindestens einen Monat betragen."
    if definition.min_denominator < 0:
        yield "Eintrag min_denominator: Die Mindestfallzahl darf nicht negativ sein. Bitte 0 oder mehr eintragen."
    if definition.topic not in TOPICS:
        yield f"Eintrag topic: „{definition.topic}“ ist kein Thema der Bibliothek. Erlaubt sind: {', '.join(TOPICS)}."
    yield from _input_problems(definition)
    yield from _mixture_problems(definition)
    yield from _unit_problems(definition)
    yield from _over_problems(definition)
    yield from _direction_problems(definition)
    yield from _survey_problems(definition)
    yield from _published_problems(definition)
    yield from _change_problems(definition)
    yield from _text_problems(definition)
    yield from _example_problems(definition)


def shipped_problems(definition: Definition) -> Iterator[str]:
    """What the product's own library promises besides: notes, links, tables and words of the shared vocabulary."""
    if not definition.notes:
        yield "Eintrag notes fehlt: Jede mitgelieferte Definition braucht mindestens einen Hinweis zur Methode."
    if not definition.links or not all(re.fullmatch(r"https://\S+", link) for link in definition.links):
        yield "Eintrag links: Erwartet wird mindestens eine Adresse, jede beginnt mit https://. Bitte ergänzen oder berichtigen."
    if not definition.tables and not _OWN_FIGURES.search(definition.source):
        yield (
            "Eintrag tables fehlt. Bitte die Nummer der Tabelle eintragen oder in source sagen, "
            "dass die Zahlen aus einem eigenen Register oder einer eigenen Erhebung stammen."
        )
    for role, given in definition.inputs.items():
        yield from _unknown(f"inputs.{role}.series", (given.series, *given.also), SERIES)
        yield from _unknown(f"inputs.{role}.concept", (given.concept,) if given.concept else (), CONCEPTS)
        yield from _unknown(f"inputs.{role}.groups", given.groups, DIMENSIONS)


def _unknown(place: str, words: Iterable[str], vocabulary: Mapping[str, str]) -> Iterator[str]:
    for word in words:
        if word not in vocabulary:
            yield f"Eintrag {place}: „{word}“ fehlt in domain/vocabulary.py. Bitte dort mit deutschem Namen ergänzen."


def _input_problems(definition: Definition) -> Iterator[str]:
    roles = definition.formula.roles
    for role in roles:
        if role not in definition.inputs:
            yield f"Eintrag inputs.{role} fehlt; die Formel „{definition.formula.value}“ braucht ihn."
    for role, given in definition.inputs.items():
        if role not in roles:
            yield f"Eintrag inputs.{role} kennt die Formel „{definition.formula.value}“ nicht. Erlaubt sind: {', '.join(roles)}."
        yield from _one_input(f"inputs.{role}", given)
        if given.fixed_year is not None and (definition.formula, role) != (Formula.INDEX, "base"):
            yield f"Eintrag inputs.{role}.fixed_year: Ein festes Jahr hat nur die Basis eines Index (Formel „index“). Bitte streichen."
    base = definition.inputs.get("base")
    if definition.formula is Formula.INDEX and base is not None and base.fixed_year is None:
        yield "Eintrag inputs.base.fixed_year fehlt: Ein Index braucht sein Basisjahr. Bitte das Jahr eintragen, das 100 ist."


def _one_input(place: str, given: Input) -> Iterator[str]:
    if given.unit not in UNITS:
        yield f"Eintrag {place}.unit: „{given.unit}“ ist keine bekannte Einheit. Erlaubt sind: {', '.join(UNITS)}."
    if given.lag < 0:
        yield f"Eintrag {place}.lag: Ein Wert aus einem späteren Jahr ist nicht möglich."
    if not given.series.strip() or not given.label.strip():
        yield f"Eintrag {place}: series und label brauchen einen Text."
    if len({given.series, *given.also}) != 1 + len(given.also):
        yield f"Eintrag {place}.also: Eine Reihe ist doppelt genannt und würde zweimal gezählt. Bitte jede nur einmal nennen."
    if not given.reference_day.strip() and _A_DAY.search(given.label):
        yield (
            f"Eintrag {place}.reference_day fehlt, das label „{given.label}“ nennt aber einen Stichtag. "
            "Bitte den Stichtag eintragen, zum Beispiel 31.12."
        )


def _mixture_problems(definition: Definition) -> Iterator[str]:
    """Inputs that cannot be of one concept or one basis; which of several bases they meet on is seen when computing."""
    if definition.mixed.strip():
        return
    inputs = list(definition.inputs.values())
    concepts = {given.concept for given in inputs if given.concept}
    bases = [set(given.basis) for given in inputs if given.basis]
    if len(concepts) > 1:
        found = "verschieden abgegrenzt (" + ", ".join(sorted(concepts)) + ")"
    elif bases and not set.intersection(*bases):
        found = "auf verschiedenen Datengrundlagen (" + ", ".join(sorted(set.union(*bases))) + ")"
    else:
        return
    yield f"Eintrag mixed fehlt: Die Eingänge sind {found}. Bitte angleichen oder in mixed sagen, warum sie hier zusammengehören."


def _unit_problems(definition: Definition) -> Iterator[str]:
    allowed = _UNITS_OF.get(definition.formula, UNITS)
    if definition.unit in UNITS and definition.unit not in allowed:
        yield (
            f"Eintrag unit: Die Formel „{definition.formula.value}“ ergibt {' oder '.join(allowed)}, "
            f"eingetragen ist „{definition.unit}“. Bitte angleichen."
        )
    units = sorted({given.unit for given in definition.inputs.values()})
    if definition.formula in _LIKE_WITH_LIKE and len(units) > 1:
        yield f"Eintrag inputs: Verglichen wird nur in einer Einheit, gefunden wurden {', '.join(units)}. Bitte angleichen."


def _over_problems(definition: Definition) -> Iterator[str]:
    formula, over = definition.formula, definition.over.strip()
    if formula.over_units and not over:
        yield (
            f"Eintrag over fehlt: Die Formel „{formula.value}“ rechnet über Einheiten. "
            "Bitte die Aufgliederung (zum Beispiel alter) oder die Ebene der Teilgebiete (zum Beispiel part) eintragen."
        )
    if over and not formula.over_units:
        yield f"Eintrag over: Die Formel „{formula.value}“ rechnet nicht über Einheiten, eingetragen ist „{over}“. Bitte streichen."
    if over and over in definition.breakdowns:
        yield f"Eintrag breakdowns: Über „{over}“ wird schon gerechnet (over). Bitte dort streichen."


def _direction_problems(definition: Definition) -> Iterator[str]:
    one_way = (Direction.UP, Direction.DOWN)
    if definition.direction is Direction.PARITY:
        if not definition.formula.compares:
            yield "Eintrag direction: „parity“ passt nur zu den Formeln „gap“, „share_gap“, „parity“ und „share_ratio“."
        if definition.group_direction not in one_way:
            yield "Eintrag group_direction: Bitte sagen, ob der Wert der Gruppe steigen („up“) oder sinken („down“) soll."
    elif definition.group_direction is not Direction.NONE:
        yield "Eintrag group_direction ist nur bei direction „parity“ erlaubt."
    if definition.formula.compares and not definition.comparison_group.strip():
        yield "Eintrag comparison_group fehlt: Ein Vergleich braucht eine Vergleichsgruppe."


def _survey_problems(definition: Definition) -> Iterator[str]:
    survey, formula = definition.survey, definition.formula
    if survey is None:
        if formula is Formula.SURVEY_SHARE:
            yield "Eintrag survey fehlt: Bitte sagen, wie befragt wurde (sampling „random“ oder „self_selected“)."
        return
    if formula is not Formula.SURVEY_SHARE and formula not in _PUBLISHED_SURVEYS:
        yield f"Eintrag survey: Die Formel „{formula.value}“ rechnet nicht mit Befragten. Bitte streichen oder „survey_share“ verwenden."
    if survey.design_effect <= 0:
        yield "Eintrag survey.design_effect: Erwartet wird eine Zahl über 0; 1 bedeutet eine einfache Zufallsstichprobe."
    if survey.sampling is Sampling.SELF_SELECTED and survey.design_effect != 1:
        yield "Eintrag survey.design_effect: Eine selbstselektierte Befragung hat kein Vertrauensintervall. Bitte streichen."


def _published_problems(definition: Definition) -> Iterator[str]:
    published = definition.published
    if published is None:
        return
    yield from _one_input("published.input", published.input)
    if published.input.unit != definition.unit:
        yield (
            f"Eintrag published.input.unit: Eingetragen ist „{published.input.unit}“, "
            f"erwartet wird die Einheit des Indikators „{definition.unit}“. Bitte angleichen."
        )
    if published.tolerance <= 0:
        yield "Eintrag published.tolerance: Erwartet wird eine Zahl über 0, die Hälfte der letzten veröffentlichten Stelle."
    if any(not text.strip() for text in published.explained):
        yield "Eintrag published.explained enthält einen leeren Text."


def _change_problems(definition: Definition) -> Iterator[str]:
    versions = [change.version for change in definition.changes]
    if definition.version < 1:
        yield "Eintrag version: Die erste Fassung hat die Nummer 1."
    if len(set(versions)) != len(versions):
        yield "Eintrag changes: Eine Fassung ist doppelt beschrieben. Bitte jede Nummer nur einmal verwenden."
    if any(not 1 <= version <= definition.version for version in versions):
        yield f"Eintrag changes: Beschrieben werden Fassungen von 1 bis version ({definition.version}). Bitte Nummern angleichen."
    if definition.version > 1 and definition.version not in versions:
        yield f"Eintrag changes: Zur Fassung {definition.version} fehlt, was sich geändert hat und seit wann. Bitte ergänzen."
    for change in definition.changes:
        if not is_day(change.since):
            yield f"Eintrag changes.since: „{change.since}“ ist kein Tag. Erwartet wird zum Beispiel 2026-11-23."
        if not change.text.strip():
            yield f"Eintrag changes: Zur Fassung {change.version} fehlt der Text."


def _text_problems(definition: Definition) -> Iterator[str]:
    for key in _TEXTS:
        if not getattr(definition, key).strip():
            yield f"Eintrag {key} ist leer. Bitte einen Text eintragen."
    for key in _LISTS:
        if any(not text.strip() for text in getattr(definition, key)):
            yield f"Eintrag {key} enthält einen leeren Text."
    if any(not item.text.strip() for item in definition.breaks):
        yield "Eintrag breaks: Zu jedem Bruch gehört ein erklärender Text."


def _example_problems(definition: Definition) -> Iterator[str]:
    if not definition.examples:
        yield "Eintrag examples fehlt: Jede Definition braucht ein Rechenbeispiel."
    for number, example in enumerate(definition.examples, 1):
        for text in _one_example(definition, example):
            yield f"Eintrag examples, Beispiel {number}: {text}"


def _one_example(definition: Definition, example: Example) -> Iterator[str]:
    formula = definition.formula
    if set(example.inputs) != set(formula.roles):
        yield f"Es muss genau diese Eingänge nennen: {', '.join(formula.roles)}."
        return
    lists = [given for given in example.inputs.values() if isinstance(given, tuple)]
    if formula.over_units and (len(lists) != len(formula.roles) or len({len(given) for given in lists}) != 1 or not lists[0]):
        yield "Die Formel rechnet über Einheiten: Erwartet wird je Eingang eine Liste, alle gleich lang. Bitte ergänzen."
    elif lists and not formula.over_units:
        yield "Erwartet wird je Eingang eine Zahl, keine Liste. Bitte berichtigen."
    elif (formula is Formula.MEDIAN) != bool(example.units) or (example.units and len(example.units) != len(lists[0])):
        yield "units nennt die Klassen eines Medians, eine je Zahl („0-90“, „90+“), und steht sonst leer. Bitte angleichen."
    else:
        yield from _recomputed(definition, example)


def _recomputed(definition: Definition, example: Example) -> Iterator[str]:
    unreadable = [unit for unit in example.units if not _is_class(unit)]
    if unreadable:
        yield f"Die Klassen {', '.join(unreadable)} sind nicht lesbar. Erwartet wird zum Beispiel „0-90“ oder „90+“."
        return
    value = from_roles(definition.formula, example.inputs, example.units)
    if value is None:
        yield "Aus diesen Zahlen ergibt sich kein Wert. Bitte Nenner und Listen prüfen."
        return
    shown = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-max(definition.decimals, 0)), ROUND_HALF_UP)
    if float(shown) != example.result:
        yield f"Nachgerechnet ergibt es {shown}, eingetragen ist {example.result}. Bitte Zahlen, Formel oder decimals prüfen."


def _is_class(text: str) -> bool:
    try:
        interval(text)
    except ValueError:
        return False
    return True
