"""Explaining thousands of findings takes no more memory than explaining one."""

import gc
import sys

from pack import REPOSITORY, policies, regimes
from runs import given

from checker.evaluate.decide import decide
from checker.evaluate.settle import settle
from checker.explaining.explainer import Explainer
from checker.facts.facts import Facts
from checker.formats.json import pieces
from checker.model.view import inventory_of
from checker.parse import document

sys.path.append(str(REPOSITORY / "benchmarks"))

import generate


def test_a_report_that_is_written_leaves_no_garbage_to_look_for() -> None:
    text = "".join(generate.inventory(60, flaws=4))
    inventory = inventory_of(document.parse("generated.yaml", text.encode()), Facts(regimes()))
    about = given(tuple(policies().values()), inventory)
    report = settle(about, decide(about, 1))
    list(pieces(report, Explainer(about)))  # what is made once and for all
    gc.collect()
    gc.disable()
    try:
        list(pieces(report, Explainer(about)))
        assert gc.collect() == 0
    finally:
        gc.enable()
