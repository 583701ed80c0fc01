"""Decidir sobre lo que espera en la bandeja. Cada decisión queda anotada y las cifras cambian con ella."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.asistencia import contar, marcas, reglas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.reglas import Motivo
from registro.asistencia.salidas import EXPLICACIONES, SALIDAS, Salida
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import transaccion
from registro.personas import credenciales
from registro.personas.modelo import Credencial
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

LARGO_VISIBLE = 300


@dataclass(frozen=True, slots=True)
class LecturaAbierta:
    """Lo que hace falta ver para decidir."""

    texto: str
    explicacion: str
    salidas: tuple[Salida, ...]


def abrir(actor: Actor, lectura_id: UUID) -> LecturaAbierta:
    """Muestra lo que llegó; queda anotado quién lo vio, porque puede ser el documento de alguien.

    :raises NoEncontrado: no es una lectura de la bandeja.
    """
    with transaccion() as sesion:
        lectura = marcas.exigir_lectura(sesion, lectura_id)
        motivo = Motivo(lectura.motivo)
        if motivo not in SALIDAS:
            raise NoEncontrado("Esa lectura no espera ninguna decisión.")
        anotar(actor, "bandeja.abrir", f"lectura:{lectura.id}")
        salidas = SALIDAS[motivo] if lectura.resuelta_en is None else ()
        return LecturaAbierta(_texto_de(lectura), EXPLICACIONES[motivo], salidas)


def contar_suelta(actor: Actor, lectura_id: UUID, actividad: str, cantidad: int = 1) -> None:
    """Cuenta como ``cantidad`` personas sin tarjeta; si ya contaba así, queda como está.

    :raises ErrorDeRegistro: ya se decidió, o la actividad no puede recibirla.
    """
    if not 1 <= cantidad <= reglas.MAXIMO_SIN_TARJETA:
        raise ErrorDeRegistro(
            f"Escriba un número entre 1 y {reglas.MAXIMO_SIN_TARJETA}. No se cambió nada.", "cantidad"
        )
    with transaccion() as sesion:
        lectura = _por_decidir(sesion, lectura_id, Salida.SUELTA)
        if marcas.asistencia_propia(sesion, lectura) is None:
            destino = contar.destino(sesion, actividad, con_tarjeta=False)
            suelta = Asistencia(
                actividad_id=destino.id,
                cantidad=cantidad,
                origen=reglas.ANONIMA,
                leida_en=contar.cuando(lectura),
            )
            contar.dejar(sesion, lectura, suelta)
        marcas.resolver(lectura, actor, "cuenta como persona sin tarjeta")
        anotar(actor, "bandeja.suelta", f"lectura:{lectura.id}", {"motivo": lectura.motivo})


def unir(actor: Actor, lectura_id: UUID, actividad: str, codigo: str) -> None:
    """La lectura es de la persona que tiene otra tarjeta, cuyo código se escribe.

    :raises ErrorDeRegistro: ya se decidió, o esa tarjeta no existe o ya no se usa.
    """
    with transaccion() as sesion:
        lectura = _por_decidir(sesion, lectura_id, Salida.UNIR)
        conocida = credenciales.exigir(sesion, codigo)
        persona = credenciales.activar(sesion, conocida)
        leida = sesion.get(Credencial, lectura.credencial_id) if lectura.credencial_id else None
        if leida is not None and leida.estado == credenciales.DESCONOCIDA:
            leida.persona_id = persona.id
            credenciales.activar(sesion, leida)
            for otra in _mismas(sesion, leida):
                _sin_repetir(sesion, otra, persona.id, actor)
                marcas.resolver(otra, actor, "unida a la tarjeta que ya tenía")
        else:
            destino = contar.destino(sesion, actividad, con_tarjeta=True)
            suya = marcas.asegurar(sesion, destino.id, conocida.id, reglas.MANUAL, contar.cuando(lectura))
            lectura.asistencia_id = suya.id
            marcas.resolver(lectura, actor, "unida a la tarjeta que ya tenía")
        anotar(actor, "bandeja.unir", f"lectura:{lectura.id}", {"motivo": lectura.motivo})


def aceptar(actor: Actor, lectura_id: UUID, actividad: str) -> None:
    """La lectura vale tal como llegó, en la actividad que se elija.

    :raises ErrorDeRegistro: ya se decidió, la actividad no puede recibirla, o no se sabe qué tarjeta era.
    """
    with transaccion() as sesion:
        lectura = _por_decidir(sesion, lectura_id, Salida.ACEPTAR)
        destino = contar.contar_tal_cual(sesion, actor, lectura, actividad)
        anotar(actor, "bandeja.aceptar", f"lectura:{lectura.id}", {"actividad": str(destino.uuid)})


def descartar(actor: Actor, lectura_id: UUID, motivo: str) -> None:
    """No cuenta; se conserva con el motivo.

    :raises ErrorDeRegistro: falta el motivo, o ya se decidió.
    """
    motivo = limpiar(motivo, 500, "motivo")
    if not motivo:
        raise ErrorDeRegistro(
            "Escriba por qué se descarta: queda en la bitácora. No se cambió nada.", "motivo"
        )
    with transaccion() as sesion:
        lectura = _por_decidir(sesion, lectura_id, Salida.DESCARTAR)
        propia = marcas.asistencia_propia(sesion, lectura)
        if propia is not None:
            marcas.anular(sesion, propia, actor, motivo)
        marcas.resolver(lectura, actor, f"descartada: {motivo}")
        anotar(actor, "bandeja.descartar", f"lectura:{lectura.id}", {"motivo": motivo})


def _por_decidir(sesion: Session, lectura_id: UUID, salida: Salida) -> Lectura:
    lectura = marcas.exigir_lectura(sesion, lectura_id)
    if lectura.resuelta_en is not None:
        raise EnConflicto(f"Ya lo decidió {lectura.resuelta_por}: {lectura.resolucion}. No se cambió nada.")
    if salida not in SALIDAS.get(Motivo(lectura.motivo), ()):
        raise EnConflicto("Eso no se puede decidir sobre esta lectura. No se cambió nada.")
    return lectura


def _texto_de(lectura: Lectura) -> str:
    """El código tal como llegó o, si no venía, la lectura completa; lo muy largo se corta al mostrarlo."""
    if not lectura.crudo:
        return ""
    cruda = json.loads(lectura.crudo)
    escrito = cruda.get("credencial") if isinstance(cruda, dict) else None
    texto = escrito if isinstance(escrito, str) else json.dumps(cruda, ensure_ascii=False)
    return texto if len(texto) <= LARGO_VISIBLE else f"{texto[:LARGO_VISIBLE]}… ({len(texto)} caracteres)"


def _mismas(sesion: Session, leida: Credencial) -> list[Lectura]:
    """Las lecturas que esperan por la misma tarjeta desconocida, en cualquier actividad."""
    orden = select(Lectura).where(
        Lectura.credencial_id == leida.id,
        Lectura.motivo == Motivo.TARJETA_DESCONOCIDA.value,
        Lectura.resuelta_en.is_(None),
    )
    return list(sesion.scalars(orden))


def _sin_repetir(sesion: Session, lectura: Lectura, persona_id: int, actor: Actor) -> None:
    """Si la persona ya estaba en la actividad con otra tarjeta, ésta no cuenta otra vez."""
    propia = marcas.asistencia_propia(sesion, lectura)
    if propia is None:
        return
    suyas = select(Credencial.id).where(Credencial.persona_id == persona_id)
    otra = select(Asistencia.id).where(
        Asistencia.actividad_id == propia.actividad_id,
        Asistencia.id != propia.id,
        Asistencia.anulada_en.is_(None),
        Asistencia.credencial_id.in_(suyas),
    )
    if sesion.scalar(otra.limit(1)) is not None:
        marcas.anular(sesion, propia, actor, "Ya estaba con su otra tarjeta")
