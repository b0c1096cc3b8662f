"""Whether danger and requests for other people's data are heard where no plain word says so."""
