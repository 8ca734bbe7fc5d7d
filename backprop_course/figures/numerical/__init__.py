"""Finite differences: cancellation, floors, kinks, the V-curve."""
