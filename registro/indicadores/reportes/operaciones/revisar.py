"""Lo que hace la Dirección: devolver con observaciones, aprobar, reabrir y responder los alcances."""

from __future__ import annotations

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.indicadores.reportes import estados
from registro.indicadores.reportes.consultas.fichas import buscar_producto
from registro.indicadores.reportes.modelo import Alcance, Reporte
from registro.indicadores.reportes.operaciones.reportar import (
    dar_paso,
    exigir_abierto,
    exigir_reporte,
    exigir_sin_contar,
    exigir_version,
    objeto,
)
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.quien import exigir_que_revise
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

LARGO_DE_OBSERVACION = 4_000


def devolver(actor: Actor, codigo: str, periodo: Periodo, observaciones: str, version: int) -> None:
    """El reporte vuelve al sector con lo que hay que corregir.

    :raises ErrorDeRegistro: no se escribió qué corregir.
    """
    dicho = exigir_dicho(
        observaciones, "Escriba qué debe corregir el sector. No se devolvió.", "observaciones"
    )
    _dar(actor, (codigo, periodo, version), estados.DEVOLVER, dicho)


def aprobar(actor: Actor, codigo: str, periodo: Periodo, version: int) -> None:
    """Su cifra empieza a contar."""
    _dar(actor, (codigo, periodo, version), estados.APROBAR)


def reabrir(actor: Actor, codigo: str, periodo: Periodo, motivo: str, version: int) -> None:
    """Lo aprobado vuelve al sector; mientras tanto su cifra no cuenta.

    :raises EnConflicto: está dentro de un corte cerrado.
    """
    dicho = exigir_dicho(motivo, "Escriba por qué se reabre. No se cambió nada.", "motivo")
    _dar(actor, (codigo, periodo, version), estados.REABRIR, dicho)


def _dar(actor: Actor, cual: tuple[str, Periodo, int], paso: str, dicho: str = "") -> None:
    exigir_que_revise(actor)
    codigo, periodo, version = cual
    with transaccion() as sesion:
        producto = buscar_producto(sesion, codigo)
        reporte = exigir_reporte(sesion, producto, periodo)
        exigir_version(reporte, version)
        exigir_abierto(sesion, periodo)
        if paso == estados.APROBAR:
            exigir_sin_contar(sesion, producto, periodo)
        reporte.estado = estados.despues_de(paso, reporte.estado)
        momento = dar_paso(actor, reporte, "reabierto" if paso == estados.REABRIR else reporte.estado, dicho)
        reporte.aprobado_en = momento if reporte.estado == estados.APROBADO else None
        anotar(actor, f"reporte.{paso}", objeto(reporte, codigo))


def resolver_alcance(actor: Actor, alcance_id: int, respuesta: str, *, acepta: bool) -> None:
    """Aceptado, su cifra (si trae) reemplaza a la aprobada y su texto se añade; negado, queda la razón.

    :raises EnConflicto: ya se resolvió, o el corte está cerrado.
    """
    exigir_que_revise(actor)
    dicho = limpiar(respuesta, LARGO_DE_OBSERVACION, "respuesta")
    if not dicho and not acepta:
        raise ErrorDeRegistro("Escriba por qué no se acepta. No se cambió nada.", "respuesta")
    with transaccion() as sesion:
        alcance = sesion.get(Alcance, alcance_id)
        if alcance is None:
            raise NoEncontrado("Ese alcance no existe. No se cambió nada.")
        if alcance.estado != "pendiente":
            raise EnConflicto(f"Ese alcance ya fue {alcance.estado}. No se cambió nada.")
        reporte = alcance.reporte
        if acepta and reporte.estado != estados.APROBADO:
            raise EnConflicto(
                "El reporte se reabrió: el sector lo corrige directamente. Niegue el alcance diciéndoselo."
            )
        if acepta:
            exigir_abierto(sesion, Periodo(reporte.vigencia, reporte.trimestre))
            _aplicar(reporte, alcance)
        alcance.estado, alcance.respuesta = "aceptado" if acepta else "negado", dicho
        alcance.resuelto_en, alcance.resuelto_por = ahora_utc(), actor.nombre
        dar_paso(actor, reporte, f"alcance_{alcance.estado}", dicho)
        anotar(actor, f"reporte.alcance_{alcance.estado}", objeto(reporte, reporte.producto.codigo))


def _aplicar(reporte: Reporte, alcance: Alcance) -> None:
    if alcance.valor is not None:
        reporte.valor, reporte.sin_dato = alcance.valor, False
        reporte.numerador, reporte.denominador = alcance.numerador, alcance.denominador
    reporte.texto = f"{reporte.texto}\n\n{alcance.texto}".strip()


def exigir_dicho(texto: str, si_falta: str, campo: str) -> str:
    """El texto limpio.

    :raises ErrorDeRegistro: no se escribió.
    """
    limpio = limpiar(texto, LARGO_DE_OBSERVACION, campo)
    if not limpio:
        raise ErrorDeRegistro(si_falta, campo)
    return limpio
