"""Fixtures de navegación."""
