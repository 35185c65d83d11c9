"""Each rule of lint with a case in which it fires, and a neighbour in which it is silent."""

import pytest
from linting.packs import GOOD, Seen, changed, linted, rules, seen

from checker.linting.rule import Level
from checker.linting.rules import RULES

WHEN = "data.classification in params.classes"
REQUIRE = "require: variables.full"


def found(*changes: tuple[str, str], infos: bool = False) -> list[tuple[str, int, int, int, str]]:
    """What is found, the rule first."""
    return [(s.rule, s.line, s.column, s.end, s.message) for s in rules(*changes, infos=infos)]


def fired(*changes: tuple[str, str]) -> list[str]:
    """The rules that found something, infos aside."""
    return [each.rule for each in rules(*changes)]


def test_a_good_policy_has_no_findings_but_what_may_be_missing() -> None:
    assert rules() == []
    assert rules(infos=True) == [
        Seen(
            8, 18, 28, "presence", "'encryption' may be not recorded: the verdict is then unknown"
        ),
        Seen(8, 29, 36, "presence", "'at_rest' may be not recorded: the verdict is then unknown"),
        Seen(
            9,
            16,
            30,
            "presence",
            "'classification' may be not recorded: the verdict is then unknown",
        ),
    ]


def test_schema() -> None:
    assert found(("severity: high", "severity: hihg")) == [
        (
            "schema",
            4,
            15,
            19,
            "'severity' is 'hihg' (expected critical, high, medium, low or info)",
        )
    ]


def test_a_faulty_file_does_not_hide_the_findings_of_the_next() -> None:
    result = linted("policies: 3\n", changed(("    fix: Ask for encryption.\n", "")))

    assert [(each.stretch.start.path, each.rule.id) for each in result.diagnostics] == [
        ("p0.yaml", "schema"),
        ("p1.yaml", "no-fix"),
        *[("p1.yaml", "presence")] * 3,
    ]


def test_override() -> None:
    settings = "policies: {encrypted: {params: {clases: [secret]}}}\n"

    assert seen(linted(GOOD, settings=settings)) == [
        Seen(1, 33, 39, "override", "policy 'encrypted' has no parameter 'clases'")
    ]
    assert seen(linted(GOOD, settings=settings.replace("clases", "classes"))) == []


def test_overrides_are_not_judged_by_policies_that_could_not_be_read() -> None:
    settings = "policies: {encrypted: {severity: low}}\n"

    assert [each.rule for each in seen(linted("policies: 3\n", settings=settings))] == ["schema"]


def test_duplicate_id() -> None:
    second = changed(("id: encrypted", "id: encrypted-2"))

    assert seen(linted(GOOD, GOOD)) == [
        Seen(2, 9, 18, "duplicate-id", "policy id 'encrypted' stands twice (first at p0.yaml:2:9)")
    ]
    assert seen(linted(GOOD, second)) == []


def test_shadowed_id() -> None:
    def shadowed(*ids: str) -> list[Seen]:
        result = linted(GOOD, shipped=ids)
        return [each for each in seen(result, infos=True) if each.rule == "shadowed-id"]

    assert shadowed("encrypted") == [
        Seen(2, 9, 18, "shadowed-id", "a shipped policy has the id 'encrypted'")
    ]
    assert shadowed("other") == []


def test_cel_syntax() -> None:
    assert found((WHEN, WHEN + " &&")) == [
        ("cel-syntax", 9, 51, 51, "the expression ends too soon (expected a value)")
    ]


def test_a_brace_of_a_message_that_is_not_closed() -> None:
    assert found(("{data.category}", "{data.category")) == [
        ("cel-syntax", 11, 15, 16, "'{' is not closed (expected '}')")
    ]


def test_cel_type() -> None:
    assert found((WHEN, "data.classificaton in params.classes")) == [
        ("cel-type", 9, 16, 29, "unknown field 'classificaton' of data holding")
    ]


def test_every_expression_is_checked_at_once() -> None:
    changes = (WHEN, "data.a"), ("variables.full", "data.b"), ("{data.category}", "{data.c}")

    assert [each[:3] for each in found(*changes)] == [
        ("cel-type", 9, 16),
        ("cel-type", 10, 19),
        ("cel-type", 11, 21),
    ]


def test_presence_tells_what_the_policy_makes_of_it_and_leaves_messages_alone() -> None:
    change = ("    for: data\n", "    for: data\n    on_missing: skip\n")
    infos = [each for each in rules(change, infos=True) if each.rule == "presence"]

    assert [(each.line, each.message.rpartition(": ")[2]) for each in infos] == [
        (9, "the verdict is then skip"),
        (9, "the verdict is then skip"),
        (10, "the verdict is then skip"),
    ]


