"""La base de datos: modelo común, tipos de columna y la única puerta de escritura.

SQLite (WAL, synchronous FULL) es el motor de fábrica; PostgreSQL se elige con una URL. Una transacción que
lee y luego escribe necesita ``BEGIN IMMEDIATE`` en SQLite, y hacer cola antes de pedirlo reduce la espera:
por eso nadie escribe sino dentro de :func:`transaccion`.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from time import monotonic
from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Engine, MetaData, Numeric, Table, TypeDecorator, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError

from registro.en_bloque.ida import confirmar, por_salir
from registro.errores import EnConflicto, OtraVersion

if TYPE_CHECKING:
    from registro.config import Config

NOMBRES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class _Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NOMBRES)


db = SQLAlchemy(model_class=_Base)

if TYPE_CHECKING:

    class Modelo(_Base):
        """Raíz de los modelos (para el verificador de tipos: flask-sqlalchemy crea la suya al vuelo)."""

        __abstract__ = True
else:
    Modelo = db.Model


DERIVADA = "derivada"  # en la información de una tabla: lo que tiene sale de las demás, y se rehace


def tabla_de(modelo: type[Modelo]) -> Table:
    """La tabla de un modelo, para escribir o leer muchas filas sin hacer un objeto de cada una."""
    tabla = modelo.__table__
    assert isinstance(tabla, Table)  # noqa: S101 - todo modelo nuestro es una tabla
    return tabla


class Momento(TypeDecorator[datetime]):
    """Instante con zona, guardado en UTC en los dos motores."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """A UTC; un instante sin zona es un error de programación, nunca se adivina."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("un instante sin zona horaria no se guarda")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Siempre en UTC: SQLite lo devuelve sin zona y PostgreSQL con la de su sesión."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def config_vigente() -> Config:
    """La configuración de la aplicación en curso."""
    config: Config = current_app.config["REGISTRO"]
    return config


