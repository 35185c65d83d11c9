"""Executors of tests: they see what is submitted, and may do something before it is carried out."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from workplace import INVENTORY, REPOSITORY, Workplace

from checker import clock
from checker.formats import html, registry
from checker.usecases.check import Checked
from checker.usecases.load import Request

AS_OF = clock.as_of("2031-05-15")

SEES_ALL = """\
policies:
  - id: few-vendors
    title: No inventory has most vendors
    severity: low
    for: vendor
    require: portfolio.inventories.exists(i, i.vendors.size() > 1 && i.id != inventory.id)
    message: "{vendor.id} is not alone"
    why: It shows what only the whole portfolio tells.
    fix: Record more.
  - id: named-owner
    title: The inventory has an owner
    severity: low
    for: inventory
    require: inventory.owner.name != "Nobody"
    message: "{inventory.id} is owned"
    why: Somebody answers.
    fix: Name somebody.
"""


class Crew(Executor):
    """An executor within this process; `before` is called with the number of each submission."""

    def __init__(self, before: Callable[[int], None] = lambda _: None, threads: int = 1) -> None:
        self.before, self.submitted = before, 0
        self._threads = ThreadPoolExecutor(threads)

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        self.submitted += 1
        self.before(self.submitted)
        return self._threads.submit(work, *given, **named)


def portfolio(workplace: Workplace, more: int = 4) -> Request:
    """Inventories that have vendors, parties and incidents in common, and policies of all kinds."""
    for path in sorted((REPOSITORY / "inventories").glob("*.yaml")):
        workplace.write(f"inventories/{path.name}", path.read_bytes())
    for number in range(more):
        own = INVENTORY.replace("id: ours", f"id: own-{number}").replace(
            "hq_country: US\n",
            f"hq_country: US\n    subprocessors: [{{party: behind-{number}, name: B}}]\n",
        )
        workplace.write(f"inventories/more/own-{number}.yaml", own)
    workplace.write("policies/own.yaml", SEES_ALL)
    return Request(policies=("shipped", "policies"), as_of=AS_OF)


def told(checked: Checked, *formats: str) -> dict[str, str]:
    """What a run says in some formats; none means all."""
    found = {}
    for name in formats or registry.FORMATS:
        each = registry.FORMATS[name]
        report = checked.dated if each.dated else checked.report
        if name == "html":
            found[name] = html.render(report, checked.explainer(), checked.ahead, checked.picture)
        elif name == "table":
            found[name] = each._module().render(
                report, checked.explainer(), width=100, colour=False, verbose=True
            )
        elif each.streamed:
            found[name] = "".join(each.pieces(report, checked.explainer()))
        else:
            found[name] = each.render(report, checked.explainer())
    return found
