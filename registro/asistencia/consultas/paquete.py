"""El paquete de una tableta: todo lo que necesita para trabajar tres noches sin red, y nada de nadie."""

from __future__ import annotations

import base64
import hmac
import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registro.actividades.base import Actividad
from registro.actividades.conteos import PUBLICOS, TOTAL
from registro.actividades.estados import ABIERTA, PROGRAMADA
from registro.actividades.jornada import Oferta
from registro.actividades.tipos import TIPOS, tipo_de
from registro.catalogos import consultas as de_catalogos
from registro.extensiones import db
from registro.fechas import ZONA, ahora, hoy
from registro.personas import consentimientos, credenciales
from registro.personas.modelo import Credencial
from registro.personas.respuestas import PREGUNTAS
from registro.seguridad.cifrado import huella
from registro.seguridad.sellado import consultas as de_llaves
from registro.seguridad.sellado import llaves

VALIDEZ = timedelta(hours=72)
ANTES, DESPUES = timedelta(days=1), timedelta(days=8)
BYTES_DE_SAL, BYTES_DE_HUELLA = 16, 12
DE_LA_CALLE = tuple(
    clave for clave, tipo in TIPOS.items() if not tipo.institucional and not tipo.con_atenciones
)


@dataclass(frozen=True, slots=True)
class Paquete:
    """El contenido y la marca con que la tableta sabe si el que tiene sigue igual."""

    contenido: dict[str, Any]
    marca: str


def paquete() -> Paquete:
    """El paquete de este momento; la marca cambia con lo que dice y, aunque nada cambie, cada hora."""
    momento = ahora()
    contenido = {
        "actividades": _actividades(),
        "sellado": _sellado(),
        "recibos": _llave(llaves.RECIBOS),
        "revocadas": _revocadas(),
        "servicios": [
            {"id": servicio.id, "nombre": servicio.nombre, "orden": orden}
            for orden, servicio in enumerate(de_catalogos.servicios(), start=1)
        ],
        "entidades": [{"id": entidad.id, "nombre": entidad.nombre} for entidad in de_catalogos.entidades()],
        "textos": _textos(),
        "preguntas": {
            pregunta.clave: {
                "rotulo": pregunta.rotulo,
                "frase": pregunta.frase,
                "valores": list(pregunta.valores),
            }
            for pregunta in PREGUNTAS.values()
        },
        "publicos": {clave: rotulo for clave, rotulo in PUBLICOS.items() if clave != TOTAL},
        "tipos": {clave: TIPOS[clave].nombre for clave in DE_LA_CALLE},
        "localidades": [[fila.codigo, fila.nombre] for fila in de_catalogos.localidades()],
    }
    version = sha256(json.dumps(contenido, sort_keys=True).encode()).hexdigest()[:12]
    de_ahora = {
        "ahora": momento.isoformat(timespec="milliseconds"),
        "valido_hasta": (momento + VALIDEZ).isoformat(timespec="seconds"),
        "version": version,
    }
    return Paquete(de_ahora | contenido, f"{version}-{_hora(momento)}")


def _hora(momento: datetime) -> str:
    return momento.astimezone(ZONA).strftime("%Y%m%d%H")


def _actividades() -> list[dict[str, Any]]:
    """Las abiertas y las programadas de estos días, en las que asisten personas."""
    cerca = Actividad.fecha.between(hoy() - ANTES, hoy() + DESPUES)
    consulta = (
        select(Actividad)
        .where(
            Actividad.tipo.in_(DE_LA_CALLE),
            (Actividad.estado == ABIERTA) | ((Actividad.estado == PROGRAMADA) & cerca),
        )
        .options(selectinload(Actividad.lugar))
        .order_by(Actividad.fecha.desc(), Actividad.id.desc())
    )
    ofertas: defaultdict[int, list[int]] = defaultdict(list)
    for jornada, servicio in db.session.execute(select(Oferta.jornada_id, Oferta.servicio_id)):
        ofertas[jornada].append(servicio)
    todos = [servicio.id for servicio in de_catalogos.servicios()]
    return [_actividad(actividad, ofertas, todos) for actividad in db.session.scalars(consulta)]


def _actividad(actividad: Actividad, ofertas: dict[int, list[int]], todos: list[int]) -> dict[str, Any]:
    tipo = tipo_de(actividad.tipo)
    servicios = (ofertas.get(actividad.id) or todos) if tipo.con_servicios else []
    return {
        "id": str(actividad.uuid),
        "tipo": tipo.clave,
        "titulo": actividad.titulo,
        "lugar": actividad.lugar.nombre if actividad.lugar else "",
        "localidad": actividad.localidad_codigo,
        "fecha": actividad.fecha.isoformat(),
        "estado": actividad.estado,
        "tarjetas": tipo.con_tarjetas,
        "servicios": servicios,
        "publicos": [clave for clave in PUBLICOS if clave != TOTAL],
    }


def _sellado() -> dict[str, Any]:
    sucesora = de_llaves.publica(llaves.SELLADO, llaves.SUCESORA)
    return {**_llave(llaves.SELLADO), "sucesora": None if sucesora is None else asdict(sucesora)}


def _llave(uso: str) -> dict[str, str]:
    llave = de_llaves.publica(uso)
    if llave is None:
        raise RuntimeError("faltan las llaves de las tabletas: ejecute «registro base migrar»")
    return asdict(llave)


def _revocadas() -> dict[str, Any]:
    """Los códigos que ya no se usan, como huellas con una sal del día: no se pueden volver a leer."""
    sal = bytes.fromhex(huella(f"paquete:{hoy().isoformat()}"))[:BYTES_DE_SAL]
    retiradas = Credencial.estado.in_((credenciales.REVOCADA, credenciales.REEMPLAZADA))
    codigos = db.session.scalars(select(Credencial.codigo).where(retiradas))
    huellas = sorted(
        base64.b64encode(hmac.digest(sal, codigo.encode(), "sha256")[:BYTES_DE_HUELLA]).decode("ascii")
        for codigo in codigos
    )
    return {"sal": base64.b64encode(sal).decode("ascii"), "huellas": huellas}


def _textos() -> list[dict[str, Any]]:
    textos = (consentimientos.texto_vigente(db.session(), clave) for clave in consentimientos.FINALIDADES)
    return [
        {"finalidad": texto.finalidad, "version": texto.version, "texto": texto.texto} for texto in textos
    ]