@pytest.mark.parametrize(
    "when",
    [
        "false",
        "1 == 2",
        '"x" in params.classes && data.records > 1',
        'data.classification == "secret" && data.classification == "public"',
        'data.classification in params.classes && data.classification == "public"',
        "data.records > 5 && data.records < 6",
        "data.records > data.bytes && data.bytes > data.records",
        "has(data.records) && !has(data.records)",
        "!has(data.encryption.at_rest) && data.encryption.at_rest == 'full'",
        "vendor.clients.size() < 0",
        "vendor.clients.exists(c, c.client == 'a' && c.client == 'b')",
        "[].exists(c, data.records > c)",
        "data.special_category && !data.special_category",
        "(data.special_category || data.records > 5) && !data.special_category && data.records < 3",
        "data.special_category ? data.records < 0 && data.records > 0 : false",
        "data.id.startsWith('a') && !data.id.startsWith('a')",
        "!(data.classification in ['public', 'internal', 'confidential', 'restricted', 'secret'])",
        "variables.full && data.encryption.at_rest == 'none'",
    ],
)
def test_unreachable_when(when: str) -> None:
    text = when.replace("'", "''")
    result = found((WHEN, f"'{text}'"))

    assert [each[0] for each in result if each[0] != "unused-param"] == ["unreachable-when"]
    assert "the policy never applies" in result[-1][4]


@pytest.mark.parametrize(
    "when",
    [
        'data.classification == "secret" || data.classification == "public"',
        "data.records > 5 && data.records < 7",
        "data.records > data.bytes && data.records > data.retention_days",
        "has(data.records) && !has(data.bytes)",
        "vendor.clients.size() <= 0",
        "vendor.clients.exists(c, c.client == 'a') && vendor.clients.exists(c, c.client == 'b')",
        "vendor.clients.all(c, c.client == 'a' && c.client == 'b')",
        "data.special_category && !has(data.records)",
        "data.id.startsWith('a') && !data.id.startsWith('b')",
        "vendor.data.exists(d, d.records > 5) && vendor.data.exists(d, d.records < 3)",
        "vendor.contracts.size() > 0",
        "!(data.records < 5) && data.records <= 5",
        "!(data.records <= 5) && data.records < 7",
        "!(data.records > 5) && data.records >= 5",
        "!(data.records >= 5) && data.records > 3",
    ],
)
def test_a_when_that_can_be_true(when: str) -> None:
    text = when.replace("'", "''")

    assert [each for each in fired((WHEN, f"'{text}'")) if each != "unused-param"] == []


def test_a_when_that_is_always_an_error() -> None:
    assert found((WHEN, "1 / 0 == 1 || params.classes.size() > 5")) == [
        ("unreachable-when", 9, 11, 50, "'when' is always an error: the policy never applies")
    ]


def test_constant_when() -> None:
    assert found((WHEN, "has(data.category) && params.classes.size() == 1")) == [
        (
            "constant-when",
            9,
            11,
            59,
            "'when' is always true (expected a condition that some subjects do not meet)",
        )
    ]
    assert fired((WHEN, "has(data.records) && params.classes.size() == 1")) == []


@pytest.mark.parametrize(
    "require,said",
    [
        ("1 == 1", "is always true where 'when' is: the policy checks nothing"),
        ("params.classes.size() == 1", "is always true where 'when' is: the policy checks nothing"),
        ("params.classes.size() == 2", "is always false where it applies: nobody passes"),
        (
            'data.classification == "secret"',
            "is always true where 'when' is: the policy checks nothing",
        ),
        ('data.classification == "public"', "is always false where it applies: nobody passes"),
        ("vendor.id == vendor.id", "is always true where 'when' is: the policy checks nothing"),
        ("vendor.id.size() >= 0", "is always true where 'when' is: the policy checks nothing"),
        ("vendor.clients.size() < 0", "is never true where it applies: nobody passes"),
        ("1 / 0 == 1", "is always an error where it applies: nobody passes"),
    ],
)
def test_constant_require(require: str, said: str) -> None:
    result = found(("variables.full", require))

    assert [(each[0], each[4]) for each in result if each[0] != "unused-variable"] == [
        ("constant-require", f"'require' {said}")
    ]


@pytest.mark.parametrize(
    "require",
    ['data.encryption.at_rest == "full"', "vendor.clients.size() <= 0", "vendor.id == data.id"],
)
def test_a_require_that_decides(require: str) -> None:
    assert fired(("variables.full", require)) == ["unused-variable"]


def test_the_variable_of_a_macro_is_not_the_root_of_the_same_name() -> None:
    other = "vendor.data.all(data, data.classification == 'public')"

    assert fired((WHEN, "data.classification in params.classes"), ("variables.full", other)) == [
        "unused-variable"
    ]


