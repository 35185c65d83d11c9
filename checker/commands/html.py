"""The HTML of a check: one page, or several that lead to each other."""

from checker import pages
from checker.formats import html as format_
from checker.report.report import Explainer
from checker.usecases.check import Checked
from checker.usecases.timelines import timelines_of


def html(checked: Checked, file: str | None, explainer: Explainer) -> str:
    """The page that goes to the file; the others, if there are any, are written beside it.

    What cannot have files beside it (a stream, a device) is one page, which counts what it lacks.

    Raises:
        OutputError: a page could not be written, or one of an earlier run not removed.
    """
    report, ahead, picture = checked.dated, checked.ahead, checked.picture
    timelines = timelines_of(checked.run)
    if file is None or not pages.may_split(file):
        return format_.render(report, explainer, ahead, picture, timelines)
    inputs = [each.path for each in checked.report.inputs]
    folder = pages.folder_of(file)
    first = ""
    written: set[str] = set()
    for page in format_.pages(
        report,
        explainer,
        ahead,
        picture,
        timelines,
        file=pages.name(file),
        folder=pages.name(folder),
    ):
        if page.name:
            pages.deliver_page(page.text, folder, page.name, inputs=inputs)
            written.add(page.name)
        else:
            first = page.text
    pages.sweep(folder, written)
    return first
