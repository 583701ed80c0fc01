"""El párrafo de un producto: cuánto cumplió, qué alcanzó y si va atrás o adelante de lo previsto."""

import re
from dataclasses import dataclass
from decimal import Decimal

from registro.informes.datos import Dato, Renglon
from registro.informes.redaccion import Redaccion
from registro.numeros import escribir_decimal
from registro.tabla import OCULTO

CIEN = Decimal(100)
LARGO_DE_LA_CITA = 1_500
_MARCAS = re.compile(r"\*\*|^\s*(?:[-•*]|\d{1,3}[.)])\s+", re.MULTILINE)
_NUMERO = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)")
COLORES = frozenset({"Verde", "Amarillo", "Rojo", "Naranja"})


@dataclass(frozen=True, slots=True)
class Ficha:
    """Lo que el plan dice del producto y la tabla no."""

    en_porcentaje: bool
    suma: bool
    decreciente: bool
    vigencia_inicial: int | None
    vigencia_final: int | None
    con_meta_final: bool = True


def redactar(redaccion: Redaccion, fila: Renglon, ficha: Ficha, vigencia: int) -> None:
    """Agrega el párrafo de un producto."""
    if fila["Color"].valor == "Cumplido":
        cuando = f"en {ficha.vigencia_final}" if ficha.vigencia_final else "en una vigencia anterior"
        redaccion.decir(f"Se cumplió {cuando}: en {vigencia} no tenía metas por cumplir.")
    elif fila["Color"].valor == "Sin meta":
        inicia = ficha.vigencia_inicial is not None and ficha.vigencia_inicial > vigencia
        redaccion.decir(
            f"Inicia en {ficha.vigencia_inicial}: en {vigencia} no tenía meta."
            if inicia
            else f"No tenía meta en {vigencia}."
        )
    else:
        redaccion.decir(_lo_del_ano(redaccion, fila, ficha, vigencia), _lo_acumulado(redaccion, fila, ficha))


def _lo_del_ano(redaccion: Redaccion, fila: Renglon, ficha: Ficha, vigencia: int) -> str:
    codigo, meta, alcanzado = fila["Código"].escrito, fila["Meta"], fila["Alcanzado"]
    if _falta(alcanzado):
        de = f"de su meta de {_medida(meta, ficha)} en" if meta.numero is not None else "en"
        return f"No se conoce lo alcanzado {de} {vigencia}; lo que no se reportó no es cero."
    logro = redaccion.cifra(f"alcanzado de {codigo}", _medida(alcanzado, ficha))
    if _falta(meta):
        sin_meta = "no se conoce su meta de ese año, y no puede decirse cuánto cumplió"
        return f"En {vigencia} alcanzó {logro}; {sin_meta}."
    propuesta = redaccion.cifra(f"meta de {codigo}", _medida(meta, ficha))
    cumplido = redaccion.cifra(f"cumplimiento de {codigo}", fila["Cumplimiento %"].porcentaje)
    frase = f"En {vigencia} alcanzó {logro} de una meta de {propuesta}"
    if fila["Cumplimiento %"].numero is None:
        return f"{frase}."
    color = fila["Color"].escrito.lower()
    return f"{frase}: cumplió {cumplido}" + (f", en {color}." if fila["Color"].valor in COLORES else ".")


def _lo_acumulado(redaccion: Redaccion, fila: Renglon, ficha: Ficha) -> str:
    """El rezago o la sobre-ejecución, en la unidad del producto."""
    codigo, rezago = fila["Código"].escrito, fila["Rezago"]
    if rezago.valor == OCULTO:
        redaccion.cifra(f"diferencia de {codigo}", rezago)
        return ""
    if rezago.numero is None:
        return ""
    lleva = ""
    if ficha.suma:
        acumulado = redaccion.cifra(
            f"alcanzado acumulado de {codigo}", _medida(fila["Alcanzado acumulado"], ficha)
        )
        previsto = redaccion.cifra(f"meta acumulada de {codigo}", _medida(fila["Meta acumulada"], ficha))
        previstos = "previsto" if fila["Meta acumulada"].numero == 1 else "previstos"
        lleva = f"Desde el comienzo acumula {acumulado} de {previsto} {previstos} y "
    else:
        lleva = "El producto "
    if rezago.numero == 0:
        return f"{lleva}está en cumplimiento."
    cuanto = redaccion.cifra(f"diferencia de {codigo}", _diferencia(abs(rezago.numero), ficha))
    atras = rezago.numero > 0 if ficha.decreciente else rezago.numero < 0
    return f"{lleva}presenta {'un rezago' if atras else 'una sobre-ejecución'} de {cuanto}."


def citar(redaccion: Redaccion, codigo: str, texto: str, cuando: str) -> None:
    """Lo que el sector dijo en su reporte aprobado, entre comillas y con su fuente.

    Sus números quedan anotados: si el reporte cambia, en un párrafo editado se señalan los que ya no están.
    """
    dicho = _en_un_parrafo(texto)
    if not dicho:
        return
    for numero in dict.fromkeys(_NUMERO.findall(dicho)):
        redaccion.cifra(f"«{numero}» en el reporte aprobado de {codigo}", numero)
    redaccion.decir(f"El sector reportó: «{dicho}» (reporte aprobado del {cuando}).")


def _en_un_parrafo(texto: str) -> str:
    """Sin las marcas que harían negritas, notas o listas; muy largo, termina en la última frase que cabe."""
    dicho = " ".join(_MARCAS.sub("", texto).replace("[nota:", "(nota:").replace("«", "“").split())
    dicho = dicho.replace("»", "”")
    if len(dicho) <= LARGO_DE_LA_CITA:
        return dicho
    cabe = dicho[:LARGO_DE_LA_CITA]
    corte = max(cabe.rfind(". ") + 1, 0) or cabe.rfind(" ")
    return f"{cabe[:corte]} […]"


def _falta(dato: Dato) -> bool:
    return dato.valor == "sin dato"


def _medida(dato: Dato, ficha: Ficha) -> str:
    """En su unidad: «77» o «100 %»."""
    con_unidad = ficha.en_porcentaje and dato.numero is not None
    return f"{dato.escrito}\N{NO-BREAK SPACE}%" if con_unidad else dato.escrito


def _diferencia(valor: Decimal, ficha: Ficha) -> str:
    escrito = escribir_decimal(valor.normalize(), None)
    if not ficha.en_porcentaje:
        return escrito
    return f"{escrito} {'punto porcentual' if valor == 1 else 'puntos porcentuales'}"


def alcanzo_su_meta(fila: Renglon) -> bool | None:
    """¿Cumplió la meta del año? Sin porcentaje no se sabe."""
    cumplido = fila["Cumplimiento %"].numero
    return None if cumplido is None else cumplido >= CIEN
