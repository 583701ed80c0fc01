"""Qué cifras cita un texto, y cuáles cambiaron desde que se escribió."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Cifras: TypeAlias = Mapping[str, str]  # qué es → cómo se escribe: «avance de Educación» → «40,7 %»


@dataclass(frozen=True, slots=True)
class CifraCambiada:
    """Una cifra que el texto cita y que hoy es otra; sin `ahora`, ya no se calcula."""

    nombre: str
    antes: str
    ahora: str | None

    @property
    def frase(self) -> str:
        """Lo que se señala a quien firma."""
        if self.ahora is None:
            return f"El texto dice «{self.antes}» ({self.nombre}) y esa cifra ya no se calcula."
        return f"El texto dice «{self.antes}» ({self.nombre}) y hoy es «{self.ahora}»."


def citadas(texto: str, cifras: Cifras) -> dict[str, str]:
    """Las que el texto escribe tal como se calcularon."""
    return {nombre: escrita for nombre, escrita in cifras.items() if cita(texto, escrita)}


def cambiadas(texto: str, guardadas: Cifras, actuales: Cifras) -> list[CifraCambiada]:
    """De las que citaba al guardarse, las que hoy son otra y el texto sigue diciendo como eran."""
    return [
        CifraCambiada(nombre, antes, actuales.get(nombre))
        for nombre, antes in guardadas.items()
        if actuales.get(nombre) != antes and cita(texto, antes)
    ]


def cita(texto: str, escrita: str) -> bool:
    """¿Está, entera? «5» no está en «15», ni en «5,7», ni en «1.305»."""
    if not escrita:
        return False
    plano = _un_espacio(texto)
    return re.search(rf"(?<![\w.,]){re.escape(_un_espacio(escrita))}(?!\w|[.,]\d)", plano) is not None


def _un_espacio(texto: str) -> str:
    """El mismo texto sin distinguir el espacio que no se parte: al teclearlo se pierde."""
    return re.sub(r"\s+", " ", texto)
