"""Tablas para protegerlas en las pruebas."""

from itertools import product

from registro.seguridad.divulgacion.cubo import Cubo, Dimension
from registro.seguridad.divulgacion.proteger import Encargo, Protector, pequenas

LETRAS = "abcdefghijklmnopqrstuvwxyz"


def crear_cubo(forma, valores):
    """Una tabla con esas categorías por dimensión; los valores van en orden, la última dimensión primero."""
    dimensiones = [Dimension(f"d{n}", tuple(LETRAS[:tamano])) for n, tamano in enumerate(forma)]
    return Cubo(dimensiones, dict(zip(product(*map(range, forma)), valores, strict=True)))


def pedir(cubo, k=5, selladas=frozenset(), **otros):
    """Publicar la tabla entera con sus totales; lo que ya se conoce no se puede proteger."""
    pedidas = frozenset(celda for _, celda in cubo.todas())
    primarias = pequenas(cubo, sorted(pedidas - selladas), k)
    return Encargo(pedidas, primarias, selladas, **otros)


def proteger(cubo, k=5, intentos=2, **otros):
    encargo = pedir(cubo, k)
    return encargo, Protector(cubo, encargo, **otros).proteger(intentos)


def ocultas(cubo, encargo, proteccion):
    """Los nodos de las celdas pedidas que no se muestran."""
    propias = cubo.propias
    return {cubo.nodos(celda)[:propias] for celda in encargo.pedidas if not proteccion.estado[celda]}
