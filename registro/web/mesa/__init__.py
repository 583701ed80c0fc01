"""La mesa: instancias de coordinación, sus integrantes, lo que programan y quién asiste a sus sesiones."""

from registro.web.mesa import (
    acta,
    borradores,
    compromisos,
    desarrollo,
    integrantes,
    invitacion,
    listado,
    marco,
    pasada,
    plan,
    publicacion,
    reglas,
    sesiones,
)
from registro.web.mesa.instancias import bp

__all__ = [
    "acta",
    "borradores",
    "bp",
    "compromisos",
    "desarrollo",
    "integrantes",
    "invitacion",
    "listado",
    "marco",
    "pasada",
    "plan",
    "publicacion",
    "reglas",
    "sesiones",
]
