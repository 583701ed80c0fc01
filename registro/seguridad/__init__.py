"""Quién puede qué, qué queda anotado y qué se guarda cifrado."""
