"""Whether replies stay safe: no figure without a source, no personal number, no promise, help in a crisis."""
