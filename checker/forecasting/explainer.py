"""Explaining changes: each as a report of its moment would."""

from checker.evaluate.run import Run
from checker.explaining.explainer import Explainer
from checker.report.explanation import Explanation
from checker.report.forecast import Change
from checker.report.matrix import Cell
from checker.time.text import parse_timestamp

_CAUSES = {
    "": "",
    "policy": " (the policy comes into force)",
    "parameters": " (the policy's parameters change)",
}


class ForecastExplainer:
    """Explains the changes of the forecast of one run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._numbers = {policy.id: number for number, policy in enumerate(run.policies)}
        # Changes are asked for in order: those of one moment share what it takes to explain one.
        self._latest: tuple[str, Explainer] | None = None

    def explain(self, change: Change) -> Explanation:
        """The message and the place of a change, as they will be then.

        Raises:
            Disagreement: forecasting and explaining came to different verdicts.
        """
        if self._latest is None or self._latest[0] != change.at:
            then = self._run.at(parse_timestamp(change.at))
            self._latest = change.at, Explainer(then)
        cell = Cell(self._numbers[change.policy.id], change.subject, change.verdict)
        explanation = self._latest[1].explain(cell)
        cause = _CAUSES[change.begins]
        if change.waiver:
            cause = f" (waiver '{change.waiver}' ends)"
        return explanation._replace(message=f"{explanation.message}{cause}")
