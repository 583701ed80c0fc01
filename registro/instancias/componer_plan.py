"""Dejar un plan como está escrito, sin perder lo reportado; en la transacción de quien llama."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.catalogos.modelo import Entidad
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.instancias.plan_de_trabajo import (
    ComponenteDePlan,
    PlanDeTrabajo,
    ProductoDePlan,
    ResponsableDeSubproducto,
    SubproductoDePlan,
)
from registro.instancias.plan_escrito import CAMPO, ComponenteEscrito, ProductoEscrito, SubproductoEscrito
from registro.textos import abreviar, clave


def componer(sesion: Session, plan: PlanDeTrabajo, escritos: list[ComponenteEscrito]) -> dict[str, Any]:
    """Pone, corrige y quita lo que haga falta; devuelve qué se quitó, para la bitácora.

    Lo retirado no está en el texto y se conserva.

    :raises ErrorDeRegistro: se quita algo con reportes, o una entidad no existe.
    """
    with sesion.no_autoflush:  # a medio componer, la base no lo aceptaría
        return {"quitados": _componer(sesion, plan, escritos)}


def _componer(sesion: Session, plan: PlanDeTrabajo, escritos: list[ComponenteEscrito]) -> list[str]:
    entidades = {fila.clave: fila.id for fila in sesion.scalars(select(Entidad))}
    quitados: list[str] = []
    hay = {clave(uno.nombre): uno for uno in plan.componentes}
    for orden, escrito in enumerate(escritos, start=1):
        componente = hay.pop(clave(escrito.nombre), None)
        if componente is None:
            componente = ComponenteDePlan(productos=[])
            plan.componentes.append(componente)
        componente.nombre, componente.orden = escrito.nombre[:200], orden
        quitados += _productos(sesion, componente, escrito.productos, entidades)
    for sobrante in hay.values():
        quitados += _productos(sesion, sobrante, [], entidades)
        _quitar(sesion, plan.componentes, sobrante)
    return quitados


def _productos(
    sesion: Session, componente: ComponenteDePlan, escritos: list[ProductoEscrito], entidades: dict[str, int]
) -> list[str]:
    quitados: list[str] = []
    hay = {uno.numero: uno for uno in componente.productos}
    for escrito in escritos:
        producto = hay.pop(escrito.numero, None)
        if producto is None:
            producto = ProductoDePlan(numero=escrito.numero, subproductos=[])
            componente.productos.append(producto)
        producto.nombre = escrito.nombre
        quitados += _subproductos(sesion, producto, escrito.subproductos, entidades)
    for sobrante in hay.values():
        quitados += _subproductos(sesion, sobrante, [], entidades)
        _quitar(sesion, componente.productos, sobrante)
        quitados.append(f"{sobrante.numero}. {sobrante.nombre}")
    return quitados


def _subproductos(
    sesion: Session, producto: ProductoDePlan, escritos: list[SubproductoEscrito], entidades: dict[str, int]
) -> list[str]:
    hay = {uno.numero: uno for uno in producto.subproductos}
    for escrito in escritos:
        sub = hay.pop(escrito.numero, None)
        if sub is None:
            sub = SubproductoDePlan(numero=escrito.numero, responsables=[], reportes=[])
            producto.subproductos.append(sub)
        elif sub.retirado_el:
            raise EnConflicto(
                f"El {producto.numero}.{sub.numero} se retiró: use otro número. No se guardó; "
                "lo escrito sigue aquí.",
                CAMPO,
            )
        sub.nombre, sub.vence = escrito.nombre, escrito.vence
        _responsables(sub, _ids(escrito.entidades, entidades))
    sobrantes = [sub for sub in hay.values() if not escritos or not sub.retirado_el]
    for sub in sobrantes:
        if sub.reportes or sub.retirado_el:
            raise EnConflicto(
                f"«{producto.numero}.{sub.numero} {abreviar(sub.nombre, 60)}» ya tiene historia: retírelo en "
                "su página en vez de quitarlo de la lista. No se guardó; lo escrito sigue aquí.",
                CAMPO,
            )
        _quitar(sesion, producto.subproductos, sub)
    return [f"{producto.numero}.{sub.numero} {sub.nombre}" for sub in sobrantes]


def _responsables(sub: SubproductoDePlan, ids: list[int]) -> None:
    sub.responsables = [uno for uno in sub.responsables if uno.entidad_id in ids]
    hay = {uno.entidad_id for uno in sub.responsables}
    sub.responsables.extend(ResponsableDeSubproducto(entidad_id=uno) for uno in ids if uno not in hay)


def _ids(nombres: Iterable[str], entidades: dict[str, int]) -> list[int]:
    ajenas = [nombre for nombre in nombres if clave(nombre) not in entidades]
    if ajenas:
        raise ErrorDeRegistro(
            f"No hay una entidad «{abreviar(ajenas[0], 80)}». Escríbala como está en Integrantes, o añádala "
            "al catálogo. No se guardó; lo escrito sigue aquí.",
            CAMPO,
        )
    return list(dict.fromkeys(entidades[clave(nombre)] for nombre in nombres))


def _quitar(sesion: Session, lista: list[Any], fila: Any) -> None:
    lista.remove(fila)
    sesion.delete(fila)
