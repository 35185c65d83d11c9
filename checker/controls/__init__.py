"""Controls: the ids that a policy may say it supports, by framework. Ids only, no texts."""
