"""La cuenta propia: contraseña, código, llaves de acceso, sesiones abiertas y entrega del turno."""

from registro.web.cuenta import codigo, confirmar, inicio, llaves, proposito, tokens, turno
from registro.web.cuenta.seccion import bp

__all__ = ["bp", "codigo", "confirmar", "inicio", "llaves", "proposito", "tokens", "turno"]
