"""Actividades realizadas con lo que declararon y lo que se leyó, y las lecturas que hay detrás.

Las lecturas de personas y la asistencia institucional salen cada una de su tabla y de su consulta: ninguna
las junta. De qué tabla son lo dice la declaración del tipo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select

from registro.actividades.base import Actividad, Conteo
from registro.actividades.conteos import TOTAL, declaradas
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.tipos import TIPOS, tipo_de
from registro.asistencia.ciudadana import Asistencia
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.catalogos.modelo import Localidad, Lugar
from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.indicadores.consultas.alcance import Alcance, columnas_de
from registro.indicadores.hechos import Conteos, HechoDeActividad

CABEN_EN_UNA_CONSULTA = 500


@dataclass(frozen=True, slots=True)
class LecturaContada:
    """Una asistencia que cuenta: de qué actividad, cómo llegó y cuántas personas son."""

    id: int
    actividad_id: int
    origen: str
    cantidad: int


def tipos_de(alcance_tipo: str | None) -> list[str]:
    """El tipo pedido, o todos."""
    return [tipo_de(alcance_tipo).clave] if alcance_tipo else list(TIPOS)


def todas(alcance: Alcance, tipo: str | None = None) -> list[HechoDeActividad]:
    """Las realizadas de un tipo o de todos: una consulta por tipo."""
    return [hecho for clave in tipos_de(tipo) for hecho in de_tipo(alcance, clave)]


def de_tipo(alcance: Alcance, clave: str) -> list[HechoDeActividad]:
    """Las realizadas de un tipo, por fecha, en una sola consulta."""
    tipo = tipo_de(clave)
    return _leer(tipo, alcance.de_tipo(tipo))


def de_ids(alcance: Alcance, clave: str, ids: Iterable[int]) -> dict[int, HechoDeActividad]:
    """Algunas de las de ``de_tipo``, por su llave; si son muchas se leen todas: no caben en una consulta."""
    tipo, pedidas = tipo_de(clave), frozenset(ids)
    propias = [] if len(pedidas) > CABEN_EN_UNA_CONSULTA else [Actividad.id.in_(pedidas)]
    hechos = _leer(tipo, [*alcance.de_tipo(tipo), *propias]) if pedidas else []
    return {hecho.id: hecho for hecho in hechos}


def conteos_de_tipo(alcance: Alcance, clave: str) -> list[tuple[int, Conteos]]:
    """De las mismas que ``de_tipo``, en su orden, sólo lo que se contó y se leyó de cada una."""
    tipo = tipo_de(clave)
    propias = columnas_de(tipo)
    orden = (
        select(Actividad.id, *leidas_de(tipo).values(), *_declaradas().values())
        .join(propias.actividad_id.table, propias.actividad_id == Actividad.id)
        .where(*alcance.de_tipo(tipo))
        .order_by(Actividad.fecha, Actividad.id)
    )
    return [(id_, _conteos(*contadas)) for id_, *contadas in db.session.execute(orden)]


def _leer(tipo: TipoDeActividad, condiciones: Sequence[ColumnElement[bool]]) -> list[HechoDeActividad]:
    propias = columnas_de(tipo)
    columnas: tuple[Any, ...] = (
        *(Actividad.id, Actividad.uuid, Actividad.tipo, Actividad.titulo, Actividad.fecha),
        *(Actividad.precision, Actividad.sesiones, Actividad.localidad_codigo),
        *(Lugar.nombre.label("lugar"), Localidad.nombre.label("localidad")),
        *(leida.label(nombre) for nombre, leida in leidas_de(tipo).items()),
        *(declarada.label(nombre) for nombre, declarada in _declaradas().items()),
        *(propias[nombre] for nombre in tipo.propios),
    )
    orden = (
        select(*columnas)
        .join(propias.actividad_id.table, propias.actividad_id == Actividad.id)
        .outerjoin(Lugar, Lugar.id == Actividad.lugar_id)
        .outerjoin(Localidad, Localidad.codigo == Actividad.localidad_codigo)
        .where(*condiciones)
        .order_by(Actividad.fecha, Actividad.id)
    )
    return [_hecho(tipo, fila) for fila in db.session.execute(orden)]


def _hecho(tipo: TipoDeActividad, fila: Sequence[Any]) -> HechoDeActividad:
    id_, uuid, clave, titulo, dia, precision, sesiones, codigo, lugar, localidad, *demas = fila
    leidas, nominales, total, desglose, *propios = demas
    return HechoDeActividad(
        id=id_,
        uuid=str(uuid),
        tipo=clave,
        titulo=titulo,
        fecha=Fecha(dia, Precision(precision)),
        lugar=lugar or "",
        localidad_codigo=codigo or "",
        localidad=localidad or "",
        sesiones=sesiones,
        conteos=_conteos(leidas, nominales, total, desglose),
        propios=dict(zip(tipo.propios, propios, strict=True)),
    )


def _conteos(leidas: int, nominales: int, total: int | None, desglose: int | None) -> Conteos:
    conteos = {} if total is None else {TOTAL: total}
    if desglose is not None:
        conteos["desglose"] = desglose
    return Conteos(nominales, leidas - nominales, declaradas(conteos))


def leidas_de(tipo: TipoDeActividad) -> dict[str, ColumnElement[int]]:
    """Cuántas se leyeron, y cuántas de ellas son de alguien; cada una por su índice."""
    tabla: Any = _tabla_de_lecturas(tipo)
    propias = tabla.actividad_id == Actividad.id, tabla.anulada_en.is_(None)
    suma = select(func.coalesce(func.sum(tabla.cantidad), 0)).where(*propias)
    de_alguien = select(func.count()).select_from(tabla).where(*propias, _de_quien(tipo).is_not(None))
    return {
        "leidas": suma.correlate(Actividad).scalar_subquery(),
        "nominales": de_alguien.correlate(Actividad).scalar_subquery(),
    }


def _tabla_de_lecturas(tipo: TipoDeActividad) -> type[Asistencia | AsistenciaInstitucional]:
    return AsistenciaInstitucional if tipo.institucional else Asistencia


def _de_quien(tipo: TipoDeActividad) -> Any:
    return AsistenciaInstitucional.puesto_id if tipo.institucional else Asistencia.credencial_id


def _declaradas() -> dict[str, ColumnElement[int | None]]:
    """El total que declaró el equipo y la suma de su desglose por público."""
    suma = select(func.sum(Conteo.cantidad)).where(Conteo.actividad_id == Actividad.id)
    return {
        "declarada": suma.where(Conteo.publico == TOTAL).correlate(Actividad).scalar_subquery(),
        "desglose": suma.where(Conteo.publico != TOTAL).correlate(Actividad).scalar_subquery(),
    }


def contar_lecturas_de_nadie(alcance: Alcance, clave: str) -> int:
    """Cuántas lecturas sin nombre hay detrás de las actividades de un tipo; cada una puede ser de varias."""
    de_nadie = _lecturas(alcance, clave).where(_de_quien(tipo_de(clave)).is_(None))
    return db.session.scalar(de_nadie.with_only_columns(func.count()).order_by(None)) or 0


def lecturas_de_tipo(alcance: Alcance, clave: str, *, salto: int, cuantas: int) -> list[LecturaContada]:
    """Un trozo de las lecturas que cuentan en las actividades de un tipo, por fecha."""
    orden = _lecturas(alcance, clave).offset(salto).limit(cuantas)
    return [
        LecturaContada(quien, actividad, origen, cantidad)
        for quien, actividad, origen, cantidad, _ in db.session.execute(orden)
    ]


def _lecturas(alcance: Alcance, clave: str) -> Select[Any]:
    tipo = tipo_de(clave)
    tabla: Any = _tabla_de_lecturas(tipo)
    dentro = _actividades(tipo, alcance)
    return (
        select(tabla.id, tabla.actividad_id, tabla.origen, tabla.cantidad, dentro.c.fecha)
        .join(dentro, dentro.c.id == tabla.actividad_id)
        .where(tabla.anulada_en.is_(None))
        .order_by(dentro.c.fecha, tabla.id)
    )


def _actividades(tipo: TipoDeActividad, alcance: Alcance) -> Subquery:
    propias = columnas_de(tipo)
    return (
        select(Actividad.id, Actividad.fecha)
        .join(propias.actividad_id.table, propias.actividad_id == Actividad.id)
        .where(*alcance.de_tipo(tipo))
        .subquery()
    )
