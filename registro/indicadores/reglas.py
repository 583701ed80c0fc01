"""Reglas sobre el registro: de qué registros sale la cifra de un producto, con qué filtros y qué se mide.

Una regla es un dato: se guarda con la definición del producto, y quien analiza la cambia por acto.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar, unir


class Medida(StrEnum):
    """Qué se cuenta de los registros que una regla encuentra."""

    ACTIVIDADES = "actividades"
    ASISTENCIAS = "asistencias"
    ATENCIONES = "atenciones"
    PERSONAS = "personas"
    CANTIDAD = "cantidad"


MEDIDAS: dict[Medida, tuple[str, str, str]] = {
    Medida.ACTIVIDADES: ("Sesiones realizadas", "sesión realizada", "sesiones realizadas"),
    Medida.ASISTENCIAS: ("Asistencias", "asistencia", "asistencias"),
    Medida.ATENCIONES: ("Atenciones", "atención", "atenciones"),
    Medida.PERSONAS: ("Personas distintas", "persona distinta", "personas distintas"),
    Medida.CANTIDAD: ("La cantidad declarada", "de cantidad declarada", "de cantidad declarada"),
}
ATENCIONES = "atenciones"  # la fuente que no es un tipo de actividad
PUBLICO = "publico"


@dataclass(frozen=True, slots=True)
class Fuente:
    """De dónde puede salir una cifra: qué filtros admite y qué se puede medir en ella."""

    clave: str
    nombre: str
    filtros: tuple[str, ...]
    medidas: tuple[Medida, ...]


@dataclass(frozen=True, slots=True)
class Regla:
    """Una regla: la fuente, la medida y, por filtro, los valores que entran (vacío es todos)."""

    fuente: str
    medida: Medida
    filtros: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def valores(self, filtro: str) -> tuple[str, ...]:
        """Los que ese filtro deja entrar; ninguno es que no filtra."""
        return dict(self.filtros).get(filtro, ())

    @property
    def como_texto(self) -> str:
        """La regla tal como se guarda."""
        datos = {"fuente": self.fuente, "medida": self.medida.value, "filtros": dict(self.filtros)}
        return json.dumps(datos, ensure_ascii=False, sort_keys=True)


def leer(texto: str) -> Regla | None:
    """La regla guardada; un texto vacío es que el producto no tiene regla."""
    if not texto:
        return None
    datos = json.loads(texto)
    filtros = tuple((nombre, tuple(valores)) for nombre, valores in sorted(datos["filtros"].items()))
    return Regla(datos["fuente"], Medida(datos["medida"]), filtros)


def armar(
    fuentes: Mapping[str, Fuente], fuente: str, medida: str, filtros: Mapping[str, tuple[str, ...]]
) -> Regla:
    """La regla que alguien escribió, si se sostiene.

    :raises ErrorDeRegistro: la fuente no existe, o no admite esa medida o ese filtro.
    """
    if fuente not in fuentes:
        raise ErrorDeRegistro(
            f"«{abreviar(fuente)}» no es una fuente. Elija {unir([f.nombre for f in fuentes.values()])}.",
            "fuente",
        )
    propia = fuentes[fuente]
    if medida not in propia.medidas:
        admite = unir([MEDIDAS[una][0].lower() for una in propia.medidas])
        raise ErrorDeRegistro(
            f"De {propia.nombre.lower()} no se mide «{abreviar(medida)}». Se mide {admite}.", "medida"
        )
    puestos = {nombre: tuple(sorted(set(valores))) for nombre, valores in filtros.items() if valores}
    ajenos = sorted(set(puestos) - set(propia.filtros))
    if ajenos:
        raise ErrorDeRegistro(
            f"{propia.nombre} no se filtra por {unir(ajenos)}. Quite ese filtro o cambie la fuente.",
            f"filtro_{ajenos[0]}",
        )
    if PUBLICO in puestos and medida != Medida.ASISTENCIAS:
        raise ErrorDeRegistro(
            "El público sólo se conoce de las asistencias. Quite ese filtro o mida asistencias.",
            "filtro_publico",
        )
    return Regla(fuente, Medida(medida), tuple(sorted(puestos.items())))
