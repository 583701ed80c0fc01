"""Una tabla del catálogo como se publica en el informe: sin repetir lo que el texto ya dijo."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from registro.escritores.celdas import escrita
from registro.tabla import OCULTO, SIN_DATO, Celda, Columna, Fila, Tabla

_DEL_OBJETIVO = "Objetivo "
_COLUMNAS = ("Meta acumulada", "Alcanzado acumulado", "Meta", "Alcanzado", "Rezago", "Color")
_REZAGO = _COLUMNAS.index("Rezago")
_EN_PAPEL = _REZAGO + 1  # antes va el producto
_META = 4  # su lugar en la tabla de cumplimiento
_SIN_CIFRA = frozenset({SIN_DATO, "—", OCULTO})
_DEL_REZAGO = "Rezago: lo alcanzado menos la meta acumulada. Con ▼ va atrás; sin ella, adelante o a tiempo."
_ANCHOS = (38.0, 8.0, 12.0, 8.0, 12.0, 9.5, 12.5)
_POR_LETRA = 1.25  # de cien partes del renglón, las que ocupa una cifra con su margen
_SENAL = 2  # «▼» y su espacio, delante de un rezago
_EN_PORCENTAJE = "(%): se mide en porcentaje; los demás productos, en número."
_DECRECIENTE = "(decreciente): va en rezago lo que está por encima de su meta."


def breve(tabla: Tabla) -> Tabla:
    """Sin los objetivos al pie y con el nombre de las reglas: sus rangos están en su propia tabla."""
    notas = tuple(nota for nota in tabla.notas if not nota.startswith(_DEL_OBJETIVO))
    return replace(tabla, notas=notas, reglas=tabla.reglas.partition(":")[0])


def con_objetivos(tabla: Tabla, textos: Mapping[int, str]) -> Tabla:
    """Cada objetivo con su texto en lugar de su número."""
    por_numero = {str(numero): f"{numero}. {texto}" for numero, texto in textos.items()}
    filas = tuple(
        (Celda(por_numero.get(str(fila[0].valor), fila[0].valor)), *fila[1:]) for fila in tabla.filas
    )
    return replace(breve(tabla), filas=filas)


def cumplimiento(
    tabla: Tabla, vigencia: int, en_porcentaje: frozenset[str], decrecientes: frozenset[str] = frozenset()
) -> Tabla:
    """Producto, lo acumulado desde 2020, lo de la vigencia, el rezago y el color."""
    lugares = [[columna.titulo for columna in tabla.columnas].index(titulo) for titulo in _COLUMNAS]
    grupos = {
        "Meta acumulada": ("Meta", f"2020–{vigencia}"),
        "Alcanzado acumulado": ("Alcanzado", f"2020–{vigencia}"),
        "Meta": ("Meta", str(vigencia)),
        "Alcanzado": ("Alcanzado", str(vigencia)),
    }
    columnas = [Columna("Producto")]
    for columna in (tabla.columnas[lugar] for lugar in lugares):
        titulo, grupo = grupos.get(columna.titulo, (columna.titulo, None))
        columnas.append(Columna(titulo, columna.tipo, grupo))
    filas = []
    for fila in tabla.filas:
        cifras = [_cifra(fila, lugar) for lugar in lugares]
        if str(fila[0].valor) in decrecientes:
            cifras[_REZAGO] = _al_reves(cifras[_REZAGO])
        filas.append((_nombre(fila, en_porcentaje, decrecientes), *cifras))
    codigos = {str(fila[0].valor) for fila in tabla.filas}
    marcas = ((_EN_PORCENTAJE, en_porcentaje), (_DECRECIENTE, decrecientes))
    notas = [nota for nota, cuales in marcas if codigos & cuales]
    propia = replace(breve(tabla), filas=(), columnas=tuple(columnas))
    if any(isinstance(fila[_EN_PAPEL].valor, int | Decimal) and fila[_EN_PAPEL].valor for fila in filas):
        notas.append(_DEL_REZAGO)
    return replace(propia, filas=tuple(filas), notas=(*notas, *propia.notas))


def anchos(tabla: Tabla) -> tuple[float, ...]:
    """Los de la tabla de cumplimiento en el papel: cada cifra cabe sin partirse, y cede el nombre."""
    cifras = []
    for lugar in range(1, len(_ANCHOS) - 1):
        escritas = (escrita(fila[lugar], tabla.columnas[lugar]) for fila in tabla.filas)
        senal = _SENAL if lugar == _EN_PAPEL else 0
        letras = max((len(una) + senal for una in escritas), default=0)
        cifras.append(max(_ANCHOS[lugar], letras * _POR_LETRA))
    return (sum(_ANCHOS) - sum(cifras) - _ANCHOS[-1], *cifras, _ANCHOS[-1])


def _al_reves(celda: Celda) -> Celda:
    """En un decreciente va atrás lo que todavía no ha bajado."""
    return replace(celda, atras=isinstance(celda.valor, int | Decimal) and celda.valor > 0)


def _nombre(fila: Fila, en_porcentaje: frozenset[str], decrecientes: frozenset[str]) -> Celda:
    """Código y nombre, con su unidad si no es un número y su estado si no está en curso."""
    codigo, nombre = str(fila[0].valor), str(fila[1].valor).rstrip(".")
    estado = _estado(fila)
    unidad = " (%)" if codigo in en_porcentaje else ""
    unidad += " (decreciente)" if codigo in decrecientes else ""
    return Celda(f"{codigo} {nombre}{unidad}{f'. {estado}' if estado else ''}")


def _estado(fila: Fila) -> str:
    """«Producto cumplido en 2021», «Inicia en 2025» o nada: en la tabla va donde iría la meta."""
    meta = fila[_META].valor
    return meta if isinstance(meta, str) and meta not in _SIN_CIFRA else ""


def _cifra(fila: Fila, lugar: int) -> Celda:
    celda = fila[lugar]
    return Celda("—" if celda.valor == _estado(fila) else celda.valor)
