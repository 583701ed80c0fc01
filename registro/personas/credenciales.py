"""Las tarjetas por dentro: buscar, activar, emitir, reemplazar. Todo dentro de la transacción de quien llama.

Una tarjeta en blanco se vuelve de una persona sin nombre en su primera lectura. Un código nuestro que nadie
emitió queda como tarjeta desconocida: cuenta como una asistencia suelta y espera en la bandeja.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, defer

from registro.errores import EnConflicto, NoEncontrado
from registro.extensiones import ahora_utc
from registro.personas.modelo import Credencial, Persona
from registro.personas.reglas import leer_codigo
from registro.seguridad.cifrado import huella, huellas

EN_BLANCO, ACTIVA, DESCONOCIDA = "en_blanco", "activa", "desconocida"
REEMPLAZADA, REVOCADA = "reemplazada", "revocada"


def huella_de(codigo: str) -> str:
    """Con lo que se busca un código sin tenerlo escrito en la base. ``codigo`` va como se imprime."""
    return huella(f"tarjeta:{codigo}")


def huellas_de(codigos: Iterable[str]) -> Iterator[str]:
    """Las de muchos códigos."""
    return huellas(f"tarjeta:{codigo}" for codigo in codigos)


def buscar(sesion: Session, codigo: str) -> Credencial | None:
    """La tarjeta de ese código (como se imprime), sin descifrarlo; la fila queda tomada hasta el commit."""
    orden = select(Credencial).where(Credencial.huella == huella_de(codigo))
    return sesion.scalar(orden.options(defer(Credencial.codigo)).with_for_update(key_share=True))


def exigir(sesion: Session, texto: str, campo: str = "codigo") -> Credencial:
    """La tarjeta que se escribió, con las libertades de quien escribe.

    :raises CodigoIlegible: no es un código de tarjeta.
    :raises NoEncontrado: el código está bien escrito pero ninguna tarjeta lo tiene.
    """
    encontrada = buscar(sesion, leer_codigo(texto, campo=campo))
    if encontrada is None:
        raise NoEncontrado(
            "Ninguna tarjeta tiene ese código. Compárelo con lo impreso. No se cambió nada.", campo
        )
    return encontrada


def persona_de(sesion: Session, credencial: Credencial) -> Persona | None:
    """La persona de la tarjeta (la que quedó, si hubo fusiones), o nadie."""
    return None if credencial.persona_id is None else persona_vigente(sesion, credencial.persona_id)


def persona_vigente(sesion: Session, persona_id: int) -> Persona:
    """La persona que queda después de las fusiones.

    :raises NoEncontrado: no existe.
    """
    persona = sesion.get(Persona, persona_id)
    while persona is not None and persona.fusionada_en_id is not None:
        persona = sesion.get(Persona, persona.fusionada_en_id)
    if persona is None:
        raise NoEncontrado("Esa persona no existe. No se cambió nada.")
    return persona


def activar(sesion: Session, credencial: Credencial) -> Persona:
    """La persona de la tarjeta; si todavía no era de nadie, una nueva y sin nombre.

    :raises EnConflicto: la tarjeta fue reemplazada o revocada.
    """
    if credencial.estado in {REEMPLAZADA, REVOCADA}:
        raise EnConflicto(
            f"La tarjeta está {credencial.estado}: ya no se usa. Entregue una nueva. No se cambió nada."
        )
    persona = persona_de(sesion, credencial)
    if persona is None:
        persona = Persona(creada_en=ahora_utc())
        sesion.add(persona)
        sesion.flush()
        credencial.persona_id = persona.id
    if credencial.estado != ACTIVA:
        credencial.estado, credencial.cambiada_en = ACTIVA, ahora_utc()
    return persona


def crear_desconocida(sesion: Session, codigo: str) -> Credencial:
    """Una tarjeta para un código bien formado que nadie emitió; espera en la bandeja."""
    desconocida = Credencial(
        huella=huella_de(codigo), codigo=codigo, estado=DESCONOCIDA, creada_en=ahora_utc()
    )
    sesion.add(desconocida)
    sesion.flush()
    return desconocida


def emitir(
    sesion: Session, codigos: Iterable[str], lote_id: int | None = None, estado: str = EN_BLANCO
) -> Sequence[int]:
    """Crea de una vez una tarjeta por código y devuelve sus identificadores en el mismo orden."""
    ahora = ahora_utc()
    filas = [
        {
            "huella": huella_de(codigo),
            "codigo": codigo,
            "estado": estado,
            "lote_id": lote_id,
            "creada_en": ahora,
        }
        for codigo in codigos
    ]
    if not filas:
        return []
    orden = insert(Credencial).returning(Credencial.id, sort_by_parameter_order=True)
    return sesion.scalars(orden, filas).all()


def retirar(credencial: Credencial, estado: str, motivo: str) -> None:
    """La tarjeta deja de usarse: ``REEMPLAZADA`` o ``REVOCADA``, con su motivo.

    :raises EnConflicto: ya no se usaba.
    """
    if credencial.estado in {REEMPLAZADA, REVOCADA}:
        raise EnConflicto(f"La tarjeta ya estaba {credencial.estado}. No se cambió nada.")
    credencial.estado, credencial.motivo, credencial.cambiada_en = estado, motivo, ahora_utc()