@pytest.mark.parametrize(
    "require,path",
    [
        ('!has(data.encryption) || data.encryption.at_rest == "full"', "data.encryption"),
        ("!has(data.encryption) || variables.full", "data.encryption"),
        ('!("encryption" in data) || variables.full', "data.encryption"),
        ("!(has(data.records) && data.records > 9)", "data.records"),
        ("vendor.data.all(d, !has(d.records) || d.records < 9)", "d.records"),
        ("!vendor.data.exists(d, has(d.records) && d.records > 9)", "d.records"),
        ("variables.full ? !has(data.records) || data.records < 9 : false", "data.records"),
        ("vendor.data.exists(d, !has(d.records) || d.records < 9)", ""),
        ("vendor.data.all(d, variables.full || has(d.records) && d.records < 9)", ""),
        ("has(data.records) ? data.records < 9 : true", "data.records"),
        ("variables.full && (!has(data.records) ? true : data.records < 9)", "data.records"),
        ("variables.full && (!has(data.records) || data.records < 9)", "data.records"),
        ("has(data.records) && data.records < 9", ""),
        ("has(data.records) ? data.records < 9 : variables.full", ""),
        ("!has(data.records) || variables.full", ""),
    ],
)
def test_silent_pass(require: str, path: str) -> None:
    found = linted(changed(("require: variables.full", f"require: '{require}'")))
    said = [each.message for each in found.diagnostics if each.rule.id == "silent-pass"]

    assert said == (
        [f"this holds where '{path}' is not recorded: missing is not a pass"] if path else []
    )


def test_a_guard_in_a_variable_is_told_where_the_requirement_reads_it() -> None:
    declared = ("variables:", 'variables:\n      low: "!has(data.records) || data.records < 9"')
    found = linted(
        changed(("require: variables.full", "require: variables.low && variables.full"), declared)
    )
    (said,) = [each for each in found.diagnostics if each.rule.id == "silent-pass"]

    start, end, line = said.stretch
    assert said.message == "this holds where 'data.records' is not recorded: missing is not a pass"
    assert line[start.column - 1 : end.column - 1] == "variables.low"


def test_never_false() -> None:
    def info(require: str) -> list[str]:
        found = rules(("variables.full", require), infos=True)
        return [each.message for each in found if each.rule == "never-false"]

    message = "'require' is never false where 'when' is: only what is not recorded is found"
    assert info("vendor.clients.size() >= 0") == [message]
    assert info("vendor.clients.size() >= 1") == []


def test_constant_clause() -> None:
    clause = "variables.full && data.category == data.category"
    assert found(("variables.full", clause)) == [
        ("constant-clause", 10, 32, 62, "data.category == data.category is always true")
    ]
    never = "variables.full || (data.records > 5 && data.records < 3)"
    assert [each[4] for each in found(("variables.full", never))] == [
        "data.records > 5 && data.records < 3 is never true"
    ]
    assert fired(("variables.full", "variables.full && data.category == data.id")) == []


def test_a_clause_that_only_a_parameter_makes_constant_is_a_switch() -> None:
    switch = (
        ("params: {", "params: {strict: false, "),
        ("variables.full", "variables.full || !params.strict && has(data.records)"),
    )

    assert fired(*switch) == []


def test_a_clause_inside_a_macro() -> None:
    clause = "vendor.clients.all(c, variables.full || c.client != c.client)"
    result = found((REQUIRE, f"require: {clause}"))

    assert [(each[0], each[4]) for each in result] == [
        ("constant-clause", "c.client != c.client is always false")
    ]


def test_unused_variable() -> None:
    more = ("    when:", "      spare: variables.full\n    when:")

    assert found(more) == [("unused-variable", 9, 7, 12, "variable 'spare' is never read")]
    assert fired(more, ("variables.full\n    message", "variables.spare\n    message")) == []


def test_a_variable_that_only_an_unread_one_reads_is_unread() -> None:
    result = found((REQUIRE, 'require: data.encryption.at_rest == "full"'))

    assert result == [("unused-variable", 8, 7, 11, "variable 'full' is never read")]


def test_unused_param() -> None:
    assert found(("{classes: [secret]}", "{classes: [secret], most: 3}")) == [
        ("unused-param", 6, 33, 37, "parameter 'most' is never read")
    ]
    assert (
        fired(
            ("{classes: [secret]}", "{classes: [secret], most: 3}"),
            ("{data.category}", "{params.most}"),
        )
        == []
    )
    assert (
        fired(
            ("{classes: [secret]}", "{classes: [secret], most: 3}"), ("{data.category}", "{params}")
        )
        == []
    )


