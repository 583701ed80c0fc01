"""Lecturas de usuarias y bitácora; devuelven fichas congeladas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.recordadas import recordada
from registro.seguridad import acciones, sesiones
from registro.seguridad.modelo import (
    Anotacion,
    CodigoDeRecuperacion,
    LlaveDePaso,
    RolDeUsuaria,
    SesionDeUsuaria,
    Usuaria,
)
from registro.seguridad.permisos import CON_SEGUNDO_FACTOR, ROLES, Actor


@dataclass(frozen=True, slots=True)
class FichaDeUsuaria:
    """Lo que las pantallas saben de una usuaria."""

    id: int
    usuario: str
    nombre: str
    roles: tuple[str, ...]
    activa: bool
    clave_provisional: bool
    con_codigo: bool
    pidio_clave_en: datetime | None
    sector_id: int | None

    @property
    def nombres_de_roles(self) -> str:
        """«Secretaría técnica, Análisis»."""
        return ", ".join(ROLES[rol] for rol in self.roles)

    @property
    def debe_codigo(self) -> bool:
        """Su rol pide un código de un solo uso y todavía no lo tiene."""
        return not self.con_codigo and bool(CON_SEGUNDO_FACTOR & set(self.roles))

    def como_actor(self) -> Actor:
        """Quien firma las operaciones de esta usuaria."""
        return Actor(self.id, self.nombre, frozenset(self.roles), "pantalla", self.sector_id)


@dataclass(frozen=True, slots=True)
class LineaDeBitacora:
    """Una anotación, para leerla."""

    id: int
    momento: datetime
    actor: str
    origen: str
    accion: str
    objeto: str
    detalle: dict[str, Any]

    @property
    def dicha(self) -> str:
        return acciones.en_palabras(self.accion)

    @property
    def sobre(self) -> str:
        return acciones.objeto_en_palabras(self.objeto)

    @property
    def pormenores(self) -> list[tuple[str, Any]]:
        return [(acciones.con_tildes(clave), acciones.dicho(valor)) for clave, valor in self.detalle.items()]


def ficha(usuaria: Usuaria) -> FichaDeUsuaria:
    """Ficha congelada de una usuaria del modelo."""
    return FichaDeUsuaria(
        id=usuaria.id,
        usuario=usuaria.usuario,
        nombre=usuaria.nombre,
        roles=tuple(sorted(asignado.rol for asignado in usuaria.roles)),
        activa=usuaria.activa,
        clave_provisional=usuaria.clave_provisional,
        con_codigo=usuaria.secreto is not None,
        pidio_clave_en=usuaria.pidio_clave_en,
        sector_id=usuaria.sector_id,
    )


def usuaria_por_id(usuaria_id: int) -> FichaDeUsuaria | None:
    """La usuaria o ``None``."""
    encontrada = db.session.get(Usuaria, usuaria_id)
    return ficha(encontrada) if encontrada else None


# Lo primero de toda página: armada una vez y por columnas (una fila por rol) cuesta la cuarta parte.
_POR_SESION = (
    select(
        Usuaria.id,
        Usuaria.usuario,
        Usuaria.nombre,
        Usuaria.activa,
        Usuaria.clave_provisional,
        Usuaria.secreto.is_not(None).label("con_codigo"),
        Usuaria.pidio_clave_en,
        Usuaria.sector_id,
        RolDeUsuaria.rol,
    )
    .join(SesionDeUsuaria, SesionDeUsuaria.usuaria_id == Usuaria.id)
    .outerjoin(RolDeUsuaria, RolDeUsuaria.usuaria_id == Usuaria.id)
    .where(
        SesionDeUsuaria.huella == bindparam("huella"),
        SesionDeUsuaria.cerrada_en.is_(None),
        Usuaria.activa,
    )
)


def usuaria_por_sesion(ficha_de_sesion: str) -> FichaDeUsuaria | None:
    """De quién es la sesión abierta con esa ficha, si sigue abierta y su usuaria activa."""
    return _por_huella(sesiones.huella_de(ficha_de_sesion))


@recordada
def _por_huella(huella: str) -> FichaDeUsuaria | None:
    filas = db.session.execute(_POR_SESION, {"huella": huella}).all()
    if not filas:
        return None
    una = filas[0]
    return FichaDeUsuaria(
        id=una.id,
        usuario=una.usuario,
        nombre=una.nombre,
        roles=tuple(sorted(fila.rol for fila in filas if fila.rol is not None)),
        activa=una.activa,
        clave_provisional=una.clave_provisional,
        con_codigo=una.con_codigo,
        pidio_clave_en=una.pidio_clave_en,
        sector_id=una.sector_id,
    )


@dataclass(frozen=True, slots=True)
class SesionAbierta:
    """Una sesión abierta de la propia usuaria."""

    id: int
    abierta_en: datetime
    navegador: str
    esta: bool


@dataclass(frozen=True, slots=True)
class LlaveGuardada:
    """Una llave de acceso de la propia usuaria."""

    id: int
    nombre: str
    creada_en: datetime
    usada_en: datetime | None


def sesiones_abiertas(usuaria_id: int, ficha_de_sesion: str, desde: datetime) -> list[SesionAbierta]:
    """Las de una usuaria abiertas después de ``desde``, la más reciente primero."""
    orden = select(SesionDeUsuaria).where(
        SesionDeUsuaria.usuaria_id == usuaria_id,
        SesionDeUsuaria.cerrada_en.is_(None),
        SesionDeUsuaria.abierta_en > desde,
    )
    esta = sesiones.huella_de(ficha_de_sesion)
    return [
        SesionAbierta(una.id, una.abierta_en, una.navegador, una.huella == esta)
        for una in db.session.scalars(orden.order_by(SesionDeUsuaria.id.desc()))
    ]


def llaves_de(usuaria_id: int) -> list[LlaveGuardada]:
    """Sus llaves de acceso."""
    orden = select(LlaveDePaso).where(LlaveDePaso.usuaria_id == usuaria_id).order_by(LlaveDePaso.id)
    return [
        LlaveGuardada(una.id, una.nombre, una.creada_en, una.usada_en) for una in db.session.scalars(orden)
    ]


def recuperacion_sin_usar(usuaria_id: int) -> int:
    """Cuántos códigos de recuperación le quedan."""
    orden = select(func.count()).select_from(CodigoDeRecuperacion)
    propios = orden.where(
        CodigoDeRecuperacion.usuaria_id == usuaria_id, CodigoDeRecuperacion.usado_en.is_(None)
    )
    return db.session.scalar(propios) or 0


def exigir_usuaria(usuaria_id: int) -> FichaDeUsuaria:
    """La usuaria.

    :raises NoEncontrado: no existe.
    """
    encontrada = usuaria_por_id(usuaria_id)
    if encontrada is None:
        raise NoEncontrado("Esa usuaria no existe.")
    return encontrada


def usuarias() -> list[FichaDeUsuaria]:
    """Todas, activas primero, por nombre."""
    orden = select(Usuaria).order_by(Usuaria.activa.desc(), Usuaria.nombre)
    return [ficha(usuaria) for usuaria in db.session.scalars(orden)]


@dataclass(frozen=True, slots=True)
class UltimoCambio:
    """Quién cambió algo por última vez, cuándo y qué hizo."""

    actor: str
    momento: datetime
    que: str = "lo guardó"


def ultimo_cambio(objeto: str) -> UltimoCambio | None:
    """El último cambio anotado de «puesto:3»; ``None`` si está como nació."""
    orden = select(Anotacion.actor, Anotacion.momento).where(Anotacion.objeto == objeto)
    linea = db.session.execute(orden.order_by(Anotacion.id.desc()).limit(1)).one_or_none()
    return UltimoCambio(*linea) if linea else None


def bitacora(texto: str = "", *, desde: int = 0, cuantas: int = 50) -> tuple[list[LineaDeBitacora], int]:
    """Líneas que contienen ``texto``, las recientes primero (``cuantas`` desde ``desde``), y el total."""
    orden = select(Anotacion)
    if texto:
        patron = f"%{texto}%"
        orden = orden.where(
            or_(
                Anotacion.actor.ilike(patron),
                Anotacion.accion.ilike(patron),
                Anotacion.objeto.ilike(patron),
                Anotacion.accion.in_(acciones.que_dicen(texto)),
            )
        )
    total = db.session.scalar(select(func.count()).select_from(orden.subquery())) or 0
    pagina = db.session.scalars(orden.order_by(Anotacion.id.desc()).offset(desde).limit(cuantas))
    return [
        LineaDeBitacora(a.id, a.momento, a.actor, a.origen, a.accion, a.objeto, a.detalle) for a in pagina
    ], total
