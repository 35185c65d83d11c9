"""The rules of lint: what each looks for, why, and how much it matters."""

from collections.abc import Mapping
from typing import Final

from checker.linting.rule import Level, Rule

_E, _W, _I = Level.ERROR, Level.WARNING, Level.INFO

UNREADABLE: Final = Rule(
    "unreadable",
    _E,
    "The file cannot be read, or is not YAML as vendorgate reads it",
    "Nothing in the file can be judged, and `vendorgate check` stops at it.",
    "Mend what the message says; the file was left out of everything else.",
)
SCHEMA: Final = Rule(
    "schema",
    _E,
    "The file does not match the schema of policies, or of the configuration",
    "`vendorgate check` stops at it.",
    "Mend what the message says; checker/schemas/policies.schema.json describes every field.",
)
OVERRIDE: Final = Rule(
    "override",
    _E,
    "The configuration changes a policy or a parameter that is not there, or its type",
    "The change would not happen, and nobody would know.",
    "Name a policy and a parameter that exist, and keep the type.",
)
DUPLICATE_ID: Final = Rule(
    "duplicate-id",
    _E,
    "Two policies have the same id",
    "Findings, waivers and overrides refer to a policy by its id.",
    "Give one of them another id; to tune a policy, override it in vendorgate.yaml.",
)
SHADOWED_ID: Final = Rule(
    "shadowed-id",
    _I,
    "A policy has the id of a shipped one",
    "Who knows the shipped policy expects this one to do the same; it replaces a copy, or hides a "
    "different rule under a known name.",
    "Keep it if it is a copy on purpose; else give it another id.",
)
SYNTAX: Final = Rule(
    "cel-syntax",
    _E,
    "The expression is not CEL",
    "`vendorgate check` stops at it.",
    "Mend the expression where the caret points.",
)
TYPE: Final = Rule(
    "cel-type",
    _E,
    "The expression does not fit the inventory's schema",
    "A field that does not exist, a value that is never taken or a comparison of unlike things "
    "would decide wrongly, or not at all.",
    "Mend the expression where the caret points.",
)
PRESENCE: Final = Rule(
    "presence",
    _I,
    "Whether the field is recorded decides",
    "Where an optional field is not recorded the verdict is unknown (or what `on_missing` says), "
    "which is often what is wanted; and `has(…)` of a field that is always there asks nothing.",
    "Leave it if unknown is the right answer; else guard the read with `has(…)`.",
)
UNREACHABLE_WHEN: Final = Rule(
    "unreachable-when",
    _E,
    "`when` is never true, so the policy never applies",
    "A policy that checks nothing looks like one that is kept.",
    "Mend the condition, or remove the policy.",
)
CONSTANT_WHEN: Final = Rule(
    "constant-when",
    _W,
    "`when` is always true",
    "It says that the policy is selective, and it is not.",
    "Leave `when` out, or say what it was meant to exclude.",
)
CONSTANT_REQUIRE: Final = Rule(
    "constant-require",
    _E,
    "`require` has the same outcome for every inventory",
    "A requirement that always holds checks nothing; one that never holds fails everybody.",
    "Mend the condition; parameters count with the values that are in force.",
)
NEVER_FALSE: Final = Rule(
    "never-false",
    _I,
    "`require` is never false: only what is not recorded is found",
    "A requirement that something be recorded may be meant; a comparison that every value meets "
    "is not.",
    "Leave it if the policy asks for a record; else mend the condition.",
)
SILENT_PASS: Final = Rule(
    "silent-pass",
    _W,
    "`require` is true where what it asks for is not recorded",
    "Who records nothing passes; without the guard the verdict is unknown, which is the truth.",
    "Leave the guard out. Where silence is an answer, say what it means in `when`, or set "
    "`on_missing`.",
)
CONSTANT_CLAUSE: Final = Rule(
    "constant-clause",
    _W,
    "A part of a condition has the same outcome for every inventory",
    "The part decides nothing, or makes the rest decide nothing: probably another field or value "
    "was meant. Parameters do not count: what only they make constant is a switch.",
    "Mend the part, or remove it.",
)
UNUSED_VARIABLE: Final = Rule(
    "unused-variable",
    _W,
    "A variable is never read",
    "Who reads the policy looks for what it decides; it decides nothing.",
    "Remove it, or read it as `variables.<name>`.",
)
UNUSED_PARAM: Final = Rule(
    "unused-param",
    _W,
    "A parameter is never read",
    "An organisation that overrides it believes that it changed something.",
    "Remove it, or read it as `params.<name>`.",
)
MESSAGE_ERROR: Final = Rule(
    "message-error",
    _E,
    "The message has a hole that is an error for every inventory",
    "Every finding would read '(cannot be evaluated)'. A hole whose field is not recorded is "
    "fine: it reads '(not recorded)'.",
    "Mend the expression between the braces.",
)
MESSAGE_AS_EXPRESSION: Final = Rule(
    "message-as-expression",
    _W,
    "The message looks like an expression, and is text",
    "A finding would show the source of the expression instead of its value.",
    'Put what is to be worked out between braces: `"{vendor.id} has …"`.',
)
UNKNOWN_FRAMEWORK: Final = Rule(
    "unknown-framework",
    _W,
    "The ids of the framework are not known",
    "A mistyped framework is one that nobody finds; the ids of your own are not checked.",
    "Use a name of the list, or keep it if the framework is your own.",
)
UNKNOWN_CONTROL: Final = Rule(
    "unknown-control",
    _E,
    "The framework has no control of this id",
    "A reviewer who looks for the control does not find the policy.",
    "Write the id as the framework does; docs/lint.md says how.",
)
WITHDRAWN_CONTROL: Final = Rule(
    "withdrawn-control",
    _E,
    "The framework has withdrawn the control",
    "A reviewer who looks for the control finds that it is no longer one.",
    "Name the control that it went into.",
)
NO_WHY: Final = Rule(
    "no-why",
    _W,
    "The policy does not say why it exists",
    "Who gets the finding has to understand it without its author.",
    "Add `why`: what goes wrong where the policy does not hold.",
)
NO_FIX: Final = Rule(
    "no-fix",
    _W,
    "The policy does not say what to do about a finding",
    "Who gets the finding has to act on it without its author.",
    "Add `fix`: what to ask for, and what to record.",
)
NO_TESTS: Final = Rule(
    "no-tests",
    _W,
    "The policy has no tests",
    "Nobody can see that it does what it says, or notice when it no longer does.",
    "Add `tests`: an example that passes, one that fails, one that lacks the evidence.",
)
UNTESTED_FAIL: Final = Rule(
    "untested-fail",
    _W,
    "No test of the policy expects fail",
    "A policy that was never seen to fail may be unable to.",
    "Add a test with an example that breaks the policy.",
)
UNTESTED_UNKNOWN: Final = Rule(
    "untested-unknown",
    _W,
    "No test of the policy expects unknown",
    "What the policy makes of evidence that is not there is the finding most often seen.",
    "Add a test whose example lacks the evidence.",
)

RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule
    for rule in (
        UNREADABLE,
        SCHEMA,
        OVERRIDE,
        DUPLICATE_ID,
        SHADOWED_ID,
        SYNTAX,
        TYPE,
        PRESENCE,
        UNREACHABLE_WHEN,
        CONSTANT_WHEN,
        CONSTANT_REQUIRE,
        NEVER_FALSE,
        SILENT_PASS,
        CONSTANT_CLAUSE,
        UNUSED_VARIABLE,
        UNUSED_PARAM,
        MESSAGE_ERROR,
        MESSAGE_AS_EXPRESSION,
        UNKNOWN_FRAMEWORK,
        UNKNOWN_CONTROL,
        WITHDRAWN_CONTROL,
        NO_WHY,
        NO_FIX,
        NO_TESTS,
        UNTESTED_FAIL,
        UNTESTED_UNKNOWN,
    )
}
"""Every rule by its id, in the order of the documentation."""
