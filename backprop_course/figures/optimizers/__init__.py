"""Optimizers: descent, races, learning rates, schedules."""
