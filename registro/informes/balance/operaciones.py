"""Generar el Balance y escribir en él: lo que deja línea en la bitácora."""

from __future__ import annotations

from registro.extensiones import transaccion
from registro.informes.balance import armado
from registro.informes.balance.reglas import INFORME
from registro.informes.publicar import escribir
from registro.informes.textos import operaciones as textos
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir


def generar(actor: Actor, vigencia: int, edicion: str, formato: str) -> bytes:
    """El informe en un archivo; quién lo generó y en qué edición queda anotado.

    :raises ErrorDeRegistro: no hay plan, o la edición todavía no existe.
    """
    exigir(actor, "informes.ver")
    contenido = escribir(armado.documento(vigencia, edicion), formato)
    with transaccion():
        anotar(
            actor,
            "informe.generar",
            f"informe:{INFORME}:{vigencia}",
            {"edicion": edicion, "formato": formato},
        )
    return contenido


def escribir_seccion(actor: Actor, vigencia: int, clave: str, texto: str, vista: int) -> int:
    """Guarda lo que alguien escribió en una sección, con las cifras de hoy que cita.

    :raises ErrorDeRegistro: no hay texto, es demasiado largo o la sección no existe.
    :raises EnConflicto: otra persona lo cambió mientras tanto.
    """
    cifras = armado.parte(vigencia, clave).seccion.cifras
    return textos.escribir(actor, armado.ambito(vigencia), clave, texto, (vista, cifras))


def volver_al_borrador(actor: Actor, vigencia: int, clave: str, vista: int) -> int:
    """La sección vuelve a decir lo que se calcula.

    :raises EnConflicto: otra persona lo cambió mientras tanto.
    """
    armado.parte(vigencia, clave)
    return textos.volver_al_borrador(actor, armado.ambito(vigencia), clave, vista)
