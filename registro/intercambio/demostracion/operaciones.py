"""Cargar la demostración: una transacción, todo o nada; repetirla no cambia nada."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.errores import EnConflicto
from registro.extensiones import transaccion
from registro.indicadores.modelo import Producto
from registro.intercambio.demostracion import (
    atenciones,
    calendario,
    casa,
    encuentros,
    fuentes,
    historicos,
    hoy,
    mesa,
    publicadas,
    reglas,
)
from registro.personas.modelo import Credencial
from registro.seguridad.bitacora import anotar
from registro.seguridad.modelo import Anotacion
from registro.seguridad.permisos import Actor

CARGADA = "demostracion.cargar"


def _escribir_casa(sesion: Session, actor: Actor) -> None:
    plan = casa.planear(fuentes.leer_json("atenciones_2023.json"), calendario.dias_habiles_de_2023())
    atenciones.escribir(sesion, plan, actor.nombre)


def _escribir_productos(sesion: Session, actor: Actor) -> None:
    historicos.escribir_productos(sesion, actor.nombre)
    reglas.escribir(sesion)
    publicadas.escribir(sesion)


PARTES: tuple[tuple[str, Callable[[Session, Actor], None]], ...] = (
    ("Productos", _escribir_productos),
    (
        "Jornadas, sesiones MEBOG y mesas técnicas",
        lambda sesion, actor: historicos.escribir_actividades(sesion, actor.nombre),
    ),
    ("Encuentros", lambda sesion, actor: encuentros.escribir(sesion, actor.nombre)),
    ("Mesa ZESAI", lambda sesion, actor: mesa.escribir(sesion, actor.nombre)),
    ("Atenciones de Casa de Todas", _escribir_casa),
    ("Actividades de hoy y tarjetas", hoy.escribir),
)


def cargar(actor: Actor, al_terminar: Callable[[str], None] = lambda _parte: None) -> bool:
    """Carga todo en un registro vacío y avisa al terminar cada parte. Devuelve si hizo falta.

    :raises EnConflicto: la base tiene registros que no son de la demostración.
    """
    with transaccion() as sesion:
        if sesion.scalar(select(Anotacion.id).where(Anotacion.accion == CARGADA).limit(1)):
            return False
        _exigir_vacia(sesion)
        for nombre, escribir in PARTES:
            escribir(sesion, actor)
            sesion.flush()
            al_terminar(nombre)
        anotar(actor, CARGADA, "demostracion")
        return True


def _exigir_vacia(sesion: Session) -> None:
    """La demostración no se mezcla con registros de verdad: después nadie podría separarlos."""
    for modelo in (Actividad, Producto, Credencial):
        if sesion.scalar(select(modelo.id).limit(1)):
            raise EnConflicto(
                "Esta base ya tiene registros: la demostración no se mezcla con ellos. No se cambió nada. "
                "Use otra carpeta: «registro demo --datos CARPETA»."
            )
