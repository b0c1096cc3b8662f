"""What is known: dated, sourced, owned. The lowest layer; it imports no other package of Ieum."""
