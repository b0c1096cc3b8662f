"""From the outside into the library: files become document drafts."""
