"""What all pictures share: SVG elements, colours, layouts, tables of numbers."""
