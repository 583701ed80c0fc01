"""El plan de trabajo que la mesa aprobó en 2020-1, y las reglas con que se reúne y decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.fechas import Semestre, hoy
from registro.instancias.calendario import Calendario, fechas
from registro.instancias.modelo import (
    FechaProgramada,
    Instancia,
    Programacion,
    ReglaDeCalendario,
    ReglaDeQuorum,
)
from registro.instancias.plan_de_trabajo import (
    ComponenteDePlan,
    PlanDeTrabajo,
    ProductoDePlan,
    SubproductoDePlan,
)

SEGUNDO_MIERCOLES = Calendario(ordinal=2, dia=2)
SUPUESTA = "Regla supuesta para la demostración: falta cotejarla con el reglamento."


def escribir(sesion: Session, instancia: Instancia, datos: dict[str, Any]) -> None:
    """Guarda el plan como se publicó (sin responsables ni fechas, que no se publicaron) y las dos reglas."""
    aprobado = max(una["fecha"] for una in datos["sesiones"] if una["clase"] == "ordinaria")
    sesion.add(
        PlanDeTrabajo(
            instancia_id=instancia.id,
            nombre="Plan de trabajo 2020",
            desde=date(2020, 1, 1),
            hasta=date(2020, 12, 31),
            aprobado_el=date.fromisoformat(aprobado),
            como_se_aprobo=datos["plan_de_trabajo_nota"],
            componentes=[
                ComponenteDePlan(
                    nombre=parte["componente"],
                    orden=orden,
                    productos=[_producto(uno) for uno in parte["productos"]],
                )
                for orden, parte in enumerate(datos["plan_de_trabajo"], start=1)
            ],
        )
    )
    _poner_reglas(sesion, instancia)
    _programar_dias(sesion, instancia, datos["periodo"]["semestre"])


def _poner_reglas(sesion: Session, instancia: Instancia) -> None:
    sesion.add(
        ReglaDeCalendario(
            instancia_id=instancia.id,
            ordinal=SEGUNDO_MIERCOLES.ordinal,
            dia=SEGUNDO_MIERCOLES.dia,
            cada=SEGUNDO_MIERCOLES.cada,
        )
    )
    sesion.add(
        ReglaDeQuorum(
            instancia_id=instancia.id,
            roles="P,S,I",
            numerador=1,
            denominador=2,
            mas_de=True,
            norma=SUPUESTA,
            desde=hoy().replace(
                month=1, day=1
            ),  # las sesiones publicadas no se juzgan con una regla supuesta
        )
    )


def _producto(publicado: dict[str, Any]) -> ProductoDePlan:
    subproductos = []
    for escrito in publicado["subproductos"]:
        codigo, _, nombre = escrito.partition(" ")
        subproductos.append(SubproductoDePlan(numero=int(codigo.partition(".")[2]), nombre=nombre))
    return ProductoDePlan(numero=publicado["numero"], nombre=publicado["nombre"], subproductos=subproductos)


def _programar_dias(sesion: Session, instancia: Instancia, semestre: str) -> None:
    orden = select(Programacion).where(
        Programacion.instancia_id == instancia.id, Programacion.semestre == semestre
    )
    programada = sesion.scalars(orden).one()
    programada.fechas = [
        FechaProgramada(fecha=dia) for dia in fechas(SEGUNDO_MIERCOLES, Semestre.leer(semestre))
    ]
