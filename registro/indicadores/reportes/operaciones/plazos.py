"""El calendario de reportes se cambia con su razón: la regla desde un trimestre, o un vencimiento suelto."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from registro.errores import ErrorDeRegistro
from registro.extensiones import transaccion
from registro.fechas import fecha_larga, hoy
from registro.indicadores.reportes.modelo import PlazoFijado, ReglaDePlazo
from registro.indicadores.reportes.operaciones.revisar import exigir_dicho
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.quien import exigir_que_revise
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

DIAS_DE_FABRICA = 10
MAXIMO_DE_DIAS = 90
NOTA_DE_FABRICA = "De fábrica: diez días hábiles después del trimestre, por confirmar."


def sembrar(actor: Actor) -> bool:
    """La regla con que nace un registro: se pide desde la vigencia en que se instala."""
    with transaccion() as sesion:
        if sesion.scalar(select(func.count()).select_from(ReglaDePlazo)):
            return False
        sesion.add(
            ReglaDePlazo(vigencia=hoy().year, trimestre=1, dias_habiles=DIAS_DE_FABRICA, nota=NOTA_DE_FABRICA)
        )
        anotar(actor, "plazos.sembrar", "plazos")
        return True


def poner_regla(actor: Actor, desde: Periodo, dias_habiles: int, nota: str) -> None:
    """Desde ese trimestre hay tantos días hábiles para reportar.

    :raises ErrorDeRegistro: los días no son entre 1 y 90.
    """
    exigir_que_revise(actor)
    if not 1 <= dias_habiles <= MAXIMO_DE_DIAS:
        raise ErrorDeRegistro(
            f"Los días hábiles van de 1 a {MAXIMO_DE_DIAS}. No se cambió nada.", "dias_habiles"
        )
    with transaccion() as sesion:
        regla = sesion.scalar(
            select(ReglaDePlazo).where(
                ReglaDePlazo.vigencia == desde.vigencia, ReglaDePlazo.trimestre == desde.trimestre
            )
        )
        if regla is None:
            regla = ReglaDePlazo(vigencia=desde.vigencia, trimestre=desde.trimestre)
            sesion.add(regla)
        regla.dias_habiles, regla.nota = dias_habiles, limpiar(nota, 500, "nota")
        anotar(actor, "plazos.regla", f"plazos:{desde}", {"dias_habiles": dias_habiles})


def fijar(actor: Actor, periodo: Periodo, vence: date | None, motivo: str) -> None:
    """El vencimiento de un trimestre es ese día; sin día, vuelve a ser el de la regla.

    :raises ErrorDeRegistro: vence antes de que termine el trimestre, o falta el motivo.
    """
    exigir_que_revise(actor)
    dicho = exigir_dicho(motivo, "Escriba por qué cambia el plazo. No se cambió nada.", "motivo")
    if vence is not None and vence <= periodo.fin:
        raise ErrorDeRegistro(
            f"El {periodo.nombre} termina el {fecha_larga(periodo.fin)}: no puede vencer antes. "
            "No se cambió nada.",
            "vence",
        )
    with transaccion() as sesion:
        fijado = sesion.scalar(
            select(PlazoFijado).where(
                PlazoFijado.vigencia == periodo.vigencia, PlazoFijado.trimestre == periodo.trimestre
            )
        )
        if vence is None:
            if fijado is not None:
                sesion.delete(fijado)
        elif fijado is None:
            sesion.add(
                PlazoFijado(vigencia=periodo.vigencia, trimestre=periodo.trimestre, vence=vence, motivo=dicho)
            )
        else:
            fijado.vence, fijado.motivo = vence, dicho
        detalle = {"vence": vence.isoformat() if vence else "el de la regla", "motivo": dicho}
        anotar(actor, "plazos.fijar", f"plazos:{periodo}", detalle)
