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
from registro.indicadores.consultas.medidas import actividades, tipo_de_regla
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
    aporte: Any = Actividad.sesiones
    if regla.medida is Medida.CANTIDAD:
        aporte = columnas_de(tipo_de_regla(regla)).cantidad
    columnas = Actividad.uuid, Actividad.fecha, Actividad.precision, Actividad.titulo
    orden = actividades(regla, Alcance(desde, hasta), *columnas, Lugar.nombre, Localidad.nombre, aporte)
    pagina = (
        orden.outerjoin(Lugar, Lugar.id == Actividad.lugar_id)
        .outerjoin(Localidad, Localidad.codigo == Actividad.localidad_codigo)
        .order_by(Actividad.fecha, Actividad.id)
        .offset(salto)
        .limit(cuantas)
    )
    se_ve = regla.medida in {Medida.ACTIVIDADES, Medida.CANTIDAD}
    return [
        ActividadHallada(
            str(uuid),
            Fecha(dia, Precision(precision)),
            titulo,
            lugar or "—",
            localidad or "—",
            Decimal(aporta) if se_ve and aporta is not None else None,
        )
        for uuid, dia, precision, titulo, lugar, localidad, aporta in db.session.execute(pagina)
    ]


def contar(regla: Regla, desde: date, hasta: date) -> int:
    """Cuántas actividades encuentra."""
    if regla.fuente == ATENCIONES:
        return 0
    return db.session.scalar(actividades(regla, Alcance(desde, hasta), func.count())) or 0


def de_siempre(regla: Regla) -> list[str]:
    """Los identificadores de todas las actividades que pasan los filtros, de cualquier fecha."""
    return [str(uuid) for uuid in db.session.scalars(actividades(regla, Alcance(), Actividad.uuid))]


def valores_ajenos(regla: Regla) -> list[tuple[str, str]]:
    """Los valores de sus filtros que ya no están en su catálogo: (filtro, valor)."""
    ajenos = []
    for nombre, valores in regla.filtros:
        conocidos = fuentes.nombres_de(nombre)
        ajenos += [(nombre, valor) for valor in valores if conocidos and valor not in conocidos]
    return ajenos
