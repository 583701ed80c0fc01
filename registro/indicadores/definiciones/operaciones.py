"""Cambiar por un acto, con su fecha, la definición de un producto o las reglas del semáforo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import tomar_turno, transaccion
from registro.fechas import PRIMER_DIA, fecha_larga
from registro.indicadores import semaforo, semaforos
from registro.indicadores.definiciones.consultas import versiones
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.modelo import Producto
from registro.indicadores.semaforo import Conjunto
from registro.indicadores.versiones import Definicion, Version, comparar, vigente
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import abreviar, limpiar

LARGO_DEL_ACTO = 300
LARGO_DEL_NOMBRE = 80
LARGO_DEL_PRODUCTO, LARGO_DE_ENTIDAD, LARGO_DE_ENTIDADES = 1_000, 200, 500
CANDADO = 7_301  # dos definiciones a la vez van una tras otra


def definir(actor: Actor, codigo: str, definicion: Definicion, acto: tuple[str, date], vista: int) -> int:
    """Guarda una versión nueva y devuelve su número; ``vista`` es la última que tenía quien la escribió.

    :raises ErrorDeRegistro: falta el acto, la fecha no vale, o la definición no se sostiene.
    :raises EnConflicto: otra persona cambió la definición mientras tanto.
    """
    exigir(actor, "indicadores.definir")
    escrito, desde = _acto(acto[0], "cambia la definición"), acto[1]
    definicion = _limpia(definicion)
    _exigir_reciente(desde)
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


def fijar_semaforo(actor: Actor, conjunto: Conjunto, vista: int) -> str:
    """Guarda unas reglas de semáforo nuevas y devuelve su clave; las anteriores se conservan.

    ``vista`` es el número de las últimas que había cuando se escribieron.

    :raises ErrorDeRegistro: falta el nombre, el acto, o los rangos no se sostienen.
    :raises EnConflicto: otra persona guardó otras mientras tanto.
    """
    exigir(actor, "indicadores.definir")
    nombre = limpiar(conjunto.nombre, LARGO_DEL_NOMBRE, "nombre")
    if not nombre:
        raise ErrorDeRegistro("Escriba cómo se llaman estas reglas. No se guardaron.", "nombre")
    acto = _acto(conjunto.acto, "trae estas reglas")
    if conjunto.desde is not None:
        _exigir_reciente(conjunto.desde)
    semaforo.revisar(conjunto.rangos)
    with transaccion() as sesion:
        tomar_turno(sesion, CANDADO)
        hay = semaforos.leer(sesion)
        ultimo = max((uno.numero for uno in hay), default=0)
        if ultimo != vista:
            raise EnConflicto(
                "Otra persona guardó otras reglas mientras usted escribía éstas. Lo suyo sigue en pantalla y "
                "no se guardó: mire las nuevas en la lista y guarde otra vez si aún hacen falta."
            )
        if semaforo.se_llama(hay, nombre):
            raise ErrorDeRegistro(
                f"Ya hay unas reglas «{nombre}», y no se cambian: póngale otro nombre a éstas.", "nombre"
            )
        nuevo = replace(
            conjunto, clave=semaforo.clave_para(nombre, hay), nombre=nombre, acto=acto, numero=ultimo + 1
        )
        semaforos.guardar(sesion, nuevo, actor.nombre)
        anotar(actor, "semaforo.fijar", f"semaforo:{nuevo.clave}", {"desde": str(nuevo.desde or "")})
        return nuevo.clave


def _limpia(definicion: Definicion) -> Definicion:
    nombre = limpiar(" ".join(definicion.nombre.split()), LARGO_DEL_PRODUCTO, "nombre")
    if not nombre:
        raise ErrorDeRegistro("Escriba cómo se llama el producto. No se cambió nada.", "nombre")
    return replace(
        definicion,
        nombre=nombre,
        responsable=limpiar(definicion.responsable, LARGO_DE_ENTIDAD, "responsable"),
        corresponsables=limpiar(definicion.corresponsables, LARGO_DE_ENTIDADES, "corresponsables"),
    )


def _acto(escrito: str, que_hace: str) -> str:
    acto = limpiar(escrito, LARGO_DEL_ACTO, "acto")
    if not acto:
        raise ErrorDeRegistro(f"Falta el acto que {que_hace}. Escríbalo, con su número.", "acto")
    return acto


def _exigir_reciente(desde: date) -> None:
    if desde < PRIMER_DIA:
        raise ErrorDeRegistro(f"{fecha_larga(desde)} es demasiado antigua. Revise la fecha.", "desde")


def _sin_pisar(todas: list[Version], vista: int) -> None:
    ultima = max(version.numero for version in todas)
    if ultima != vista:
        raise EnConflicto(
            "Otra persona cambió esta definición mientras usted la escribía. Lo suyo sigue en pantalla y no "
            "se guardó: compárelo con la versión nueva y guarde otra vez."
        )
