"""Whether the facts of a household are read rightly from what people say."""
