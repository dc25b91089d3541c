"""Confidentiality: no hidden cell can be worked out from what is shown, in any edition."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import store.secrecy.block
from domain.deliveries import SourceFile
from store import Home, open_snapshot
from store.publication import Snapshot
from store.secrecy.families import Family, Link
from store.working_file import writing
from store.writing import add_delivery, withdraw
from tests.store.attack import Atom, Attack, Cell
from tests.store.builders import START, make_reading

CITY = "03102000"
NATIONS, SEXES = ("auslaendisch", "deutsch"), ("maennlich", "weiblich")
CUTS = tuple(product(("", *NATIONS), ("", *SEXES)))


def row_of(*values: float, min_cases: int) -> list[object]:
    """What is shown of parts and their total."""
    found = shown_of([{("A", key(str(n))): value for n, value in enumerate(values[:-1], 1)} | {("A", ""): values[-1]}], min_cases)
    return [*(found["A", key(str(n))] for n in range(1, len(values))), found["A", ""]]


def key(nation: str, sex: str = "") -> str:
    return ";".join(f"{name}={label}" for name, label in (("geschlecht", sex), ("nationalitaet", nation)) if label)


def groups_of(text: str) -> dict[str, str]:
    return dict(part.split("=") for part in text.split(";")) if text else {}


def reading_of(edition: dict[Cell, float], min_cases: int, **names: str):
    rows = [(area, "2024", value, groups_of(group)) for (area, group), value in edition.items()]
    return replace(make_reading(*rows, **names), min_cases=min_cases)


def shown_of(editions, min_cases: int) -> dict[Cell, float | None]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        deliver_all(home, editions, min_cases)
        with open_snapshot(home) as snapshot:
            return {(row["area"], row["groups"]): row["value"] for row in current(snapshot)}


def chosen_for(editions, min_cases: int) -> set[Cell]:
    """The cells chosen for hiding, without a store: many cubes in little time."""
    strands = {group: number for number, group in enumerate(sorted({group for edition in editions for _, group in edition}), 1)}
    rows = [
        {
            "strand": strands[group], "area": area, "period": "2024", "year": 2024, "slot": "", "value": value, "sign": None,
            "delivery": number, "min_cases": min_cases, "accepted_at": START + timedelta(days=number), "withdrawn_at": None,
        }
        for number, edition in enumerate(editions, 1)
        for (area, group), value in edition.items()
    ]  # fmt: skip
    families = [Family({number: group for group, number in strands.items()})]
    found = store.secrecy.block.Block(rows, families, dict.fromkeys(strands.values(), 0), (), frozenset()).to_hide()
    names = {number: group for group, number in strands.items()}
    return {(area, names[strand]) for strand, area, _ in found}


def deliver_all(home: Home, editions, min_cases: int) -> None:
    for number, edition in enumerate(editions):
        now = START + timedelta(days=number)
        with writing(home, now) as connection:
            add_delivery(connection, reading_of(edition, min_cases), SourceFile("a", str(number), 1), now=now, by="", note="")


def current(snapshot: Snapshot):
    query = "SELECT s.groups, k.area, k.period, k.value, k.sign FROM current_observation k JOIN strand s ON s.id = k.strand"
    return snapshot.rows(query)


def test_the_row_of_the_handbook() -> None:
    assert row_of(4, 2, 30, 36, min_cases=3) == [None, None, 30, 36]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((97, 100), [None, 100]),  # the rest of three, which no column names, is as small
        ((40, 60, 100), [40, 60, 100]),
        ((0, 60, 60), [0, 60, 60]),
        ((3, 40, 43), [None, None, 43]),
        ((1, 2, 500, 503), [None, None, None, 503]),  # 1 + 2 is 3 in one way only, if both are known to be at least 1 and hidden
        ((4, 4, 0, 8), [None, None, 0, None]),
    ],
)
def test_rows(values: tuple[float, ...], shown: list[object]) -> None:
    assert row_of(*values, min_cases=5) == shown


def atoms_of(areas: tuple[str, ...], nations: tuple[str, ...], sexes: tuple[str, ...]) -> dict[Cell, list[Atom]]:
    """The classes in each cell of a full cube; a last label of either list that no cell names is a rest."""
    found: dict[Cell, list[Atom]] = {}
    for area, nation, sex in product(("", *areas), ("", *NATIONS), ("", *SEXES)):
        inside = [(a, n, s) for a, n, s in product(areas, nations, sexes) if area in ("", a) and nation in ("", n) and sex in ("", s)]
        found[f"{CITY}-{area}" if area else CITY, key(nation, sex)] = inside
    return found


def edition_of(counts: np.ndarray, areas, nations, sexes) -> dict[Cell, float]:
    number = {atom: counts[place] for place, atom in zip(np.ndindex(counts.shape), product(areas, nations, sexes), strict=True)}
    return {cell: float(sum(number[atom] for atom in inside)) for cell, inside in atoms_of(areas, nations, sexes).items()}


def check_nothing_is_given_away(editions, atoms, hidden: set[Cell], min_cases: int, absent=()) -> int:
    """Fails if a small hidden count has one value only; returns how many were looked at. ``absent`` as in Attack."""
    small = min_cases - 1.0
    blind, knowing = (Attack(editions, atoms, hidden, each, absent) for each in (None, small))
    nothing_shown = Attack(editions, atoms, {cell for edition in editions for cell, value in edition.items() if value}, small, absent)
    looked_at = 0
    for number, edition in enumerate(editions):
        for cell in sorted(hidden):
            value = edition.get(cell, 0)
            if not 0 < value <= small:
                continue
            looked_at += 1
            low, high = blind.interval(number, cell)
            assert high - low > 0.999, (number, cell, value, low, high)
            low, high = knowing.interval(number, cell)
            least, most = nothing_shown.interval(number, cell)
            # as free as any table of only small counts leaves it
            assert high - low > 0.999 or most - least < 0.999, (number, cell, value, (low, high), (least, most))
    return looked_at


@st.composite
def cubes(draw):
    areas = tuple(f"0{number}" for number in range(1, draw(st.integers(2, 4))))
    nations = (*NATIONS, "ohne") if draw(st.booleans()) else NATIONS
    sexes = (*SEXES, "ohne") if draw(st.booleans()) else SEXES
    shape = (len(areas), len(nations), len(sexes))
    size = shape[0] * shape[1] * shape[2]
    count = st.one_of(st.integers(0, 6), st.integers(0, 40))
    first = np.array(draw(st.lists(count, min_size=size, max_size=size))).reshape(shape)
    editions = [first]
    for _ in range(draw(st.integers(0, 2))):
        changed = editions[-1].copy()
        for place in draw(st.lists(st.integers(0, size - 1), max_size=4)):
            changed.flat[place] = draw(count)
        editions.append(changed)
    classes = list(product(areas, nations, sexes))
    # that no rest is left somewhere is often known from elsewhere: every woman and every man is in a table by sex
    absent = [{atom for atom, count in zip(classes, each.flat, strict=True) if "ohne" in atom and not count} for each in editions]
    return areas, nations, sexes, [edition_of(each, areas, nations, sexes) for each in editions], draw(st.sampled_from((3, 5, 10))), absent


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(cubes())
def test_random_cubes_give_nothing_away(cube) -> None:
    areas, nations, sexes, editions, min_cases, absent = cube
    hidden = chosen_for(editions, min_cases)
    for edition in editions:
        assert not {cell for cell, value in edition.items() if 0 < value < min_cases} - hidden
    check_nothing_is_given_away(editions, atoms_of(areas, nations, sexes), hidden, min_cases, absent)


def test_without_the_complement_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack is worth something: with small counts alone hidden it finds them."""
    areas, nations, sexes = ("01", "02"), NATIONS, SEXES
    edition = edition_of(np.array([[[3, 20], [30, 40]], [[25, 15], [50, 60]]]), areas, nations, sexes)
    atoms = atoms_of(areas, nations, sexes)

    def hidden_now() -> set[Cell]:
        return {cell for cell, value in shown_of([edition], 5).items() if value is None}

    assert check_nothing_is_given_away([edition], atoms, hidden_now(), 5) == 1
    monkeypatch.setattr(store.secrecy.block, "complement", lambda *_: set())
    assert len(hidden_now()) == 1
    with pytest.raises(AssertionError):
        check_nothing_is_given_away([edition], atoms, hidden_now(), 5)


