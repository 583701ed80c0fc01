"""Emitir, revocar y reemplazar tarjetas, y fusionar personas."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.fechas import fecha_hora
from registro.numeros import escribir
from registro.personas import credenciales, fusiones
from registro.personas.modelo import Credencial, LoteDeTarjetas, Persona
from registro.personas.reglas import generar_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

MAXIMO_POR_LOTE = 20_000


def emitir_lote(
    actor: Actor, cantidad: int, nombre: str = "", azar: Callable[[int], int] = secrets.randbits
) -> tuple[str, ...]:
    """Emite tarjetas en blanco y devuelve sus códigos, en el orden en que se imprimen.

    :raises ErrorDeRegistro: la cantidad no se puede, o ya hay un lote con ese nombre.
    """
    if not 1 <= cantidad <= MAXIMO_POR_LOTE:
        raise ErrorDeRegistro(
            f"Emita entre 1 y {escribir(MAXIMO_POR_LOTE)} tarjetas por lote. No se emitió ninguna.",
            "cantidad",
        )
    nombre = limpiar(nombre, 120, "nombre")
    codigos = tuple(generar_codigo(azar) for _ in range(cantidad))
    with transaccion() as sesion:
        if nombre and sesion.scalar(select(LoteDeTarjetas.id).where(LoteDeTarjetas.nombre == nombre)):
            raise EnConflicto(
                f"Ya hay un lote «{nombre}». Escriba otro nombre. No se emitió ninguna.", "nombre"
            )
        ahora = ahora_utc()
        lote = LoteDeTarjetas(
            nombre=nombre or f"Lote del {fecha_hora(ahora)} ({secrets.token_hex(2)})",
            cantidad=cantidad,
            creado_en=ahora,
            creado_por=actor.nombre,
        )
        sesion.add(lote)
        sesion.flush()
        credenciales.emitir(sesion, codigos, lote.id)
        anotar(actor, "tarjetas.emitir", f"lote:{lote.id}", {"cantidad": cantidad})
    return codigos


def reimprimir_lote(actor: Actor, lote_id: int) -> tuple[str, ...]:
    """Los códigos de un lote que siguen en blanco; queda anotado quién los pidió.

    :raises NoEncontrado: el lote no existe.
    """
    with transaccion() as sesion:
        lote = sesion.get(LoteDeTarjetas, lote_id)
        if lote is None:
            raise NoEncontrado("Ese lote de tarjetas no existe.")
        en_blanco = Credencial.lote_id == lote.id, Credencial.estado == credenciales.EN_BLANCO
        codigos = tuple(sesion.scalars(select(Credencial.codigo).where(*en_blanco).order_by(Credencial.id)))
        anotar(actor, "tarjetas.reimprimir", f"lote:{lote.id}", {"cantidad": len(codigos)})
        return codigos


def revocar(actor: Actor, codigo: str, motivo: str) -> None:
    """La tarjeta deja de usarse y no se reemplaza; lo ya registrado con ella sigue contando.

    :raises ErrorDeRegistro: falta el motivo, o la tarjeta ya no se usaba.
    """
    motivo = _exigir_motivo(motivo)
    with transaccion() as sesion:
        credencial = credenciales.exigir(sesion, codigo)
        credenciales.retirar(credencial, credenciales.REVOCADA, motivo)
        anotar(actor, "tarjeta.revocar", f"credencial:{credencial.id}", {"motivo": motivo})


def reemplazar(actor: Actor, perdida: str, nueva: str, motivo: str) -> int:
    """La persona de la tarjeta perdida pasa a la nueva, que debe estar en blanco. Devuelve la persona.

    :raises ErrorDeRegistro: falta el motivo, la perdida ya no se usaba o la nueva ya es de alguien.
    """
    motivo = _exigir_motivo(motivo)
    with transaccion() as sesion:
        anterior = credenciales.exigir(sesion, perdida, "perdida")
        siguiente = credenciales.exigir(sesion, nueva, "nueva")
        if siguiente.estado != credenciales.EN_BLANCO:
            raise EnConflicto(
                "La tarjeta nueva no está en blanco. Tome otra del lote. No se cambió nada.", "nueva"
            )
        persona = credenciales.activar(sesion, anterior)
        siguiente.persona_id = persona.id
        credenciales.activar(sesion, siguiente)
        credenciales.retirar(anterior, credenciales.REEMPLAZADA, motivo)
        anterior.reemplazada_por_id = siguiente.id
        detalle = {"por": siguiente.id, "motivo": motivo}
        anotar(actor, "tarjeta.reemplazar", f"credencial:{anterior.id}", detalle)
        return persona.id


def fusionar(actor: Actor, queda: str, sobra: str, motivo: str) -> int:
    """Las personas de dos tarjetas resultan ser la misma. Devuelve la que queda.

    :raises ErrorDeRegistro: falta el motivo, una tarjeta no es de nadie, o ya eran la misma.
    """
    motivo = _exigir_motivo(motivo)
    with transaccion() as sesion:
        de_queda = credenciales.exigir(sesion, queda, "queda")
        de_sobra = credenciales.exigir(sesion, sobra, "sobra")
        una, otra = _persona_de(sesion, de_queda, "queda"), _persona_de(sesion, de_sobra, "sobra")
        fusiones.fusionar(sesion, una, otra, motivo)
        detalle = {"con": de_sobra.id, "motivo": motivo}
        anotar(actor, "persona.fusionar", f"credencial:{de_queda.id}", detalle)
        return una.id


def _persona_de(sesion: Session, credencial: Credencial, campo: str) -> Persona:
    persona = credenciales.persona_de(sesion, credencial)
    if persona is None:
        raise EnConflicto("Esa tarjeta todavía no es de nadie. No se cambió nada.", campo)
    return persona


def _exigir_motivo(motivo: str) -> str:
    limpio = limpiar(motivo, 500, "motivo")
    if not limpio:
        raise ErrorDeRegistro("Escriba el motivo: queda en la bitácora. No se cambió nada.", "motivo")
    return limpio
