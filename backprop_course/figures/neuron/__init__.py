"""One neuron: its circuit, and what one neuron can fit."""
