"""Lo que se busca y se comprueba de una instancia dentro de la transacción de quien llama."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.instancias.modelo import Delegada, Instancia
from registro.seguridad.cifrado import huella


def revisar_vigencia(desde: date | None, hasta: date | None) -> None:
    """Nada termina antes de empezar."""
    if desde and hasta and hasta < desde:
        raise ErrorDeRegistro("La fecha final es anterior a la inicial. No se guardó.", "hasta")


def foto(fila: object, *campos: str) -> dict[str, str]:
    """Lo que decía una fila antes de corregirla, para la bitácora; lo vacío no se escribe."""
    dichos = {campo: getattr(fila, campo) for campo in campos}
    return {campo: str(dicho) for campo, dicho in dichos.items() if dicho not in {None, ""}}


def exigir_instancia(sesion: Session, instancia_id: int) -> Instancia:
    """La instancia, o la frase que dice que no existe."""
    instancia = sesion.get(Instancia, instancia_id)
    if instancia is None:
        raise NoEncontrado("Esa instancia no existe. No se cambió nada.")
    return instancia


def huella_de(codigo: str) -> str:
    """Con lo que se busca el código de una delegada sin tenerlo escrito en la base."""
    return huella(f"delegada:{codigo}")


def delegada_del_codigo(sesion: Session, codigo: str) -> Delegada | None:
    """La delegada de ese código (como se imprime), si la hay."""
    return sesion.scalar(select(Delegada).where(Delegada.huella == huella_de(codigo)))
