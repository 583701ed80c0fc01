"""Escribir el texto de una sección, o devolverla a su borrador calculado."""

from __future__ import annotations

from sqlalchemy import func, select

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, tomar_turno, transaccion
from registro.informes.textos.citas import Cifras, citadas
from registro.informes.textos.consultas import Ambito
from registro.informes.textos.modelo import TextoDeInforme
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

LARGO = 20_000
CANDADO = 7_340  # dos textos de una misma sección van uno tras otro


def escribir(actor: Actor, ambito: Ambito, seccion: str, texto: str, contra: tuple[int, Cifras]) -> int:
    """Guarda una versión nueva y devuelve su número.

    :param contra: la versión que veía quien escribió (0 si veía el borrador) y las cifras de hoy.
    :raises ErrorDeRegistro: no hay texto, o es demasiado largo.
    :raises EnConflicto: otra persona lo cambió mientras tanto.
    """
    limpio = limpiar(texto, LARGO, "texto")
    if not limpio:
        raise ErrorDeRegistro(
            "Falta el texto. Para dejar la sección como se calcula, use «Volver al borrador». No se cambió "
            "nada.",
            "texto",
        )
    vista, cifras = contra
    return _guardar(actor, ambito, (seccion, limpio, citadas(limpio, cifras)), vista)


def volver_al_borrador(actor: Actor, ambito: Ambito, seccion: str, vista: int) -> int:
    """La sección vuelve a decir lo que se calcula; lo escrito queda en su historia.

    :raises EnConflicto: otra persona lo cambió mientras tanto.
    """
    return _guardar(actor, ambito, (seccion, "", {}), vista)


def _guardar(actor: Actor, ambito: Ambito, contenido: tuple[str, str, Cifras], vista: int) -> int:
    exigir(actor, f"informes.{ambito.informe}")
    seccion, texto, cifras = contenido
    with transaccion() as sesion:
        tomar_turno(sesion, CANDADO)
        propias = (
            TextoDeInforme.informe == ambito.informe,
            TextoDeInforme.ambito == ambito.clave,
            TextoDeInforme.seccion == seccion,
        )
        ultima = sesion.scalar(select(func.max(TextoDeInforme.version)).where(*propias)) or 0
        if ultima != vista:
            raise EnConflicto(
                "Otra persona cambió este texto mientras usted lo escribía. Lo suyo sigue en pantalla y no "
                "se guardó: compárelo con la versión nueva y guarde otra vez.",
                "texto",
            )
        sesion.add(
            TextoDeInforme(
                informe=ambito.informe,
                ambito=ambito.clave,
                seccion=seccion,
                version=ultima + 1,
                texto=texto,
                cifras=dict(cifras),
                escrito_en=ahora_utc(),
                escrito_por=actor.nombre,
            )
        )
        objeto = f"informe:{ambito.informe}:{ambito.legible}:{seccion}"
        anotar(actor, "informe.escribir" if texto else "informe.volver", objeto, {"version": ultima + 1})
    return ultima + 1
