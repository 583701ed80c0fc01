"""Dos personas corrigen lo mismo: qué dejó guardado la otra y con qué versión se vuelve a decidir."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from registro.seguridad import consultas
from registro.web.controles import Formulario


@dataclass(frozen=True, slots=True)
class Choque:
    """Lo que la otra persona dejó donde lo escrito es otra cosa, y quién fue y cuándo si se anotó."""

    distintos: list[tuple[str, str]]
    ultimo: consultas.UltimoCambio | None


def leida() -> int:
    """La versión que tenía a la vista quien envía; sin ella, ninguna."""
    return request.form.get("version", 0, type=int)


def a_la_vista(vigente: int, choque: Choque | None) -> int:
    """La que va en el formulario: tras un choque, la de ahora, y volver a guardar es decidir con las dos."""
    return vigente if choque or request.method == "GET" else leida()


def chocar(formulario: Formulario, guardado: Formulario, objeto: str) -> Choque:
    """Lo escrito al lado de lo guardado; ``objeto`` es su nombre en la bitácora («puesto:3»)."""
    return Choque(distintos(formulario, guardado), consultas.ultimo_cambio(objeto))


def distintos(formulario: Formulario, guardado: Formulario) -> list[tuple[str, str]]:
    """Qué dice lo guardado donde lo escrito es otra cosa: pares (rótulo, lo guardado)."""
    return [
        (campo.label.text, lo_escrito(guardado[campo.name]) or "sin dato")
        for campo in formulario
        if lo_escrito(campo) != lo_escrito(guardado[campo.name])
    ]


def lo_escrito(campo: Any) -> str:
    """Lo que la casilla muestra, en palabras."""
    if not hasattr(campo, "choices"):
        renglones = str(campo._value()).splitlines()  # noqa: SLF001 - es la manera de WTForms de escribirlo
        return "; ".join(renglon.strip() for renglon in renglones if renglon.strip())
    elegidas = campo.data if isinstance(campo.data, list) else [campo.data]
    marcadas = {str(elegida) for elegida in elegidas if elegida not in {None, ""}}
    return "; ".join(rotulo for valor, rotulo in map(_par, campo.choices) if valor in marcadas)


def _par(opcion: Any) -> tuple[str, str]:
    valor, rotulo = opcion if isinstance(opcion, tuple) else (opcion.value, opcion.label)
    return str(valor), str(rotulo)
