"""Lo que toda operación de instancias comprueba antes de cambiar algo, en la transacción de quien llama."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.instancias.modelo import Instancia


def revisar_vigencia(desde: date | None, hasta: date | None) -> None:
    """Nada termina antes de empezar."""
    if desde and hasta and hasta < desde:
        raise ErrorDeRegistro("La fecha final es anterior a la inicial. No se guardó.", "hasta")


def exigir_instancia(sesion: Session, instancia_id: int) -> Instancia:
    """La instancia, o la frase que dice que no existe."""
    instancia = sesion.get(Instancia, instancia_id)
    if instancia is None:
        raise NoEncontrado("Esa instancia no existe. No se cambió nada.")
    return instancia
