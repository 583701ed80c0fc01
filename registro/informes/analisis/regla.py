"""Probar una regla antes de guardarla: cuántos registros encuentra, cuáles, y qué cambia en la cifra."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registro.indicadores import reglas
from registro.indicadores.consultas import medidas, registros_de_regla
from registro.indicadores.consultas.avances import Leido, Pedido
from registro.indicadores.hechos import Medicion
from registro.indicadores.magnitud import PORCENTAJE
from registro.indicadores.reglas import ATENCIONES, Medida, Regla
from registro.informes.analisis.producto import de_la_regla, decir_regla
from registro.informes.catalogo.declaracion import portada
from registro.informes.parametros import Parametros
from registro.numeros import escribir, escribir_decimal
from registro.tabla import Celda, Columna, Tabla, TipoColumna
from registro.textos import unir

POR_PAGINA = 50
DE_MUESTRA = 10


@dataclass(frozen=True, slots=True)
class Vista:
    """Lo que una regla da en una vigencia."""

    en_palabras: str
    medido: str
    sostienen: str
    cambios: tuple[str, ...]
    avisos: tuple[str, ...]
    tabla: Tabla | None
    cuantas: int


def probar(
    regla: Regla, leido: Leido, pedida: Pedido, *, pagina: int = 1, cuantas: int = DE_MUESTRA
) -> Vista:
    """Lo que la regla mide al corte, sin guardar nada."""
    desde, hasta = date(pedida.vigencia, 1, 1), min(pedida.dia, date(pedida.vigencia, 12, 31))
    medida = registros_de_regla.que_se_sabe(regla, medidas.medir_en(regla, pedida.vigencia, hasta))
    en_que = registros_de_regla.unidades(regla, desde, hasta)
    pasan = registros_de_regla.contar(regla, desde, hasta)
    halladas = registros_de_regla.halladas(regla, desde, hasta, (pagina - 1) * cuantas, cuantas)
    return Vista(
        en_palabras=decir_regla(regla),
        medido=_medido(regla, medida.valor, en_que),
        sostienen=_sostienen(regla, medida, pasan),
        cambios=tuple(_cambios(medida.valor, leido)),
        avisos=tuple(_avisos(regla, medida, en_que)),
        tabla=_tabla(halladas, pedida) if halladas else None,
        cuantas=pasan,
    )


def _medido(regla: Regla, valor: Decimal | None, en_que: list[str]) -> str:
    if valor is None:
        return "sin dato"
    if len(en_que) == 1 and en_que[0]:
        return f"{_n(valor)} {en_que[0]}"
    _, uno, varios = reglas.MEDIDAS[regla.medida]
    return f"{_n(valor)} {uno if valor == 1 else varios}"


def _sostienen(regla: Regla, medida: Medicion, pasan: int) -> str:
    """De cuántos registros sale y, si otros pasan los filtros sin decir nada, cuántos son."""
    if regla.medida is Medida.PERSONAS and regla.fuente != ATENCIONES:
        cuantas = _cuantos(medida.registros, "lectura", "lecturas")
        return f"Sale de {cuantas} en {_cuantos(pasan, 'actividad', 'actividades')}."
    sale, callan = _cuantos(medida.registros, "registro", "registros"), pasan - medida.registros
    if callan <= 0:
        return f"Sale de {sale}."
    otros = "otro pasa los filtros y no informó"
    if callan > 1:
        otros = f"otros {escribir(callan)} pasan los filtros y no informaron"
    return f"Sale de {sale}; {otros}."


def _cuantos(numero: int, uno: str, varios: str) -> str:
    return f"{escribir(numero)} {uno if numero == 1 else varios}"


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


def _avisos(regla: Regla, medida: Medicion, en_que: list[str]) -> list[str]:
    """Lo que puede estar mal en la regla, o hay que saber para leerla."""
    frases = de_la_regla(regla)
    if len(en_que) > 1:
        frases.append(
            f"Suma cantidades de unidades distintas: {unir([una or 'sin unidad' for una in en_que])}. "
            "Escriba una sola en «Unidad de la cantidad»."
        )
    if medida.sin_persona:
        cuantas = _cuantos(medida.sin_persona, "asistencia es", "asistencias son")
        frases.append(f"{cuantas} de nadie conocido: se cuentan aparte, no como personas.")
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
