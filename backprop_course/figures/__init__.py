"""Pictures as pure functions: numbers in, SVG text or a matplotlib Figure out."""
