"""Los disparadores que dejan un toque en cada trimestre pasado y tipo que se escribe, cada motor a su manera.

Y uno que, al borrar a alguien, borra lo contado que dice quiénes, la borre quien la borre.

Los pone ``migraciones/env.py`` después de cada cambio de esquema, y los quita antes: una tabla que SQLite
rehace los perdería sin decirlo. Salen de una sola lista, :func:`vigiladas`. El reloj es el de la base, en
Bogotá. Los textos son de aquí: de fuera no llega ninguno.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect

from registro.actividades.base import Actividad, Conteo
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Atencion
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.indicadores.recuentos import en_postgresql
from registro.indicadores.recuentos.en_postgresql import FUNCIONES, PREFIJO
from registro.indicadores.recuentos.modelo import ENTERO, TODOS, Recuento, Toque
from registro.personas.modelo import Credencial, Persona

ACTIVIDAD, ATENCION, PERSONA = Actividad.__tablename__, Atencion.__tablename__, Persona.__tablename__
# De quién es una asistencia: la columna que lo dice y, si cambia, qué asistencias son de la fila {n}.
DE_QUIEN = {
    Credencial.__tablename__: ("persona_id", "asistencia s WHERE s.credencial_id = {n}.id"),
    PERSONA: (
        "fusionada_en_id",
        "credencial c JOIN asistencia s ON s.credencial_id = c.id WHERE c.persona_id = {n}.id",
    ),
}


def vigiladas() -> list[str]:
    """Las tablas de las que sale lo que una regla mide."""
    de_tipos = [tipo.modelo.__tablename__ for tipo in TIPOS.values()]
    colgadas = [modelo.__tablename__ for modelo in (Conteo, Asistencia, AsistenciaInstitucional)]
    return [ACTIVIDAD, *de_tipos, *colgadas, ATENCION, *DE_QUIEN]


def hay_donde(conexion: Connection) -> bool:
    """Si en esta revisión de la base cabe el toque que se escribe aquí: en las de antes decía menos.

    Ésas quedan sin disparadores, y el programa de entonces los pone con «registro base recontar».
    """
    mira, tabla = inspect(conexion), Toque.__table__
    hay = mira.get_columns(Toque.__tablename__) if mira.has_table(Toque.__tablename__) else []
    return {columna["name"] for columna in hay} == {columna.name for columna in tabla.c}


def poner(conexion: Connection) -> None:
    """Los deja como se declaran aquí; quien los cambie añade un paso de migración, que los repone.

    De lo que se escribió sin ellos no se sabe: vence todo lo contado.
    """
    retirar(conexion)
    for orden in _creaciones(conexion).values():
        conexion.exec_driver_sql(orden)
    vencer(conexion)


def vencer(conexion: Connection) -> None:
    """Deja un toque que vale por todo lo contado."""
    conexion.exec_driver_sql(_TOCAR_TODOS)


def retirar(conexion: Connection) -> None:
    """Los quita, también los de una tabla que ya no se vigila."""
    en_sqlite = conexion.dialect.name == "sqlite"
    for nombre, tabla, _ in _puestos(conexion):
        conexion.exec_driver_sql(f"DROP TRIGGER {nombre}" + ("" if en_sqlite else f" ON {tabla}"))
    for funcion in () if en_sqlite else FUNCIONES:
        conexion.exec_driver_sql(f"DROP FUNCTION IF EXISTS {PREFIJO}{funcion}()")


def faltan(conexion: Connection) -> list[str]:
    """Los que debería haber y no están, o están apagados."""
    encendidos = {nombre for nombre, _, encendido in _puestos(conexion) if encendido}
    return sorted(set(_disparadores(conexion)) - encendidos)


def _puestos(conexion: Connection) -> list[tuple[str, str, bool]]:
    """Nombre, tabla y si está encendido, de los que hay."""
    if conexion.dialect.name == "sqlite":
        orden = (
            f"SELECT name, tbl_name, 1 FROM sqlite_master WHERE type = 'trigger' AND name GLOB '{PREFIJO}*'"  # noqa: S608 - nombres nuestros
        )
    else:
        orden = (
            "SELECT tgname, tgrelid::regclass::text, tgenabled IN ('O', 'A') FROM pg_trigger "  # noqa: S608 - nombres nuestros
            f"WHERE NOT tgisinternal AND starts_with(tgname, '{PREFIJO}')"
        )
    return [(str(n), str(tabla), bool(encendido)) for n, tabla, encendido in conexion.exec_driver_sql(orden)]


def _creaciones(conexion: Connection) -> dict[str, str]:
    en_sqlite = conexion.dialect.name == "sqlite"
    antes = {} if en_sqlite else en_postgresql.funciones(_TOCAR_TODOS, _OLVIDAR_QUIENES)
    return antes | _disparadores(conexion)


def _disparadores(conexion: Connection) -> dict[str, str]:
    """Con qué se crea cada uno, en las tablas que esta revisión de la base tiene."""
    hay = set(inspect(conexion).get_table_names())
    de_tabla = _de_sqlite if conexion.dialect.name == "sqlite" else _de_postgresql
    return {
        PREFIJO + nombre: f"CREATE TRIGGER {PREFIJO}{nombre} AFTER {cuando}"
        for tabla in vigiladas()
        if tabla in hay
        for nombre, cuando in de_tabla(tabla)
    }


# SQLite: con cada fila. {n} es la nueva o la vieja.
_FILAS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_ESTE_TRIMESTRE = (
    "date('now', '-5 hours', 'start of month', "
    "((1 - CAST(strftime('%m', 'now', '-5 hours') AS INTEGER)) % 3) || ' months')"
)
_VIGENCIA = "CAST(substr({a}.fecha, 1, 4) AS INTEGER)"
_TRIMESTRE = "(CAST(substr({a}.fin, 6, 2) AS INTEGER) + 2) / 3"
_HAY_GUARDADO = (
    f"EXISTS (SELECT 1 FROM recuento r WHERE r.vigencia = {_VIGENCIA} "  # noqa: S608 - nombres nuestros
    f"AND r.trimestre IN ({ENTERO}, {_TRIMESTRE}))"
)
_SUMAR = (
    "INSERT INTO toque (vigencia, trimestre, tipo, transaccion, veces) "
    f"SELECT {_VIGENCIA}, {_TRIMESTRE}, {{a}}.tipo, '', 1 "
    f"{{de}} ({{a}}.fin < {_ESTE_TRIMESTRE} OR {_HAY_GUARDADO}) "
    "ON CONFLICT (vigencia, trimestre, tipo, transaccion) DO UPDATE SET veces = veces + 1;"
)


def _de_sqlite(tabla: str) -> Iterator[tuple[str, str]]:
    columna, suyas = DE_QUIEN.get(tabla, ("", ""))
    if columna:
        propia = _sumar(f"a.id IN (SELECT s.actividad_id FROM {suyas.format(n='NEW')})")  # noqa: S608 - nombres nuestros
        cambia = f"UPDATE OF {columna} ON {tabla} WHEN OLD.{columna} IS NOT NEW.{columna}"
        yield f"{tabla}_update", f"{cambia} BEGIN {propia} END"
        if tabla == PERSONA:
            yield f"{tabla}_delete", f"DELETE ON {tabla} BEGIN {_OLVIDAR_QUIENES}; END"
        return
    for accion, filas in _FILAS.items():
        cuerpo = " ".join(_sumar_por(tabla, fila) for fila in filas)
        yield f"{tabla}_{accion.lower()}", f"{accion} ON {tabla} BEGIN {cuerpo} END"


def _sumar_por(tabla: str, fila: str) -> str:
    if tabla == ACTIVIDAD:
        return _SUMAR.format(a=fila, de="WHERE")
    if tabla == ATENCION:
        suya = f"SELECT s.actividad_id FROM asistencia s WHERE s.id = {fila}.asistencia_id"  # noqa: S608 - nombres nuestros
        return _sumar(f"a.id = ({suya})")
    return _sumar(f"a.id = {fila}.actividad_id")


def _sumar(cuales: str) -> str:
    return _SUMAR.format(a="a", de=f"FROM actividad a WHERE {cuales} AND")


_TOCAR_TODOS = (
    f"INSERT INTO {Toque.__tablename__} (vigencia, trimestre, tipo, transaccion, veces) "  # noqa: S608 - nombres nuestros
    f"VALUES ({TODOS}, {ENTERO}, '', '', 1) "
    "ON CONFLICT (vigencia, trimestre, tipo, transaccion) DO UPDATE SET veces = toque.veces + 1"
)
_OLVIDAR_QUIENES = f"DELETE FROM {Recuento.__tablename__} WHERE quienes IS NOT NULL"  # noqa: S608 - nombres nuestros


def _de_postgresql(tabla: str) -> Iterator[tuple[str, str]]:
    return en_postgresql.de_tabla(tabla, solo_cambios=tabla in DE_QUIEN)
