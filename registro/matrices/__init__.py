"""Cruces de filas por columnas: un solo motor, y encima las matrices que cada instancia necesita."""
