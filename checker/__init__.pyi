from checker.api import *  # noqa: F403
from checker.version import __version__ as __version__
