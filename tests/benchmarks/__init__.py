"""Benchmarks: ratios in one run, printed; nothing here is a test."""
