"""vendorgate: policy-as-code for the vendors that a company depends on."""

__version__ = "0.1.0"
