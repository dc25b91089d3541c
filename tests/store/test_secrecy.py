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
from store.secrecy.families import Link
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
        inside = [
            (a, n, s) for a, n, s in product(areas, nations, sexes) if area in ("", a) and nation in ("", n) and sex in ("", s)
        ]
        found[f"{CITY}-{area}" if area else CITY, key(nation, sex)] = inside
    return found


def edition_of(counts: np.ndarray, areas, nations, sexes) -> dict[Cell, float]:
    number = {atom: counts[place] for place, atom in zip(np.ndindex(counts.shape), product(areas, nations, sexes), strict=True)}
    return {cell: float(sum(number[atom] for atom in inside)) for cell, inside in atoms_of(areas, nations, sexes).items()}


def check_nothing_is_given_away(editions, atoms, hidden: set[Cell], min_cases: int) -> int:
    """Fails if a small hidden count has one value only; returns how many were looked at."""
    small = min_cases - 1.0
    blind, knowing = Attack(editions, atoms, hidden, None), Attack(editions, atoms, hidden, small)
    nothing_shown = Attack(editions, atoms, {cell for edition in editions for cell, value in edition.items() if value}, small)
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
    return areas, nations, sexes, [edition_of(each, areas, nations, sexes) for each in editions], draw(st.sampled_from((3, 5, 10)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(cubes())
def test_random_cubes_give_nothing_away(cube) -> None:
    areas, nations, sexes, editions, min_cases = cube
    shown = shown_of(editions, min_cases)
    hidden = {cell for cell, value in shown.items() if value is None}
    for edition in editions:
        assert not {cell for cell, value in edition.items() if 0 < value < min_cases} - hidden
    check_nothing_is_given_away(editions, atoms_of(areas, nations, sexes), hidden, min_cases)


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
