"""The chain rule: nudges, secants, gates, graphs, Jacobians."""
