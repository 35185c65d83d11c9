"""The catalogue: every framework whose ids are known."""

from collections.abc import Mapping
from typing import Final

from checker.controls.eu import AI_ACT, DORA, GDPR, NIS2
from checker.controls.framework import Framework
from checker.controls.iso import ISO_27001, ISO_42001
from checker.controls.nist import AI_RMF, CSF, SP_800_53
from checker.controls.soc import SOC_2
from checker.controls.us import HIPAA, NYDFS

FRAMEWORKS: Final[Mapping[str, Framework]] = {
    framework.name: framework
    for framework in (
        AI_ACT,
        DORA,
        GDPR,
        HIPAA,
        ISO_27001,
        ISO_42001,
        NIS2,
        AI_RMF,
        CSF,
        SP_800_53,
        NYDFS,
        SOC_2,
    )
}
"""By the name under which a policy's `controls` cites it, in order."""
