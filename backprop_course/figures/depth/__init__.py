"""Depth: signals and gradients through many layers."""
