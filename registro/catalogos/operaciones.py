"""Sembrar y editar los catálogos. Nada se borra: lo que deja de usarse se desactiva."""

from __future__ import annotations

import csv

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro import rutas
from registro.catalogos import edicion
from registro.catalogos.modelo import AliasDeLocalidad, Entidad, Localidad, Opcion, Sector, Servicio
from registro.catalogos.semillas import ALIAS, ENTIDADES, OPCIONES, SECTORES, SERVICIOS
from registro.errores import ErrorDeRegistro, exigir_version
from registro.extensiones import transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import clave


def sembrar(actor: Actor) -> bool:
    """Llena los catálogos de una base nueva. Con localidades ya puestas no toca nada y devuelve falso."""
    with transaccion() as sesion:
        if sesion.scalar(select(func.count()).select_from(Localidad)):
            return False
        _sembrar_localidades(sesion)
        sesion.add_all(Sector(nombre=nombre, clave=clave(nombre)) for nombre in SECTORES)
        sesion.flush()
        sectores = {sector.nombre: sector.id for sector in sesion.scalars(select(Sector))}
        sesion.add_all(
            Entidad(nombre=nombre, clave=clave(nombre), sector_id=sectores[sector])
            for nombre, sector in ENTIDADES
        )
        sesion.add_all(
            Servicio(nombre=nombre, clave=clave(nombre), orden=orden)
            for orden, nombre in enumerate(SERVICIOS, start=1)
        )
        for catalogo, opciones in OPCIONES.items():
            sesion.add_all(
                Opcion(catalogo=catalogo, clave=propia, etiqueta=etiqueta, padre=padre, orden=orden)
                for orden, (propia, etiqueta, padre) in enumerate(opciones, start=1)
            )
        anotar(actor, "catalogos.sembrar", "catalogos")
        return True


def _sembrar_localidades(sesion: Session) -> None:
    with (rutas.datos_demostracion() / "localidades_bogota.csv").open(encoding="utf-8") as archivo:
        for fila in csv.DictReader(archivo):
            sesion.add(Localidad(codigo=fila["codigo"], nombre=fila["nombre"], clave=clave(fila["nombre"])))
    sesion.flush()
    sesion.add_all(
        AliasDeLocalidad(nombre=nombre, clave=clave(nombre), localidad_codigo=codigo)
        for nombre, codigo in ALIAS
    )


def guardar_fila(
    actor: Actor,
    clave_de_catalogo: str,
    fila_id: int | None,
    datos: dict[str, str],
    version: int | None = None,
) -> int:
    """Crea (sin ``fila_id``) o corrige una fila de un catálogo; devuelve su id.

    :raises OtraVersion: otra persona la cambió desde la ``version`` que se leyó.
    :raises ErrorDeRegistro: un dato falta, no se entiende o repite otra fila.
    """
    catalogo = edicion.catalogo_de(clave_de_catalogo)
    with transaccion() as sesion:
        registro = catalogo.modelo() if fila_id is None else edicion.buscar(sesion, catalogo, fila_id)
        exigir_version(registro.version, version if fila_id else None, "esta fila")
        antes = {campo.nombre: getattr(registro, campo.nombre) for campo in catalogo.campos}
        edicion.llenar(sesion, catalogo, registro, datos)
        sesion.add(registro)
        sesion.flush()
        detalle = {"nueva": True} if fila_id is None else {"antes": antes}
        anotar(actor, "catalogos.guardar", f"{catalogo.clave}:{registro.id}", detalle)
        nuevo_id: int = registro.id
        return nuevo_id


def activar_fila(actor: Actor, clave_de_catalogo: str, fila_id: int, *, activa: bool) -> None:
    """Desactiva lo que ya no se usa (los registros viejos lo conservan) o lo vuelve a ofrecer."""
    catalogo = edicion.catalogo_de(clave_de_catalogo)
    if not catalogo.estado:
        raise ErrorDeRegistro("Las filas de este catálogo no se desactivan: corríjala. No se cambió nada.")
    with transaccion() as sesion:
        setattr(edicion.buscar(sesion, catalogo, fila_id), catalogo.estado, activa)
        anotar(
            actor, "catalogos.activar" if activa else "catalogos.desactivar", f"{catalogo.clave}:{fila_id}"
        )
