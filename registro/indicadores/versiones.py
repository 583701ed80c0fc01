"""Las versiones de la definición de un producto: cuál rige en una fecha y qué cambia de una a otra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from registro.errores import ErrorDeRegistro
from registro.indicadores.formulas import Tramo
from registro.indicadores.reglas import Regla

AUTOMATICA, REPORTE, REGLA = "automatica", "reporte", "regla"
FUENTES_OFICIALES: dict[str, str] = {
    AUTOMATICA: "El reporte aprobado y, si no hay, la regla",
    REPORTE: "El reporte aprobado",
    REGLA: "La regla sobre el registro",
}
UNIDADES = {"numero": "Número", "porcentaje": "Porcentaje"}
ANUALIZACIONES = {
    "suma": "Suma",
    "constante": "Constante",
    "creciente": "Creciente",
    "decreciente": "Decreciente",
}
ORIGENES = {
    "": "sin publicar",
    "publicada": "publicada",
    "deducida": "deducida",
    "por_confirmar": "por confirmar",
}
PERIODICIDADES = {
    "": "sin publicar",
    "anual": "anual",
    "semestral": "semestral",
    "trimestral": "trimestral",
    "bimestral": "bimestral",
    "mensual": "mensual",
}
ESTADOS = {"en_ejecucion": "En ejecución", "cumplido": "Cumplido", "sin_iniciar": "Sin iniciar"}


@dataclass(frozen=True, slots=True)
class Definicion:
    """Cómo se define un producto, entero. ``_origen`` dice si algo es publicado, deducido o por confirmar.

    :param semaforo: clave del conjunto de rangos que le toca; vacía, el que rija en la vigencia.
    :param sector_id: el sector que responde por él; también cambia por acto.
    :param corresponsables: las demás entidades, como se escriban.
    :param metas: una por vigencia; de más de una es un saldo de apertura y no se sabe cómo se reparte.
    """

    unidad: str
    anualizacion: str
    anualizacion_origen: str = ""
    periodicidad: str = ""
    estado: str = "en_ejecucion"
    vigencia_inicial: int | None = None
    vigencia_final: int | None = None
    linea_base: Decimal | None = None
    meta_final: Decimal | None = None
    meta_final_origen: str = ""
    fuente_oficial: str = AUTOMATICA
    semaforo: str = ""
    regla: Regla | None = None
    metas: tuple[Tramo, ...] = ()
    nombre: str = ""
    sector_id: int = 0
    responsable: str = ""
    corresponsables: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """Una definición con el acto que la trajo y desde cuándo rige (sin fecha: desde el comienzo)."""

    id: int
    numero: int
    desde: date | None
    acto: str
    definicion: Definicion


@dataclass(frozen=True, slots=True)
class Cambio:
    """Un atributo que cambia, con lo que decía y lo que dice."""

    campo: str
    antes: object
    despues: object


def en_orden(versiones: Sequence[Version]) -> list[Version]:
    """Por la fecha desde la que rigen; la que se registró después corrige a otra de la misma fecha."""
    return sorted(versiones, key=lambda version: (version.desde or date.min, version.numero))


def vigente(versiones: Sequence[Version], dia: date) -> Version:
    """La que rige ese día; antes de la primera rige la primera."""
    ordenadas = en_orden(versiones)
    rigen = [version for version in ordenadas if version.desde is None or version.desde <= dia]
    return rigen[-1] if rigen else ordenadas[0]


def comparar(antes: Definicion, despues: Definicion) -> list[Cambio]:
    """Lo que cambia de una definición a otra, atributo por atributo y meta por meta."""
    cambios = [
        Cambio(campo.name, getattr(antes, campo.name), getattr(despues, campo.name))
        for campo in fields(Definicion)
        if campo.name != "metas" and getattr(antes, campo.name) != getattr(despues, campo.name)
    ]
    viejas, nuevas = ({(t.desde, t.hasta): t.valor for t in una.metas} for una in (antes, despues))
    for tramo in sorted({*viejas, *nuevas}):
        if viejas.get(tramo) != nuevas.get(tramo):
            nombre = f"meta {tramo[0]}" if tramo[0] == tramo[1] else f"meta {tramo[0]}–{tramo[1]}"
            cambios.append(Cambio(nombre, viejas.get(tramo), nuevas.get(tramo)))
    return cambios


def con_metas(definicion: Definicion, metas: Mapping[int, Decimal | None]) -> Definicion:
    """La misma con otras metas anuales; una vacía quita la de su vigencia, y las demás quedan."""
    quedan = [meta for meta in definicion.metas if meta.desde != meta.hasta or meta.desde not in metas]
    puestas = [Tramo(anual, anual, valor) for anual, valor in metas.items() if valor is not None]
    return replace(definicion, metas=tuple(sorted([*quedan, *puestas], key=lambda m: (m.hasta, m.desde))))


def revisar(definicion: Definicion) -> None:
    """Una definición que no se sostiene no se guarda.

    :raises ErrorDeRegistro: un valor que no existe, vigencias al revés o metas que se pisan.
    """
    for campo, validos in ROTULOS.items():
        if getattr(definicion, campo) not in validos:
            raise ErrorDeRegistro(f"«{getattr(definicion, campo)}» no vale aquí. Elija de la lista.", campo)
    inicial, final = definicion.vigencia_inicial, definicion.vigencia_final
    if inicial is not None and final is not None and final < inicial:
        raise ErrorDeRegistro(
            f"Termina en {final}, antes de empezar en {inicial}. Corrija una de las dos.", "vigencia_final"
        )
    if definicion.fuente_oficial == REGLA and definicion.regla is None:
        raise ErrorDeRegistro(
            "Este producto no tiene una regla sobre el registro. Escríbala antes de hacerla oficial.",
            "fuente_oficial",
        )
    ordenadas = sorted(definicion.metas, key=lambda tramo: (tramo.desde, tramo.hasta))
    for una, otra in pairwise(ordenadas):
        if otra.desde <= una.hasta and definicion.anualizacion == "suma":
            raise ErrorDeRegistro(
                f"La meta de {otra.desde} ya está contada en la de {una.desde}–{una.hasta}. Deje una sola.",
                "metas",
            )


# De cada campo que se escoge de una lista, cómo se lee cada valor.
ROTULOS: dict[str, dict[str, str]] = {
    "unidad": UNIDADES,
    "anualizacion": ANUALIZACIONES,
    "anualizacion_origen": ORIGENES,
    "periodicidad": PERIODICIDADES,
    "estado": ESTADOS,
    "meta_final_origen": ORIGENES,
    "fuente_oficial": FUENTES_OFICIALES,
}
