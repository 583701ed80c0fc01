"""Casa de Todas: atenciones, mujeres distintas, clases, modalidad, actuaciones y gestiones."""

from __future__ import annotations

from registro.escritores.documento import TablaEnDocumento
from registro.informes.balance.lectura import Lectura
from registro.informes.datos import Renglon, mayor, renglones, totales
from registro.informes.redaccion import Redaccion, Seccion, seccion
from registro.textos import unir

TABLAS = (
    ("atenciones", "Atenciones de Casa de Todas por área"),
    ("atenciones_por_clase", "Atenciones por área y clase"),
    ("atenciones_por_modalidad", "Atenciones por área y modalidad"),
    ("actuaciones", "Actuaciones jurídicas"),
    ("gestiones", "Gestiones de trabajo social"),
)


def casa_de_todas(lectura: Lectura) -> Seccion:
    """El bloque entero."""
    r, tabla = Redaccion(), lectura.tabla("atenciones")
    filas, todas = renglones(tabla), totales(tabla)
    if todas["Atenciones"].valor == 0:
        r.decir(f"En {lectura.vigencia} no hay atenciones registradas en Casa de Todas.")
        return seccion("casa", "Casa de Todas", 1, r)
    atenciones = r.contar("atenciones", todas["Atenciones"], "atención", "atenciones")
    mujeres = r.contar("mujeres atendidas", todas["Mujeres"], "mujer", "mujeres")
    r.decir(
        f"En {lectura.vigencia} Casa de Todas hizo {atenciones} a {mujeres}. Una mujer atendida en dos áreas "
        "cuenta una vez en el total, y por eso las de las áreas suman más.",
        f"Por área, {unir([_de_area(r, fila) for fila in filas])}.",
    )
    for nombre, que in (("actuaciones", "actuación jurídica"), ("gestiones", "gestión de trabajo social")):
        r.decir(_lo_mas(r, lectura, nombre, que))
    bloques = [TablaEnDocumento(lectura.tabla(nombre), titulo) for nombre, titulo in TABLAS]
    return seccion("casa", "Casa de Todas", 1, r, *bloques)


def _de_area(r: Redaccion, fila: Renglon) -> str:
    area = fila["Área"].escrito.lower()
    hechas = r.contar(f"atenciones de {area}", fila["Atenciones"], "atención", "atenciones")
    return f"{area} hizo {hechas} a {r.contar(f'mujeres de {area}', fila['Mujeres'], 'mujer', 'mujeres')}"


def _lo_mas(r: Redaccion, lectura: Lectura, nombre: str, que: str) -> str:
    """«La actuación jurídica más frecuente fue proceso en representación, 136 veces de 371.»."""
    tabla = lectura.tabla(nombre)
    primera = mayor(renglones(tabla), "Veces")
    if primera is None:
        return ""
    veces = r.cifra(f"la {que} más frecuente", primera["Veces"])
    todas = r.cifra(f"veces de {que}", totales(tabla)["Veces"])
    cual = primera[tabla.columnas[0].titulo].escrito
    return f"La {que} más frecuente fue «{cual}», {veces} de {todas}."
