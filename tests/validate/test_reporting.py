"""A regime or a deadline that an inventory names is one that somebody declared."""

from pack import regimes

from checker.parse import document
from checker.validate import reporting

TEXT = """\
organisations:
  - {{id: a, reports_under: [{under}]}}
vendors:
  - id: v
    incidents:
      - id: i
        client_times: [{{client: a, not_reportable: [{{regime: {exempt}, reason: none}}]}}]
        notices: [{{to: authority, regime: {notice}}}]
"""


def said(under: str = "gdpr", exempt: str = "gdpr", notice: str = "gdpr-33-1") -> list[str]:
    text = TEXT.format(under=under, exempt=exempt, notice=notice)
    read = document.parse("a.yaml", text.encode())
    return [str(each) for each in reporting.problems([read], regimes())]


def test_what_is_declared_is_no_problem() -> None:
    assert said() == []
    assert said(under="dora-5-5, nis2", notice="gdpr-34") == []


def test_a_regime_that_nobody_declared_is_told_with_the_one_that_was_meant() -> None:
    for name in ("GDPR", "gdrp"):
        assert said(under=name) == [
            (
                f"a.yaml:2:29: there is no regime '{name}' (expected the id of one)\n"
                "  hint: did you mean 'gdpr'?"
            )
        ]
    assert said(exempt="washingtn") == [
        (
            "a.yaml:7:62: there is no regime 'washingtn' (expected the id of one)\n"
            "  hint: did you mean 'washington'?"
        )
    ]


def test_a_deadline_where_its_regime_is_meant_and_the_other_way_round() -> None:
    assert said(under="gdpr-33-1") == [
        "a.yaml:2:29: 'gdpr-33-1' is a deadline (expected the id of its regime)\n  hint: write gdpr"
    ]
    assert said(notice="gdpr") == [
        (
            "a.yaml:8:43: 'gdpr' is a regime (expected the id of one of its deadlines)\n"
            "  hint: write one of: gdpr-33-1, gdpr-33-2, gdpr-34"
        )
    ]


def test_a_notice_under_no_deadline_is_told() -> None:
    assert said(notice="gdpr-33") == [
        (
            "a.yaml:8:43: there is no notice 'gdpr-33' in any regime "
            "(expected the id of a deadline)\n"
            "  hint: did you mean 'gdpr-33-2'?"
        )
    ]
