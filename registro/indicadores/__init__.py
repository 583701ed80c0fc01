"""Productos del plan de acción de la política y las cifras que salen de los registros."""
