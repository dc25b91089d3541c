"""Meetings and decisions on the command line: prepare, freeze, decide, minutes."""

import json
from datetime import date, timedelta
from pathlib import Path

import cli
from tests.workflows.meeting_town import make_town, write_consequences
from workflows import utc_now

TODAY = date.today()


def test_a_meeting_from_plan_to_minutes(tmp_path: Path, capsys) -> None:
    """One meeting of today by verbs alone; wrong use ends with 2 and a German sentence."""
    home = make_town(tmp_path / "home")

    def run(*arguments: str, code: int = 0) -> str:
        assert cli.main(["--home", str(home.path), *arguments]) == code
        told = capsys.readouterr()
        return told.err if code else told.out

    meeting = f"controlling-{TODAY.isoformat()}"
    assert f"Sitzung {meeting}" in run("meeting", "plan", "--body", "controlling", "--day", TODAY.isoformat(), "--period", "2026-H1")
    assert "fehlen Konsequenzen" in run("meeting", "freeze", "--id", meeting, code=2)
    write_consequences(home, "sprache", "arbeit", now=utc_now())
    assert run("meeting", "freeze", "--id", meeting) == "Berichtsstand 2026-1 ist festgeschrieben.\n"
    items = json.loads(run("meeting", "agenda", "--id", meeting, "--save", "--json"))["agenda"]
    assert "late:1.2" in {each["id"] for each in items}
    due = (TODAY + timedelta(days=30)).isoformat()
    order = ("--text", "Das Amt legt einen Zeitplan vor.", "--responsible", "Amt 51", "--due", due)
    assert "Auftrag Nr. 1" in run("decision", "record", "--meeting", meeting, "--item", "late:1.2", "--measure", "1.2", *order)
    assert "abgehalten" in run("meeting", "hold", "--id", meeting, "--present", "Jugendamt")
    run("meeting", "minutes", "--id", meeting, "-o", str(tmp_path / "protokoll.docx"))
    assert (tmp_path / "protokoll.docx").read_bytes().startswith(b"PK")
    assert "ist erledigt" in run("decision", "finish", "1", "--result", "Der Zeitplan liegt vor")
    (kept,) = json.loads(run("decision", "list", "--json"))["decisions"]
    assert (kept["state"], kept["responsible"], kept["measures"], kept["due"]) == ("done", "Jugendamt", ["1.2"], due)
    (listed,) = json.loads(run("meeting", "list", "--json"))["meetings"]
    assert (listed["state"], [each["name"] for each in listed["states"]]) == ("held", ["2026-1"])
    ahead = json.loads(run("meeting", "calendar", "--json"))["next"]
    assert {each["body"] for each in ahead if each["proposal"]} == {"controlling", "fachgruppe"}
    assert "nicht mehr offen" in run("decision", "move", "1", "--due", due, "--reason", "ein guter Grund", code=2)
