"""La invitación a una sesión, como texto para copiar, correo sin enviar (.eml) y cita (.ics). Puro."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from registro.fechas import ZONA, escribir_hora, fecha_larga
from registro.textos import unir

HORAS_SI_NO_SE_DICE = 2
OCTETOS_POR_RENGLON = 75
_CORREO = re.compile(r"[^@\s,;:<>\"()]+@[^@\s,;:<>\"()]+\.[a-zA-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Destinataria:
    """A quién se invita: el puesto, y el correo de quien lo ocupa ese día si se conoce."""

    puesto: str
    nombre: str
    correo: str


@dataclass(frozen=True, slots=True)
class PuntoDeInvitacion:
    """Un punto del orden del día: quién lo presenta y los números de las funciones que desarrolla."""

    titulo: str
    presenta: str
    funciones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invitacion:
    """Lo que hace falta para invitar. Las horas van como «14:30», o vacías si no se conocen."""

    uuid: str
    instancia: str
    sigla: str
    clase: str
    motivo: str
    dia: date
    hora_inicio: str
    hora_fin: str
    modalidad: str
    lugar: str
    enlace: str
    secretaria: str
    puntos: tuple[PuntoDeInvitacion, ...]
    destinatarias: tuple[Destinataria, ...]
    ficha: str = ""  # lo que el archivo dice de sí

    @property
    def asunto(self) -> str:
        """«ZESAI: sesión ordinaria del 8 de enero de 2020»."""
        return f"{self.sigla}: sesión {self.clase} del {fecha_larga(self.dia)}"

    @property
    def correos(self) -> list[str]:
        """Los correos conocidos, cada uno una vez."""
        return list(dict.fromkeys(una.correo for una in self.destinatarias if una.correo))

    @property
    def donde(self) -> str:
        """El lugar, el enlace o los dos."""
        return " · ".join(parte for parte in (self.lugar, self.enlace) if parte)


def faltantes(invitacion: Invitacion) -> list[str]:
    """Lo que conviene completar antes de enviarla."""
    falta = [
        frase
        for frase, esta in (
            ("la hora de inicio", invitacion.hora_inicio),
            ("el lugar o el enlace", invitacion.donde),
            ("el orden del día", invitacion.puntos),
        )
        if not esta
    ]
    if invitacion.puntos and not any(punto.funciones for punto in invitacion.puntos):
        falta.append("las funciones que desarrolla el orden del día")
    return falta


def texto(invitacion: Invitacion) -> str:
    """La invitación para copiar en cualquier parte."""
    renglones = [
        "Cordial saludo.",
        "",
        (
            f"La secretaría técnica de {invitacion.sigla} ({invitacion.instancia}) le invita a la sesión "
            f"{invitacion.clase} que se realizará el {fecha_larga(invitacion.dia)}{_horario(invitacion)}."
        ),
        *([f"Motivo de la convocatoria: {invitacion.motivo}"] if invitacion.motivo else []),
        "",
        f"Modalidad: {invitacion.modalidad}",
        *([f"Lugar: {invitacion.lugar}"] if invitacion.lugar else []),
        *([f"Enlace: {invitacion.enlace}"] if invitacion.enlace else []),
    ]
    if invitacion.puntos:
        renglones += [
            "",
            "Orden del día:",
            *map(_punto, range(1, 1 + len(invitacion.puntos)), invitacion.puntos),
        ]
    firma = invitacion.secretaria or f"Secretaría técnica de {invitacion.sigla}"
    return "\n".join(
        [*renglones, "", "Si no puede asistir, por favor informe quién la reemplaza.", "", firma]
    )


def _horario(invitacion: Invitacion) -> str:
    if not invitacion.hora_inicio:
        return ""
    inicio = escribir_hora(invitacion.hora_inicio)
    return (
        f", de {inicio} a {escribir_hora(invitacion.hora_fin)}"
        if invitacion.hora_fin
        else f", a las {inicio}"
    )


def _punto(numero: int, punto: PuntoDeInvitacion) -> str:
    presenta = f" Presenta: {punto.presenta}." if punto.presenta else ""
    cuales = unir(punto.funciones)
    palabra = "función" if len(punto.funciones) == 1 else "funciones"
    return f"{numero}. {punto.titulo.rstrip('.')}.{presenta}" + (
        f" Desarrolla: {palabra} {cuales}." if cuales else ""
    )


def correo(invitacion: Invitacion, momento: datetime) -> bytes:
    """El correo listo para abrir y enviar desde el programa de siempre, con la cita adjunta."""
    mensaje = EmailMessage(policy=SMTP)
    mensaje["Subject"] = invitacion.asunto
    mensaje["Bcc"] = ", ".join(invitacion.correos)
    if invitacion.ficha:
        mensaje["X-Registro"] = invitacion.ficha
    mensaje["X-Unsent"] = "1"  # así los programas de correo lo abren como borrador
    mensaje.set_content(texto(invitacion))
    mensaje.add_attachment(
        cita(invitacion, momento), maintype="text", subtype="calendar", filename="sesion.ics"
    )
    return mensaje.as_bytes()


def correo_valido(escrito: str) -> bool:
    """Si parece un correo al que se puede escribir."""
    return _CORREO.fullmatch(escrito) is not None


def cita(invitacion: Invitacion, momento: datetime) -> bytes:
    """La cita (iCalendar): con hora dura lo que se dijo; sin hora es de todo el día."""
    renglones = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Registro//Sesiones//ES",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{invitacion.uuid}@registro",
        *([f"X-REGISTRO:{_escapado(invitacion.ficha)}"] if invitacion.ficha else []),
        f"DTSTAMP:{_utc(momento)}",
        *_cuando(invitacion),
        f"SUMMARY:{_escapado(invitacion.asunto)}",
        *([f"LOCATION:{_escapado(invitacion.donde)}"] if invitacion.donde else []),
        f"DESCRIPTION:{_escapado(texto(invitacion))}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{parte}\r\n" for renglon in renglones for parte in _doblado(renglon)).encode()


def _cuando(invitacion: Invitacion) -> list[str]:
    if not invitacion.hora_inicio:
        siguiente = invitacion.dia + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{invitacion.dia:%Y%m%d}", f"DTEND;VALUE=DATE:{siguiente:%Y%m%d}"]
    inicio = datetime.combine(invitacion.dia, time.fromisoformat(invitacion.hora_inicio), ZONA)
    fin = inicio + timedelta(hours=HORAS_SI_NO_SE_DICE)
    if invitacion.hora_fin:
        fin = datetime.combine(invitacion.dia, time.fromisoformat(invitacion.hora_fin), ZONA)
    return [f"DTSTART:{_utc(inicio)}", f"DTEND:{_utc(fin)}"]


def _utc(momento: datetime) -> str:
    return f"{momento.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escapado(dicho: str) -> str:
    limpio = dicho.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return limpio.replace("\n", "\\n")


def _doblado(renglon: str) -> Sequence[str]:
    """Ningún renglón pasa de 75 octetos; lo que sigue empieza con un espacio (y no se parte una letra)."""
    partes, actual = [], ""
    for letra in renglon:
        if len((actual + letra).encode()) > OCTETOS_POR_RENGLON:
            partes.append(actual)
            actual = " "
        actual += letra
    return [*partes, actual]
