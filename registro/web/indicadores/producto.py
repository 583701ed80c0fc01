"""Un producto: dónde va, de dónde sale y todo lo que ha cambiado."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from registro.errores import NoEncontrado
from registro.indicadores.reportes import consultas as reportes
from registro.informes.analisis import producto as de_producto
from registro.informes.analisis import regla as de_regla
from registro.seguridad.acceso import actor_actual
from registro.seguridad.permisos import Actor
from registro.tabla import Celda
from registro.web.indicadores.seccion import bp, direccion, elegir, pedidos
from registro.web.presentacion import Pagina

# Las cifras de la vigencia que se abren en la pantalla de un producto, cada una con su cálculo.
DEL_ANO = {
    "meta": "Meta",
    "valor": "Alcanzado",
    "p": "Cumplimiento",
    "a_la_fecha": "A la fecha",
    "meta_acumulada": "Meta acumulada",
    "acumulado": "Alcanzado acumulado",
    "avance": "Avance",
    "programado": "Programado",
    "rezago": "Rezago o ejecución de más",
}


@bp.get("/producto/<codigo>")
def producto(codigo: str) -> str:
    """Todo lo de un producto a un corte."""
    parametros = pedidos()
    mirado = de_producto.mirar(codigo, parametros, request.args.get("cifra", ""))
    actor = actor_actual()
    dichos = reportes.de_producto(codigo)
    abre, abribles = _donde_se_abren(actor), reportes.de_su_sector(actor, dichos)
    return render_template(
        "indicadores/producto.html",
        mirado=mirado,
        leido=mirado.leido,
        filtros=elegir(parametros),
        pares=dict(direccion(parametros)),
        del_ano=DEL_ANO,
        define=actor.puede("indicadores.definir"),
        ve_registros=actor.puede("registros.ver"),
        reportes=dichos if (abre and abribles) or actor.puede("registros.ver") else (),
        abre_reporte=abre,
        abribles=abribles,
    )


def _donde_se_abren(actor: Actor) -> str:
    """La pantalla donde quien mira abre un reporte: la Dirección revisa todos, el enlace los de su sector."""
    if actor.puede("reportes.revisar"):
        return "revision.reporte"
    return "enlace.reporte" if actor.puede("reportes.reportar") else ""


@bp.get("/producto/<codigo>/registros")
def registros(codigo: str) -> str:
    """Los registros que encuentra la regla de un producto en la vigencia."""
    parametros = pedidos()
    mirado = de_producto.mirar(codigo, parametros)
    guardada = mirado.leido.definicion.regla
    if guardada is None:
        raise NoEncontrado(f"El producto {codigo} no tiene una regla sobre el registro.")
    numero = max(1, request.args.get("pagina", 1, type=int))
    vista = de_regla.probar(guardada, mirado.leido, mirado.pedido, pagina=numero, cuantas=de_regla.POR_PAGINA)
    pares: dict[str, Any] = dict(direccion(parametros))
    pagina = Pagina(
        vista.tabla.filas if vista.tabla else (),
        numero,
        de_regla.POR_PAGINA,
        vista.cuantas,
        lambda otra: url_for("indicadores.registros", codigo=codigo, pagina=otra, **pares),
    )
    return render_template(
        "indicadores/registros.html",
        mirado=mirado,
        vista=vista,
        pagina=pagina,
        pares=pares,
        abrir=_a_la_actividad if actor_actual().puede("actividades.gestionar") else None,
    )


def _a_la_actividad(celda: Celda) -> str:
    return url_for("secretaria.detalle", uuid=dict(celda.filtro or ())["actividad"])
