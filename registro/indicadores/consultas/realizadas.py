"""Actividades realizadas con lo que declararon y lo que se leyó, y las lecturas que hay detrás.

Las lecturas de personas y la asistencia institucional salen cada una de su tabla y de su consulta: ninguna
las junta. De qué tabla son lo dice la declaración del tipo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, Subquery, cast, func, select

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
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LecturaContada:
    """Una asistencia que cuenta: de qué actividad, cómo llegó y cuántas personas son."""

    id: int
    actividad_id: int
    origen: str
    cantidad: int


@dataclass(frozen=True, slots=True)
class Contada:
    """Lo que se contó y se leyó de una actividad, y en cuántas lecturas: cada una puede ser de varias."""

    id: int
    conteos: Conteos
    lecturas: int


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


def contadas_de_tipo(alcance: Alcance, clave: str) -> list[Contada]:
    """De las mismas que ``de_tipo``, en su orden, sólo lo que se contó y se leyó de cada una."""
    tipo = tipo_de(clave)
    propias = columnas_de(tipo)
    orden = (
        select(Actividad.id, _leido(tipo), *_declaradas().values())
        .join(propias.actividad_id.table, propias.actividad_id == Actividad.id)
        .where(*alcance.de_tipo(tipo))
        .order_by(Actividad.fecha, Actividad.id)
    )
    return [
        Contada(id_, _conteos(leido, *declaradas), int(leido.rpartition(" ")[2]))
        for id_, leido, *declaradas in db.session.execute(orden)
    ]


def _leer(tipo: TipoDeActividad, condiciones: Sequence[ColumnElement[bool]]) -> list[HechoDeActividad]:
    propias = columnas_de(tipo)
    columnas: tuple[Any, ...] = (
        *(Actividad.id, Actividad.uuid, Actividad.tipo, Actividad.titulo, Actividad.fecha),
        *(Actividad.precision, Actividad.sesiones, Actividad.localidad_codigo),
        *(Lugar.nombre.label("lugar"), Localidad.nombre.label("localidad")),
        _leido(tipo).label("leido"),
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
    leido, total, desglose, *propios = demas
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
        conteos=_conteos(leido, total, desglose),
        propios=dict(zip(tipo.propios, propios, strict=True)),
    )


def _conteos(leido: str, total: int | None, desglose: int | None) -> Conteos:
    leidas, nominales, _ = map(int, leido.split())
    conteos = {} if total is None else {TOTAL: total}
    if desglose is not None:
        conteos["desglose"] = desglose
    return Conteos(nominales, leidas - nominales, declaradas(conteos))


def leidas_de(tipo: TipoDeActividad) -> ColumnElement[int]:
    """Cuántas personas se leyeron en cada actividad."""
    return _de_sus_lecturas(tipo, _cuantas(tipo))


def _leido(tipo: TipoDeActividad) -> ColumnElement[str]:
    """Cuántas personas se leyeron, cuántas son de alguien y en cuántas lecturas: tres números en un texto.

    Así las lecturas de cada actividad se recorren una vez y no tres, que es lo que más cuesta de una tabla.
    """
    cuentas = _cuantas(tipo), func.count(_de_quien(tipo)), func.count()
    leidas, de_alguien, lecturas = (cast(cuenta, String) for cuenta in cuentas)
    return _de_sus_lecturas(tipo, leidas + " " + de_alguien + " " + lecturas)


def _cuantas(tipo: TipoDeActividad) -> ColumnElement[int]:
    return func.coalesce(func.sum(_tabla_de_lecturas(tipo).cantidad), 0)


def _de_sus_lecturas(tipo: TipoDeActividad, medida: ColumnElement[T]) -> ColumnElement[T]:
    tabla = _tabla_de_lecturas(tipo)
    propias = tabla.actividad_id == Actividad.id, tabla.anulada_en.is_(None)
    orden = select(medida).select_from(tabla).where(*propias)
    return orden.correlate(Actividad).scalar_subquery()


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
