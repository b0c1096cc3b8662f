"""What the pipeline, a model and other programs may ask of Ieum, the same for all of them."""
