"""Crear y revocar tokens de lectura, y anotar que se usaron."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import func, select

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.seguridad.tokens.consultas import Lector, huella_de
from registro.seguridad.tokens.modelo import TokenDeLectura
from registro.textos import limpiar

LARGO_DEL_NOMBRE = 80
DIAS_DE_VIGENCIA = 365
MAXIMOS = 10
CADA_CUANTO = timedelta(hours=1)  # el último uso se guarda como mucho una vez por hora: leer no es escribir


def crear(actor: Actor, nombre: str) -> str:
    """Un token nuevo; su texto se devuelve esta única vez.

    :raises ErrorDeRegistro: le falta nombre, o ya hay demasiados.
    """
    exigir(actor, "tablas.ver")
    limpio = limpiar(nombre, LARGO_DEL_NOMBRE, "nombre")
    if not limpio:
        raise ErrorDeRegistro("Escriba para qué es: así sabrá cuál revocar. No se creó.", "nombre")
    token = f"rl_{secrets.token_urlsafe(30)}"
    with transaccion() as sesion:
        vivos = sesion.scalar(
            select(func.count())
            .select_from(TokenDeLectura)
            .where(TokenDeLectura.usuaria_id == actor.usuaria_id, TokenDeLectura.revocado_en.is_(None))
        )
        if (vivos or 0) >= MAXIMOS:
            raise ErrorDeRegistro(f"Ya tiene {MAXIMOS} tokens. Revoque alguno. No se creó.", "nombre")
        nuevo = TokenDeLectura(
            usuaria_id=actor.usuaria_id,
            nombre=limpio,
            huella=huella_de(token),
            creado_en=ahora_utc(),
            vence=ahora_utc() + timedelta(days=DIAS_DE_VIGENCIA),
        )
        sesion.add(nuevo)
        sesion.flush()
        anotar(actor, "token.crear", f"token:{nuevo.id}")
    return token


def revocar(actor: Actor, token_id: int) -> None:
    """Deja de servir en ese momento.

    :raises NoEncontrado: no es suyo, o ya estaba revocado.
    """
    with transaccion() as sesion:
        suyo = sesion.get(TokenDeLectura, token_id)
        if suyo is None or suyo.usuaria_id != actor.usuaria_id or suyo.revocado_en is not None:
            raise NoEncontrado("Ese token no está entre los suyos. No se cambió nada.")
        suyo.revocado_en = ahora_utc()
        anotar(actor, "token.revocar", f"token:{token_id}")


def anotar_uso(lector: Lector, que: str) -> None:
    """Guarda cuándo se usó por última vez y qué se pidió, como mucho una vez por hora."""
    ahora = ahora_utc()
    if lector.ultimo_uso is not None and ahora - lector.ultimo_uso < CADA_CUANTO:
        return
    with transaccion() as sesion:
        sesion.get_one(TokenDeLectura, lector.token_id).ultimo_uso = ahora
        anotar(lector.actor, "token.usar", f"token:{lector.token_id}", {"pidio": que})
