"""Atenciones de Casa de Todas: cuántas, de qué, a cuántas personas, y los registros detrás."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, select, union_all

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion
from registro.catalogos.modelo import Localidad, Lugar
from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.indicadores.consultas.alcance import CON_ATENCIONES, Alcance
from registro.indicadores.consultas.quienes import QUIEN, autorizaron, con_quien
from registro.personas.modelo import Persona

TODAS = ""  # ningún área se llama así
FILTROS: dict[str, Any] = {"area": Atencion.area, "clase": Atencion.clase, "modalidad": Atencion.modalidad}
FILTROS_DE_GESTION: dict[str, Any] = {
    "catalogo": GestionDeAtencion.catalogo,
    "gestion": GestionDeAtencion.clave,
}


@dataclass(frozen=True, slots=True)
class AreaAtendida:
    """Las atenciones de un área, sus mujeres distintas y cuántas atenciones no son de nadie conocido.

    :param calladas: de todas juntas, cuántas mujeres no autorizaron usar sus respuestas en reportes.
    """

    atenciones: int
    mujeres: int
    sin_persona: int
    calladas: int


NINGUNA = AreaAtendida(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class AtencionContada:
    """Una atención o una gestión hecha en ella; ``que`` es lo que la distingue (clave del catálogo)."""

    id: int
    fecha: Fecha
    lugar: str
    localidad: str
    area: str
    que: str


def por_area(alcance: Alcance) -> tuple[dict[str, AreaAtendida], AreaAtendida]:
    """Atenciones y mujeres distintas de cada área, y de todas: una sola pasada por las atenciones."""
    tarjeta = por_tarjeta(alcance, Atencion.area).c
    de_quien = con_quien(select(tarjeta.area, QUIEN.label("persona"), tarjeta.cuantas), tarjeta.tarjeta)
    grupo = de_quien.cte("atendida").c
    sin_persona = func.sum(case((grupo.persona.is_(None), grupo.cuantas), else_=0))
    suma, distintas = func.sum(grupo.cuantas), func.count(grupo.persona.distinct())
    areas = select(grupo.area, suma, distintas, sin_persona, literal(0)).group_by(grupo.area)
    calladas = func.count(case((grupo.persona.not_in(autorizaron()), grupo.persona)).distinct())
    todas = select(literal(TODAS), suma, distintas, sin_persona, calladas)
    filas = db.session.execute(union_all(areas, todas))
    contadas = {area: AreaAtendida(*(int(cuenta or 0) for cuenta in cuentas)) for area, *cuentas in filas}
    return contadas, contadas.pop(TODAS)


def por_tarjeta(alcance: Alcance, *rasgos: Any) -> Subquery:
    """Cuántas atenciones (``cuantas``) recibió cada ``tarjeta``, además por esos rasgos."""
    cuenta = Asistencia.credencial_id.label("tarjeta"), func.count().label("cuantas")
    return _contadas(alcance, *rasgos, *cuenta).group_by(Asistencia.credencial_id, *rasgos).subquery()


def fusiones() -> dict[int, int]:
    """Cada persona fusionada y con quién resultó ser la misma."""
    orden = select(Persona.id, Persona.fusionada_en_id).where(Persona.fusionada_en_id.is_not(None))
    return {quien: destino for quien, destino in db.session.execute(orden) if destino is not None}


def por_clase(alcance: Alcance) -> dict[tuple[str, str], int]:
    """Atenciones por (área, clase)."""
    orden = _contadas(alcance, Atencion.area, Atencion.clase, func.count())
    filas = db.session.execute(orden.group_by(Atencion.area, Atencion.clase))
    return {(area, clase): cuantas for area, clase, cuantas in filas}


def por_modalidad(alcance: Alcance) -> dict[tuple[str, str], int]:
    """Atenciones por (área, modalidad)."""
    orden = _contadas(alcance, Atencion.area, Atencion.modalidad, func.count())
    filas = db.session.execute(orden.group_by(Atencion.area, Atencion.modalidad))
    return {(area, modalidad): cuantas for area, modalidad, cuantas in filas}


def por_gestion(alcance: Alcance, catalogo: str) -> dict[str, int]:
    """Actuaciones o gestiones por clave del catálogo."""
    orden = _contadas(alcance, GestionDeAtencion.clave, func.count())
    orden = orden.join(GestionDeAtencion, GestionDeAtencion.atencion_id == Atencion.id)
    filas = db.session.execute(
        orden.where(GestionDeAtencion.catalogo == catalogo).group_by(GestionDeAtencion.clave)
    )
    return dict(filas.all())


def _contadas(alcance: Alcance, *columnas: Any) -> Select[Any]:
    """Atenciones que cuentan: ni ellas ni su asistencia anuladas, en un día realizado del alcance."""
    return (
        select(*columnas)
        .select_from(Atencion)
        .join(Asistencia, Asistencia.id == Atencion.asistencia_id)
        .join(Actividad, Actividad.id == Asistencia.actividad_id)
        .where(
            Actividad.tipo.in_(CON_ATENCIONES),
            Atencion.anulada_en.is_(None),
            Asistencia.anulada_en.is_(None),
            *alcance.realizadas(),
            *_del_filtro(alcance, FILTROS),
        )
    )


def _del_filtro(alcance: Alcance, columnas: dict[str, Any]) -> list[ColumnElement[bool]]:
    return [
        columna == alcance.filtro[nombre] for nombre, columna in columnas.items() if nombre in alcance.filtro
    ]


def registros(alcance: Alcance, *, salto: int, cuantas: int) -> tuple[list[AtencionContada], int]:
    """Una página de atenciones y cuántas son."""
    return _pagina(_contadas(alcance, *_columnas(Atencion.id, Atencion.clase)), Atencion.id, salto, cuantas)


def registros_de_gestion(alcance: Alcance, *, salto: int, cuantas: int) -> tuple[list[AtencionContada], int]:
    """Una página de actuaciones o gestiones y cuántas son."""
    orden = _contadas(alcance, *_columnas(GestionDeAtencion.id, GestionDeAtencion.clave))
    orden = orden.join(GestionDeAtencion, GestionDeAtencion.atencion_id == Atencion.id)
    filtrada = orden.where(*_del_filtro(alcance, FILTROS_DE_GESTION))
    return _pagina(filtrada, GestionDeAtencion.id, salto, cuantas)


def _columnas(propia: Any, que: Any) -> tuple[Any, ...]:
    return (propia, Actividad.fecha, Actividad.precision, Lugar.nombre, Localidad.nombre, Atencion.area, que)


def _pagina(orden: Select[Any], propia: Any, salto: int, cuantas: int) -> tuple[list[AtencionContada], int]:
    """Cuenta y lee una página; los nombres del lugar sólo se buscan para lo que se va a mostrar."""
    total = db.session.scalar(orden.with_only_columns(func.count())) or 0
    pagina = (
        orden.outerjoin(Lugar, Lugar.id == Actividad.lugar_id)
        .outerjoin(Localidad, Localidad.codigo == Actividad.localidad_codigo)
        .order_by(Actividad.fecha, propia)
        .offset(salto)
        .limit(cuantas)
    )
    return [
        AtencionContada(quien, Fecha(dia, Precision(precision)), lugar or "", localidad or "", area, que)
        for quien, dia, precision, lugar, localidad, area, que in db.session.execute(pagina)
    ], total
