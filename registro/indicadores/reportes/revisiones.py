"""Lo que se revisa antes de enviar: cada hallazgo tiene su llave y se cierra solo cuando se corrige."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from registro.indicadores import avance as metodo
from registro.indicadores.avance import CIEN, CON_LINEA_BASE, CRECIENTE, DECRECIENTE, Aporte, Avance, Corte
from registro.indicadores.formulas import SUMA, Tramo
from registro.indicadores.reportes.lectura import DUDOSO, PORCENTAJE, Medida
from registro.indicadores.reportes.periodos import PRIMERA_VIGENCIA, TRIMESTRES, Periodo
from registro.indicadores.semaforo import Color, Conjunto, color_de
from registro.indicadores.versiones import Definicion
from registro.numeros import escribir, escribir_decimal, escribir_porcentaje, redondear

MUY_POR_ENCIMA, MUY_POR_DEBAJO = Decimal(125), Decimal(50)
ESCALA_DE_CIEN = Decimal(20)
VECES_LA_META = {"numero": 1_000, PORCENTAJE: 10}


@dataclass(frozen=True, slots=True)
class Caso:
    """Un reporte con la definición de su producto y lo aprobado antes que él."""

    codigo: str
    definicion: Definicion
    periodo: Periodo
    medida: Medida = Medida()  # noqa: RUF009 - es inmutable: todos los casos sin cifra comparten la misma
    texto: str = ""
    justificacion: str = ""
    previos: tuple[Aporte, ...] = ()
    rangos: Conjunto | None = None  # las reglas de semáforo que le tocan, si piden justificar

    @property
    def avance(self) -> Avance:
        """El del producto con este reporte puesto."""
        corte = Corte(self.periodo.vigencia, self.periodo.trimestre)
        propio = self.medida.valor
        vigencia = self.periodo.vigencia
        nuevo = () if propio is None else (Aporte(vigencia, vigencia, self.periodo.trimestre, propio),)
        return metodo.calcular(self.definicion, (*self.previos, *nuevo), corte)

    @property
    def ultimo(self) -> Aporte | None:
        """Lo último aprobado antes de este trimestre."""
        limite = (self.periodo.vigencia, self.periodo.trimestre)
        antes = [uno for uno in self.previos if (uno.hasta, uno.trimestre) < limite]
        return antes[-1] if antes else None


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """Algo que no cuadra. ``del_sector``: está en sus manos, y sin corregirlo o explicarlo no envía."""

    regla: str
    llave: str
    frase: str
    del_sector: bool = True
    explicable: bool = True


def revisar(caso: Caso) -> list[Hallazgo]:
    """Los hallazgos de un reporte, en el orden de la tabla."""
    return [
        Hallazgo(regla.clave, regla.llave(caso), frase, regla.del_sector, regla.explicable)
        for regla in REGLAS
        for frase in regla.buscar(caso)
    ]


def de_la_definicion(codigo: str, definicion: Definicion) -> list[str]:
    """Lo que no cuadra en cómo se define un producto, sin mirar ningún reporte."""
    caso = Caso(codigo, definicion, Periodo(PRIMERA_VIGENCIA, TRIMESTRES[-1]))
    return [frase for regla in REGLAS if not regla.del_periodo for frase in regla.buscar(caso)]


@dataclass(frozen=True, slots=True)
class _Regla:
    clave: str
    buscar: Callable[[Caso], Iterator[str]]
    del_sector: bool = True
    del_periodo: bool = True
    explicable: bool = True

    def llave(self, caso: Caso) -> str:
        """Siempre la misma para la misma cosa: «creciente_que_bajo:1.4.2:2026-T3»."""
        cosa = f"{self.clave}:{caso.codigo}"
        return f"{cosa}:{caso.periodo}" if self.del_periodo else cosa


def _desmedido(caso: Caso) -> Iterator[str]:
    metas = [meta.valor for meta in caso.definicion.metas]
    metas += [caso.definicion.meta_final] if caso.definicion.meta_final is not None else []
    mayor, valor = max(metas, default=Decimal(0)), caso.medida.valor
    if valor is not None and mayor > 0 and valor > mayor * VECES_LA_META[caso.definicion.unidad]:
        veces = escribir(int(valor / mayor))
        yield f"{_en(caso, valor)} es {veces} veces la mayor meta, {_en(caso, mayor)}: ¿sobran cifras?"


def desmedido(caso: Caso) -> str:
    """La frase si la cifra es tantas veces la meta que sobran cifras; vacía si no."""
    return next(_desmedido(caso), "")


def _sin_texto(caso: Caso) -> Iterator[str]:
    if not caso.texto.strip():
        if caso.medida.valor is None:
            yield "No hay cifra ni texto. Cuente por qué este trimestre no hay dato."
        else:
            yield "Hay una cifra y no hay texto. Cuente qué se hizo."


def _fuera_de_rango(caso: Caso) -> Iterator[str]:
    hallado, avance = cumplimiento(caso), caso.avance
    llevado = avance.valor if caso.definicion.anualizacion == SUMA else avance.acumulado
    if hallado is None or llevado is None or avance.al_corte is None or caso.justificacion.strip():
        return
    if not MUY_POR_DEBAJO < hallado <= MUY_POR_ENCIMA:
        lado = "más de 125 %" if hallado > MUY_POR_ENCIMA else "50 % o menos"
        yield (
            f"{_lleva(caso, llevado, avance.al_corte)}: {escribir_porcentaje(hallado)}. "
            f"Con {lado} hace falta una justificación."
        )
    elif caso.rangos is not None and (propio := color_de(caso.rangos, hallado)) is not Color.VERDE:
        yield (
            f"{_lleva(caso, llevado, avance.al_corte)}: {escribir_porcentaje(hallado)}, "
            f"{propio.value.lower()} con las reglas «{caso.rangos.nombre}». "
            "Todo lo que no sea verde pide una justificación."
        )


def _lleva(caso: Caso, llevado: Decimal, esperado: Decimal) -> str:
    """De un nivel que sube o baja se dice también desde dónde: sin eso el porcentaje no se entiende."""
    base = caso.definicion.linea_base
    desde = (
        ""
        if base is None or caso.definicion.anualizacion not in CON_LINEA_BASE
        else f", desde {_en(caso, base)}"
    )
    return f"Lleva {_en(caso, llevado)} de {_en(caso, esperado)} esperado a este trimestre{desde}"


def cumplimiento(caso: Caso) -> Decimal | None:
    """Lo de la vigencia frente a lo que debía llevar a este trimestre, en tanto por ciento."""
    avance = caso.avance
    if caso.definicion.anualizacion != SUMA:
        return avance.a_la_fecha
    if caso.medida.valor is None or avance.valor is None or not avance.al_corte:
        return None
    return avance.valor * CIEN / avance.al_corte


def _acumulado_sobre_la_meta(caso: Caso) -> Iterator[str]:
    final, llevado = caso.definicion.meta_final, caso.avance.acumulado
    sube = caso.definicion.anualizacion in {SUMA, CRECIENTE}
    if (
        sube
        and caso.medida.valor is not None
        and final is not None
        and llevado is not None
        and llevado > final
    ):
        yield f"Con este reporte lleva {_en(caso, llevado)} y la meta final es {_en(caso, final)}."


def _retrocede(caso: Caso) -> Iterator[str]:
    ultimo, valor = caso.ultimo, caso.medida.valor
    if ultimo is None or valor is None:
        return
    desde = f"{_en(caso, ultimo.valor)} en {_cuando(ultimo)} a {_en(caso, valor)}"
    if caso.definicion.anualizacion == CRECIENTE and valor < ultimo.valor:
        yield f"Es un nivel creciente y bajó: de {desde}."
    if caso.definicion.anualizacion == DECRECIENTE and valor > ultimo.valor:
        yield f"Es un nivel decreciente y subió: de {desde}."


def _escalas_mezcladas(caso: Caso) -> Iterator[str]:
    valor = caso.medida.valor
    if caso.definicion.unidad != PORCENTAJE or not valor:
        return
    meta = metodo.meta_de(caso.definicion.metas, caso.periodo.vigencia)
    otros = (("la meta del año", meta), ("lo último aprobado", caso.ultimo.valor if caso.ultimo else None))
    for nombre, otro in otros:
        if otro and min(valor, otro) <= DUDOSO and max(valor, otro) >= ESCALA_DE_CIEN:
            yield (
                f"Este reporte dice {_en(caso, valor)} y {nombre} es {_en(caso, otro)}: "
                "parecen escalas distintas."
            )
            return


def _despues_de_su_ultimo_ano(caso: Caso) -> Iterator[str]:
    ultimo = caso.definicion.vigencia_final
    if ultimo is not None and caso.periodo.vigencia > ultimo:
        yield f"El producto terminó en {ultimo} y este reporte es de {caso.periodo.vigencia}."


def _final_que_no_cuadra(caso: Caso) -> Iterator[str]:
    definicion = caso.definicion
    final, metas = definicion.meta_final, definicion.metas
    if final is None or not metas:
        return
    if definicion.anualizacion != SUMA:
        ultima = metodo.meta_de(metas, definicion.vigencia_final or 0)
        if ultima is not None and ultima != final:
            cual = definicion.vigencia_final
            yield f"La meta final es {_en(caso, final)} y la de {cual} es {_en(caso, ultima)}."
        return
    total = sum((meta.valor for meta in metas), Decimal(0))
    if total > final or (total < final and _completas(metas, definicion)):
        yield f"La meta final es {_en(caso, final)} y las de sus vigencias suman {_en(caso, total)}."


def _completas(metas: tuple[Tramo, ...], definicion: Definicion) -> bool:
    """Si se conocen todas las metas hasta la última vigencia."""
    sabidas = {ano for meta in metas for ano in range(meta.desde, meta.hasta + 1)}
    primera = definicion.vigencia_inicial or min(sabidas)
    return definicion.vigencia_final is not None and sabidas >= set(
        range(primera, definicion.vigencia_final + 1)
    )


def _sin_linea_base(caso: Caso) -> Iterator[str]:
    if caso.definicion.anualizacion == DECRECIENTE and caso.definicion.linea_base is None:
        yield "Es decreciente y no tiene línea base: no se puede calcular su avance."


def _en(caso: Caso, valor: Decimal) -> str:
    signo = "\N{NO-BREAK SPACE}%" if caso.definicion.unidad == PORCENTAJE else ""
    return escribir_decimal(redondear(valor, 2).normalize(), None) + signo


def _cuando(aporte: Aporte) -> str:
    return f"{aporte.hasta}-T{aporte.trimestre}"


REGLAS = (
    _Regla("valor_desmedido", _desmedido, explicable=False),
    _Regla("cifra_sin_texto", _sin_texto),
    _Regla("escalas_mezcladas", _escalas_mezcladas),
    _Regla("cumplimiento_sin_justificar", _fuera_de_rango),
    _Regla("acumulado_sobre_la_meta", _acumulado_sobre_la_meta),
    _Regla("nivel_que_retrocede", _retrocede),
    _Regla("despues_de_su_ultimo_ano", _despues_de_su_ultimo_ano, del_sector=False),
    _Regla("meta_final_no_cuadra", _final_que_no_cuadra, del_sector=False, del_periodo=False),
    _Regla("decreciente_sin_linea_base", _sin_linea_base, del_sector=False, del_periodo=False),
)
