"""The command line `ieum`: the contract that scripts rely on."""
