"""La mesa: instancias de coordinación, sus integrantes, lo que programan y quién asiste a sus sesiones."""

from registro.web.mesa import borradores, integrantes, marco, sesiones
from registro.web.mesa.instancias import bp

__all__ = ["borradores", "bp", "integrantes", "marco", "sesiones"]