def deliver(home: Home, day: int, *readings, links=lambda _: ()) -> None:
    now = START + timedelta(days=day)
    with writing(home, now) as connection:
        for number, reading in enumerate(readings):
            add_delivery(connection, reading, SourceFile("a", f"{day}-{number}", 1), now=now, by="", note="", links=links)


def shown_in(home: Home) -> dict[tuple[str, str, str, str], float | None]:
    query = "SELECT s.series, s.groups, k.area, k.period, k.value FROM current_observation k JOIN strand s ON s.id = k.strand"
    with open_snapshot(home) as snapshot:
        return {(row["series"], row["groups"], row["area"], row["period"]): row["value"] for row in snapshot.rows(query)}


def own(*values, series: str = "register", **names):
    return replace(make_reading(*values, series=series, **names), min_cases=5)


def test_hidden_once_is_hidden_for_ever_and_in_every_edition(home: Home) -> None:
    deliver(home, 0, own(("A", "2024", 80)))
    deliver(home, 1, own(("A", "2024", 3)))
    deliver(home, 2, make_reading(("A", "2024", 90), series="register"))
    with writing(home, START + timedelta(days=3)) as connection:
        withdraw(connection, 2, now=START + timedelta(days=3), by="", reason="")
    with open_snapshot(home) as snapshot:
        for day in range(4):
            rows = snapshot.rows("SELECT value, sign FROM known_at($moment)", {"moment": START + timedelta(days=day, hours=1)})
            assert rows == [{"value": None, "sign": "secret"}]


