"""Radicar una solicitud y llevarla hasta su respuesta; cada paso queda con su fecha y quién lo dio."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.derechos import reglas
from registro.derechos.modelo import PasoDeSolicitud, SolicitudDeDatos
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.fechas import hoy
from registro.personas import credenciales
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

LARGO = 4_000
PRESENCIAL, CON_SECRETO = "presencial", "secreto"
PERMISO = "derechos.atender"


@dataclass(frozen=True, slots=True)
class Pedido:
    """Lo que se pide: la clase, con sus palabras, y la tarjeta si la trae."""

    clase: str
    pide: str
    codigo: str = ""


def radicar(actor: Actor, pedido: Pedido) -> UUID:
    """Recibe una solicitud hecha en persona; devuelve su identificador.

    :raises ErrorDeRegistro: la clase no existe, no dice qué pide, o el código no es de una tarjeta.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        persona_id = None
        if pedido.codigo:
            credencial = credenciales.exigir(sesion, pedido.codigo)
            persona = credenciales.persona_de(sesion, credencial)
            persona_id = persona.id if persona else None
        solicitud = nueva(sesion, actor, pedido, persona_id, PRESENCIAL)
        anotar(actor, "derechos.radicar", f"solicitud:{solicitud.uuid}", {"clase": pedido.clase})
        return solicitud.uuid


def nueva(
    sesion: Session, actor: Actor, pedido: Pedido, persona_id: int | None, canal: str
) -> SolicitudDeDatos:
    """La solicitud y su primer paso, dentro de la transacción de quien llama."""
    pide = limpiar(pedido.pide, LARGO, "pide")
    if not pide:
        raise ErrorDeRegistro("Escriba qué pide, con sus palabras. No se guardó.", "pide")
    solicitud = SolicitudDeDatos(
        clase=reglas.exigir_clase(pedido.clase),
        canal=canal,
        estado=reglas.RECIBIDA,
        persona_id=persona_id,
        recibida=hoy(),
        pide=pide,
    )
    sesion.add(solicitud)
    sesion.flush()
    _paso(sesion, solicitud, actor, reglas.RECIBIDA)
    return solicitud


def poner_en_tramite(actor: Actor, uuid: UUID) -> None:
    """Deja la leyenda «reclamo en trámite»."""
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        solicitud = buscar(sesion, uuid)
        reglas.exigir_abierta(solicitud.estado)
        if not reglas.es_reclamo(solicitud.clase):
            raise ErrorDeRegistro("Una consulta no lleva esa leyenda: se responde. No se cambió nada.")
        solicitud.estado = reglas.EN_TRAMITE
        _paso(sesion, solicitud, actor, reglas.EN_TRAMITE)
        anotar(actor, "derechos.en_tramite", f"solicitud:{uuid}")


def prorrogar(actor: Actor, uuid: UUID, motivo: str) -> None:
    """Alarga el plazo una vez, con la razón que se le dice a ella.

    :raises EnConflicto: ya se prorrogó, ya venció o ya se respondió.
    """
    exigir(actor, PERMISO)
    motivo = _exigir_texto(motivo, "respuesta", "Escriba por qué hace falta más tiempo. No se prorrogó.")
    with transaccion() as sesion:
        solicitud = buscar(sesion, uuid)
        prorrogada = solicitud.prorrogada_en is not None
        tiempo = reglas.reloj(solicitud.clase, solicitud.recibida, prorrogada=prorrogada)
        reglas.exigir_prorrogable(solicitud.estado, tiempo, hoy(), prorrogada=prorrogada)
        solicitud.prorrogada_en = hoy()
        _paso(sesion, solicitud, actor, "prorrogada", motivo)
        anotar(actor, "derechos.prorrogar", f"solicitud:{uuid}")


def responder(actor: Actor, uuid: UUID, texto: str) -> None:
    """Cierra la solicitud con lo que se le respondió."""
    _cerrar(actor, uuid, reglas.RESPONDIDA, texto)


def negar(actor: Actor, uuid: UUID, texto: str) -> None:
    """Cierra la solicitud diciéndole por qué no se puede."""
    _cerrar(actor, uuid, reglas.NEGADA, texto)


def _cerrar(actor: Actor, uuid: UUID, estado: str, texto: str) -> None:
    exigir(actor, PERMISO)
    texto = _exigir_texto(texto, "respuesta", "Escriba lo que se le responde. La solicitud sigue abierta.")
    with transaccion() as sesion:
        cerrar(sesion, actor, buscar(sesion, uuid), estado, texto)
        anotar(actor, f"derechos.{estado}", f"solicitud:{uuid}")


def cerrar(sesion: Session, actor: Actor, solicitud: SolicitudDeDatos, estado: str, texto: str) -> None:
    """El último paso, dentro de la transacción de quien llama."""
    reglas.exigir_abierta(solicitud.estado)
    solicitud.estado, solicitud.respuesta, solicitud.cerrada_en = estado, texto, ahora_utc()
    _paso(sesion, solicitud, actor, estado)


def buscar(sesion: Session, uuid: UUID) -> SolicitudDeDatos:
    """La solicitud, tomada hasta el commit.

    :raises NoEncontrado: no existe.
    """
    orden = select(SolicitudDeDatos).where(SolicitudDeDatos.uuid == uuid).with_for_update()
    solicitud = sesion.scalar(orden)
    if solicitud is None:
        raise NoEncontrado("Esa solicitud no existe. No se cambió nada.")
    return solicitud


def _paso(sesion: Session, solicitud: SolicitudDeDatos, actor: Actor, paso: str, motivo: str = "") -> None:
    sesion.add(
        PasoDeSolicitud(
            solicitud_id=solicitud.id, paso=paso, cuando=ahora_utc(), quien=actor.nombre, motivo=motivo
        )
    )


def _exigir_texto(texto: str, campo: str, frase: str) -> str:
    limpio = limpiar(texto, LARGO, campo)
    if not limpio:
        raise ErrorDeRegistro(frase, campo)
    return limpio
