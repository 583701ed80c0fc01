"""Todo lo que dice un acta, en una pieza que se puede congelar: su JSON y la huella de éste. Puro."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Asistente:
    """Un puesto de la instancia ese día: si estuvo y quién lo ocupaba."""

    sector: str
    entidad: str
    puesto: str
    rol: str
    delegada: str
    asistio: bool


@dataclass(frozen=True, slots=True)
class Invitada:
    """Alguien que estuvo sin ocupar un puesto; sin nombre son varias personas contadas."""

    nombre: str
    entidad: str
    cantidad: int


@dataclass(frozen=True, slots=True)
class PuntoDeActa:
    """Un punto del orden del día con lo que se dijo y se decidió."""

    titulo: str
    presenta: str
    funciones: tuple[int, ...]
    discusion: str
    decisiones: str


@dataclass(frozen=True, slots=True)
class CompromisoDeActa:
    """Lo que una entidad quedó de hacer."""

    que: str
    entidad: str
    vence: date | None


@dataclass(frozen=True, slots=True)
class Contenido:
    """El acta entera. ``funciones`` son los números y textos de las que se nombran."""

    instancia: str
    sigla: str
    numero: str
    clase: str
    motivo: str
    fecha: date
    horario: str
    modalidad: str
    lugar: str
    quorum: str
    asistentes: tuple[Asistente, ...]
    invitadas: tuple[Invitada, ...]
    apertura: str
    puntos: tuple[PuntoDeActa, ...]
    funciones: tuple[tuple[int, str], ...]
    compromisos: tuple[CompromisoDeActa, ...]
    cierre: str
    firmas: tuple[str, ...]


def a_json(contenido: Contenido) -> str:
    """El texto que se congela: las mismas llaves en el mismo orden, siempre."""
    return json.dumps(asdict(contenido), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def huella(texto: str) -> str:
    """La huella del texto congelado."""
    return sha256(texto.encode()).hexdigest()


def de_json(texto: str) -> Contenido:
    """El acta que se congeló."""
    leido: dict[str, Any] = json.loads(texto)
    return Contenido(
        **leido
        | {
            "fecha": date.fromisoformat(leido["fecha"]),
            "asistentes": tuple(Asistente(**uno) for uno in leido["asistentes"]),
            "invitadas": tuple(Invitada(**una) for una in leido["invitadas"]),
            "puntos": tuple(
                PuntoDeActa(**uno | {"funciones": tuple(uno["funciones"])}) for uno in leido["puntos"]
            ),
            "funciones": tuple((numero, dicho) for numero, dicho in leido["funciones"]),
            "compromisos": tuple(_compromiso(uno) for uno in leido["compromisos"]),
            "firmas": tuple(leido["firmas"]),
        }
    )


def _compromiso(leido: dict[str, Any]) -> CompromisoDeActa:
    vence = date.fromisoformat(leido["vence"]) if leido["vence"] else None
    return CompromisoDeActa(leido["que"], leido["entidad"], vence)
