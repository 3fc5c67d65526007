"""Benchmarks: `python -m bench [NAME…]` prints the table; never part of the test suite."""
