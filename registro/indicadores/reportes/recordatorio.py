"""Recordar a un sector lo que debe: un texto para copiar y un correo sin enviar (.eml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

from registro.fechas import fecha_larga


@dataclass(frozen=True, slots=True)
class Pendiente:
    """Un reporte que falta: de qué, de cuándo, en qué va y cuándo vence."""

    codigo: str
    nombre: str
    trimestre: str
    estado: str
    vence: date | None
    plazo: str


DESPEDIDA = (
    "Cada reporte lleva su cifra, lo que se hizo y, si los hay, sus soportes.",
    "Si un trimestre no hay dato, se marca y se cuenta por qué.",
    "",
    "Gracias.",
    "",
)


def asunto(sector: str, pendientes: Sequence[Pendiente]) -> str:
    """«Educación: 2 reportes de la política por enviar»."""
    cuantos = "1 reporte" if len(pendientes) == 1 else f"{len(pendientes)} reportes"
    return f"{sector}: {cuantos} de la política por enviar"


def texto(sector: str, pendientes: Sequence[Pendiente]) -> str:
    """El recordatorio, listo para pegar en un correo."""
    renglones = [
        "Buen día.",
        "",
        f"El sector {sector} tiene por enviar en el Registro:",
        "",
    ]
    for uno in pendientes:
        renglones += [f"- {uno.codigo} {uno.nombre}", f"  {uno.trimestre.capitalize()}. {_situacion(uno)}"]
    return "\n".join([*renglones, "", *DESPEDIDA])


def eml(sector: str, pendientes: Sequence[Pendiente], ficha: str = "") -> bytes:
    """Un correo que se abre en el programa de quien lo envía; el destinatario lo pone ella.

    `ficha` es lo que el archivo dice de sí: va en un encabezado que el programa no muestra.
    """
    correo = EmailMessage(policy=SMTP)
    correo["Subject"] = asunto(sector, pendientes)
    if ficha:
        correo["X-Registro"] = ficha
    correo["X-Unsent"] = "1"
    correo.set_content(texto(sector, pendientes))
    return bytes(correo)


def _situacion(uno: Pendiente) -> str:
    if uno.vence is None:
        return f"{uno.estado}."
    return f"{uno.estado}; {uno.plazo} (plazo: {fecha_larga(uno.vence)})."
