"""Análisis de la política: el conjunto, cada sector y cada producto, y cómo se definen."""

from registro.web.indicadores import definicion, politica, producto, regla, semaforo
from registro.web.indicadores.seccion import bp

__all__ = ["bp", "definicion", "politica", "producto", "regla", "semaforo"]
