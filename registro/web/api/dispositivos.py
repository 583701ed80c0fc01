"""Inscribir una tableta con su invitación."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from registro.errores import ErrorDeRegistro
from registro.seguridad.dispositivos import operaciones
from registro.web.api.seccion import bp, leer_json


@bp.post("/dispositivos")
def inscribir() -> tuple[Response, int]:
    """Cambia la invitación por un token, que se entrega una sola vez."""
    pedido = leer_json()
    inscrita = operaciones.inscribir(
        _texto(pedido, "codigo", obligatorio=True), _texto(pedido, "nombre"), _texto(pedido, "llave") or None
    )
    return jsonify(dispositivo=str(inscrita.dispositivo), token=inscrita.token), 201


def _texto(pedido: dict[str, Any], campo: str, *, obligatorio: bool = False) -> str:
    valor = pedido.get(campo)
    if valor is None and not obligatorio:
        return ""
    if not isinstance(valor, str) or (obligatorio and not valor.strip()):
        raise ErrorDeRegistro(f"«{campo}» debe ser un texto. La tableta no se inscribió.", campo)
    return valor
