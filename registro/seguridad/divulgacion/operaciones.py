"""Sembrar la política, y asentar un archivo que sale. Cada operación: una transacción y su línea."""

from __future__ import annotations

from registro.extensiones import transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Ficha, Salida
from registro.seguridad.divulgacion.politica import RESERVADA, sembrar_politicas
from registro.seguridad.permisos import Actor

__all__ = ["RESERVADA", "Ficha", "Salida", "registrar", "sembrar"]


def sembrar(actor: Actor) -> None:
    """La política de divulgación con que nace un registro."""
    with transaccion() as sesion:
        if puestas := sembrar_politicas(sesion):
            anotar(actor, "divulgacion.sembrar", "politica_de_divulgacion", {"filas": puestas})


def registrar(actor: Actor, salida: Salida) -> Ficha:
    """Asienta un archivo que sale."""
    with transaccion() as sesion:
        ficha = exportaciones.registrar(sesion, actor, salida)
        anotar(actor, "exportar.archivo", f"serie:{ficha.serie}", {"formato": salida.formato})
    return ficha
