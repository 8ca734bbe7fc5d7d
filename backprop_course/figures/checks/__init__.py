"""Gradient checks: what they see, and what they miss."""
