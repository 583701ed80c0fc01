"""Pasar una actividad de un estado a otro."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from registro.actividades.alta import contar
from registro.actividades.base import Actividad, buscar, objeto
from registro.actividades.estados import ABIERTA, ANULADA, CERRADA, PROGRAMADA, revisar_paso
from registro.actividades.tipos import tipo_de
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

LARGO_DE_MOTIVO = 2000


def abrir(actor: Actor, uuid: str | UUID) -> None:
    """Una programada empieza a recibir asistencia.

    :raises EnConflicto: ya está abierta, cerrada o anulada.
    """
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        if actividad.estado == CERRADA:
            raise EnConflicto("La actividad está cerrada: para reabrirla hay que escribir el motivo.")
        _pasar(actividad, ABIERTA)
        tipo_de(actividad.tipo).revisar(sesion, actividad)
        actividad.abierta_en = ahora_utc()
        anotar(actor, "actividad.abrir", objeto(actividad))


def cerrar(actor: Actor, uuid: str | UUID, conteos: Mapping[str, int] | None = None) -> None:
    """Deja de recibir asistencia; con ``conteos``, éstos reemplazan a los declarados antes.

    :raises EnConflicto: está programada, ya cerrada o anulada.
    """
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        _pasar(actividad, CERRADA)
        actividad.cerrada_en = ahora_utc()
        if conteos is not None:
            contar(actividad, conteos)
        declarados = {conteo.publico or "total": conteo.cantidad for conteo in actividad.conteos}
        anotar(actor, "actividad.cerrar", objeto(actividad), {"conteos": declarados})


def reabrir(actor: Actor, uuid: str | UUID, motivo: str) -> None:
    """Una cerrada vuelve a recibir asistencia; el motivo queda en la bitácora.

    :raises ErrorDeRegistro: falta el motivo, o no está cerrada.
    """
    motivo = _motivo(motivo, "por qué la reabre")
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        if actividad.estado == PROGRAMADA:
            raise EnConflicto("La actividad está programada: no hace falta reabrirla, basta abrirla.")
        _pasar(actividad, ABIERTA)
        actividad.cerrada_en = None
        anotar(actor, "actividad.reabrir", objeto(actividad), {"motivo": motivo})


def anular(actor: Actor, uuid: str | UUID, motivo: str) -> None:
    """Deja de contar, con quién y por qué. Sus registros se conservan.

    :raises ErrorDeRegistro: falta el motivo, o ya estaba anulada.
    """
    motivo = _motivo(motivo, "por qué la anula")
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        desde = actividad.estado
        _pasar(actividad, ANULADA)
        actividad.anulada_en, actividad.anulada_por, actividad.motivo = ahora_utc(), actor.nombre, motivo
        anotar(actor, "actividad.anular", objeto(actividad), {"desde": desde, "motivo": motivo})


def _pasar(actividad: Actividad, estado: str) -> None:
    revisar_paso(actividad.estado, estado)
    actividad.estado = estado


def _motivo(texto: str, pregunta: str) -> str:
    motivo = limpiar(texto, LARGO_DE_MOTIVO, "motivo")
    if not motivo:
        raise ErrorDeRegistro(f"Escriba {pregunta}. No se cambió nada.", "motivo")
    return motivo
