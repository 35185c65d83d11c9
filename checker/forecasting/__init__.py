"""Forecasting: until when a verdict stands, if nobody acts."""
