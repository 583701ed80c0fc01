"""Cambiar la definición de un producto por un acto."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.catalogos.consultas import sectores
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.indicadores.consultas import plan
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.consultas.rangos import conjuntos
from registro.indicadores.definiciones import operaciones
from registro.indicadores.reportes.revisiones import de_la_definicion
from registro.indicadores.versiones import Definicion, Version, comparar, con_metas
from registro.informes.analisis.producto import dicho
from registro.seguridad.acceso import actor_actual
from registro.textos import orden
from registro.web.controles import senalar
from registro.web.indicadores.formularios import META, FormularioDeDefinicion, de_definicion
from registro.web.indicadores.seccion import avisar_de_lo_que_sigue, bp, direccion, pedidos

APARTE = {"metas", "regla"}


@bp.route("/producto/<codigo>/definicion", methods=["GET", "POST"])
def definicion(codigo: str) -> Response | tuple[str, int]:
    """Muestra la última definición y guarda la que la reemplaza."""
    ficha = plan.producto(codigo)
    ultima = ficha.versiones[-1]
    rangos = [(uno.clave, uno.nombre) for uno in conjuntos()]
    tipo = de_definicion(ultima.definicion, rangos, _sectores(ultima.definicion))
    formulario = tipo(request.form, data=_escrita(ficha, ultima))
    distintos: list[tuple[str, str]] = []
    if request.method == "POST" and formulario.validate():
        try:
            return _guardar(ficha, ultima, formulario)
        except EnConflicto as error:
            dejada = max(plan.producto(codigo).versiones, key=lambda una: una.numero)
            formulario.vista.data = str(dejada.numero)
            distintos = _distintos(dejada.definicion, _nueva(ultima.definicion, formulario))
            senalar(formulario, error)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "indicadores/definicion.html",
        ficha=ficha,
        formulario=formulario,
        metas=[campo for campo in formulario if campo.name.startswith(META)],
        pares=direccion(pedidos()),
        distintos=distintos,
        saldos=[meta for meta in ultima.definicion.metas if meta.desde != meta.hasta],
    ), estado


def _distintos(dejada: Definicion, escrita: Definicion) -> list[tuple[str, str]]:
    """Lo que la otra persona dejó, donde lo escrito es otra cosa: guardar otra vez lo cambiaría."""
    dichos = (dicho(cambio) for cambio in comparar(dejada, escrita))
    return [(que, f"{suyo}; aquí dice {propio}") for que, suyo, propio in dichos]


def _sectores(definicion: Definicion) -> list[tuple[int, str]]:
    """Los del catálogo y, aunque ya no se elija, el que tiene."""
    hay = {uno.id: uno.nombre for uno in sectores()}
    propio = definicion.sector_id
    hay |= {propio: plan.nombres_de_sectores()[propio]}
    return sorted(hay.items(), key=lambda par: orden(par[1]))


def _guardar(ficha: FichaDeProducto, ultima: Version, formulario: FormularioDeDefinicion) -> Response:
    nueva = _nueva(ultima.definicion, formulario)
    acto = (formulario.acto.data, formulario.desde.data)
    vista = int(formulario.vista.data or 0)
    operaciones.definir(actor_actual(), ficha.codigo, nueva, acto, vista)
    cambios = [dicho(cambio)[0].lower() for cambio in comparar(ultima.definicion, nueva)]
    flash(f"La definición cambió: {', '.join(cambios)}. La anterior se conserva.", "exito")
    avisar_de_lo_que_sigue(ficha.codigo, formulario.desde.data)
    for frase in de_la_definicion(ficha.codigo, nueva):
        flash(f"Quedó guardada y no cuadra: {frase}", "aviso")
    return redirect(url_for("indicadores.producto", codigo=ficha.codigo, **direccion(pedidos())))


def _nueva(antes: Definicion, formulario: FormularioDeDefinicion) -> Definicion:
    escrito = formulario.data
    propios = {campo.name: escrito[campo.name] for campo in fields(Definicion) if campo.name not in APARTE}
    metas: dict[int, Decimal | None] = {
        int(nombre.removeprefix(META)): valor for nombre, valor in escrito.items() if nombre.startswith(META)
    }
    return con_metas(replace(antes, **propios), metas)


def _escrita(ficha: FichaDeProducto, ultima: Version) -> dict[str, Any]:
    propios = {
        campo.name: getattr(ultima.definicion, campo.name)
        for campo in fields(Definicion)
        if campo.name not in APARTE
    }
    metas = {f"{META}{t.hasta}": t.valor for t in ultima.definicion.metas if t.desde == t.hasta}
    return propios | metas | {"vista": str(max(version.numero for version in ficha.versiones))}