def test_figures_that_the_publisher_protects_stay_as_they_are(home: Home) -> None:
    deliver(home, 0, make_reading(("A", "2024", 3), ("A", "2024", 97, {"geschlecht": "weiblich"})))
    assert set(shown_in(home).values()) == {3, 97}


def test_what_is_public_elsewhere_is_never_hidden_to_protect(home: Home) -> None:
    """The state's figure for women can be looked up anywhere; the register's own figure for men is what can be hidden."""
    official = make_reading(("A", "2024", 100), ("A", "2024", 56, {"geschlecht": "weiblich"}), series="register")
    deliver(home, 0, official, own(("A", "2024", 40, {"geschlecht": "maennlich"}), layout="eigen"))
    found = {groups: value for (_, groups, _, _), value in shown_in(home).items()}
    assert found == {"": 100, "geschlecht=weiblich": 56, "geschlecht=maennlich": None}  # else the 4 without a sex would show


def test_a_part_is_hidden_where_its_counterpart_is_small(home: Home) -> None:
    whole, part = own(("A", "2024", 100), series="untersucht"), own(("A", "2024", 97), series="mit_bedarf", layout="zwei")

    def links(strands):
        number = {each.series: each.id for each in strands}
        return [Link((number["untersucht"],), (number["mit_bedarf"],))] if len(number) == 2 else []

    deliver(home, 0, whole, part, links=links)
    assert list(shown_in(home).values()).count(None) == 1


def test_halves_of_a_year_protect_each_other(home: Home) -> None:
    deliver(home, 0, own(("A", "2024", 63), ("A", "2024-H1", 60), ("A", "2024-H2", 3)))
    assert [value for *_, value in sorted((period, value or 0) for (*_, period), value in shown_in(home).items())] == [63, 0, 0]


def test_a_rate_that_gives_a_small_count_is_hidden(home: Home) -> None:
    counts = own(("A", "2024", 20), ("B", "2024", 200), series="kinder")
    rates = own(("A", "2024", 15.0), ("B", "2024", 15.0), series="anteil", unit="Prozent")
    deliver(home, 0, counts, rates)
    found = {(series, area): value for (series, _, area, _), value in shown_in(home).items()}
    assert found == {("kinder", "A"): 20, ("kinder", "B"): 200, ("anteil", "A"): None, ("anteil", "B"): 15}


def test_parts_of_the_city_protect_each_other(home: Home) -> None:
    deliver(home, 0, own((CITY, "2024", 103), (f"{CITY}-1", "2024", 3), (f"{CITY}-2", "2024", 60), (f"{CITY}-3", "2024", 40)))
    hidden = {area for (_, _, area, _), value in shown_in(home).items() if value is None}
    assert hidden == {f"{CITY}-1", f"{CITY}-3"}


def test_balances_are_no_counts(home: Home) -> None:
    deliver(home, 0, own(("A", "2024", -3), ("B", "2024", 2), series="saldo", unit="Personen"))
    assert sorted(value or 0 for value in shown_in(home).values()) == [-3, 2]
