"""Generar un informe y escribir en él: lo que deja línea en la bitácora."""

from __future__ import annotations

from dataclasses import replace

from registro.errores import ErrorDeRegistro
from registro.extensiones import transaccion
from registro.informes.editables import Editable
from registro.informes.publicar import escribir, revisar_formato
from registro.informes.publicas.tablas import TablasPublicas
from registro.informes.textos import operaciones as textos
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Salida
from registro.seguridad.divulgacion.politica import RESERVADA
from registro.seguridad.permisos import Actor, exigir
from registro.textos import abreviar, unir

PARA_FIRMAR, PARA_PUBLICAR = "Informe para leer y firmar", "Informe para publicar"


def generar(actor: Actor, informe: Editable, edicion: str, formato: str, proposito: str = "") -> bytes:
    """El informe en un archivo que dice su serie; quién lo generó, para qué y en qué edición queda anotado.

    :raises ErrorDeRegistro: no hay de qué informar, o la edición o el formato no existen.
    """
    exigir(actor, "informes.ver")
    if edicion not in informe.ediciones:
        hay = unir(list(informe.ediciones))
        raise ErrorDeRegistro(f"{informe.titulo} no tiene edición «{abreviar(edicion)}»: {hay}.", "edicion")
    revisar_formato(formato)
    dicho = proposito or (PARA_FIRMAR if edicion == RESERVADA else PARA_PUBLICAR)
    motivo = exportaciones.leer_proposito(dicho, "proposito")
    tablas = TablasPublicas.vigentes(edicion) if edicion != RESERVADA else None
    documento = informe.publicar(tablas) if tablas and informe.publicar else informe.armar(edicion)
    with transaccion() as sesion:
        objeto = f"informe:{informe.ambito.informe}:{informe.ambito.legible}"
        salida = Salida(informe.titulo, edicion, motivo, formato)
        numeros = tablas.lanzamiento.asentar(sesion, actor) if tablas else []
        ficha = exportaciones.registrar(sesion, actor, salida, numeros)
        anotar(
            actor,
            "informe.generar",
            objeto,
            {"edicion": edicion, "formato": formato, "serie": ficha.serie},
        )
    return escribir(replace(documento, ficha=ficha.pares), formato)


def escribir_seccion(actor: Actor, informe: Editable, clave: str, texto: str, vista: int) -> int:
    """Guarda lo que alguien escribió en una sección, con las cifras de hoy que cita.

    :raises ErrorDeRegistro: no hay texto, es demasiado largo o la sección no existe.
    :raises EnConflicto: otra persona lo cambió mientras tanto.
    """
    cifras = informe.parte(clave).seccion.cifras
    return textos.escribir(actor, informe.ambito, clave, texto, (vista, cifras))


def volver_al_borrador(actor: Actor, informe: Editable, clave: str, vista: int) -> int:
    """La sección vuelve a decir lo que se calcula.

    :raises EnConflicto: otra persona lo cambió mientras tanto.
    """
    informe.parte(clave)
    return textos.volver_al_borrador(actor, informe.ambito, clave, vista)
