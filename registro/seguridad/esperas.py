"""Cuánto se espera tras varios intentos fallidos: más cada vez, y lo mismo exista o no quien se nombró."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from registro.fechas import hora
from registro.seguridad.cifrado import huella
from registro.seguridad.modelo import EsperaDeIngreso

FALLOS_SIN_ESPERA = 5
ESPERA_INICIAL = timedelta(minutes=1)
ESPERA_MAXIMA = timedelta(hours=1)
OLVIDO = timedelta(days=1)  # un día sin fallar y se empieza de cero
DOBLES = 10


def frase(sesion: Session, usuario: str, ahora: datetime) -> str | None:
    """Por qué hay que esperar, si hay que esperar."""
    espera = sesion.get(EsperaDeIngreso, _de(usuario))
    if espera is None or espera.hasta is None or espera.hasta <= ahora:
        return None
    return f"Hubo varios intentos fallidos. Espere hasta {_las(hora(espera.hasta))} y vuelva a intentarlo."


def _las(escrita: str) -> str:
    return f"{'la' if escrita.startswith('1:') else 'las'} {escrita}"


def contar_fallo(sesion: Session, usuario: str, ahora: datetime) -> None:
    """Un intento fallido más con ese nombre."""
    espera = sesion.get(EsperaDeIngreso, _de(usuario), with_for_update=True)
    if espera is None:
        espera = EsperaDeIngreso(huella=_de(usuario), fallos=0, ultimo_en=ahora)
        sesion.add(espera)
    if ahora - espera.ultimo_en > OLVIDO:
        espera.fallos = 0
    espera.fallos, espera.ultimo_en = espera.fallos + 1, ahora
    if espera.fallos >= FALLOS_SIN_ESPERA:
        lapso = ESPERA_INICIAL * 2 ** min(espera.fallos - FALLOS_SIN_ESPERA, DOBLES)
        espera.hasta = ahora + min(lapso, ESPERA_MAXIMA)
    _barrer(sesion, ahora)


def perdonar(sesion: Session, usuario: str) -> None:
    """Entró: la cuenta vuelve a cero."""
    sesion.execute(delete(EsperaDeIngreso).where(EsperaDeIngreso.huella == _de(usuario)))


def _barrer(sesion: Session, ahora: datetime) -> None:
    """Lo olvidado no se acumula: quien prueba mil nombres no llena la tabla para siempre."""
    sesion.execute(delete(EsperaDeIngreso).where(EsperaDeIngreso.ultimo_en < ahora - OLVIDO))


def _de(usuario: str) -> str:
    return huella(f"ingreso|{usuario.strip().lower()}")
