"""Modules: chains of them, memory, the order of updates, convolution."""
