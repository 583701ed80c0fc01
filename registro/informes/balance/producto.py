"""El párrafo de un producto: cuánto cumplió, qué alcanzó y si va atrás o adelante de lo previsto."""

from dataclasses import dataclass
from decimal import Decimal

from registro.informes.balance.datos import Dato, Renglon
from registro.informes.balance.redaccion import Redaccion
from registro.numeros import escribir_decimal

CIEN = Decimal(100)
COLORES = frozenset({"Verde", "Amarillo", "Rojo", "Naranja"})


@dataclass(frozen=True, slots=True)
class Ficha:
    """Lo que el plan dice del producto y la tabla no."""

    en_porcentaje: bool
    suma: bool
    vigencia_inicial: int | None
    vigencia_final: int | None


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
    if rezago.numero is None:
        return ""
    lleva = ""
    if ficha.suma:
        acumulado = redaccion.cifra(
            f"alcanzado acumulado de {codigo}", _medida(fila["Alcanzado acumulado"], ficha)
        )
        previsto = redaccion.cifra(f"meta acumulada de {codigo}", _medida(fila["Meta acumulada"], ficha))
        lleva = f"Desde el comienzo acumula {acumulado} de {previsto} previstos y "
    else:
        lleva = "El producto "
    if rezago.numero == 0:
        return f"{lleva}está en cumplimiento."
    cuanto = redaccion.cifra(f"diferencia de {codigo}", _diferencia(abs(rezago.numero), ficha))
    return f"{lleva}presenta {'un rezago' if rezago.numero < 0 else 'una sobre-ejecución'} de {cuanto}."


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
