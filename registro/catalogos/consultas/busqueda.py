"""Lo que las demás piezas preguntan a los catálogos; responden fichas congeladas, nunca modelos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from sqlalchemy import select

from registro.catalogos.modelo import AliasDeLocalidad, Entidad, Localidad, Lugar, Opcion, Sector, Servicio
from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.recordadas import recordada
from registro.textos import abreviar, clave, orden

CIFRAS_DE_CODIGO = 2


@dataclass(frozen=True, slots=True)
class FichaDeLocalidad:
    """Localidad de Bogotá."""

    codigo: str
    nombre: str


@dataclass(frozen=True, slots=True)
class FichaDeOpcion:
    """Valor de una lista: ``clave`` se guarda, ``etiqueta`` se lee, ``padre`` es la opción de que depende."""

    clave: str
    etiqueta: str
    padre: str


@dataclass(frozen=True, slots=True)
class FichaDeServicio:
    """Servicio que se ofrece en una jornada."""

    id: int
    nombre: str
    entidad: str


@dataclass(frozen=True, slots=True)
class FichaDeEntidad:
    """Entidad y su sector."""

    id: int
    nombre: str
    sector: str


@dataclass(frozen=True, slots=True)
class FichaDeSector:
    """Sector de la administración."""

    id: int
    nombre: str


@recordada
def localidades() -> tuple[FichaDeLocalidad, ...]:
    """Las veinte, por código."""
    filas = db.session.execute(select(Localidad.codigo, Localidad.nombre).order_by(Localidad.codigo))
    return tuple(FichaDeLocalidad(codigo, nombre) for codigo, nombre in filas)


def resolver_localidad(texto: str, campo: str | None = "localidad") -> str:
    """El código de la localidad que alguien nombró: código («3», «03»), nombre oficial o alias sin duda.

    :raises ErrorDeRegistro: no existe (la frase sugiere la más parecida) o el alias es de varias.
    """
    escrito = clave(texto)
    codigo = escrito.zfill(CIFRAS_DE_CODIGO) if escrito.isascii() and escrito.isdigit() else ""
    nombres = {ficha.codigo: ficha.nombre for ficha in localidades()}
    if codigo in nombres:
        return codigo
    por_clave = {clave(nombre): propio for propio, nombre in nombres.items()}
    if escrito in por_clave:
        return por_clave[escrito]
    candidatas = _por_alias(escrito)
    if len(candidatas) == 1:
        return candidatas[0]
    if candidatas:
        opciones = "; ".join(f"{propio} {nombres[propio]}" for propio in candidatas)
        raise ErrorDeRegistro(
            f"«{abreviar(texto)}» puede ser de varias localidades: {opciones}. Escriba cuál es.", campo
        )
    cercana = get_close_matches(escrito, por_clave, n=1, cutoff=0.6)
    sugerencia = f" ¿Quiso decir {nombres[por_clave[cercana[0]]]}?" if cercana else ""
    raise ErrorDeRegistro(
        f"«{abreviar(texto)}» no es una localidad de Bogotá.{sugerencia} "
        "Escriba el nombre oficial o el código, del 01 al 20.",
        campo,
    )


def localidad_oficial(nombre: str) -> str | None:
    """El código de la localidad que se llama exactamente así, si hay una."""
    return db.session.scalar(select(Localidad.codigo).where(Localidad.clave == clave(nombre)))


def deducir_localidad(lugar: str) -> tuple[str, ...]:
    """Códigos de las localidades en que puede quedar un lugar escrito libremente; más de una se pregunta.

    Sólo mira coincidencias completas (lugares ya usados, alias y nombres oficiales): un lugar que apenas
    contiene el nombre de una localidad no está necesariamente en ella («avenida Suba»).
    """
    escrito = clave(lugar)
    oficiales = select(Localidad.codigo).where(Localidad.clave == escrito)
    usados = select(Lugar.localidad_codigo).where(Lugar.clave == escrito, Lugar.localidad_codigo.is_not(None))
    halladas = {*db.session.scalars(oficiales), *db.session.scalars(usados), *_por_alias(escrito)}
    return tuple(sorted(codigo for codigo in halladas if codigo))


def _por_alias(escrito: str) -> list[str]:
    alias = select(AliasDeLocalidad.localidad_codigo).where(AliasDeLocalidad.clave == escrito)
    return sorted(set(db.session.scalars(alias)))


@recordada
def opciones(catalogo: str, padre: str | None = None) -> tuple[FichaDeOpcion, ...]:
    """Opciones activas de una lista en su orden; con ``padre``, sólo las que dependen de esa opción."""
    consulta = select(Opcion.clave, Opcion.etiqueta, Opcion.padre)
    consulta = consulta.where(Opcion.catalogo == catalogo, Opcion.activa)
    if padre is not None:
        consulta = consulta.where(Opcion.padre == padre)
    filas = db.session.execute(consulta.order_by(Opcion.orden, Opcion.id))
    return tuple(FichaDeOpcion(*fila) for fila in filas)


@recordada
def etiquetas(catalogo: str) -> Mapping[str, str]:
    """Clave → etiqueta de todas las opciones de una lista, también las que ya no se ofrecen."""
    consulta = select(Opcion.clave, Opcion.etiqueta).where(Opcion.catalogo == catalogo)
    return MappingProxyType(dict(iter(db.session.execute(consulta.order_by(Opcion.orden)))))


@recordada
def servicios() -> tuple[FichaDeServicio, ...]:
    """Servicios activos, primero los más usados."""
    consulta = select(Servicio.id, Servicio.nombre, Entidad.nombre)
    consulta = consulta.outerjoin(Entidad, Entidad.id == Servicio.entidad_id).where(Servicio.activo)
    filas = db.session.execute(consulta.order_by(Servicio.orden, Servicio.clave))
    return tuple(FichaDeServicio(propio, nombre, entidad or "") for propio, nombre, entidad in filas)


@recordada
def nombres_de_servicios() -> Mapping[int, str]:
    """Id → nombre de todos los servicios, también los que ya no se ofrecen."""
    return MappingProxyType(dict(iter(db.session.execute(select(Servicio.id, Servicio.nombre)))))


@recordada
def entidades() -> tuple[FichaDeEntidad, ...]:
    """Entidades activas en orden alfabético."""
    consulta = select(Entidad.id, Entidad.nombre, Sector.nombre)
    consulta = consulta.outerjoin(Sector, Sector.id == Entidad.sector_id).where(Entidad.activa)
    filas = db.session.execute(consulta)
    fichas = [FichaDeEntidad(propio, nombre, sector or "") for propio, nombre, sector in filas]
    return tuple(sorted(fichas, key=lambda ficha: orden(ficha.nombre)))


@recordada
def sectores() -> tuple[FichaDeSector, ...]:
    """Sectores activos en orden alfabético."""
    filas = db.session.execute(select(Sector.id, Sector.nombre).where(Sector.activo))
    fichas = [FichaDeSector(propio, nombre) for propio, nombre in filas]
    return tuple(sorted(fichas, key=lambda ficha: orden(ficha.nombre)))
