"""The door of PyYAML tells the same however it is entered, and leaves PyYAML as it was."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from documents import outcome
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"
SAMPLES = [
    *(path.read_text() for path in sorted(INVENTORIES.glob("*.yaml"))),
    *("", "# nothing", "a: 1\n---\nb: 2\n", "%YAML 1.2\n---\na: 1\n", "a: b: c", "a: [1", "- !x 1"),
    *("a: &x {b: [c]}\nd: *x\n", "a: *x", "&a [*a]", "{a: 1, a: 2}", "? [a]\n: b\n", "[?a]"),
    *("<<: {a: 1}", "a: |\n  x\n  y\n", "a: >-\n  x\n\n  y\n", 'a: "\\ud83d\\ude00"', "a:\n- ''\n"),
    *("- " * 200, "[" * 200, "a: 017\nb: .inf\n", "- é: 1\n  é: 2\n", "a: \u2028x", "{]: x}"),
]


@contextmanager
def another_thread() -> Iterator[None]:
    """A thread that might read YAML itself, so that nothing may be put into PyYAML's place."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


def beside(text: str) -> tuple[Any, Any]:
    with another_thread():
        return outcome(text)


ALONE = f"""
import json, sys
sys.path[:0] = {sys.path!r}
import yaml
def never(*_): raise AssertionError("an object was made of an event")
for each in vars(yaml.events).values():
    if isinstance(each, type): each.__init__ = never
from documents import outcome
json.dump([repr(outcome(each)) for each in json.load(sys.stdin)], sys.stdout)
"""


def alone(texts: list[str], program: str = ALONE) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_no_object_is_made_of_an_event_and_the_same_is_read() -> None:
    assert alone(SAMPLES) == [repr(beside(each)) for each in SAMPLES]


@examples(300)
@given(st.text(st.sampled_from(" \n-:,?[]{}&*!|>'\"#%ab1é"), max_size=40))
def test_whatever_the_text_functions_and_objects_say_the_same(text: str) -> None:
    assert outcome(text) == beside(text)


def test_the_classes_are_back_when_a_text_was_read() -> None:
    before = dict(vars(sys.modules["yaml._yaml"]))
    for each in SAMPLES:
        outcome(each)

    assert vars(sys.modules["yaml._yaml"]) == before
    assert yaml.load("a: [1, 'b']", Loader=yaml.CSafeLoader) == {"a": [1, "b"]}


OURS = f"""
import json, sys
sys.path[:0] = {sys.path!r}
from checker import host
host.ours = True
from documents import outcome
texts = json.load(sys.stdin)
found = [repr(outcome(each)) for each in texts]
loaded = sorted(name for name in sys.modules if name.partition(".")[0] == "yaml")
import yaml
again = [repr(outcome(each)) for each in texts]
json.dump([found, again, loaded], sys.stdout)
"""


def test_a_process_of_ours_imports_the_binding_and_reads_the_same() -> None:
    found, again, loaded = alone(SAMPLES, OURS)

    assert found == again == [repr(beside(each)) for each in SAMPLES]
    assert loaded == ["yaml._yaml", "yaml.error", "yaml.events"]


def test_the_suite_is_read_the_same(reference: Callable[..., Path]) -> None:
    texts = [path.read_text() for path in sorted(reference("yaml-test-suite", "src").iterdir())]

    assert [repr(beside(each)) for each in texts] == alone(texts, OURS)[0]
