"""A call reaches the overload that its values have the types of, and no other."""

import pytest

from checker.cel.functions.dispatch import costs, resolve
from checker.cel.functions.table import FUNCTIONS
from checker.cel.types import Kind
from checker.values import CelError, Duration, Timestamp, TypeValue

SAMPLES = {
    Kind.NULL: None,
    Kind.BOOL: True,
    Kind.INT: 1,
    Kind.DOUBLE: 1.0,
    Kind.STRING: "",
    Kind.LIST: [],
    Kind.MAP: {},
    Kind.TIMESTAMP: Timestamp(0),
    Kind.DURATION: Duration(0),
    Kind.TYPE: TypeValue("int"),
}
ALL = [(name, each) for name, overloads in FUNCTIONS.items() for each in overloads]


def _raised(call, *values):
    try:
        call(*values)
    except CelError as error:
        return str(error)
    except KeyError:
        pass
    return ""


def test_every_overload_takes_its_types_and_its_function_no_others():
    for name, overload in ALL:
        assert_takes_its_types_alone(name, overload)


def assert_takes_its_types_alone(name, overload):
    count = len(overload.parameters)
    call = resolve(name, overload.method, count)
    values = [SAMPLES.get(p.kind, 1) for p in overload.parameters]
    assert not _raised(call, *values).startswith(f"no such overload: {name}("), overload.id
    among = [o for o in FUNCTIONS[name] if o.method is overload.method]
    for at in range(count):
        taken = {o.parameters[min(at, len(o.parameters) - 1)].kind for o in among}
        if taken & {Kind.DYN, Kind.VARIABLE}:
            continue
        for kind in SAMPLES.keys() - taken:
            changed = [*values[:at], SAMPLES[kind], *values[at + 1 :]]
            assert _raised(call, *changed).startswith(f"no such overload: {name}("), (
                overload.id,
                kind,
            )


def test_the_refusal_names_the_types():
    with pytest.raises(CelError, match=r"^no such overload: startsWith\(int, string\)$"):
        resolve("startsWith", method=True, count=2)(1, "a")
    with pytest.raises(CelError, match=r"^no such overload: size\(null_type\)$"):
        resolve("size", method=False, count=1)(None)


def test_a_bool_is_no_int_and_an_instant_no_duration():
    to_string = resolve("string", method=False, count=1)
    assert [to_string(value) for value in (True, 1)] == ["true", "1"]
    assert resolve("getHours", method=True, count=1)(Duration(0)) == 0
    with pytest.raises(CelError):
        resolve("int", method=False, count=1)(*[True])
    with pytest.raises(CelError):
        resolve("getFullYear", method=True, count=1)(Duration(0))


def test_a_method_is_no_function_and_counts_matter():
    for function, method, count in [
        ("contains", False, 2),
        ("sets.contains", True, 2),
        ("startsWith", True, 1),
        ("startsWith", True, 3),
        ("math.greatest", False, 0),
        ("nonsense", False, 1),
    ]:
        with pytest.raises(CelError, match="no such overload"):
            resolve(function, method, count)(*["a"] * count)


def test_the_last_parameter_of_a_variadic_repeats():
    assert resolve("math.greatest", method=False, count=5)(1, 2, 5, 4, 3) == 5
    assert resolve("math.least", method=False, count=3)(1.5, 2, 3) == 1.5


def test_a_call_site_keeps_no_state_between_types():
    call = resolve("size", method=False, count=1)
    assert [call("abc"), call([1]), call("ab"), call({})] == [3, 1, 2, 0]


def test_costs_are_those_of_the_overload_that_takes_the_values():
    assert costs("startsWith", method=True, count=2) is None
    assert costs("nonsense", method=False, count=1) is None
    reverse = costs("reverse", method=True, count=1)
    assert reverse is not None
    assert (reverse("a" * 1000), reverse([0] * 1000), reverse(None)) == (11, 1001, 1)
    greatest = costs("math.greatest", method=False, count=1)
    assert greatest is not None
    assert (greatest(5), greatest([5, 6])) == (1, 3)
