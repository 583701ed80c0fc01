"""Autorizaciones: los textos que se leen y lo que cada quien decide, con su tarjeta a la mano."""

from __future__ import annotations

from registro.errores import EnConflicto
from registro.extensiones import ahora_utc, transaccion
from registro.personas import consentimientos, credenciales
from registro.personas.consentimientos import Cambios
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor


def sembrar(actor: Actor) -> bool:
    """Pone los textos de autorización que falten; dice si hizo falta."""
    with transaccion() as sesion:
        puestos = consentimientos.sembrar_textos(sesion)
        if puestos:
            anotar(actor, "consentimientos.sembrar", "consentimientos", {"textos": puestos})
        return puestos > 0


def cambiar_autorizaciones(actor: Actor, codigo: str, cambios: Cambios) -> None:
    """Anota lo que autoriza y lo que retira quien trae esa tarjeta; no dice qué tenía autorizado.

    :raises ErrorDeRegistro: el código no sirve, la tarjeta ya no se usa, o no hay nada que cambiar.
    """
    with transaccion() as sesion:
        credencial = credenciales.exigir(sesion, codigo)
        if credencial.estado == credenciales.DESCONOCIDA:
            raise EnConflicto(
                "Esa tarjeta espera en «Por revisar»: decida primero de quién es. No se cambió nada.",
                "codigo",
            )
        persona = credenciales.activar(sesion, credencial)
        consentimientos.cambiar(sesion, persona, cambios, ahora_utc())
        detalle = {"da": sorted(cambios.da), "retira": sorted(cambios.retira), "medio": cambios.medio}
        anotar(actor, "consentimiento.cambiar", f"credencial:{credencial.id}", detalle)
