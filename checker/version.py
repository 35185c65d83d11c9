"""The version: of the product, and part of what its cache depends on."""

__version__ = "0.1.0"
