"""Remedies as a reader understands them: their words are read, and the inventory is changed."""

import copy
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

from checker.inventory import Inventory
from checker.model.view import inventory_of
from checker.parse import document
from checker.report.explanation import Remedy
from checker.validate import schema
from tests.data import dumped

MOST = 40
_STEP = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")
_BOUND = re.compile(
    r"were (?:recorded, )?(at most|at least|not after|not before) (\S+)(?: nor after (\S+))?"
)
_NOTICE = re.compile(
    r"had a notice (?:to (?P<client>[^,\s]+)|by (?P<by>\S+) to the (?P<to>\S+)"
    r" under (?P<regime>[^,\s]+)), sent by (?P<at>\S+)$"
)
_ANOTHER = "had one with "
_ELEMENT = re.compile(r"(included|did not include) (\S+)$")
_ANYTHING = ["some text", "2031-01-01", "2031-01-01T00:00:00Z", "NO", "a@b.example"]


def steps(path: str) -> list[str | int]:
    return [int(index) if index else name for name, index in _STEP.findall(path)]


def values(remedy: Remedy) -> list[Any]:
    """Every value that the text offers."""
    if remedy.text == "were recorded":
        return _ANYTHING
    if bound := _BOUND.match(remedy.text):
        return [bound[2], bound[3]] if bound[3] else _beyond(bound[1], _read(bound[2]))
    words = re.sub("^were (recorded as )?", "", remedy.text).removesuffix(", among others")
    return [_read(word) for word in re.split(", | or ", words)]


def _beyond(side: str, bound: Any) -> list[Any]:
    """The bound itself, and what lies on its right side."""
    if isinstance(bound, str):
        return [bound, f"{2010 if side == 'not after' else 2050}{bound[4:]}"]
    return [bound, 0, bound // 2] if side == "at most" else [bound, bound + 1, bound + 1_000]


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def remedied(data: Any, remedies: Sequence[Remedy]) -> Iterator[Inventory]:
    """The inventories that the remedies may mean, all of them valid, one for each choice."""
    offers = [[None] if _edits(each) else _offers(each) for each in remedies]
    any_text = [each.text == "were recorded" or _has_any(each) for each in remedies]
    valid = 0
    for choice in islice(product(*offers), MOST):
        changed = copy.deepcopy(data)
        # From behind, so that what is removed moves nothing that is still to be changed.
        for remedy, value in sorted(
            zip(remedies, choice, strict=True), key=lambda each: "did not include" in each[0].text
        ):
            _change(changed, remedy, value)
        read = document.parse("changed.yaml", dumped(changed).encode())
        problems = schema.problems(read, "inventory")
        if problems and any(any_text):
            continue
        assert problems == [], (remedies, choice)
        valid += 1
        yield inventory_of(read)
    assert valid, remedies


def _offers(remedy: Remedy) -> list[Any]:
    """Every value that the text offers; of a record that is added, every one that it may be."""
    if not remedy.text.startswith(_ANOTHER):
        return values(remedy)
    fields = dict(_fields(remedy))
    every = product(*(values(remedy._replace(text=text)) for text in fields.values()))
    return [dict(zip(fields, own, strict=True)) for own in every]


def _fields(remedy: Remedy) -> Iterator[tuple[str, str]]:
    """The fields of a record that is added, each with the text of a remedy for it."""
    for part in remedy.text.removeprefix(_ANOTHER).split(" and "):
        name, _, text = part.partition(" ")
        yield name, f"were {text or 'recorded'}"


def _has_any(remedy: Remedy) -> bool:
    another = remedy.text.startswith(_ANOTHER)
    return another and any(text == "were recorded" for _, text in _fields(remedy))


def _edits(remedy: Remedy) -> bool:
    return bool(_ELEMENT.match(remedy.text) or _NOTICE.match(remedy.text))


def _change(data: Any, remedy: Remedy, value: Any) -> None:
    *above, last = steps(remedy.path)
    for step in above:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    if match := _ELEMENT.match(remedy.text):
        named = _read(match[2])
        kept = [each for each in data[last] if each != named]
        data[last] = [*kept, named] if match[1] == "included" else kept
    elif match := _NOTICE.match(remedy.text):
        told = match.groupdict()
        if told["client"]:
            data[last].append({"to": "client", "recipient": told["client"], "sent_at": told["at"]})
        else:
            under = {"to": told["to"], "sent_by": told["by"], "regime": told["regime"]}
            data[last].append({**under, "sent_at": told["at"]})
    elif remedy.text.startswith(_ANOTHER):
        data[last].append({})
        for path, own in value.items():
            _change(data[last][-1], remedy._replace(path=path, text=""), own)
    else:
        data[last] = value
