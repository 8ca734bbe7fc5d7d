"""A whole network: in matrices, in wires, and what it learned."""
