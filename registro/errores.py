"""Los errores que una persona puede entender y resolver.

Cada mensaje dice qué pasó, qué se conservó y qué hacer. `campo` señala la casilla, si la hay.
"""

from typing import ClassVar


class ErrorDeRegistro(Exception):
    """Algo que se pidió no se puede hacer tal como se pidió."""

    estado: ClassVar[int] = 400

    def __init__(self, mensaje: str, campo: str | None = None) -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.campo = campo


class NoEncontrado(ErrorDeRegistro):
    """Lo que se busca no existe, o no existe para quien lo pide."""

    estado = 404


class NoPermitido(ErrorDeRegistro):
    """Quien lo pide no tiene permiso."""

    estado = 403


class EnConflicto(ErrorDeRegistro):
    """Lo pedido choca con lo que ya está guardado."""

    estado = 409
