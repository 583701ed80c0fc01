"""Escribir la regla de un producto sobre el registro, con vista previa."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.indicadores import reglas
from registro.indicadores.consultas import fuentes, plan
from registro.indicadores.definiciones import operaciones
from registro.indicadores.reglas import Fuente, Regla
from registro.indicadores.versiones import AUTOMATICA, REGLA
from registro.informes.analisis import producto as de_producto
from registro.informes.analisis import regla as de_regla
from registro.informes.analisis.producto import Producto
from registro.seguridad.acceso import actor_actual
from registro.web.controles import senalar
from registro.web.indicadores import formularios
from registro.web.indicadores.formularios import FILTRO, PorActo
from registro.web.indicadores.seccion import avisar_de_lo_que_sigue, bp, direccion, pedidos

VER, GUARDAR, QUITAR = "ver", "guardar", "quitar"
SEPARADOR = ";"


@bp.route("/producto/<codigo>/regla", methods=["GET", "POST"])
def regla(codigo: str) -> Response | tuple[str, int]:
    """La regla que tiene, o la que se está escribiendo, con lo que encuentra en la vigencia."""
    mirado = de_producto.mirar(codigo, pedidos())
    guardada = mirado.leido.ficha.versiones[-1].definicion.regla
    fuente = _fuente(guardada)
    formulario = _formulario(fuente, mirado, guardada)
    vista, estado = None, 200
    if request.method == "POST":
        accion = request.form.get("accion", VER)
        try:
            escrita = None if accion == QUITAR else _leer(fuente, formulario)
            if accion != VER and formulario.validate():
                return _guardar(codigo, escrita, formulario)
            vista = de_regla.probar(escrita, mirado.leido, mirado.pedido) if escrita else None
            estado = 200 if accion == VER else 400
        except EnConflicto as error:
            formulario.vista.data = _ultima(plan.producto(codigo))
            senalar(formulario, error)
            estado = 400
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            estado = 400
    elif guardada is not None and guardada.fuente == fuente.clave:
        vista = de_regla.probar(guardada, mirado.leido, mirado.pedido)
    return render_template(
        "indicadores/regla.html",
        mirado=mirado,
        formulario=formulario,
        filtros=[campo for campo in formulario if campo.name.startswith(FILTRO)],
        vista=vista,
        fuente=fuente,
        fuentes=[(una.clave, una.nombre) for una in fuentes.FUENTES.values()],
        tiene=guardada is not None,
        pares=dict(direccion(mirado.parametros)),
    ), estado


def _fuente(guardada: Regla | None) -> Fuente:
    """La elegida arriba o, si no se ha elegido, la de la regla guardada."""
    pedida = request.values.get("fuente") or (guardada.fuente if guardada else "")
    return fuentes.FUENTES.get(pedida) or next(iter(fuentes.FUENTES.values()))


def _formulario(fuente: Fuente, mirado: Producto, guardada: Regla | None) -> PorActo:
    filtros = [
        (nombre, fuentes.etiqueta(nombre), _con_los_puestos(nombre, guardada)) for nombre in fuente.filtros
    ]
    medidas = [(medida.value, reglas.MEDIDAS[medida][0]) for medida in fuente.medidas]
    datos: dict[str, Any] = {
        "vista": _ultima(mirado.leido.ficha),
        "fuente_oficial": mirado.leido.definicion.fuente_oficial,
    }
    if guardada is not None and guardada.fuente == fuente.clave:
        datos["medida"] = guardada.medida.value
        datos |= {f"{FILTRO}{nombre}": _escrito(nombre, valores) for nombre, valores in guardada.filtros}
    return formularios.de_regla(filtros, medidas)(request.form, data=datos)


def _con_los_puestos(nombre: str, guardada: Regla | None) -> dict[str, str]:
    """Los del catálogo y, aunque ya no se ofrezcan, los que la regla tiene puestos."""
    ofrecidos = fuentes.valores_de(nombre)
    if not ofrecidos or guardada is None:
        return ofrecidos
    todos = fuentes.nombres_de(nombre)
    return ofrecidos | {v: todos.get(v, v) for v in guardada.valores(nombre) if v not in ofrecidos}


def _escrito(nombre: str, valores: tuple[str, ...]) -> Any:
    return list(valores) if fuentes.valores_de(nombre) else f"{SEPARADOR} ".join(valores)


def _leer(fuente: Fuente, formulario: PorActo) -> Regla:
    filtros = {
        nombre.removeprefix(FILTRO): _valores(valor)
        for nombre, valor in formulario.data.items()
        if nombre.startswith(FILTRO)
    }
    return reglas.armar(fuentes.FUENTES, fuente.clave, formulario.data["medida"], filtros)


def _valores(escrito: Any) -> tuple[str, ...]:
    partes = escrito.split(SEPARADOR) if isinstance(escrito, str) else escrito or []
    return tuple(parte.strip() for parte in partes if parte.strip())


def _guardar(codigo: str, escrita: Regla | None, formulario: PorActo) -> Response:
    definicion = plan.producto(codigo).versiones[-1].definicion
    oficial = formulario.data["fuente_oficial"]
    if escrita is None and oficial == REGLA:
        oficial = AUTOMATICA
    nueva = replace(definicion, regla=escrita, fuente_oficial=oficial)
    acto = (formulario.acto.data, formulario.desde.data)
    operaciones.definir(actor_actual(), codigo, nueva, acto, int(formulario.vista.data or 0))
    flash(
        "La regla se quitó." if escrita is None else "La regla quedó guardada. La anterior se conserva.",
        "exito",
    )
    avisar_de_lo_que_sigue(codigo, formulario.desde.data)
    return redirect(url_for("indicadores.producto", codigo=codigo, **direccion(pedidos())))


def _ultima(ficha: plan.FichaDeProducto) -> str:
    return str(max(version.numero for version in ficha.versiones))
