"""Reunir las cifras de cada producto (reportes, saldos, reglas) y decir cuál es la oficial de la vigencia."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from registro.indicadores.avance import Aporte, Corte, termina, valor_de_la_vigencia
from registro.indicadores.consultas.medidor import Medidor
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.consultas.registros_de_regla import que_se_sabe
from registro.indicadores.hechos import Medicion, Medidas
from registro.indicadores.magnitud import PORCENTAJE
from registro.indicadores.reportes import aportes as de_reportes
from registro.indicadores.reportes.consultas.aprobados import (
    CerradoAntes,
    aportes_aprobados,
    medido_al_cerrar,
)
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
    fichas: Sequence[FichaDeProducto],
    vigencia: int,
    dia: date,
    *,
    medir_todo: bool = False,
    congelados: Collection[str] = (),
) -> dict[int, Reunido]:
    """Por producto. Las reglas sólo se miden donde son oficiales, salvo que se pidan todas.

    Un año que ya se cerró no se vuelve a medir: cuenta lo que quedó congelado.

    :param congelados: los productos de los que ya no se va a usar lo que mida su regla.
    """
    corte = Corte.en(vigencia, dia)
    reportados = _reportados(fichas, corte)
    antes = medido_al_cerrar(vigencia) if any(ficha.definicion.regla for ficha in fichas) else CerradoAntes()
    pedido = _Pedido(vigencia, corte, min(dia, date(vigencia, 12, 31)), antes, medir_todo, congelados)
    return {ficha.id: _reunir(ficha, reportados.get(ficha.codigo, []), pedido) for ficha in fichas}


@dataclass(slots=True)
class _Pedido:
    """Lo común a todos los productos: hasta cuándo, lo ya cerrado y quién mide (uno por cada comienzo)."""

    vigencia: int
    corte: Corte
    hasta: date
    antes: CerradoAntes
    medir_todo: bool
    congelados: Collection[str]
    medidores: dict[date, Medidor] = field(default_factory=dict)

    def medidor(self, desde: date) -> Medidor:
        """El de ese comienzo; varias reglas comparten lo que pregunta."""
        return self.medidores.setdefault(desde, Medidor(desde, self.hasta))


def _reportados(fichas: Sequence[FichaDeProducto], corte: Corte) -> dict[str, list[Aporte]]:
    """Lo aprobado hasta el corte, por código; un trimestre sin dato no aporta nada."""
    ultimo = Periodo(corte.vigencia, corte.trimestre) if corte.trimestre else Periodo(corte.vigencia - 1, 4)
    codigos = [fichas[0].codigo] if len(fichas) == 1 else None
    return aportes_aprobados(ultimo, codigos=codigos)


def _reunir(ficha: FichaDeProducto, aprobadas: list[Aporte], pedido: _Pedido) -> Reunido:
    vigencia, corte = pedido.vigencia, pedido.corte
    tramos = [
        tramo
        for tramo in ficha.alcanzados
        if (termina(ficha.definicion, tramo.hasta), ULTIMO) <= (corte.vigencia, corte.trimestre)
    ]
    dichos = de_reportes.reunir(tramos, aprobadas)
    con_cifra = {anual for aporte in dichos for anual in range(aporte.desde, aporte.hasta + 1)}
    reportado = valor_de_la_vigencia(ficha.definicion, dichos, vigencia) if vigencia in con_cifra else None
    manda, suple = _papel(ficha)
    mide = manda or (suple and vigencia not in con_cifra) or (pedido.medir_todo and ficha.definicion.regla)
    medidas = _medir(ficha, pedido) if mide and ficha.codigo not in pedido.congelados else {}
    valores = {anual: medida.valor for anual, medida in medidas.items()}
    valores = pedido.antes.valores.get(ficha.codigo, {}) | valores
    usadas = [
        Aporte(anual, anual, corte.trimestre if anual == vigencia else ULTIMO, valor)
        for anual, valor in sorted(valores.items())
        if valor is not None and (manda or (suple and anual not in con_cifra))
    ]
    de_regla = frozenset(aporte.hasta for aporte in usadas)
    quedan = [uno for uno in dichos if uno.desde != uno.hasta or uno.hasta not in de_regla]
    trimestrales = set(aprobadas)
    return Reunido(
        aportes=(*quedan, *usadas),
        oficial=REGLA if vigencia in de_regla else REPORTE if vigencia in con_cifra else "",
        reportado=reportado,
        por_regla=medidas.get(vigencia),
        sueltos=(*(uno for uno in quedan if uno not in trimestrales), *usadas),
        medidas=de_regla,
    )


def _papel(ficha: FichaDeProducto) -> tuple[bool, bool]:
    """Si la regla manda, y si suple al reporte que falta. Un porcentaje no sale de contar registros."""
    definicion = ficha.definicion
    if definicion.regla is None or definicion.unidad == PORCENTAJE:
        return False, False
    return definicion.fuente_oficial == REGLA, definicion.fuente_oficial not in {REGLA, REPORTE}


def _medir(ficha: FichaDeProducto, pedido: _Pedido) -> Medidas:
    """Desde donde termina lo que ya se sabe: el último saldo, o el último fin de año que se cerró."""
    regla = ficha.definicion.regla
    saldos = [t.hasta for t in ficha.alcanzados if t.desde != t.hasta and t.hasta < pedido.vigencia]
    primera = max(saldos) + 1 if saldos else ficha.definicion.vigencia_inicial or pedido.vigencia
    desde = date(min(max(primera, pedido.antes.hasta + 1), pedido.vigencia), 1, 1)
    if regla is None:
        return {}
    return {anual: que_se_sabe(regla, medida) for anual, medida in pedido.medidor(desde).medir(regla).items()}
