"""Dejar pasar un hallazgo con su razón."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.indicadores.reportes.consultas.fichas import buscar_producto, definicion_en
from registro.indicadores.reportes.consultas.revisiones import de_reporte
from registro.indicadores.reportes.modelo import Dispensa
from registro.indicadores.reportes.operaciones.reportar import exigir_reporte
from registro.indicadores.reportes.operaciones.revisar import exigir_dicho
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.quien import exigir_que_revise, exigir_que_vea
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor


def dispensar(actor: Actor, codigo: str, periodo: Periodo, regla: str, motivo: str) -> None:
    """El hallazgo deja de impedir el envío mientras diga lo mismo.

    :raises NoEncontrado: ya se corrigió: no hay nada que dejar pasar.
    :raises ErrorDeRegistro: falta el motivo, o ese hallazgo sólo se corrige.
    """
    dicho = exigir_dicho(motivo, "Escriba por qué está bien así. No se cambió nada.", "motivo")
    with transaccion() as sesion:
        producto = buscar_producto(sesion, codigo)
        exigir_que_vea(actor, {definicion_en(sesion, producto.id, periodo).sector_id})
        reporte = exigir_reporte(sesion, producto, periodo)
        revisado = next((r for r in de_reporte(sesion, reporte, codigo) if r.hallazgo.regla == regla), None)
        if revisado is None:
            raise NoEncontrado("Eso ya se corrigió: no queda nada que explicar.")
        if not revisado.hallazgo.del_sector:
            exigir_que_revise(actor)
        if not revisado.hallazgo.explicable:
            raise ErrorDeRegistro("Eso no se puede dejar pasar: corríjalo en el reporte. No se cambió nada.")
        if not revisado.abierto:
            raise EnConflicto("Ya estaba explicado. No se cambió nada.")
        _retirar_anteriores(sesion, revisado.hallazgo.llave)
        sesion.add(
            Dispensa(
                llave=revisado.hallazgo.llave,
                frase=revisado.hallazgo.frase,
                motivo=dicho,
                momento=ahora_utc(),
                actor=actor.nombre,
            )
        )
        anotar(actor, "hallazgo.dispensar", f"hallazgo:{revisado.hallazgo.llave}")


def _retirar_anteriores(sesion: Session, llave: str) -> None:
    """Las que se dieron cuando el hallazgo decía otra cosa."""
    vigentes = select(Dispensa).where(Dispensa.llave == llave, Dispensa.retirada_en.is_(None))
    for dada in sesion.scalars(vigentes):
        dada.retirada_en = ahora_utc()
