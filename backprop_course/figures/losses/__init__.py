"""Losses: their shapes, their reductions, softmax."""
