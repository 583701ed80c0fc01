"""Probar una regla antes de guardarla: cuántos registros encuentra, cuáles, y qué cambia en la cifra."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registro.indicadores import reglas
from registro.indicadores.consultas import fuentes, medidas, registros_de_regla
from registro.indicadores.consultas.avances import Leido, Pedido
from registro.indicadores.hechos import Medicion
from registro.indicadores.magnitud import PORCENTAJE
from registro.indicadores.reglas import ATENCIONES, Regla
from registro.informes.analisis.producto import decir_regla
from registro.informes.catalogo.declaracion import portada
from registro.informes.parametros import Parametros
from registro.numeros import escribir, escribir_decimal
from registro.tabla import Celda, Columna, Tabla, TipoColumna

POR_PAGINA = 50
DE_MUESTRA = 10


@dataclass(frozen=True, slots=True)
class Vista:
    """Lo que una regla da en una vigencia."""

    en_palabras: str
    medido: str
    registros: int
    cambios: tuple[str, ...]
    avisos: tuple[str, ...]
    tabla: Tabla | None
    cuantas: int


def probar(
    regla: Regla, leido: Leido, pedida: Pedido, *, pagina: int = 1, cuantas: int = DE_MUESTRA
) -> Vista:
    """Lo que la regla mide al corte, sin guardar nada."""
    desde, hasta = date(pedida.vigencia, 1, 1), min(pedida.dia, date(pedida.vigencia, 12, 31))
    medida = medidas.medir_en(regla, pedida.vigencia, hasta)
    halladas = registros_de_regla.halladas(regla, desde, hasta, (pagina - 1) * cuantas, cuantas)
    return Vista(
        en_palabras=decir_regla(regla),
        medido=_medido(regla, medida.valor),
        registros=medida.registros,
        cambios=tuple(_cambios(medida.valor, leido)),
        avisos=tuple(_avisos(regla, medida)),
        tabla=_tabla(halladas, pedida) if halladas else None,
        cuantas=registros_de_regla.contar(regla, desde, hasta),
    )


def _medido(regla: Regla, valor: Decimal | None) -> str:
    _, uno, varios = reglas.MEDIDAS[regla.medida]
    return "sin dato" if valor is None else f"{_n(valor)} {uno if valor == 1 else varios}"


def _cambios(valor: Decimal | None, leido: Leido) -> list[str]:
    """Contra lo que la regla guardada mide hoy y contra lo que dijo el sector."""
    if leido.definicion.unidad == PORCENTAJE:
        return ["El producto se mide en porcentaje: la regla lo acompaña y no entra en su cálculo."]
    antes = None if leido.por_regla is None else leido.por_regla.valor
    frases = []
    if leido.definicion.regla is not None:
        frases.append(_contra("la regla que rige", antes, valor))
    frases.append(_contra("el reporte del sector", leido.reportado, valor))
    return frases


def _contra(que: str, antes: Decimal | None, ahora: Decimal | None) -> str:
    if antes is None:
        return f"No hay con qué comparar: {que} no tiene dato."
    if ahora is None:
        return f"Contra {que}: de {_n(antes)} a sin dato."
    if ahora == antes:
        return f"Contra {que}: da lo mismo, {_n(antes)}."
    cuanto = f"{_n(abs(ahora - antes))} {'más' if ahora > antes else 'menos'}"
    return f"Contra {que}: de {_n(antes)} a {_n(ahora)}, {cuanto}."


def _avisos(regla: Regla, medida: Medicion) -> list[str]:
    """Lo que puede estar mal en la regla, o hay que saber para leerla."""
    frases = [
        f"«{valor}» ya no está en el catálogo de {fuentes.etiqueta(nombre).lower()}. Si cambió de nombre, "
        "quítelo y elija el nuevo; mientras tanto sólo cuentan los registros que lo conservan."
        for nombre, valor in registros_de_regla.valores_ajenos(regla)
    ]
    if medida.sin_persona:
        frases.append(
            f"{escribir(medida.sin_persona)} asistencias son de nadie conocido: no se suman a las personas."
        )
    if regla.fuente == ATENCIONES:
        frases.append("Los registros de atenciones sólo los abre Casa de Todas.")
    return frases


def _tabla(halladas: list[registros_de_regla.ActividadHallada], pedida: Pedido) -> Tabla:
    parametros = Parametros(vigencia=pedida.vigencia, corte=pedida.dia)
    cubierta = portada(("registros_de_la_regla", "Registros que la regla encuentra"), parametros)
    columnas = (
        *(Columna("Fecha"), Columna("Qué es"), Columna("Lugar"), Columna("Localidad")),
        Columna("Aporta", TipoColumna.DECIMAL),
    )
    filas = [
        (
            Celda(una.fecha.larga),
            Celda(una.titulo, (("actividad", una.uuid),)),
            *(Celda(una.lugar), Celda(una.localidad)),
            Celda("—" if una.aporta is None else una.aporta),
        )
        for una in halladas
    ]
    return cubierta.tabla(columnas, filas, None)


def _n(numero: Decimal) -> str:
    return escribir_decimal(numero.normalize(), None)
