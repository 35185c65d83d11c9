"""Sources: where inventories, policies and what travels with the product are read from."""
