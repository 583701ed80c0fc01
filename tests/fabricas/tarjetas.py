"""Tarjetas para las pruebas."""

import secrets

from registro.extensiones import db, transaccion
from registro.personas import credenciales
from registro.personas.reglas import DELEGADA, generar_codigo


def codigo_nuevo() -> str:
    """Un código bien formado que nadie ha emitido."""
    return generar_codigo(secrets.randbits)


def codigo_de_delegada_nuevo() -> str:
    """Un código de delegada bien formado que nadie tiene."""
    return generar_codigo(secrets.randbits, DELEGADA)


def crear_tarjeta(app, estado=credenciales.EN_BLANCO) -> str:
    """Una tarjeta emitida; devuelve su código."""
    codigo = codigo_nuevo()
    with app.app_context():
        credenciales.emitir(db.session(), [codigo], estado=estado)
        db.session.commit()
    return codigo


def entregar(codigo) -> int:
    """La tarjeta pasa a ser de alguien sin nombre; devuelve su persona."""
    with transaccion() as sesion:
        return credenciales.activar(sesion, credenciales.exigir(sesion, codigo)).id
