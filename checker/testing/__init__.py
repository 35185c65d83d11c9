"""Proof: that policies decide what their tests say, and that the tests would notice if not."""
