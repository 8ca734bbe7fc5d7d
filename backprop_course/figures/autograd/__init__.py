"""Autograd: programs as graphs, and the walk back over them."""
