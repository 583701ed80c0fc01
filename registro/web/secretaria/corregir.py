"""Corregir una actividad sin pisar lo que otra persona acaba de guardar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.actividades import consultas, operaciones
from registro.actividades.estados import revisar_cambio
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.seguridad.consultas import UltimoCambio
from registro.web.secretaria.formulario import Pregunta, con_error, preparar, preparar_igual
from registro.web.secretaria.lista import bp
from registro.web.versiones import Choque, a_la_vista, distintos, leida


@bp.route("/<uuid:uuid>/corregir", methods=["GET", "POST"])
def corregir(uuid: UUID) -> Response | tuple[str, int]:
    """Los datos guardados, para cambiarlos."""
    ficha = consultas.ficha(uuid)
    revisar_cambio(ficha.estado)
    guardado = consultas.para_corregir(uuid)
    formulario = preparar(ficha.tipo, request.form if request.method == "POST" else None, guardado)
    pregunta, choque = Pregunta(formulario), None
    if request.method == "POST" and formulario.validate():
        datos = _con_lo_que_no_se_pregunta(formulario.datos(), guardado)
        try:
            operaciones.corregir(actor_actual(), uuid, datos, formulario.conteos(), leida())
        except EnConflicto as error:
            pregunta, choque = con_error(formulario, error), _choque(uuid, formulario, guardado)
        except ErrorDeRegistro as error:
            pregunta = con_error(formulario, error)
        else:
            flash("Se guardaron los cambios.", "exito")
            return redirect(url_for(".detalle", uuid=uuid))
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "secretaria/corregir.html",
        ficha=ficha,
        pregunta=pregunta,
        version=a_la_vista(ficha.version, choque),
        choque=choque,
    ), estado


def _con_lo_que_no_se_pregunta(datos: dict[str, Any], guardado: dict[str, Any]) -> dict[str, Any]:
    """Lo que el formulario no muestra (como la jornada de una mesa) se queda como está."""
    return {nombre: dato for nombre, dato in guardado.items() if not nombre.startswith("conteo_")} | datos


def _choque(uuid: UUID, formulario: Any, guardado: dict[str, Any]) -> Choque:
    """Lo que la otra persona dejó, y su último paso: corregirla, cerrarla o ligarla."""
    paso = consultas.historia(consultas.ficha(uuid))[0]
    ultimo = UltimoCambio(paso.actor, paso.momento, paso.que)
    return Choque(distintos(formulario, preparar_igual(formulario, guardado)), ultimo)
