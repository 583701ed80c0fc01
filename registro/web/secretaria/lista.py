"""La lista de actividades, con sus filtros y su búsqueda."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from registro.actividades import consultas
from registro.actividades.estados import ABIERTA, ESTADOS
from registro.actividades.tipos import TIPOS
from registro.catalogos.consultas import localidades
from registro.fechas import Fecha, Precision, fecha_corta
from registro.web.presentacion import Filtro, Pagina

bp = Blueprint("secretaria", __name__, url_prefix="/actividades")

POR_PAGINA = 30
LARGO_DE_BUSQUEDA = 100


@bp.get("")
def inicio() -> str:
    """Las actividades, la más reciente primero."""
    busqueda = _busqueda()
    numero = max(1, request.args.get("pagina", 1, type=int))
    fichas, total = consultas.listar(busqueda, (numero - 1) * POR_PAGINA, POR_PAGINA)
    if not fichas and total:  # una página que ya no existe: la última que hay
        numero = -(-total // POR_PAGINA)
        fichas, total = consultas.listar(busqueda, (numero - 1) * POR_PAGINA, POR_PAGINA)
    elegido: dict[str, Any] = {clave: valor for clave, valor in request.args.items() if valor}
    elegido.pop("pagina", None)
    return render_template(
        "secretaria/lista.html",
        pagina=Pagina(
            fichas, numero, POR_PAGINA, total, lambda otra: url_for(".inicio", **elegido, pagina=otra)
        ),
        filtros=_filtros(busqueda),
        texto=busqueda.texto,
        filtrada=busqueda != consultas.Busqueda(),
        escribir_fecha=_fecha_breve,
        abiertas=consultas.contar(consultas.Busqueda(estado=ABIERTA)),
    )


def _fecha_breve(fecha: Fecha) -> str:
    """«13 mar 2023», «mar 2023» o «2023», según lo que se conoce."""
    corta = fecha_corta(fecha.dia)
    if fecha.precision is Precision.MES:
        return corta.partition(" ")[2]
    return corta if fecha.precision is Precision.DIA else fecha.larga


def _busqueda() -> consultas.Busqueda:
    """Lo que pide la dirección; un valor que no existe no filtra."""
    pedido = request.args
    tipo, estado = pedido.get("tipo", ""), pedido.get("estado", "")
    codigos = {ficha.codigo for ficha in localidades()}
    localidad = pedido.get("localidad", "")
    return consultas.Busqueda(
        tipo=tipo if tipo in TIPOS else "",
        estado=estado if estado in ESTADOS else "",
        localidad=localidad if localidad in codigos else "",
        vigencia=pedido.get("vigencia", None, type=int),
        texto=pedido.get("texto", "").strip()[:LARGO_DE_BUSQUEDA],
    )


def _filtros(busqueda: consultas.Busqueda) -> list[Filtro]:
    tipos = [("", "Todos"), *((tipo.clave, tipo.plural) for tipo in TIPOS.values())]
    estados = [("", "Todos"), *((estado, f"{estado.capitalize()}s") for estado in ESTADOS)]
    lugares = [("", "Todas"), *((ficha.codigo, ficha.nombre) for ficha in localidades())]
    vigencias = [("", "Todas"), *((str(vigencia), str(vigencia)) for vigencia in consultas.vigencias())]
    return [
        Filtro("tipo", "Tipo", tipos, busqueda.tipo),
        Filtro("estado", "Estado", estados, busqueda.estado),
        Filtro("localidad", "Localidad", lugares, busqueda.localidad),
        Filtro("vigencia", "Vigencia", vigencias, str(busqueda.vigencia or "")),
    ]
