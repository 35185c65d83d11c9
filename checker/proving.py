"""Proving: from paths to what the tests of policies say of them (`vendorgate test`)."""
