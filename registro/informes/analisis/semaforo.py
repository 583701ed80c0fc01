"""Las reglas de semáforo que ha habido, y qué cambiaría con unas nuevas antes de guardarlas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from registro.indicadores import semaforo
from registro.indicadores.avance import color
from registro.indicadores.consultas import avances
from registro.indicadores.consultas.avances import Leido
from registro.indicadores.consultas.rangos import conjuntos
from registro.indicadores.reportes import consultas as de_reportes
from registro.indicadores.reportes.periodos import TRIMESTRES, Periodo
from registro.indicadores.semaforo import FORMAS, Color, Conjunto, Estado, en_corto
from registro.informes.analisis.colores import PorColor, contar_colores
from registro.informes.catalogo.semaforo import leer
from registro.informes.parametros import Parametros


@dataclass(frozen=True, slots=True)
class Reglas:
    """Unas reglas con hasta cuándo rigieron y qué cortes cerrados se leen con ellas."""

    conjunto: Conjunto
    hasta: date | None
    rige: bool
    cortes: tuple[str, ...]

    @property
    def rangos(self) -> list[tuple[Color, str, str]]:
        """Cada color con su forma y su rango en palabras."""
        return [(uno, FORMAS[uno], rango) for uno, rango in en_corto(self.conjunto)]


@dataclass(frozen=True, slots=True)
class Cambio:
    """Un producto que sería de otro color."""

    leido: Leido
    despues: Color | Estado


@dataclass(frozen=True, slots=True)
class Prueba:
    """Qué pasaría en un corte con unas reglas: los que cambian, y cuántos quedarían de cada color."""

    parametros: Parametros
    dia: date
    con_cuales: str
    total: int
    cambian: tuple[Cambio, ...]
    propios: int
    antes: tuple[PorColor, ...]
    despues: tuple[PorColor, ...]
    cerrado: bool


def historia(dia: date) -> list[Reglas]:
    """Todas, de la más reciente a la más antigua; al final las que sólo rigen donde se eligen."""
    todas = conjuntos()
    actual = semaforo.que_rige(todas, dia)
    cerrados: dict[str, list[str]] = {}
    for corte in de_reportes.cortes():
        if corte.cerrado:
            cerrados.setdefault(corte.semaforo, []).append(str(corte.periodo))
    siguiente: date | None = None
    dichas = []
    for uno in todas:
        hasta = None if siguiente is None or uno.desde is None else siguiente - timedelta(days=1)
        dichas.append(Reglas(uno, hasta, uno == actual, tuple(cerrados.get(uno.clave, ()))))
        siguiente = uno.desde
    return dichas


def cortes_para_probar(dia: date) -> list[date]:
    """Los fines de trimestre de las vigencias del plan que ya pasaron, el más reciente primero."""
    periodos = [Periodo(vigencia, n) for vigencia in avances.vigencias_del_plan() for n in TRIMESTRES]
    return sorted({uno.fin for uno in periodos if uno.fin < dia}, reverse=True) or [dia]


def probar(nuevas: Conjunto, corte: date) -> Prueba:
    """Lo que cambiaría en un corte; los productos con reglas propias siguen con las suyas."""
    parametros = Parametros(vigencia=corte.year, corte=corte)
    lectura = leer(parametros)
    leidos = [uno for uno in lectura.productos if not uno.definicion.semaforo]
    otros = [uno.color for uno in lectura.productos if uno.definicion.semaforo]
    nuevos = [color(uno.avance, nuevas) for uno in leidos]
    return Prueba(
        parametros=parametros,
        dia=lectura.pedido.dia,
        con_cuales=lectura.conjunto.nombre,
        total=len(lectura.productos),
        cambian=tuple(
            Cambio(uno, nuevo) for uno, nuevo in zip(leidos, nuevos, strict=True) if nuevo != uno.color
        ),
        propios=len(otros),
        antes=tuple(contar_colores([uno.color for uno in lectura.productos], lectura.conjunto)),
        despues=tuple(contar_colores([*nuevos, *otros], nuevas)),
        cerrado=any(uno.cerrado for uno in lectura.productos),
    )
