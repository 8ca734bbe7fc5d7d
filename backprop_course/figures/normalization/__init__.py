"""Batch norm and layer norm: what is averaged, and what is left out of the gradient."""
