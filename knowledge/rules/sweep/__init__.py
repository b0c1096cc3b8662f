"""Sweeps: the rules over buckets of households in files, and synthetic populations to sweep."""
