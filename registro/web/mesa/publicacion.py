"""Qué debe estar en la web, desde cuándo y dónde; lo que falta se ve primero."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from registro.errores import ErrorDeRegistro
from registro.instancias import consultas, operaciones
from registro.instancias.operaciones import DatosDePublicacion
from registro.seguridad.acceso import actor_actual
from registro.web.controles import CampoDia, Formulario, senalar
from registro.web.mesa.instancias import bp
from registro.web.mesa.semestres import para_elegir, pedido

DICE = {"": None, "si": True, "no": False}


@bp.route("/instancia/<int:instancia_id>/publicacion", methods=["GET", "POST"])
def publicacion(instancia_id: int) -> Response | tuple[str, int]:
    """La lista de un semestre, para leerla y corregirla."""
    ficha, semestre = consultas.instancia(instancia_id), pedido()
    guardadas = consultas.publicaciones(instancia_id, semestre)
    formulario = _formulario(guardadas)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.publicar(actor_actual(), instancia_id, semestre, _datos(formulario, guardadas))
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó guardada la publicación en la web.", "exito")
            return redirect(url_for("mesa.publicacion", instancia_id=instancia_id, semestre=str(semestre)))
    pagina = render_template(
        "mesa/publicacion.html",
        instancia=ficha,
        semestre=semestre,
        semestres=para_elegir(semestre),
        publicaciones=guardadas,
        formulario=formulario,
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200


def _formulario(guardadas: list[consultas.FichaDePublicacion]) -> Formulario:
    """Tres casillas por documento."""
    casillas: dict[str, Any] = {}
    escrito: dict[str, str | date | None] = {}
    for una in guardadas:
        casillas |= {
            f"{una.documento}-publicada": SelectField(
                f"{una.nombre}: ¿está publicado?",
                choices=[SelectChoice("", "Sin dato"), SelectChoice("si", "Sí"), SelectChoice("no", "No")],
            ),
            f"{una.documento}-fecha": CampoDia(f"{una.nombre}: fecha", [Optional()]),
            f"{una.documento}-enlace": StringField(f"{una.nombre}: enlace", [Optional(), Length(max=2000)]),
        }
        dicho = next(clave for clave, valor in DICE.items() if valor is una.publicada)
        escrito |= {
            f"{una.documento}-publicada": dicho,
            f"{una.documento}-fecha": una.fecha,
            f"{una.documento}-enlace": una.enlace,
        }
    return type("FormularioDePublicacion", (Formulario,), casillas)(request.form, data=escrito)


def _datos(
    formulario: Formulario, guardadas: list[consultas.FichaDePublicacion]
) -> dict[str, DatosDePublicacion]:
    return {
        una.documento: DatosDePublicacion(
            DICE[formulario[f"{una.documento}-publicada"].data],
            formulario[f"{una.documento}-fecha"].data,
            formulario[f"{una.documento}-enlace"].data or "",
        )
        for una in guardadas
    }
