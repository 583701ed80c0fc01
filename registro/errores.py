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


class TodaviaNada(ErrorDeRegistro):
    """Se podrá ver cuando haya con qué: no es que algo saliera mal."""


class NoEncontrado(ErrorDeRegistro):
    """Lo que se busca no existe, o no existe para quien lo pide."""

    estado = 404


class NoPermitido(ErrorDeRegistro):
    """Quien lo pide no tiene permiso."""

    estado = 403


class EnConflicto(ErrorDeRegistro):
    """Lo pedido choca con lo que ya está guardado."""

    estado = 409


class OtraVersion(EnConflicto):
    """Otra persona guardó cambios en lo mismo desde que se leyó."""


def exigir_version(vigente: int, leida: int | None, cosa: str) -> None:
    """Nadie pisa lo que no ha visto. Sin ``leida`` quien llama no lo leyó antes y no hay qué comparar.

    :raises OtraVersion: lo guardado ya es otra cosa; ``cosa`` dice qué («este puesto»).
    """
    if leida is not None and leida != vigente:
        raise OtraVersion(
            f"Otra persona guardó cambios en {cosa} desde que usted empezó. Lo que usted escribió sigue aquí "
            "y todavía no se guardó: compárelo y vuelva a guardar si es lo correcto."
        )
