"""Measurements: retrieval, answers, speed."""
