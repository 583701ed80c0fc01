"""Las tarjetas de muchas filas a la vez: las que hay, las que no se conocían y las que se estrenan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Lectura
from registro.asistencia.reglas import MANUAL, Estado, Motivo
from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc
from registro.fechas import ZONA, fecha_larga
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.declaracion import Leida
from registro.personas import credenciales
from registro.personas.modelo import Credencial, Persona
from registro.personas.reglas import leer_codigo
from registro.seguridad.cifrado import huella

RETIRADAS = frozenset({credenciales.REEMPLAZADA, credenciales.REVOCADA})
COLUMNA = "credencial"


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Una tarjeta de la base; la desconocida y la que está en blanco no son de nadie todavía."""

    id: int
    estado: str
    persona_id: int | None
    cambiada_en: datetime | None


def leer(fila: Fila) -> tuple[str | None, str | None]:
    """El código de la fila y su huella; vacía, nada.

    :raises CodigoIlegible: no es un código de tarjeta.
    """
    texto = fila.texto(COLUMNA)
    if not texto:
        return None, None
    codigo = leer_codigo(texto, campo=COLUMNA)
    return codigo, credenciales.huella_de(codigo)


def conocidas(sesion: Session, leidas: Iterable[Leida]) -> dict[str, Tarjeta]:
    """Las tarjetas de las filas que ya están en la base, por huella."""
    huellas = {leida.datos["huella"] for leida in leidas if leida.datos["huella"]}
    tabla = Credencial.__table__.c
    orden = select(tabla.huella, tabla.id, tabla.estado, tabla.persona_id, tabla.cambiada_en)
    filas = sesion.execute(
        orden.where(tabla.huella.in_(huellas)).order_by(tabla.id).with_for_update(key_share=True)
    )
    return {fila.huella: Tarjeta(fila.id, fila.estado, fila.persona_id, fila.cambiada_en) for fila in filas}


def retiradas(sesion: Session, leidas: Iterable[Leida]) -> dict[int, ErrorDeRegistro]:
    """Por línea, las filas cuya tarjeta ya no se usaba ese día."""
    leidas = list(leidas)
    hay = conocidas(sesion, leidas)
    malas = {}
    for leida in leidas:
        tarjeta = hay.get(leida.datos["huella"])
        if tarjeta is None or tarjeta.estado not in RETIRADAS:
            continue
        if tarjeta.cambiada_en is None or leida.datos["momento"] >= tarjeta.cambiada_en:
            dia = tarjeta.cambiada_en and fecha_larga(tarjeta.cambiada_en.astimezone(ZONA).date())
            malas[leida.linea] = ErrorDeRegistro(
                f"La tarjeta fue {tarjeta.estado} {f'el {dia}' if dia else 'antes'}: ese día ya no se usaba. "
                "Escriba la que la reemplazó o deje la celda vacía.",
                COLUMNA,
            )
    return malas


def asegurar(sesion: Session, leidas: Sequence[Leida]) -> dict[str, Tarjeta]:
    """Las tarjetas de las filas, por huella: crea las desconocidas y estrena las que estaban en blanco."""
    hay = conocidas(sesion, leidas)
    primeras = {leida.datos["huella"]: leida for leida in reversed(leidas) if leida.datos["huella"]}
    nuevas = [propia for propia in primeras if propia not in hay]
    codigos = [primeras[propia].datos["codigo"] for propia in nuevas]
    ids = credenciales.emitir(sesion, codigos, estado=credenciales.DESCONOCIDA)
    hay |= {
        propia: Tarjeta(id_, credenciales.DESCONOCIDA, None, None)
        for propia, id_ in zip(nuevas, ids, strict=True)
    }
    return hay | _estrenar(sesion, hay, primeras)


def _estrenar(
    sesion: Session, hay: Mapping[str, Tarjeta], primeras: Mapping[str, Leida]
) -> dict[str, Tarjeta]:
    en_blanco = [propia for propia, tarjeta in hay.items() if tarjeta.estado == credenciales.EN_BLANCO]
    if not en_blanco:
        return {}
    momentos = [{"creada_en": primeras[propia].datos["momento"]} for propia in en_blanco]
    orden = insert(Persona).returning(Persona.id, sort_by_parameter_order=True)
    personas = sesion.scalars(orden, momentos).all()
    estrenadas = {
        propia: Tarjeta(hay[propia].id, credenciales.ACTIVA, persona, None)
        for propia, persona in zip(en_blanco, personas, strict=True)
    }
    ahora = ahora_utc()
    cambios = [
        {"id": t.id, "estado": t.estado, "persona_id": t.persona_id, "cambiada_en": ahora}
        for t in estrenadas.values()
    ]
    sesion.execute(update(Credencial), cambios)
    return estrenadas


def a_la_bandeja(
    sesion: Session, asistencias: Mapping[int, tuple[int, Tarjeta, datetime]], quien: str
) -> None:
    """Las de tarjeta desconocida esperan en la bandeja: ``asistencia → (actividad, tarjeta, momento)``."""
    ahora = ahora_utc()
    filas = []
    for asistencia, (actividad, tarjeta, momento) in asistencias.items():
        sello = huella(f"importada|{asistencia}")
        filas.append(
            {
                "id": UUID(hex=sello[:32]),
                "actividad_id": actividad,
                "credencial_id": tarjeta.id,
                "asistencia_id": asistencia,
                "estado": Estado.EN_REVISION.value,
                "motivo": Motivo.TARJETA_DESCONOCIDA.value,
                "huella": sello,
                "medio": MANUAL,
                "cantidad": 1,
                "leida_en": momento,
                "recibida_en": ahora,
                "recibida_de": quien,
            }
        )
    if filas:
        sesion.execute(insert(Lectura), filas)
