"""A conversation: what was understood is kept, checked, and asked on; see docs/conversation.md."""
