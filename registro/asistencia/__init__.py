"""Quién asistió, con tarjeta o sin ella, y qué recibió. La asistencia institucional no se cruza con la de personas."""
