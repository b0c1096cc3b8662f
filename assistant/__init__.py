"""The conversation: a question in Korean becomes a grounded reply."""
