"""Las siete sesiones de la mesa ZESAI en 2020-1: clase, motivo, funciones abordadas y quiénes estuvieron."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.estados import CERRADA
from registro.actividades.zesai import TIPO as SESION_DE_MESA
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.fechas import ZONA, Fecha
from registro.instancias.buscar import huella_de
from registro.instancias.modelo import Delegada, Instancia
from registro.intercambio.demostracion import plan_de_la_mesa
from registro.intercambio.demostracion.fuentes import leer_json
from registro.personas.reglas import DELEGADA, generar_codigo

ARCHIVO = "zesai_2020_1.json"
INICIO = date(2020, 1, 1)
EXTRAORDINARIA = "extraordinaria"


def escribir(sesion: Session, quien: str) -> None:
    """Guarda las sesiones del semestre; la instancia ya nació con lo programado y el mes sin sesión."""
    datos = leer_json(ARCHIVO)
    instancia = sesion.scalars(select(Instancia).where(Instancia.sigla == datos["instancia"]["sigla"])).one()
    _nombrar_delegadas(sesion, instancia)
    sesiones = {
        propia["fecha"].dia.isoformat(): armar(
            sesion, SESION_DE_MESA, propia, estado=CERRADA, origen="importada", creada_por=quien
        ).id
        for propia in _sesiones(datos, instancia)
    }
    _anotar_asistencia(sesion, instancia, sesiones, quien)
    plan_de_la_mesa.escribir(sesion, instancia, datos)


def _sesiones(datos: dict[str, Any], instancia: Instancia) -> Iterator[dict[str, Any]]:
    """Cada sesión con su orden del día: de los puntos sólo se publicó qué función desarrolló la sesión."""
    motivos = iter(datos["periodo"]["extraordinarias_motivos"])
    ids = {funcion.numero: funcion.id for funcion in instancia.funciones}
    for publicada in datos["sesiones"]:
        dia, clase = publicada["fecha"], publicada["clase"]
        yield {
            "instancia_id": instancia.id,
            "fecha": Fecha(date.fromisoformat(dia)),
            "clase": clase,
            "motivo_extraordinaria": next(motivos) if clase == EXTRAORDINARIA else "",
            "agenda": [
                {
                    "titulo": f"Desarrollo de la función {funcion['numero']}",
                    "funciones": [ids[funcion["numero"]]],
                }
                for funcion in datos["funciones"]
                if dia in funcion["abordada_en"]
            ],
        }


def _nombrar_delegadas(sesion: Session, instancia: Instancia) -> None:
    """Una delegada por puesto. No tiene nombre de nadie: se llama como su puesto."""
    for puesto in instancia.puestos:
        codigo = generar_codigo(secrets.randbits, DELEGADA)
        sesion.add(
            Delegada(
                puesto_id=puesto.id,
                nombre=puesto.nombre,
                huella=huella_de(codigo),
                codigo=codigo,
                desde=INICIO,
            )
        )
    sesion.flush()


def _anotar_asistencia(sesion: Session, instancia: Instancia, sesiones: dict[str, int], quien: str) -> None:
    """Los puestos que estuvieron en cada sesión, según la lista del informe."""
    por_orden = {puesto.orden: puesto for puesto in instancia.puestos}
    delegadas = {propia.puesto_id: propia.id for propia in sesion.scalars(select(Delegada))}
    filas = [
        {
            "actividad_id": sesiones[dia],
            "puesto_id": por_orden[integrante["orden"]].id,
            "delegada_id": delegadas[por_orden[integrante["orden"]].id],
            "entidad": integrante["entidad"],
            "origen": "importada",
            "registrada_en": datetime.combine(date.fromisoformat(dia), time(9), ZONA),
            "registrada_por": quien,
        }
        for integrante in leer_json(ARCHIVO)["integrantes"]
        for dia in integrante["asistio"]
    ]
    sesion.execute(insert(AsistenciaInstitucional), filas)
