"""Jornadas de servicios: cuándo, dónde y cuántas personas asistieron."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA, CERRADA
from registro.actividades.jornada import TIPO as JORNADA
from registro.actividades.jornada import Jornada
from registro.actividades.mesa_tecnica import MesaTecnica, jornada_de
from registro.catalogos.modelo import Lugar
from registro.fechas import Fecha
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.conteos import asistentes, contadas
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import clave


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Una jornada."""
    dia = memoria.dia(fila)
    lugar = fila.obligatorio("lugar")
    localidad = memoria.localidad(fila, lugar=lugar)
    cuantas = asistentes(fila, "asistentes")
    return Leida(
        fila.linea,
        (dia, clave(lugar), localidad),
        {"asistentes": contadas(cuantas, "asistentes")},
        {"fecha": Fecha(dia), "lugar": lugar, "localidad": localidad, "asistentes": cuantas},
    )


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las jornadas de esos días, por día, lugar y localidad."""
    dias = {leida.llave[0] for leida in leidas}
    filas = sesion.execute(
        select(Jornada, func.coalesce(Lugar.clave, ""))
        .outerjoin(Lugar, Lugar.id == Actividad.lugar_id)
        .where(Actividad.fecha.in_(dias), Actividad.precision == "dia")
        .order_by(Actividad.estado == ANULADA, Actividad.id)
    )
    halladas: dict[Llave, Guardada] = {}
    for jornada, lugar in filas:
        llave = (jornada.fecha, lugar, jornada.localidad_codigo)
        total = next((conteo.cantidad for conteo in jornada.conteos if not conteo.publico), None)
        dice = {"asistentes": contadas(total, "asistentes")}
        halladas.setdefault(llave, Guardada(dice, anulada=jornada.estado == ANULADA))
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran cerradas; una mesa técnica que decía ser la jornada de ese día queda ligada a ella."""
    for leida in leidas:
        datos = dict(leida.datos)
        conteos = {"": datos.pop("asistentes")}
        armar(sesion, JORNADA, datos, conteos=conteos, estado=CERRADA, origen="importada", creada_por=quien)
    sesion.flush()
    sueltas = select(MesaTecnica).where(
        MesaTecnica.jornada_id.is_(None),
        Actividad.fecha.in_({leida.llave[0] for leida in leidas}),
        Actividad.estado != ANULADA,
    )
    for mesa in sesion.scalars(sueltas):
        mesa.jornada_id = jornada_de(mesa.entidad_o_sector, mesa.fecha)


TIPO = TipoDeImportacion(
    clave="jornadas",
    nombre="Jornadas de servicios",
    columnas=(
        Columna("fecha", "El día: 2023-03-13 o 13/03/2023."),
        Columna("lugar", "Como lo conoce el equipo."),
        Columna("localidad", "Nombre o código (03)."),
        Columna("asistentes", "Cuántas personas asistieron. Cero es válido."),
    ),
    reconoce="Una jornada ya está si hay otra el mismo día, en el mismo lugar y localidad.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
)
