"""``indicators --recompute``: published quotas against the computation, for scripts and for reading."""

from pathlib import Path

from tests.workflows.homes import cli


def test_the_comparison_is_one_json_document(demo: Path) -> None:
    found = {each["indicator"]: each for each in cli("indicators", "--recompute", "--json", home=demo).json["indicators"]}
    naturalised, foreign = found["einbuergerungsquote_lsn"], found["auslaenderanteil_azr"]
    assert [naturalised[key] for key in ("compared", "equal", "deviating", "uncomputed")] == [1040, 1040, 0, 0]
    assert [foreign[key] for key in ("compared", "equal", "deviating")] == [1040, 929, 111]
    assert sum(year["compared"] for year in foreign["years"] if year["year"] < 2020) == 780
    largest = foreign["deviations"][0]
    assert abs(largest["difference"]) == max(abs(each["difference"]) for each in foreign["deviations"])
    assert largest["difference"] == largest["computed"] - largest["published"]
    assert len(foreign["deviations"]) == 50 and foreign["explained"]


def test_the_comparison_reads_as_lines(demo: Path) -> None:
    lines = cli("indicators", "--recompute", home=demo).out.splitlines()
    assert "einbuergerungsquote_lsn  Nachrechnung: 1.040 von 1.040 gleich" in lines
    assert "auslaenderanteil_azr  Nachrechnung: 929 von 1.040 gleich" in lines
    assert any(line.endswith("Nachrechnung: noch nicht möglich") for line in lines)
