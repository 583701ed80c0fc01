"""Anotar atenciones de Casa de Todas dentro de la transacción de quien llama: pantalla o importador."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.actividades.casa_de_todas import DiaDeCasa
from registro.actividades.estados import ABIERTA, ANULADA
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion
from registro.catalogos.consultas import FichaDeOpcion, opciones
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc
from registro.fechas import hoy
from registro.personas.modelo import Credencial, Persona

ACTUACION, GESTION = "actuacion", "gestion"
MAXIMO_DE_CADA_UNA = 20


@dataclass(frozen=True, slots=True)
class DatosDeAtencion:
    """Área, clase y modalidad (claves de los catálogos) y lo que se hizo: ternas (catálogo, clave, veces)."""

    area: str
    clase: str
    modalidad: str
    gestiones: tuple[tuple[str, str, int], ...] = ()


def revisar(datos: DatosDeAtencion) -> None:
    """Lo elegido existe y es del área elegida.

    :raises ErrorDeRegistro: la frase dice qué falta o qué no corresponde.
    """
    if datos.area not in _claves(opciones("area")):
        raise ErrorDeRegistro("Elija el área y la clase de la atención. No se guardó.", "clase")
    if datos.clase not in _claves(opciones("clase", datos.area)):
        raise ErrorDeRegistro("Elija una clase que sea del área de la atención. No se guardó.", "clase")
    if datos.modalidad not in _claves(opciones("modalidad")):
        raise ErrorDeRegistro("Elija la modalidad. No se guardó.", "modalidad")
    del_area = {
        (catalogo, opcion.clave)
        for catalogo in (ACTUACION, GESTION)
        for opcion in opciones(catalogo, datos.area)
    }
    for catalogo, clave, veces in datos.gestiones:
        if (catalogo, clave) not in del_area:
            raise ErrorDeRegistro(
                f"«{clave[:60]}» no es del área elegida. Desmárquela o cambie la clase. No se guardó.",
                "clase",
            )
        if not 1 <= veces <= MAXIMO_DE_CADA_UNA:
            raise ErrorDeRegistro(
                f"«{clave[:60]}» puede repetirse entre 1 y {MAXIMO_DE_CADA_UNA} veces. No se guardó.", "clase"
            )


def anotar_atencion(
    sesion: Session, asistencia_id: int, datos: DatosDeAtencion, quien: str, llave: str | None = None
) -> Atencion:
    """Añade una atención ya revisada; con una ``llave`` que ya está, devuelve la que había."""
    ya = sesion.scalar(select(Atencion).where(Atencion.llave_de_importacion == llave)) if llave else None
    if ya is not None:
        return ya
    atencion = Atencion(
        asistencia_id=asistencia_id,
        area=datos.area,
        clase=datos.clase,
        modalidad=datos.modalidad,
        registrada_en=ahora_utc(),
        registrada_por=quien,
        llave_de_importacion=llave,
    )
    sesion.add(atencion)
    sesion.flush()
    sesion.add_all(
        GestionDeAtencion(atencion_id=atencion.id, catalogo=catalogo, clave=clave)
        for catalogo, clave, veces in datos.gestiones
        for _ in range(veces)
    )
    return atencion


def dia_de_hoy(sesion: Session) -> DiaDeCasa | None:
    """El día de atención de hoy que no se haya anulado; el abierto primero."""
    orden = select(DiaDeCasa).where(
        DiaDeCasa.fecha == hoy(), DiaDeCasa.precision == "dia", DiaDeCasa.estado != ANULADA
    )
    dias = sesion.scalars(orden.order_by(DiaDeCasa.id)).all()
    return next((dia for dia in dias if dia.estado == ABIERTA), dias[-1] if dias else None)


def exigir_dia_de_hoy(sesion: Session) -> DiaDeCasa:
    """El día de hoy, abierto.

    :raises EnConflicto: no se ha abierto, o ya se cerró.
    """
    dia = dia_de_hoy(sesion)
    if dia is None:
        raise EnConflicto("Todavía no se ha abierto el día de hoy. Ábralo y repita. No se guardó nada.")
    if dia.estado != ABIERTA:
        raise EnConflicto(
            f"El día de hoy está {dia.estado}. Pida a la secretaría técnica que lo abra. No se guardó nada."
        )
    return dia


def exigir_atencion(sesion: Session, atencion_id: int) -> Atencion:
    """La atención, si cuenta.

    :raises NoEncontrado: no existe o se anuló.
    """
    atencion = sesion.get(Atencion, atencion_id)
    if atencion is None or atencion.anulada_en is not None:
        raise NoEncontrado("Esa atención no existe o ya se anuló. No se cambió nada.")
    return atencion


def persona_de(sesion: Session, asistencia_id: int) -> int | None:
    """De quién es la tarjeta de una visita (la que quedó, si hubo fusiones); sin tarjeta, de nadie."""
    orden = (
        select(func.coalesce(Persona.fusionada_en_id, Persona.id))
        .join(Credencial, Credencial.persona_id == Persona.id)
        .join(Asistencia, Asistencia.credencial_id == Credencial.id)
        .where(Asistencia.id == asistencia_id)
    )
    return sesion.scalar(orden)


def _claves(fichas: Collection[FichaDeOpcion]) -> set[str]:
    return {ficha.clave for ficha in fichas}
