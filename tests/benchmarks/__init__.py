"""Measurements: speed, scale and peers. Commands of their own, no part of the tests."""
