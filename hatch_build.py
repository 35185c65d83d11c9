"""The build hook: the shipped policies travel in the wheel, as the cache keeps them, and as code.

Nobody who installs it parses or compiles their CEL, not even on the first run. Editable installs
have the cache of whoever works on them, and no code: it would outlive the compiler that wrote it.
"""

import os
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedPolicies(BuildHookInterface[Any]):
    """Write the entries, and have them put beside the pack in `checker/prepared/`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare the policies of the tree that is built.

        Raises:
            checker.errors.InputError: a shipped policy is wrong.
            RuntimeError: nothing could be written.
        """
        self._folder = mkdtemp()
        if version == "editable" or os.name != "posix":  # the cache writes on POSIX alone
            return
        entries = _prepared(self.root, self._folder)
        if not entries:
            raise RuntimeError(f"no policy could be prepared in {self._folder}")
        build_data["force_include"] |= {
            str(path): f"checker/prepared/{path.name}" for path in entries
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 the interface
        """Remove what is in the wheel now."""
        rmtree(self._folder)


def _prepared(root: str, folder: str) -> list[Path]:
    sys.path.insert(0, root)
    sys.dont_write_bytecode = True
    from checker import packs  # noqa: PLC0415 the tree that is built
    from checker.cache.store import Store  # noqa: PLC0415 as above
    from checker.policy.config import NO_CONFIG  # noqa: PLC0415 as above
    from checker.policy.recall import recall  # noqa: PLC0415 as above
    from checker.report.packs import SHIPPED  # noqa: PLC0415 as above
    from checker.sources.disk import Disk  # noqa: PLC0415 as above
    from checker.usecases.module import module  # noqa: PLC0415 as above

    chosen = packs.chosen(Disk(), [SHIPPED])
    sources, store = chosen.policies, Store((folder,))
    regimes = packs.regimes((), store)
    policies = recall(
        sources, NO_CONFIG, lambda: packs.parsed(sources), store=store, regimes=regimes
    )
    Path(folder, "__init__.py").write_text(module(policies), encoding="utf-8")
    return sorted(Path(folder).iterdir())
