"""Publicar una tabla: protegerla con todo lo anterior a la vista y comprobarla antes de que salga."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from registro.seguridad.divulgacion import exacta
from registro.seguridad.divulgacion.auditoria import determinadas, hallazgos
from registro.seguridad.divulgacion.conjunto import Conjunto, juntar, sigue_segura
from registro.seguridad.divulgacion.proteger import Proteccion, Protector
from registro.seguridad.divulgacion.publicada import Publicada

# Hasta qué tamaño se pide la segunda opinión exacta, y la comprobación de rango además de los testigos.
CELDAS_CON_EXACTA, CELDAS_CON_RANGO = 400, 3_000
INTENTOS = ((400, 8), (2_000, 3))


def publicar(nueva: Publicada, anteriores: Sequence[Publicada], umbral: int) -> Publicada | None:
    """La tabla con lo que se muestra, o nada si no hay forma segura de publicarla."""
    conjunto = juntar(nueva, anteriores, umbral)
    celdas = conjunto.cubo.celdas
    opinion = exacta.testigo_exacto if exacta.disponible() and celdas <= CELDAS_CON_EXACTA else None
    intentos = next((veces for tope, veces in INTENTOS if celdas <= tope), 1)
    proteccion = Protector(conjunto.cubo, conjunto.encargo, opinion).proteger(intentos)
    if proteccion is None or not _comprobada(conjunto, proteccion):
        return None
    hecha = _con_lo_visible(nueva, conjunto, proteccion)
    otras = [hecha, *anteriores]
    seguras = all(
        sigue_segura(otra, [una for una in otras if una is not otra], umbral) for otra in conjunto.aparte
    )
    return hecha if seguras else None


def _comprobada(conjunto: Conjunto, proteccion: Proteccion) -> bool:
    cubo, encargo, estado = conjunto.cubo, conjunto.encargo, proteccion.estado
    if hallazgos(cubo, estado, proteccion.testigos, encargo.primarias):
        return False
    ocultas = [celda for celda in encargo.pedidas if not estado[celda]]
    return cubo.celdas > CELDAS_CON_RANGO or not determinadas(cubo, estado, ocultas)


def _con_lo_visible(nueva: Publicada, conjunto: Conjunto, proteccion: Proteccion) -> Publicada:
    """Lo que no puede tener nada se muestra: es un cero que todo el mundo conoce."""
    lugares = conjunto.lugares
    visibles = {
        clave for clave in nueva.visibles if clave not in lugares or proteccion.estado[lugares[clave]]
    }
    anchos = {clave: conjunto.encargo.primarias.get(lugares[clave], 0) for clave in lugares}
    return replace(
        nueva,
        visibles=frozenset(visibles),
        primarias={clave: ancho for clave, ancho in anchos.items() if ancho},
    )
