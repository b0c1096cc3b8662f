"""Facts of a household from Korean speech, without a model."""
