"""Escribe el plan de Casa de Todas: días, mujeres con su tarjeta, asistencias, atenciones y sus detalles.

Son decenas de miles de filas: van por tabla y de una vez, dentro de la transacción de quien llama.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.casa_de_todas import LOCALIDAD, LUGAR
from registro.actividades.casa_de_todas import TIPO as CASA
from registro.actividades.estados import CERRADA
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion
from registro.extensiones import Modelo
from registro.fechas import ZONA, Fecha
from registro.intercambio.demostracion.casa import SEMILLA, AtencionPlaneada
from registro.personas import consentimientos, credenciales
from registro.personas.modelo import Consentimiento, Credencial, Persona
from registro.personas.reglas import generar_codigo

APERTURA = time(8)
MINUTOS_ABIERTA = 9 * 60


def escribir(sesion: Session, plan: Sequence[AtencionPlaneada], quien: str) -> None:
    """Guarda el plan como si se hubiera importado."""
    dias = abrir_dias(sesion, sorted({atencion.dia for atencion in plan}), quien)
    primeras: dict[int, date] = {}
    for atencion in plan:
        primeras.setdefault(atencion.mujer, atencion.dia)
    tarjetas = _entregar_tarjetas(sesion, primeras)
    visitas = _visitas(plan)
    filas = [
        {
            "actividad_id": dias[dia],
            "credencial_id": tarjetas[mujer],
            "origen": "importada",
            "leida_en": momento,
        }
        for (mujer, dia), momento in visitas.items()
    ]
    asistencias = dict(zip(visitas, _insertar(sesion, Asistencia, filas), strict=True))
    atenciones = _insertar(sesion, Atencion, [_atencion(una, asistencias, visitas, quien) for una in plan])
    sesion.execute(
        insert(GestionDeAtencion),
        [
            {"atencion_id": propia, "catalogo": catalogo, "clave": clave}
            for propia, atencion in zip(atenciones, plan, strict=True)
            for catalogo, clave in atencion.detalles
        ],
    )


def _atencion(
    una: AtencionPlaneada,
    asistencias: dict[tuple[int, date], int],
    visitas: dict[tuple[int, date], datetime],
    quien: str,
) -> dict[str, Any]:
    visita = (una.mujer, una.dia)
    return {
        "asistencia_id": asistencias[visita],
        "area": una.area,
        "clase": una.clase,
        "modalidad": una.modalidad,
        "registrada_en": visitas[visita],
        "registrada_por": quien,
    }


def abrir_dias(sesion: Session, dias: Iterable[date], quien: str) -> dict[date, int]:
    """Un día de atención, ya cerrado, por fecha; devuelve el identificador de cada uno."""
    return {
        dia: armar(
            sesion,
            CASA,
            {"fecha": Fecha(dia), "lugar": LUGAR, "localidad": LOCALIDAD},
            estado=CERRADA,
            origen="importada",
            creada_por=quien,
        ).id
        for dia in dias
    }


def _entregar_tarjetas(sesion: Session, primeras: dict[int, date]) -> dict[int, int]:
    """Por mujer del plan, una persona sin nombre con su tarjeta y su autorización; devuelve las tarjetas."""
    llegadas = [datetime.combine(dia, APERTURA, ZONA) for dia in primeras.values()]
    personas = _insertar(sesion, Persona, [{"creada_en": llegada} for llegada in llegadas])
    suyas = list(zip(personas, llegadas, strict=True))
    texto = consentimientos.texto_vigente(sesion, consentimientos.ATENCION).id
    comunes = {"finalidad": consentimientos.ATENCION, "texto_id": texto, "medio": "importado"}
    autorizadas = [comunes | {"persona_id": persona, "dado_en": llegada} for persona, llegada in suyas]
    sesion.execute(insert(Consentimiento), autorizadas)
    tarjetas = _insertar(sesion, Credencial, [_tarjeta(persona, llegada) for persona, llegada in suyas])
    return dict(zip(primeras, tarjetas, strict=True))


def _tarjeta(persona: int, entregada: datetime) -> dict[str, Any]:
    codigo = generar_codigo(secrets.randbits)
    return {
        "huella": credenciales.huella_de(codigo),
        "codigo": codigo,
        "estado": credenciales.ACTIVA,
        "persona_id": persona,
        "creada_en": entregada,
    }


def _visitas(plan: Sequence[AtencionPlaneada]) -> dict[tuple[int, date], datetime]:
    """Cada mujer viene a lo sumo una vez por día, a una hora en que la Casa está abierta."""
    azar = Random(SEMILLA)
    return {
        (mujer, dia): datetime.combine(dia, APERTURA, ZONA)
        + timedelta(minutes=azar.randrange(MINUTOS_ABIERTA))
        for mujer, dia in dict.fromkeys((atencion.mujer, atencion.dia) for atencion in plan)
    }


def _insertar(sesion: Session, modelo: type[Modelo], filas: list[dict[str, Any]]) -> list[int]:
    """Inserta las filas y devuelve sus identificadores, en el mismo orden."""
    propio = modelo.__table__.c.id
    return list(sesion.scalars(insert(modelo).returning(propio, sort_by_parameter_order=True), filas))
