"""Con qué se llena cada plantilla de base de datos."""

from datetime import timedelta

from flask import Flask

CLAVE = "una frase que se recuerda"
SECRETO = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def recien_instalada(app: Flask) -> None:
    """Lo que deja «registro base migrar», y una usuaria por rol (el enlace, de Educación), con CLAVE."""
    from registro import esquema
    from registro.cli.base import sembrar
    from registro.indicadores.consultas.plan import resolver_sector
    from registro.seguridad import operaciones
    from registro.seguridad.permisos import CON_SEGUNDO_FACTOR, ENLACE, ROLES, de_terminal

    esquema.migrar(app)
    with app.app_context():
        sembrar()
        for rol, nombre in ROLES.items():
            usuaria_id, _ = operaciones.crear_usuaria(de_terminal(), rol, nombre, [rol], CLAVE)
            if rol == ENLACE:
                operaciones.poner_sector(de_terminal(), usuaria_id, resolver_sector("Educación")[0])
            if rol in CON_SEGUNDO_FACTOR:
                inscribir(usuaria_id)


def inscribir(usuaria_id: int) -> None:
    """Su teléfono queda inscrito con SECRETO."""
    from registro.extensiones import transaccion
    from registro.seguridad.modelo import Usuaria

    with transaccion() as sesion:
        sesion.get_one(Usuaria, usuaria_id).secreto = SECRETO


def codigos_por_probar() -> list[str]:
    """El de ahora y, si ya se usó, los vecinos: una prueba entra varias veces en el mismo medio minuto."""
    from registro.extensiones import ahora_utc
    from registro.seguridad.codigos import codigo_en

    ahora = ahora_utc()
    return [codigo_en(SECRETO, ahora + timedelta(seconds=30 * paso)) for paso in (-1, 0, 1)]
