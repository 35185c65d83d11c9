"""Measuring within a process: reading, deciding, facts and exposure, each by itself."""

import gc
import time
from pathlib import Path

import yaml
from measure import MOMENT, REPOSITORY

from checker import packs
from checker.clock import as_of
from checker.evaluate.decider import Decider, Surroundings, sweep
from checker.exposing.expose import expose
from checker.exposing.find import find
from checker.facts.facts import Facts
from checker.facts.regime import Regimes
from checker.model.view import inventory_of, portfolio_of, with_portfolio
from checker.parse import document
from checker.policy.config import NO_CONFIG
from checker.policy.policies import load
from checker.policy.policy import Policy
from checker.policy.regimes import load as load_regimes
from checker.policy.suites import rules
from checker.sources.disk import Disk
from checker.usecases.load import Request
from checker.usecases.portfolio import load_portfolio


def pack() -> tuple[tuple[Policy, ...], Regimes]:
    """The shipped policies, and the regimes that their facts are worked out with."""
    chosen = packs.chosen(Disk(), [str(REPOSITORY / "policies")])
    regimes = load_regimes(packs.parsed(chosen.regimes))
    return load(rules(packs.parsed(chosen.policies)), NO_CONFIG, regimes=regimes), regimes


def of_facts(path: Path) -> float:
    """Seconds to work out the facts of an inventory."""
    _, regimes = pack()
    view = inventory_of(document.parse(str(path), path.read_bytes())).view
    seconds = []
    for _ in range(5):
        start = time.process_time()
        Facts(regimes).added(view)
        seconds.append(time.process_time() - start)
    return min(seconds)


def of_exposure(path: Path) -> float:
    """Seconds to say whom and what a breach at one vendor reaches, in a portfolio that is read."""
    request = Request(paths=[str(path)], policies=["policies"], as_of=as_of(MOMENT))
    whole = load_portfolio(request).portfolio
    vendors = [party.id for party in whole.graph.parties.values() if party.is_vendor]
    about = find(vendors[len(vendors) // 2], whole.graph, ())
    seconds = []
    for _ in range(5):
        start = time.process_time()
        expose(about, whole)
        seconds.append(time.process_time() - start)
    return min(seconds)


def of_reading(path: Path) -> tuple[float, float]:
    """Seconds to read an inventory, and to go through the bare events of its text."""
    content = path.read_bytes()
    read, bare = [], []
    gc.disable()
    for _ in range(3):
        start = time.process_time()
        document.parse(str(path), content)
        read.append(time.process_time() - start)
        start = time.process_time()
        next_event = yaml.CSafeLoader(content).get_event
        while next_event().__class__ is not yaml.StreamEndEvent:
            pass
        bare.append(time.process_time() - start)
    gc.enable()
    return min(read), min(bare)


def per_cell(path: Path) -> tuple[float, int]:
    """Seconds to decide one cell, and how many were decided."""
    policies, regimes = pack()
    asked = {name for policy in policies for name in policy.asks_of_portfolio}
    read = inventory_of(document.parse(str(path), path.read_bytes()), Facts(regimes))
    (one,) = with_portfolio([read], asked)
    around = Surroundings(one.view, portfolio_of([one]), as_of(MOMENT))
    deciders = [
        Decider(each) for each in policies if each.subject_kind not in {"inventory", "portfolio"}
    ]
    gc.disable()
    seconds, cells = [], 0
    for _ in range(5):
        start = time.process_time()
        cells = sum(map(len, sweep(deciders, one.vendors, around)))
        seconds.append(time.process_time() - start)
    gc.enable()
    return min(seconds) / cells, cells
