"""Faces of Ieum. Only `connectors.app` reads settings and composes the parts."""
