"""docs/policies.md says what the shipped policies say."""

import importlib.util
from types import ModuleType

from pack import REPOSITORY, documents


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("page", REPOSITORY / "docs/policies.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = _generator()


def test_the_page_is_what_the_policies_say_now() -> None:
    assert PAGE.PAGE.read_text("utf-8") == PAGE.page(PAGE.shipped()), "run make docs"


def test_every_framework_that_a_policy_names_is_on_the_page() -> None:
    named = {
        framework
        for each in documents()
        for policy in each.data["policies"]
        for framework in policy["controls"]
    }

    assert named == set(PAGE.FRAMEWORKS)
