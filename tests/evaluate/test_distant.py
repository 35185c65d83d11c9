"""An inventory that is of another time than the moment of the run is told on every report."""

import pytest
from runs import checked, ours, policy
from workplace import Workplace

from checker.formats.summary import summary_line
from checker.time.text import parse_timestamp


@pytest.mark.parametrize(
    "moment, told",
    [
        ("2031-05-15T12:00:00Z", ()),
        ("2032-05-15T23:59:59Z", ()),
        ("2030-05-14T00:00:00Z", ()),
        (
            "2032-05-16T00:00:00Z",
            ("inventory 'ours' is as of 2031-05-15, 367 days before the moment of this run",),
        ),
        (
            "2030-05-13T23:59:59Z",
            ("inventory 'ours' is as of 2031-05-15, 367 days after the moment of this run",),
        ),
    ],
)
def test_an_inventory_more_than_a_year_away_is_told(moment: str, told: tuple[str, ...]) -> None:
    run = checked([policy(require="true")], ours({"id": "acme"}), as_of=parse_timestamp(moment))

    assert run.report.notes == told


def test_the_green_line_tells_the_first_and_counts_the_others() -> None:
    inventories = [ours({"id": "acme"}, id_=name) for name in ("a", "b", "c")]
    run = checked(
        [policy(require="true")], *inventories, as_of=parse_timestamp("2039-05-15T00:00:00Z")
    )

    assert summary_line(run.report).endswith(
        "; inventory 'a' is as of 2031-05-15, 2,922 days before the moment of this run"
        "; 2 more of another time (-v lists them)"
    )


def test_every_report_tells_it(workplace: Workplace) -> None:
    workplace.inventory()
    workplace.policy()
    note = "3,652 days after the moment of this run"

    for arguments in ((), ("-v",), ("-o", "json")):
        done = workplace.run("check", "--as-of", "2021-05-15", *arguments)

        assert note in " ".join(done.out.split())
