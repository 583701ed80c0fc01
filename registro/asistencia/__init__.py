"""Quién asistió, con tarjeta o sin ella, y qué recibió. La asistencia institucional va aparte."""
