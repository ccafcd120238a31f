"""What comes next, on a terminal, in a pipe and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli import small

if TYPE_CHECKING:
    from tests.cli.conftest import Cli


def test_json_names_years_quarters_and_what_is_in_the_way(payable: Cli) -> None:
    found = payable.json("outlook")
    assert found["as_of"] == small.today().isoformat()
    assert found["lines_in_all"] == len(found["lines"]) > 0
    year = next(y for y in found["years"] if y["programme"] == "RICH")
    assert (year["budget_minor"], year["bound_minor"], year["cover"]) == (900_000, 0, "in budget")
    for quarter in found["quarters"]:
        assert sum(quarter["months_minor"]) == quarter["unpaid_minor"]
    payable.does("hold", "ALPHA", "--reason", "audit", who="OFFICER-1")
    held = [x for x in payable.json("outlook")["lines"] if x["part"] == "carry-over"]
    assert {("ALPHA", "H1")} <= {
        (x["grant"], f["subject"].rpartition("/")[2]) for x in held for f in x["blocked_by"]
    }
    assert all(f["sentence"] for x in held for f in x["blocked_by"])


def test_it_can_be_asked_of_one_programme_and_of_a_past_day(payable: Cli) -> None:
    assert {x["programme"] for x in payable.json("outlook", "--programme", "RICH")["lines"]} == {
        "RICH"
    }
    earlier = small.in_days(-1)
    assert payable.json("--as-of", earlier, "outlook")["as_of"] == earlier
