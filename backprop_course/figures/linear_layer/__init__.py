"""The linear layer: conventions, shapes, broadcasting, forward against reverse."""