def test_a_macro_variable_of_the_same_name_reads_nothing() -> None:
    shadow = "vendor.clients.all(params, has(params.since) || variables.full)"

    assert [each[0] for each in found((WHEN, "has(data.records)"), ("variables.full", shadow))] == [
        "unused-param"
    ]


def test_message_error() -> None:
    assert found(("{data.category}", "{params.classes[3]}")) == [
        (
            "message-error",
            11,
            16,
            33,
            "this hole is always an error: it reads '(cannot be evaluated)'",
        )
    ]
    assert fired(("{data.category}", "{params.classes[0]}")) == []
    assert fired(("{data.category}", "{data.encryption.keys}")) == []


@pytest.mark.parametrize("text", ["data.category is open", "'data ' + data.category", "vendor.id"])
def test_message_as_expression(text: str) -> None:
    assert [each[0] for each in found(("{data.category} is", f"{text} is"))] == [
        "message-as-expression"
    ]


@pytest.mark.parametrize(
    "text", ["data.centre is open", "see vendor.example.com", "a + b", "data. Category"]
)
def test_a_message_that_is_prose(text: str) -> None:
    assert fired(("{data.category} is", f"{text} is")) == []


def test_unknown_framework() -> None:
    assert found(("gdpr:", "gdrp:")) == [
        ("unknown-framework", 14, 16, 20, "framework 'gdrp' is not known, its ids are not checked")
    ]


def test_unknown_control() -> None:
    assert found(("32(1)(a)", "32(1)(e)")) == [
        ("unknown-control", 14, 23, 33, "gdpr has no control '32(1)(e)'")
    ]
    assert fired(("32(1)(a)", "32(1)(d)")) == []


def test_withdrawn_control() -> None:
    assert found(('gdpr: ["32(1)(a)"]', 'nist-800-53-r5: ["AC-2(10)"]')) == [
        ("withdrawn-control", 14, 33, 43, "nist-800-53-r5 has withdrawn 'AC-2(10)'")
    ]
    assert fired(('gdpr: ["32(1)(a)"]', 'nist-800-53-r5: ["AC-06(01)"]')) == []


def test_no_why_and_no_fix() -> None:
    assert found(("    why: A stolen disk then gives nothing away.\n", "")) == [
        ("no-why", 2, 9, 18, "policy 'encrypted' has no 'why'")
    ]
    assert found(("    fix: Ask for encryption.\n", "")) == [
        ("no-fix", 2, 9, 18, "policy 'encrypted' has no 'fix'")
    ]


def test_no_tests() -> None:
    bare = GOOD.partition("    tests:")[0]

    assert seen(linted(bare)) == [Seen(2, 9, 18, "no-tests", "policy 'encrypted' has no tests")]


SUITE = """\
policies: [encrypted]
tests:
  - {name: none, given: {data: {classification: public}}, expect: fail}
  - {name: not recorded, given: {vendor: {id: v}}, expect: unknown}
"""


def test_the_tests_of_a_suite_count() -> None:
    bare = GOOD.partition("    tests:")[0]
    of_each = SUITE.replace("expect: fail", "expect: {encrypted: fail}")

    assert seen(linted(bare, suites=[SUITE])) == []
    assert seen(linted(bare, suites=[of_each])) == []
    assert seen(linted(bare, suites=[SUITE.replace("[encrypted]", "[other]")])) == [
        Seen(2, 9, 18, "no-tests", "policy 'encrypted' has no tests")
    ]


def test_untested_fail_and_untested_unknown() -> None:
    assert found(("expect: fail", "expect: error")) == [
        ("untested-fail", 2, 9, 18, "no test of policy 'encrypted' expects fail")
    ]
    assert found(("expect: unknown", "expect: error")) == [
        ("untested-unknown", 2, 9, 18, "no test of policy 'encrypted' expects unknown")
    ]


def test_a_policy_that_is_never_unknown_needs_no_test_of_it() -> None:
    quiet = ("    for: data\n", "    for: data\n    on_missing: fail\n")

    assert fired(("expect: unknown", "expect: fail"), quiet) == []


def test_parameters_count_with_the_values_in_force() -> None:
    settings = "policies: {encrypted: {params: {classes: []}}}\n"

    assert [(each.rule, each.line) for each in seen(linted(GOOD, settings=settings))] == [
        ("unreachable-when", 9)
    ]


def test_a_rule_is_written_in_sentences_and_named_once() -> None:
    assert [rule.id for rule in RULES.values()] == list(RULES)
    for rule in RULES.values():
        assert not rule.short.endswith(".")
        assert rule.why.endswith(".")
        assert rule.fix.endswith(".")
        assert isinstance(rule.level, Level)
    assert RULES["duplicate-id"].name == "DuplicateId"
