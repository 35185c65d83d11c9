"""Who is who: what a report says of parties that inventories know under several ids or names."""

from runs import ours, policy, run

from checker.evaluate.who import MOST

ASKING = policy(require="vendor.reach.clients.size() >= 0")
LEI = {"lei": "EXMP00BRIGHTLABEL188"}


def test_one_lei_under_two_ids_is_told_with_its_place() -> None:
    one = ours({"id": "a", "legal_name": "A", "identifiers": LEI}, id_="one")
    two = ours({"id": "b", "legal_name": "B", "identifiers": LEI}, id_="two")

    assert run([ASKING], one, two).notes == (
        (
            "one.yaml:6:3: LEI EXMP00BRIGHTLABEL188 is recorded under 2 ids, and counted as one: "
            "a (A), b (B)"
        ),
    )


def test_what_looks_alike_is_a_question_with_the_line_to_add() -> None:
    both = ours({"id": "a", "legal_name": "Acme GmbH"}, {"id": "b", "legal_name": "ACME"})

    assert run([ASKING], both).notes == (
        (
            "ours.yaml:6:3: 'a' (Acme GmbH) looks like 'b' (ACME): are they one? "
            "(add `same_as: [b]`, or `distinct_from: [b]`)"
        ),
    )


def test_a_run_in_which_nobody_asks_for_the_portfolio_says_nothing() -> None:
    both = ours({"id": "a", "legal_name": "Acme"}, {"id": "b", "legal_name": "ACME"})

    assert run([policy()], both).notes == ()


def test_many_questions_are_counted() -> None:
    many = [{"id": f"v{number}", "legal_name": "Acme"} for number in range(MOST + 4)]

    notes = run([ASKING], ours(*many)).notes
    assert len(notes) == MOST + 1
    assert notes[-1] == "and 3 more about who is who"
