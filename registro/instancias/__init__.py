"""Instancias de coordinación (la mesa ZESAI es la primera): funciones, puestos, delegadas y programación."""
