"""Responder a quien audita: quién ha tenido delante un código. Preguntarlo también queda anotado."""

from __future__ import annotations

from registro.asistencia import quien_ha_visto
from registro.asistencia.quien_ha_visto import Vista
from registro.extensiones import transaccion
from registro.personas import credenciales
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir


def quien_vio(actor: Actor, codigo: str) -> list[Vista]:
    """Quién y cuándo, lo más reciente primero; nunca dónde ni con quién.

    :raises ErrorDeRegistro: no es un código de tarjeta, o ninguna lo tiene.
    """
    exigir(actor, "bitacora.ver")
    with transaccion() as sesion:
        credencial = credenciales.exigir(sesion, codigo)
        vistas = quien_ha_visto.de(sesion, credencial)
        anotar(actor, "auditoria.codigo", f"credencial:{credencial.id}", {"hallados": len(vistas)})
        return vistas
