"""The steps of one turn, in the order of their modules: understand, find, say."""
