"""Whether one example question from a person teaches search what it missed, in other words too."""
