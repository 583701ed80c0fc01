"""Localidades, lugares, entidades, sectores, servicios y listas: filas que las personas editan."""
