"""Mesas de acompañamiento técnico; la que también es una jornada queda ligada a ella."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA, CERRADA
from registro.actividades.mesa_tecnica import TIPO as MESA_TECNICA
from registro.actividades.mesa_tecnica import MesaTecnica
from registro.fechas import Fecha, fecha_larga
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.conteos import cantidad
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria

MAXIMO_NUMERO = 99_999


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Una mesa técnica."""
    numero = cantidad(fila, "numero", 1, MAXIMO_NUMERO)
    entidad = fila.obligatorio("entidad_o_sector", 300)
    dia = memoria.dia(fila)
    return Leida(
        fila.linea,
        (numero, dia.year),
        _dice(entidad, dia),
        {"numero": numero, "entidad_o_sector": entidad, "fecha": Fecha(dia)},
    )


def _dice(entidad: str, dia: date) -> dict[str, str]:
    return {"entidad_o_sector": f"«{entidad}»", "fecha": f"fecha {fecha_larga(dia)}"}


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las mesas de esas vigencias, por número y año."""
    halladas: dict[Llave, Guardada] = {}
    for vigencia in {int(str(leida.llave[1])) for leida in leidas}:
        numeros = {leida.llave[0] for leida in leidas if leida.llave[1] == vigencia}
        filas = sesion.scalars(
            select(MesaTecnica)
            .where(
                Actividad.fecha.between(date(vigencia, 1, 1), date(vigencia, 12, 31)),
                MesaTecnica.numero.in_(numeros),
            )
            .order_by(Actividad.estado == ANULADA, Actividad.id)
        )
        for mesa in filas:
            guardada = Guardada(_dice(mesa.entidad_o_sector, mesa.fecha), anulada=mesa.estado == ANULADA)
            halladas.setdefault((mesa.numero, vigencia), guardada)
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran cerradas, ligadas a la jornada de su día si dicen serlo y hay una sola."""
    for leida in leidas:
        armar(sesion, MESA_TECNICA, leida.datos, estado=CERRADA, origen="importada", creada_por=quien)


TIPO = TipoDeImportacion(
    clave="mesas_tecnicas",
    nombre="Mesas de acompañamiento técnico",
    columnas=(
        Columna("numero", "El número de la mesa en su año.", alias=("n", "no", "nº", "n.º")),
        Columna("entidad_o_sector", "Con quién fue. Si dice «jornada» se liga a la de ese día."),
        Columna("fecha", "El día: 2023-03-13 o 13/03/2023."),
    ),
    reconoce="Una mesa ya está si hay otra con el mismo número en el mismo año.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
)
