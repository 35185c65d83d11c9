"""The pipeline: from paths to a report. `vendorgate check` and `from checker import check`."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple, TypeVar

from checker import accept, clock, config, consistency, document, files, inventory, policies, schema
from checker.cel.cache import Cache
from checker.cel.values import Timestamp
from checker.errors import InputError, UsageError
from checker.evaluate import evaluate
from checker.files import Source
from checker.inventory import Inventory
from checker.policy import Policy
from checker.problems import Place, Problem
from checker.report import Input, Report
from checker.verdict import Severity

_T = TypeVar("_T")


class Request(NamedTuple):
    """What to check, against what, and when (the flags of `vendorgate check`).

    Attributes:
        paths: inventories, files or folders; `-` is standard input; none means `inventories/`.
        policies: policy files or folders; none means `policies/`, else the shipped pack.
        config: the overrides; None means `vendorgate.yaml` if it is there.
        as_of: the moment of evaluation; None means now.
        select: ids of the only policies to evaluate; none means all.
        vendors: ids of the only vendors to check; none means all.
        jobs: number of processes that decide; the result is the same for every number.
    """

    paths: Sequence[str] = ()
    policies: Sequence[str] = ()
    config: str | None = None
    as_of: Timestamp | None = None
    fail_on: Severity = Severity.LOW
    select: Sequence[str] = ()
    vendors: Sequence[str] = ()
    jobs: int = 1
    stdin: BinaryIO | None = None
    stdin_filename: str = "<stdin>"


def check(request: Request) -> Report:
    """Read, validate, evaluate.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a selector that names nothing, a default that is not there.
    """
    with _collector_paused():
        problems: list[Problem] = []
        rules = _policies(request, problems)
        inventories = _inventories(request, problems)
        if problems:
            raise InputError(problems)
        return evaluate(
            _selected(rules.policies, request.select),
            _narrowed(inventories, request.vendors),
            inputs=(*(_input(each) for each in inventories), *rules.inputs),
            as_of=request.as_of or clock.now(),
            fail_on=request.fail_on,
            narrowed=bool(request.vendors),
            jobs=request.jobs,
        )


class _Rules(NamedTuple):
    policies: tuple[Policy, ...]
    inputs: tuple[Input, ...]
