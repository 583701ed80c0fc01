"""Plazos y estados de una solicitud sobre datos personales. Puro.

Una consulta se responde en 10 días hábiles y puede prorrogarse 5; un reclamo en 15 y puede prorrogarse 8, y
la leyenda «reclamo en trámite» se pone a más tardar a los 2 (Ley 1581 de 2012, artículos 14 y 15).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.festivos import habiles_entre, sumar_habiles
from registro.textos import abreviar, unir

CONSULTA, CORRECCION, SUPRESION, REVOCATORIA, QUEJA = (
    "consulta",
    "correccion",
    "supresion",
    "revocatoria",
    "queja",
)
CLASES: dict[str, str] = {
    CONSULTA: "Conocer qué hay de ella",
    CORRECCION: "Corregir lo que respondió",
    SUPRESION: "Borrar sus datos",
    REVOCATORIA: "Retirar una autorización",
    QUEJA: "Reclamar por cómo se usaron",
}
RECIBIDA, EN_TRAMITE, RESPONDIDA, NEGADA = "recibida", "en_tramite", "respondida", "negada"
ESTADOS: dict[str, str] = {
    RECIBIDA: "Recibida",
    EN_TRAMITE: "Reclamo en trámite",
    RESPONDIDA: "Respondida",
    NEGADA: "Negada",
}
CERRADAS = frozenset({RESPONDIDA, NEGADA})
CERCA = 3  # días hábiles: desde ahí el tablero llama la atención


@dataclass(frozen=True, slots=True)
class Plazos:
    """Los de una norma, desde el día en que rige; en días hábiles."""

    desde: date
    consulta: int
    prorroga_de_consulta: int
    reclamo: int
    prorroga_de_reclamo: int
    aviso: int


# Una norma nueva es una línea más: cada solicitud se cuenta con la que regía cuando llegó.
NORMAS = (Plazos(date(2012, 10, 17), 10, 5, 15, 8, 2),)


@dataclass(frozen=True, slots=True)
class Reloj:
    """Los días de una solicitud: hasta cuándo responderla y, si es un reclamo, hasta cuándo avisar."""

    vence: date
    avisar: date | None
    prorroga: int


def exigir_clase(clase: str) -> str:
    """La clase, si existe.

    :raises ErrorDeRegistro: no es una de las que hay.
    """
    if clase not in CLASES:
        raise ErrorDeRegistro(
            f"«{abreviar(clase)}» no es una solicitud. Son: {unir(list(CLASES))}. No se guardó.", "clase"
        )
    return clase


def es_reclamo(clase: str) -> bool:
    """Todo lo que no es consultar."""
    return clase != CONSULTA


def reloj(clase: str, recibida: date, *, prorrogada: bool) -> Reloj:
    """Hasta cuándo hay plazo, contado desde el día hábil que sigue al de recibo."""
    norma = max((n for n in NORMAS if n.desde <= recibida), key=lambda n: n.desde, default=NORMAS[0])
    reclama = es_reclamo(clase)
    dias = norma.reclamo if reclama else norma.consulta
    mas = norma.prorroga_de_reclamo if reclama else norma.prorroga_de_consulta
    return Reloj(
        vence=sumar_habiles(recibida, dias + (mas if prorrogada else 0)),
        avisar=sumar_habiles(recibida, norma.aviso) if reclama else None,
        prorroga=mas,
    )


@dataclass(frozen=True, slots=True)
class Llamado:
    """Lo que el tablero dice de una solicitud: una frase y si es urgente, cercana o tranquila."""

    frase: str
    urgencia: str


def llamado(estado: str, tiempo: Reloj, hoy: date) -> Llamado:
    """Qué falta y para cuándo."""
    if estado in CERRADAS:
        return Llamado(ESTADOS[estado], "cerrada")
    faltan = habiles_entre(hoy, tiempo.vence)
    if hoy > tiempo.vence:
        return Llamado(f"Vencida hace {_dias(-faltan)}", "urgente")
    if tiempo.avisar is not None and estado == RECIBIDA and hoy >= tiempo.avisar:
        return Llamado("Falta poner «reclamo en trámite»", "urgente")
    if faltan == 0:
        return Llamado("Vence hoy", "urgente")
    return Llamado(f"Faltan {_dias(faltan)}", "cercana" if faltan <= CERCA else "tranquila")


def _dias(cuantos: int) -> str:
    return "1 día hábil" if cuantos == 1 else f"{cuantos} días hábiles"


def exigir_abierta(estado: str) -> None:
    """Una solicitud cerrada no cambia.

    :raises EnConflicto: ya se respondió.
    """
    if estado in CERRADAS:
        raise EnConflicto(f"Esa solicitud ya está {estado}. No se cambió nada: si pide otra cosa, abra otra.")


def exigir_prorrogable(estado: str, tiempo: Reloj, hoy: date, *, prorrogada: bool) -> None:
    """Se prorroga una vez, antes de que venza.

    :raises EnConflicto: ya se había prorrogado, o el plazo se pasó.
    """
    exigir_abierta(estado)
    if prorrogada:
        raise EnConflicto("El plazo ya se prorrogó una vez, y la ley no permite otra. No se cambió nada.")
    if hoy > tiempo.vence:
        raise EnConflicto("El plazo ya venció: la prórroga se avisa antes. Responda cuanto antes.")
