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
from registro.web.secretaria.formulario import Pregunta, con_error, lo_escrito, preparar, preparar_igual
from registro.web.secretaria.lista import bp

HECHO = 200


@bp.route("/<uuid:uuid>/corregir", methods=["GET", "POST"])
def corregir(uuid: UUID) -> Response | tuple[str, int]:
    """Los datos guardados, para cambiarlos."""
    ficha = consultas.ficha(uuid)
    revisar_cambio(ficha.estado)
    guardado = consultas.para_corregir(uuid)
    formulario = preparar(ficha.tipo, request.form if request.method == "POST" else None, guardado)
    pregunta, choque = Pregunta(formulario), False
    if request.method == "POST" and formulario.validate():
        version = request.form.get("version", 0, type=int)
        datos = _con_lo_que_no_se_pregunta(formulario.datos(), guardado)
        try:
            operaciones.corregir(actor_actual(), uuid, datos, formulario.conteos(), version)
        except EnConflicto as error:
            pregunta, choque = con_error(formulario, error), True
        except ErrorDeRegistro as error:
            pregunta = con_error(formulario, error)
        else:
            flash("Se guardaron los cambios.", "exito")
            return redirect(url_for(".detalle", uuid=uuid))
    estado = HECHO if request.method == "GET" else 400
    # Tras un conflicto la versión ya es la de ahora: volver a guardar es decidir con las dos a la vista.
    a_la_vista = ficha.version if estado == HECHO or choque else request.form.get("version", "")
    return render_template(
        "secretaria/corregir.html",
        ficha=ficha,
        pregunta=pregunta,
        version=a_la_vista,
        distintos=_distintos(formulario, guardado) if choque else [],
        ultimo=consultas.historia(uuid)[0] if choque else None,
    ), estado


def _con_lo_que_no_se_pregunta(datos: dict[str, Any], guardado: dict[str, Any]) -> dict[str, Any]:
    """Lo que el formulario no muestra (como la jornada de una mesa) se queda como está."""
    return {nombre: dato for nombre, dato in guardado.items() if not nombre.startswith("conteo_")} | datos


def _distintos(formulario: Any, guardado: dict[str, Any]) -> list[tuple[str, str]]:
    """Qué dice ahora lo guardado donde lo escrito es otra cosa: pares (rótulo, lo guardado)."""
    suyo = preparar_igual(formulario, guardado)
    return [
        (campo.label.text, lo_escrito(suyo[campo.name]) or "sin dato")
        for campo in formulario
        if lo_escrito(campo) != lo_escrito(suyo[campo.name])
    ]
