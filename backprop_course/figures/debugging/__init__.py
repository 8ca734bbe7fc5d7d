"""Debugging: the dashboard of a training, fingerprints of bugs."""
