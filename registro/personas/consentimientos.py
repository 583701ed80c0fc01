"""Las tres autorizaciones, cada una aparte, con la versión del texto que se leyó, el modo y la fecha.

Ninguna hace falta para asistir (Ley 1581 de 2012, art. 6; Decreto 1377 de 2013, art. 6). Todas se revocan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc
from registro.personas.modelo import Consentimiento, Persona, TextoDeConsentimiento
from registro.textos import abreviar, limpiar

ATENCION, REPORTES, CONTACTO = "atencion", "reportes", "contacto"
FINALIDADES: dict[str, str] = {
    ATENCION: "Ser atendida",
    REPORTES: "Usar sus respuestas en reportes",
    CONTACTO: "Ser contactada",
}
VERBAL, ESCRITO = "verbal", "escrito"
MEDIOS: dict[str, str] = {
    VERBAL: "De palabra, leída por el equipo",
    ESCRITO: "Por escrito",
    "importado": "Venía en un archivo importado",
}

MODOS_DE_DARLA = {clave: MEDIOS[clave] for clave in (VERBAL, ESCRITO)}
LARGO_DE_CONTACTO = 200

# Cada texto nuevo es una versión más; los anteriores no se tocan, porque alguien los oyó.
_DERECHOS = (
    "Es voluntario: puede decir que no y la atendemos igual. Puede conocer, corregir o borrar lo que "
    "responda, y retirar esta autorización cuando quiera, con el equipo o ante la entidad responsable."
)
_DE_ATENCION = (
    "¿Autoriza guardar qué servicios y atenciones recibe, junto al número de su tarjeta y sin su nombre, "
    f"para darles continuidad? Son datos sensibles. {_DERECHOS}"
)
_DE_REPORTES = (
    "¿Autoriza usar sus respuestas, sin su nombre y sumadas con las de otras personas, para saber a "
    f"quiénes llegan los servicios y mejorarlos? Algunas son datos sensibles. {_DERECHOS}"
)
_DE_CONTACTO = (
    "¿Autoriza que el equipo la contacte por el medio que usted escoja para avisarle de servicios o "
    f"citas? El dato queda cifrado y no se usa para nada más. {_DERECHOS}"
)
TEXTOS: dict[str, tuple[str, ...]] = {
    ATENCION: (_DE_ATENCION,),
    REPORTES: (_DE_REPORTES,),
    CONTACTO: (_DE_CONTACTO,),
}


def exigir_modo(medio: str) -> None:
    """Quien la recibe en persona dice de qué modo la dieron.

    :raises ErrorDeRegistro: así no se da.
    """
    if medio not in MODOS_DE_DARLA:
        raise ErrorDeRegistro("Diga si autorizó de palabra o por escrito. No se guardó nada.", "medio")


def sembrar_textos(sesion: Session) -> int:
    """Pone las versiones de los textos que falten y dice cuántas puso."""
    puestos = {
        (finalidad, version)
        for finalidad, version in sesion.execute(
            select(TextoDeConsentimiento.finalidad, TextoDeConsentimiento.version)
        )
    }
    faltan = [
        TextoDeConsentimiento(finalidad=finalidad, version=version, texto=texto, desde=ahora_utc())
        for finalidad, versiones in TEXTOS.items()
        for version, texto in enumerate(versiones, start=1)
        if (finalidad, version) not in puestos
    ]
    sesion.add_all(faltan)
    return len(faltan)


def texto_vigente(sesion: Session, finalidad: str) -> TextoDeConsentimiento:
    """La última versión del texto que se lee para pedir esa autorización.

    :raises ErrorDeRegistro: la finalidad no existe, o la base no se ha sembrado.
    """
    orden = select(TextoDeConsentimiento).where(TextoDeConsentimiento.finalidad == finalidad)
    texto = sesion.scalar(orden.order_by(TextoDeConsentimiento.version.desc()).limit(1))
    if texto is None:
        raise ErrorDeRegistro(
            f"No hay texto para pedir la autorización «{abreviar(finalidad)}». No se guardó nada: "
            "ejecute «registro base migrar» y repita."
        )
    return texto


def vigente(sesion: Session, persona_id: int, finalidad: str) -> Consentimiento | None:
    """La autorización que la persona tiene dada y no ha revocado."""
    return sesion.scalar(
        select(Consentimiento)
        .where(
            Consentimiento.persona_id == persona_id,
            Consentimiento.finalidad == finalidad,
            Consentimiento.revocado_en.is_(None),
        )
        .limit(1)
    )


def dar(sesion: Session, persona_id: int, finalidad: str, medio: str, cuando: datetime) -> Consentimiento:
    """Anota la autorización con el texto vigente; si ya la tenía dada, queda la primera.

    :raises ErrorDeRegistro: el medio o la finalidad no existen.
    """
    return dar_con_texto(sesion, persona_id, texto_vigente(sesion, finalidad), medio, cuando)


def dar_con_texto(
    sesion: Session, persona_id: int, texto: TextoDeConsentimiento, medio: str, cuando: datetime
) -> Consentimiento:
    """Anota la autorización con el texto que de verdad se leyó; si ya la tenía dada, queda la primera.

    :raises ErrorDeRegistro: el medio no existe.
    """
    if medio not in MEDIOS:
        raise ErrorDeRegistro(f"«{abreviar(medio)}» no es un modo de autorizar. No se guardó nada.", "medio")
    dada = vigente(sesion, persona_id, texto.finalidad)
    if dada is None:
        dada = Consentimiento(
            persona_id=persona_id, finalidad=texto.finalidad, texto_id=texto.id, medio=medio, dado_en=cuando
        )
        sesion.add(dada)
        sesion.flush()
    return dada


def revocar(sesion: Session, persona_id: int, finalidad: str, cuando: datetime) -> bool:
    """Revoca la autorización; dice si la tenía."""
    dada = vigente(sesion, persona_id, finalidad)
    if dada is not None:
        dada.revocado_en = cuando
    return dada is not None


def alguna_vez(sesion: Session, persona_id: int, finalidad: str) -> bool:
    """Si la dio alguna vez, aunque la haya revocado."""
    orden = select(func.count(Consentimiento.id)).where(
        Consentimiento.persona_id == persona_id, Consentimiento.finalidad == finalidad
    )
    return bool(sesion.scalar(orden))


@dataclass(frozen=True, slots=True)
class Cambios:
    """Lo que ella decide hoy: qué finalidades autoriza, cuáles retira, cómo lo dice y dónde contactarla."""

    da: tuple[str, ...] = ()
    retira: tuple[str, ...] = ()
    medio: str = VERBAL
    contacto: str = ""


def cambiar(sesion: Session, persona: Persona, cambios: Cambios, cuando: datetime) -> None:
    """Anota lo que autoriza y lo que retira. Sin autorización de contacto no se conserva cómo contactarla.

    :raises ErrorDeRegistro: no cambia nada, o autoriza que la contacten sin decir cómo.
    """
    contacto = limpiar(cambios.contacto, LARGO_DE_CONTACTO, "contacto_con")
    if not cambios.da and not cambios.retira:
        raise ErrorDeRegistro("Marque qué autoriza o qué retira. No se cambió nada.", ATENCION)
    if CONTACTO in cambios.da and not contacto:
        raise ErrorDeRegistro(
            "Escriba cómo quiere que la contacten: un teléfono, un correo. No se guardó.", "contacto_con"
        )
    for finalidad in cambios.da:
        dar(sesion, persona.id, finalidad, cambios.medio, cuando)
    for finalidad in cambios.retira:
        revocar(sesion, persona.id, finalidad, cuando)
    if CONTACTO in cambios.da:
        persona.contacto = contacto
    if CONTACTO in cambios.retira:
        persona.contacto = None
