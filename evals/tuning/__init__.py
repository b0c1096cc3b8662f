"""Our own questions for tuning search: everyday Korean, one gov24 service each, kept apart from every eval."""
