"""Crear una actividad y corregir sus datos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from registro.actividades.alta import armar, contar, llenar
from registro.actividades.base import Actividad, buscar, objeto
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import ABIERTA, PROGRAMADA, revisar_cambio
from registro.actividades.tipos import tipo_de
from registro.catalogos.consultas import deducir_localidad, localidades
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import transaccion
from registro.fechas import hoy
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import abreviar, unir


def crear(
    actor: Actor,
    tipo: TipoDeActividad,
    datos: Mapping[str, Any],
    conteos: Mapping[str, int] | None = None,
    *,
    abierta: bool | None = None,
) -> str:
    """Crea una actividad y devuelve su uuid. Deduce la localidad si no hay duda.

    Con ``uuid`` en los datos, repetir el envío no crea otra.
    Sin ``abierta``, nace abierta la de hoy o antes y programada la de un día que no ha llegado.

    :raises ErrorDeRegistro: algo no se acepta, o el lugar puede ser de varias localidades (campo localidad).
    """
    fecha = datos.get("fecha")
    abierta = abierta if abierta is not None else not fecha or fecha.dia <= hoy()
    with transaccion() as sesion:
        if repetida := _ya_creada(sesion, datos.get("uuid")):
            return repetida
        actividad = armar(
            sesion,
            tipo,
            con_localidad(datos),
            conteos=conteos or {},
            estado=ABIERTA if abierta else PROGRAMADA,
            origen=actor.origen,
            creada_por=actor.nombre,
        )
        tipo.revisar(sesion, actividad)
        anotar(actor, "actividad.crear", objeto(actividad), {"tipo": tipo.clave, "estado": actividad.estado})
        return str(actividad.uuid)


def corregir(
    actor: Actor, uuid: str | UUID, datos: Mapping[str, Any], conteos: Mapping[str, int], version: int
) -> None:
    """Corrige datos y conteos si nadie más la cambió desde ``version``; la bitácora dice qué campos.

    :raises EnConflicto: otra persona la cambió antes, o está anulada.
    """
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        revisar_cambio(actividad.estado)
        if actividad.version != version:
            raise EnConflicto(
                "Otra persona cambió esta actividad mientras usted la tenía abierta. Lo que usted escribió "
                "sigue aquí y todavía no se guardó: compárelo y vuelva a guardar si es lo correcto."
            )
        tipo = tipo_de(actividad.tipo)
        antes = _foto(tipo, actividad)
        llenar(sesion, tipo, actividad, con_localidad(datos))
        contar(actividad, conteos)
        flag_modified(actividad, "notas")  # aunque sólo cambien los conteos, la versión avanza
        sesion.flush()
        tipo.revisar(sesion, actividad)
        sesion.refresh(actividad)
        despues = _foto(tipo, actividad)
        cambios = sorted(campo for campo in despues if despues[campo] != antes[campo])
        detalle: dict[str, Any] = {"campos": cambios}
        if "conteos" in cambios:
            detalle |= {"conteos_antes": antes["conteos"], "conteos": despues["conteos"]}
        anotar(actor, "actividad.corregir", objeto(actividad), detalle)


def _ya_creada(sesion: Session, uuid: UUID | None) -> str | None:
    """El mismo formulario, enviado dos veces, es la misma actividad."""
    hallada = sesion.scalar(select(Actividad.uuid).where(Actividad.uuid == uuid)) if uuid else None
    return str(hallada) if hallada else None


def con_localidad(datos: Mapping[str, Any]) -> dict[str, Any]:
    """Los datos con su localidad: la elegida o, si no hay, la que se deduce del lugar.

    :raises ErrorDeRegistro: el lugar puede ser de varias; la frase dice de cuáles.
    """
    donde = datos.get("lugar") or ""
    if datos.get("localidad") or not donde:
        return dict(datos)
    candidatas = deducir_localidad(donde)
    if len(candidatas) > 1:
        nombres = {ficha.codigo: ficha.nombre for ficha in localidades()}
        listado = unir([f"{nombres[codigo]} ({codigo})" for codigo in candidatas])
        raise ErrorDeRegistro(
            f"«{abreviar(donde)}» puede quedar en {listado}. Elija cuál; todavía no se guardó.", "localidad"
        )
    return {**datos, "localidad": candidatas[0] if candidatas else None}


def _foto(tipo: TipoDeActividad, actividad: Actividad) -> dict[str, Any]:
    """Lo que se puede corregir, como está ahora."""
    comunes = ("fecha", "precision", "lugar_id", "localidad_codigo", "titulo", "notas", "sesiones")
    foto = {campo: getattr(actividad, campo) for campo in (*comunes, *tipo.propios)}
    conteos = {conteo.publico or "total": conteo.cantidad for conteo in actividad.conteos}
    return foto | tipo.leer(actividad) | {"conteos": conteos}
