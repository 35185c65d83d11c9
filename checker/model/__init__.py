"""The model: the one map between what policies read and the documents that say it."""
