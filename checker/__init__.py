"""vendorgate: policy-as-code for the vendors that a company depends on."""

from checker.version import __version__ as __version__
