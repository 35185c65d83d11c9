"""No file and no argument, however wrong, is answered with a traceback."""

import random

import pytest
from fuzz.campaign import seeds
from fuzz.mutations import ARGUMENTS, mutated
from workplace import INVENTORY, MOMENT, POLICY, Done, Workplace

pytestmark = pytest.mark.slow

TESTS = """\
    params: {allowed: [full]}
    variables:
      full: 'data.encryption.at_rest in params.allowed'
      rested: vendor.custom.drills.all(d, d.held < "2031-05-01" && d.places >= 2)
    when: 'has(vendor.custom) ? variables.rested : data.classification != "public"'
    controls: {soc-2: [CC6.1]}
    tests:
      - name: full
        given: {data: {classification: secret, encryption: {at_rest: full}}}
        now: 2031-05-15T00:00:00Z
        expect: pass
      - {name: not told, given: {data: {classification: secret}}, expect: unknown}
"""
SUITE = """\
policies: [encrypted]
fixtures:
  vault: {data: {category: telemetry, classification: secret, encryption: {at_rest: full}}}
tests:
  - {name: in the vault, given: {use: vault}, expect: pass}
  - name: all
    given: {inventory: {vendors: [{id: acme, data: [{id: a, classification: secret}]}]}}
    expect: {acme/data/a: unknown}
"""
CONFIG = """\
packs: [policies]
policies:
  encrypted: {severity: low, enabled: true, params: {allowed: [full, partial]}}
fields:
  vendor:
    tier: {type: string, enum: [gold, silver], description: Of what use., x-sensitive: true}
    drills:
      type: array
      description: Exercises.
      items:
        type: object
        required: [held]
        properties:
          held: {type: string, format: date, description: The day.}
          places: {type: integer, minimum: 1, maximum: 9, description: How many took part.}
  data: {share: {type: number, minimum: 0.5, description: A share.}}
"""
MORE = """\
    custom: {tier: gold, drills: [{held: 2031-04-01, places: 3}]}
    clients:
      - {client: lab-a, segregation: none}
    contracts:
      - {ref: msa-1, start: 2030-01-01, breach_notification_hours: 48}
organisations:
  - {id: lab-a, name: Lab A}
"""
FILES = {
    "inventories/ours.yaml": INVENTORY + MORE,
    "policies/own.yaml": POLICY + TESTS,
    "policies/own.test.yaml": SUITE,
    "vendorgate.yaml": CONFIG,
}
COMMANDS = (
    ("check", "--as-of", MOMENT),
    ("check", "--as-of", MOMENT, "-o", "json"),
    ("lint", "--verbose"),
    ("lint", "-o", "json"),
    ("test",),
    ("test", "--coverage", "-o", "json"),
    ("explain", "encrypted", "acme/data[0]", "--as-of", MOMENT),
    ("forecast", "--as-of", MOMENT, "--within", "30d"),
    ("schema", "inventory"),
    ("config",),
)
WITHOUT_CACHE = {"VENDORGATE_CACHE": ""}


def answered(done: Done) -> bool:
    return done.code in {0, 1, 2} and "Traceback" not in done.out + done.err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_changed_is_right_before(workplace: Workplace, command: tuple[str, ...]) -> None:
    for name, text in FILES.items():
        workplace.write(name, text)

    done = workplace.run(*command, environment=WITHOUT_CACHE)

    assert (done.code, done.err) == (0, "")


@seeds(60)
def test_a_file_that_was_changed_at_random(workplace: Workplace, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        for name, text in FILES.items():
            workplace.write(name, text)
        name = chance.choice([*FILES])
        content = mutated(FILES[name], chance)
        workplace.write(name, content)
        command = chance.choice(COMMANDS)

        done = workplace.run(*command, environment=WITHOUT_CACHE)

        assert answered(done), (command, name, content, done)


@seeds(10)
def test_arguments_that_were_drawn_at_random(workplace: Workplace, seed: int) -> None:
    chance = random.Random(seed)
    for name, text in FILES.items():
        workplace.write(name, text)
    for _ in range(25):
        arguments = list(chance.choice(COMMANDS))
        for _ in range(chance.randint(1, 4)):
            arguments.insert(chance.randint(0, len(arguments)), chance.choice(ARGUMENTS))

        done = workplace.run(*arguments, environment=WITHOUT_CACHE)

        assert answered(done), (arguments, done)
