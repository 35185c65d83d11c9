"""Controls: what a policy may say it supports, by framework. Ids and titles, no texts."""
