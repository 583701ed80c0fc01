"""Reunir las cifras de cada producto (reportes, saldos, reglas) y decir cuál es la oficial de la vigencia."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registro.indicadores.avance import Aporte, Corte, valor_de_la_vigencia
from registro.indicadores.consultas.medidas import Medicion, medir
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.magnitud import PORCENTAJE
from registro.indicadores.reportes import aportes as de_reportes
from registro.indicadores.reportes.consultas.aprobados import aprobados
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.versiones import REGLA, REPORTE

ULTIMO = 4


@dataclass(frozen=True, slots=True)
class Reunido:
    """Las cifras que entran en el cálculo, y las dos lecturas de la vigencia.

    :param oficial: de dónde sale lo de la vigencia: ``reporte``, ``regla``, o nada.
    :param sueltos: las que no son de un reporte trimestral: saldos, cifras anuales y lo que midió la regla.
    :param medidas: las vigencias cuya cifra oficial es la de la regla.
    """

    aportes: tuple[Aporte, ...]
    oficial: str
    reportado: Decimal | None
    por_regla: Medicion | None = None
    sueltos: tuple[Aporte, ...] = ()
    medidas: frozenset[int] = frozenset()


def reunir(
    fichas: Sequence[FichaDeProducto], vigencia: int, dia: date, *, medir_todo: bool = False
) -> dict[int, Reunido]:
    """Por producto. Las reglas sólo se miden donde son oficiales, salvo que se pidan todas."""
    reportados = _reportados(fichas, Corte.en(vigencia, dia))
    return {
        ficha.id: _reunir(ficha, reportados.get(ficha.codigo, []), (vigencia, dia), medir_todo=medir_todo)
        for ficha in fichas
    }


def _reportados(fichas: Sequence[FichaDeProducto], corte: Corte) -> dict[str, list[Aporte]]:
    """Lo aprobado hasta el corte, por código; un trimestre sin dato no aporta nada."""
    ultimo = Periodo(corte.vigencia, corte.trimestre) if corte.trimestre else Periodo(corte.vigencia - 1, 4)
    codigos = [fichas[0].codigo] if len(fichas) == 1 else None
    hallados: dict[str, list[Aporte]] = defaultdict(list)
    for uno in aprobados(ultimo, codigos=codigos):
        if uno.valor is not None:
            hallados[uno.codigo].append(Aporte(uno.vigencia, uno.vigencia, uno.trimestre, uno.valor))
    return hallados


def _reunir(
    ficha: FichaDeProducto, aprobadas: list[Aporte], cuando: tuple[int, date], *, medir_todo: bool
) -> Reunido:
    vigencia, dia = cuando
    corte = Corte.en(vigencia, dia)
    tramos = [t for t in ficha.alcanzados if (t.hasta, ULTIMO) <= (corte.vigencia, corte.trimestre)]
    dichos = de_reportes.reunir(tramos, aprobadas)
    con_cifra = {anual for aporte in dichos for anual in range(aporte.desde, aporte.hasta + 1)}
    reportado = valor_de_la_vigencia(ficha.definicion, dichos, vigencia) if vigencia in con_cifra else None
    manda, suple = _papel(ficha)
    mide = manda or (suple and vigencia not in con_cifra) or (medir_todo and ficha.definicion.regla)
    medidas = _medir(ficha, vigencia, dia) if mide else {}
    usadas = [
        Aporte(anual, anual, corte.trimestre if anual == vigencia else ULTIMO, medida.valor)
        for anual, medida in medidas.items()
        if medida.valor is not None and (manda or (suple and anual not in con_cifra))
    ]
    de_regla = frozenset(aporte.hasta for aporte in usadas)
    quedan = [uno for uno in dichos if uno.desde != uno.hasta or uno.hasta not in de_regla]
    return Reunido(
        aportes=(*quedan, *usadas),
        oficial=REGLA if vigencia in de_regla else REPORTE if vigencia in con_cifra else "",
        reportado=reportado,
        por_regla=medidas.get(vigencia),
        sueltos=(*_sin(aprobadas, quedan), *usadas),
        medidas=de_regla,
    )


def _papel(ficha: FichaDeProducto) -> tuple[bool, bool]:
    """Si la regla manda, y si suple al reporte que falta. Un porcentaje no sale de contar registros."""
    definicion = ficha.definicion
    if definicion.regla is None or definicion.unidad == PORCENTAJE:
        return False, False
    return definicion.fuente_oficial == REGLA, definicion.fuente_oficial not in {REGLA, REPORTE}


def _medir(ficha: FichaDeProducto, vigencia: int, dia: date) -> dict[int, Medicion]:
    """La regla mide desde donde termina el último saldo: lo de antes ya está en él."""
    regla = ficha.definicion.regla
    saldos = [t.hasta for t in ficha.alcanzados if t.desde != t.hasta and t.hasta < vigencia]
    primera = max(saldos) + 1 if saldos else ficha.definicion.vigencia_inicial or vigencia
    desde = date(min(primera, vigencia), 1, 1)
    return {} if regla is None else medir(regla, desde, min(dia, date(vigencia, 12, 31)))


def _sin(unos: Collection[Aporte], de: Sequence[Aporte]) -> list[Aporte]:
    return [aporte for aporte in de if aporte not in unos]
