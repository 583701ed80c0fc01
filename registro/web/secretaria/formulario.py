"""El formulario de una actividad en pantalla: sus listas, sus errores y la pregunta por la localidad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from registro.actividades import consultas
from registro.actividades.tipos import TipoDeActividad
from registro.catalogos.consultas import FichaDeLocalidad, deducir_localidad, localidades
from registro.errores import ErrorDeRegistro
from registro.web.controles import senalar


@dataclass(frozen=True, slots=True)
class Pregunta:
    """Un formulario y, si el lugar puede quedar en varias localidades, cuáles."""

    formulario: Any
    candidatas: tuple[FichaDeLocalidad, ...] = ()


def preparar(
    tipo: TipoDeActividad,
    formdata: Any,
    data: dict[str, Any] | None = None,
    inicial: dict[str, Any] | None = None,
) -> Any:
    """El formulario del tipo con sus listas llenas; con ``data``, el de corregir; ``inicial`` ya se sabe."""
    formulario = tipo.formulario(formdata, data=data or inicial)
    if data is not None:
        formulario.quitar(tipo.solo_al_crear)
    formulario.preparar(consultas.opciones(tipo, data or {}))
    return formulario


def con_error(formulario: Any, error: ErrorDeRegistro) -> Pregunta:
    """Pone el error en su casilla; si es la localidad, ofrece las posibles."""
    senalar(formulario, error)
    if error.campo != "localidad":
        return Pregunta(formulario)
    posibles = deducir_localidad(formulario.lugar.data or "")
    return Pregunta(formulario, tuple(ficha for ficha in localidades() if ficha.codigo in posibles))


def preparar_igual(formulario: Any, data: dict[str, Any]) -> Any:
    """Otro formulario con las mismas preguntas y listas, lleno con ``data``."""
    otro = type(formulario)(data=data)
    for campo in formulario:
        if hasattr(campo, "choices"):
            otro[campo.name].choices = campo.choices
    return otro
