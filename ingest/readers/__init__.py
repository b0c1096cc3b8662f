"""One module a format: bytes of a file in, drafts out. Nothing here touches the database."""
