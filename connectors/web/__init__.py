"""The web face: a chat with cited answers and a library to browse, always as a citizen."""
