"""An installation of an older version: the command line reads it without anybody having started the application before."""

from pathlib import Path

import duckdb

from store import Home
from store.publication import current_version
from tests.workflows.homes import DEMO, cli


def test_a_file_is_read_beside_a_state_that_an_older_version_published(home: Path, tmp_path: Path) -> None:
    published = Home(home).published / current_version(Home(home))
    for file in (Home(home).database, published):
        with duckdb.connect(str(file)) as connection:
            connection.execute("DROP TABLE definition_document")
            connection.execute("DELETE FROM schema_migration WHERE number = 4")
    difference = cli("check", DEMO / "concept.toml", "--json", home=home).json["difference"]
    assert (difference["new"], difference["revised"], difference["gone"]) == (0, 0, 0) and difference["unchanged"] > 1
    assert cli("indicators", home=home).code == 0


def test_a_reading_verb_brings_the_published_state_up_to_date(home: Path) -> None:
    published = Home(home).published / current_version(Home(home))
    for file in (Home(home).database, published):
        with duckdb.connect(str(file)) as connection:
            connection.execute("DROP TABLE override_event")
            connection.execute("DELETE FROM schema_migration WHERE number = 6")
    done = cli("values", "--indicator", "einbuergerungsquote_lsn", "--area", "03102", home=home)
    assert (done.code, done.err) == (0, "") and "2024,03102" in done.out
    assert cli("set-verdicts", home=home).code == 0
    assert current_version(Home(home)) != published.name


def test_figures_kept_under_a_name_corrected_since_are_found(home: Path) -> None:
    published = Home(home).published / current_version(Home(home))
    for file in (Home(home).database, published):
        with duckdb.connect(str(file)) as connection:
            connection.execute("UPDATE strand SET basis = 'KJH-Statistik' WHERE basis = 'Kinder- und Jugendhilfestatistik'")
            connection.execute("UPDATE strand SET series = 'sv_beschaeftigte' WHERE series = 'sv_beschaeftigte_arbeitsort'")
            connection.execute("INSERT INTO strand VALUES (99999, 'bevoelkerung', 'Anzahl', 'Migrationshintergrund', 'Melderegister', '')")
            connection.execute("DELETE FROM schema_migration WHERE number = 7")
    for indicator, newest in (("kita_familiensprache_nicht_deutsch", "2024-03-01,03102,,38.09"), ("beschaeftigte_auslaender", "6604")):
        done = cli("values", "--indicator", indicator, "--area", "03102", home=home)
        assert done.code == 0 and newest in done.out
    with duckdb.connect(str(Home(home).database)) as connection:
        assert connection.execute("SELECT concept FROM strand WHERE id = 99999").fetchall() == [("Migrationshintergrund (Melderegister)",)]