class Exacto(TypeDecorator[Decimal]):
    """Decimal exacto de seis cifras: NUMERIC en PostgreSQL y entero escalado en SQLite, que no los tiene."""

    impl = Numeric(20, 6)
    cache_ok = True
    escala = Decimal(10) ** 6

    def load_dialect_impl(self, dialect: Any) -> Any:
        """El tipo que guarda cada motor."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else Numeric(20, 6))

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> Decimal | int | None:
        """Al guardar; más de seis decimales es un error, no un redondeo callado."""
        if value is None:
            return None
        escalado = value * self.escala
        if escalado != escalado.to_integral_value():
            raise ValueError(f"{value} tiene más de seis decimales")
        return int(escalado) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Decimal | int | None, dialect: Any) -> Decimal | None:
        """Al leer."""
        if value is None:
            return None
        entero = value if dialect.name == "sqlite" else int(value * self.escala)  # sin ceros de sobra
        return Decimal(entero) / self.escala


def ahora_utc() -> datetime:
    """El instante presente, en UTC (lo que se guarda; las pantallas lo muestran en Bogotá)."""
    return datetime.now(UTC)


# Ni más caché por conexión ni volcar el diario menos veces: se midieron, sin ganancia que valga su memoria.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")


SEGUNDOS_DE_DESCANSO = 5


def preparar_motor(motor: Engine) -> None:
    """Lo que cada conexión necesita de su motor."""
    if motor.dialect.name == "sqlite":
        _preparar_sqlite(motor)
    else:
        _preparar_postgresql(motor)


def _preparar_sqlite(motor: Engine) -> None:
    """Pragmas por conexión y ``BEGIN IMMEDIATE`` para las transacciones que escriben."""

    @event.listens_for(motor, "connect")
    def _al_conectar(conexion: Any, _registro: Any) -> None:
        conexion.isolation_level = None
        for pragma in PRAGMAS:
            conexion.execute(f"PRAGMA {pragma}")

    @event.listens_for(motor, "begin")
    def _al_empezar(conexion: Any) -> None:
        escribe = conexion.get_execution_options().get("escribe", False)
        conexion.connection.driver_connection.execute("BEGIN IMMEDIATE" if escribe else "BEGIN")


def _preparar_postgresql(motor: Engine) -> None:
    """Una conexión que descansó se prueba antes de usarla: el servidor pudo reiniciarse entre tanto.

    A la que se acaba de usar no se le pregunta: serían dos idas a la base por cada petición y no una.
    """

    @event.listens_for(motor, "checkin")
    def _al_devolver(_conexion: Any, registro: Any) -> None:
        registro.info["devuelta"] = monotonic()

    @event.listens_for(motor, "checkout")
    def _al_tomar(conexion: Any, registro: Any, _prestada: Any) -> None:
        descanso = monotonic() - registro.info.get("devuelta", monotonic())
        if descanso > SEGUNDOS_DE_DESCANSO and not _contesta(motor, conexion):
            raise InvalidatePoolError

    event.listen(motor, "commit", confirmar)

    @event.listens_for(motor, "connect")
    def _al_conectar(conexion: Any, _registro: Any) -> None:
        # Cada rollback borraría lo preparado, y toda página termina en uno: quien repite prepara lo suyo.
        conexion.prepare_threshold = None

    @event.listens_for(motor, "rollback")
    def _al_deshacer(conexion: Any) -> None:
        por_salir(conexion)


def _contesta(motor: Engine, conexion: Any) -> bool:
    try:
        return motor.dialect.do_ping(conexion)
    except motor.dialect.loaded_dbapi.Error:
        return False


PISADO = "Otra persona cambió esto mientras usted lo tenía abierto. Su cambio no se guardó: vuelva a abrirlo."
A_LA_VEZ = (
    "Otra persona estaba guardando lo mismo en este momento. Lo suyo no se guardó: revise cómo quedó y, "
    "si hace falta, repita."
)
_CHOQUES_EN_SQLITE = frozenset({1555, 2067})  # SQLITE_CONSTRAINT_PRIMARYKEY y SQLITE_CONSTRAINT_UNIQUE
_CHOQUES_EN_POSTGRESQL = frozenset({"23505", "40001", "40P01"})  # repetido, sin serie, abrazo mortal
_turno_del_proceso = threading.Lock()


@contextmanager
def _turno_de_escritura(*, esperar: bool) -> Iterator[None]:
    """Cola de quienes escriben en SQLite: un candado del proceso y otro de archivo entre procesos."""
    if not escribe_a_solas():
        yield
        return
    candado = config_vigente().datos / "escritura.candado"
    if not _turno_del_proceso.acquire(blocking=esperar):
        raise BlockingIOError
    try:
        with candado.open("a") as archivo:
            fcntl.flock(archivo, fcntl.LOCK_EX | (0 if esperar else fcntl.LOCK_NB))
            yield
    finally:
        _turno_del_proceso.release()


@contextmanager
def transaccion(*, esperar: bool = True) -> Iterator[Session]:
    """Abre la transacción de una operación: todo o nada, un solo commit al final.

    :param esperar: falso es que lo suyo puede quedar para otra vez y no vale una espera.
    :raises BlockingIOError: no quiso esperar y había quien escribiera.
    :raises RuntimeError: una operación llamó a otra; se compone con funciones, no con operaciones.
    :raises EnConflicto: otra persona cambió la misma fila, o guardó lo mismo, mientras tanto.
    """
    sesion = db.session()
    if sesion.info.get("escribiendo"):
        raise RuntimeError("una operación no llama a otra: comparta la función que ambas necesitan")
    sesion.rollback()
    with _turno_de_escritura(esperar=esperar):
        sesion.info["escribiendo"] = True
        try:
            sesion.connection(execution_options={"escribe": True})
            yield sesion
            sesion.commit()
        except StaleDataError as error:
            sesion.rollback()
            raise OtraVersion(PISADO) from error
        except DBAPIError as error:
            sesion.rollback()
            if _chocaron(error):
                raise EnConflicto(A_LA_VEZ) from error
            raise
        except BaseException:
            sesion.rollback()
            raise
        finally:
            sesion.info["escribiendo"] = False


def escribe_a_solas() -> bool:
    """Si quien escribe en esta base es el único que escribe."""
    return db.engine.dialect.name == "sqlite"


def tomar_turno(sesion: Session, candado: int) -> None:
    """En PostgreSQL, dos operaciones con el mismo candado van una tras otra; en SQLite ya hacen cola."""
    if sesion.get_bind().dialect.name == "postgresql":
        sesion.connection().exec_driver_sql("select pg_advisory_xact_lock(%s)", (candado,))


def _chocaron(error: DBAPIError) -> bool:
    """La base no dejó que dos guardaran lo mismo; no es una falla del programa."""
    propio = error.orig
    return (
        getattr(propio, "sqlite_errorcode", None) in _CHOQUES_EN_SQLITE
        or getattr(propio, "sqlstate", None) in _CHOQUES_EN_POSTGRESQL
    )
