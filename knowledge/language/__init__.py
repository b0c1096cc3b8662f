"""Korean as people write it: clean text, morphemes, personal numbers, years. Data files beside the code."""
