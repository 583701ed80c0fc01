"""Cambiar la definición de un producto por un acto, con la fecha desde la que rige."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import tomar_turno, transaccion
from registro.fechas import PRIMER_DIA, fecha_larga
from registro.indicadores.definiciones.consultas import versiones
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.modelo import Producto
from registro.indicadores.versiones import Definicion, Version, comparar, vigente
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import abreviar, limpiar

LARGO_DEL_ACTO = 300
CANDADO = 7_301  # dos definiciones a la vez van una tras otra


def definir(actor: Actor, codigo: str, definicion: Definicion, acto: tuple[str, date], vista: int) -> int:
    """Guarda una versión nueva y devuelve su número; ``vista`` es la última que tenía quien la escribió.

    :raises ErrorDeRegistro: falta el acto, la fecha no vale, o la definición no se sostiene.
    :raises EnConflicto: otra persona cambió la definición mientras tanto.
    """
    exigir(actor, "indicadores.definir")
    escrito, desde = limpiar(acto[0], LARGO_DEL_ACTO, "acto"), acto[1]
    if not escrito:
        raise ErrorDeRegistro("Falta el acto que cambia la definición. Escríbalo, con su número.", "acto")
    if desde < PRIMER_DIA:
        raise ErrorDeRegistro(f"{fecha_larga(desde)} es demasiado antigua. Revise la fecha.", "desde")
    with transaccion() as sesion:
        tomar_turno(sesion, CANDADO)
        producto_id = sesion.scalar(select(Producto.id).where(Producto.codigo == codigo))
        if producto_id is None:
            raise NoEncontrado(f"No hay un producto {abreviar(codigo)}. No se cambió nada.")
        todas = versiones([producto_id], sesion)[producto_id]
        _sin_pisar(todas, vista)
        if not comparar(vigente(todas, desde).definicion, definicion):
            raise ErrorDeRegistro("No cambió nada de la definición. Cambie algo, o vuelva sin guardar.")
        nueva = nueva_version(sesion, producto_id, definicion, (escrito, desde), actor.nombre)
        anotar(actor, "producto.definir", f"producto:{codigo}", {"version": nueva.numero})
        return nueva.numero


def _sin_pisar(todas: list[Version], vista: int) -> None:
    ultima = max(version.numero for version in todas)
    if ultima != vista:
        raise EnConflicto(
            "Otra persona cambió esta definición mientras usted la escribía. Lo suyo sigue en pantalla y no "
            "se guardó: compárelo con la versión nueva y guarde otra vez."
        )
