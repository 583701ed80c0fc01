"""Los registros que una regla encuentra, por páginas. De las atenciones aquí sólo se cuenta cuántas son."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func

from registro.actividades.base import Actividad
from registro.catalogos.modelo import Localidad, Lugar
from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.indicadores.consultas import fuentes
from registro.indicadores.consultas.alcance import Alcance, columnas_de
from registro.indicadores.consultas.medidas import actividades, contados, conteos, tipo_de_regla
from registro.indicadores.formulas import asistencias, sin_informar
from registro.indicadores.hechos import VACIA, Medicion
from registro.indicadores.reglas import ATENCIONES, Medida, Regla


@dataclass(frozen=True, slots=True)
class ActividadHallada:
    """Una actividad que la regla encuentra y cuánto aporta, si su aporte se ve en ella."""

    uuid: str
    fecha: Fecha
    titulo: str
    lugar: str
    localidad: str
    aporta: Decimal | None


def halladas(regla: Regla, desde: date, hasta: date, salto: int, cuantas: int) -> list[ActividadHallada]:
    """Un trozo de las actividades, por fecha; de las atenciones, ninguna: sólo las abre Casa de Todas."""
    if regla.fuente == ATENCIONES:
        return []
    columnas = Actividad.uuid, Actividad.fecha, Actividad.precision, Actividad.titulo
    aporte = _columnas_del_aporte(regla)
    orden = actividades(regla, Alcance(desde, hasta), *columnas, Lugar.nombre, Localidad.nombre, *aporte)
    pagina = (
        orden.outerjoin(Lugar, Lugar.id == Actividad.lugar_id)
        .outerjoin(Localidad, Localidad.codigo == Actividad.localidad_codigo)
        .order_by(Actividad.fecha, Actividad.id)
        .offset(salto)
        .limit(cuantas)
    )
    return [
        ActividadHallada(
            str(uuid),
            Fecha(dia, Precision(precision)),
            titulo,
            lugar or "—",
            localidad or "—",
            _aporte(regla, aporta),
        )
        for uuid, dia, precision, titulo, lugar, localidad, *aporta in db.session.execute(pagina)
    ]


def _columnas_del_aporte(regla: Regla) -> tuple[Any, ...]:
    """De las personas distintas no se dice por actividad: quien vino a dos es una."""
    if regla.medida is Medida.ASISTENCIAS:
        return conteos(regla)
    if regla.medida is Medida.CANTIDAD:
        return (columnas_de(tipo_de_regla(regla)).cantidad,)
    return (Actividad.sesiones,) if regla.medida is Medida.ACTIVIDADES else ()


def _aporte(regla: Regla, fila: list[Any]) -> Decimal | None:
    if regla.medida is Medida.ASISTENCIAS:
        uno = contados(*fila)
        return None if sin_informar(uno) else Decimal(asistencias(uno).total)
    return None if not fila or fila[0] is None else Decimal(fila[0])


def contar(regla: Regla, desde: date, hasta: date) -> int:
    """Cuántas actividades encuentra."""
    if regla.fuente == ATENCIONES:
        return 0
    return db.session.scalar(actividades(regla, Alcance(desde, hasta), func.count())) or 0


def de_siempre(regla: Regla) -> list[str]:
    """Los identificadores de todas las actividades que pasan los filtros, de cualquier fecha."""
    return [str(uuid) for uuid in db.session.scalars(actividades(regla, Alcance(), Actividad.uuid))]


def unidades(regla: Regla, desde: date, hasta: date) -> list[str]:
    """En qué unidades está lo que suma una regla de cantidades."""
    if regla.medida is not Medida.CANTIDAD:
        return []
    propias = columnas_de(tipo_de_regla(regla))
    orden = actividades(regla, Alcance(desde, hasta), propias.unidad).where(propias.cantidad.is_not(None))
    return sorted(db.session.scalars(orden.distinct()))


def que_se_sabe(regla: Regla, medida: Medicion) -> Medicion:
    """Si no encuentra nada y nombra un valor que ya no existe, no es cero: no se sabe."""
    en_cero = not medida.valor and not medida.registros and not medida.sin_persona
    return VACIA if en_cero and valores_ajenos(regla) else medida


def valores_ajenos(regla: Regla) -> list[tuple[str, str]]:
    """Los valores de sus filtros que ya no están en su catálogo: (filtro, valor)."""
    ajenos = []
    for nombre, valores in regla.filtros:
        conocidos = fuentes.nombres_de(nombre)
        ajenos += [(nombre, valor) for valor in valores if conocidos and valor not in conocidos]
    return ajenos
