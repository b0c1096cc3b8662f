"""What the pipeline, a model and other programs may ask of Ieum, the same for all of them.

A tool takes who asks, the day and the household from its caller, never from a model.
"""
