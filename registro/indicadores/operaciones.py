"""Sembrar lo que la política dice de sí misma y dejar constancia de quién abrió registros delicados."""

from __future__ import annotations

import csv
from decimal import Decimal

from sqlalchemy import func, select

from registro import rutas
from registro.extensiones import transaccion
from registro.indicadores import semaforos
from registro.indicadores.modelo import CifraPublicada, Objetivo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir

PERIODICIDAD = "periodicidad"


def sembrar(actor: Actor) -> bool:
    """Los objetivos, las periodicidades publicadas y los rangos de semáforo. Devuelve si hizo falta."""
    with transaccion() as sesion:
        sin_objetivos = not sesion.scalar(select(func.count()).select_from(Objetivo))
        sin_publicadas = not sesion.scalar(
            select(func.count()).select_from(CifraPublicada).where(CifraPublicada.tabla == PERIODICIDAD)
        )
        if sin_objetivos:
            sesion.add_all(
                Objetivo(numero=int(fila["numero"]), texto=fila["texto"])
                for fila in _leer("ppasp_objetivos.csv")
            )
        if sin_publicadas:
            sesion.add_all(
                CifraPublicada(
                    tabla=PERIODICIDAD,
                    fila=fila["periodicidad"],
                    columna="Productos",
                    valor=Decimal(fila["productos"]),
                )
                for fila in _leer("ppasp_periodicidades.csv")
            )
        hay = {conjunto.clave for conjunto in semaforos.leer(sesion)}
        faltan = [conjunto for conjunto in semaforos.DE_NACIMIENTO if conjunto.clave not in hay]
        for conjunto in faltan:
            semaforos.guardar(sesion, conjunto, actor.nombre)
        hizo_falta = bool(sin_objetivos or sin_publicadas or faltan)
        if hizo_falta:
            anotar(actor, "objetivos.sembrar", "objetivos")
        return hizo_falta


def anotar_apertura(actor: Actor, figura: str, cuantos: int) -> None:
    """Deja constancia de que alguien abrió los registros de atenciones que hay detrás de una cifra.

    :raises NoPermitido: sólo Casa de Todas los abre.
    """
    exigir(actor, "atenciones.abrir")
    with transaccion():
        anotar(actor, "atenciones.abrir", f"tabla:{figura}", {"registros": cuantos})


def _leer(nombre: str) -> list[dict[str, str]]:
    with (rutas.datos_demostracion() / nombre).open(encoding="utf-8") as archivo:
        return list(csv.DictReader(archivo))
