"""Crear una instancia, y corregir su nombre, quién la dirige y las normas que la rigen."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional

from registro.errores import ErrorDeRegistro, OtraVersion
from registro.instancias import consultas, operaciones
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, HaceFalta, senalar
from registro.web.mesa.instancias import bp
from registro.web.versiones import a_la_vista, chocar, leida


class FormularioDeInstancia(Formulario):
    """Una instancia. Las normas van una por línea."""

    sigla = StringField(
        "Sigla", [HaceFalta("Escriba la sigla."), Length(max=30)], description="Por ejemplo, ZESAI."
    )
    nombre = TextAreaField("Nombre", [HaceFalta("Escriba el nombre de la instancia."), Length(max=2000)])
    norma_creacion = TextAreaField(
        "Norma que la crea", [HaceFalta("Escriba la norma que la crea."), Length(max=2000)]
    )
    reglamento = TextAreaField("Reglamento interno", [Optional(), Length(max=2000)])
    secretaria_tecnica = TextAreaField("Secretaría técnica", [Optional(), Length(max=2000)])
    normas = TextAreaField(
        "Otras normas que la rigen", [Optional(), Length(max=20_000)], description="Una por línea."
    )

    def datos(self) -> operaciones.DatosDeInstancia:
        """Lo escrito, con cada norma aparte."""
        escrito = {nombre: valor or "" for nombre, valor in self.data.items()}
        normas = tuple(linea.strip() for linea in escrito.pop("normas").splitlines() if linea.strip())
        return operaciones.DatosDeInstancia(**escrito, normas=normas)


@bp.route("/instancia", methods=["GET", "POST"])
def instancia_nueva() -> Response | tuple[str, int]:
    """Añade una instancia."""
    return _atender(FormularioDeInstancia(request.form), None)


@bp.route("/instancia/<int:instancia_id>/corregir", methods=["GET", "POST"])
def corregir_instancia(instancia_id: int) -> Response | tuple[str, int]:
    """Corrige una instancia."""
    guardada = consultas.instancia(instancia_id)
    return _atender(FormularioDeInstancia(request.form, data=_escrito(guardada)), guardada)


def _escrito(guardada: consultas.FichaDeInstancia) -> dict[str, Any]:
    return asdict(guardada) | {"normas": "\n".join(guardada.normas)}


def _atender(
    formulario: FormularioDeInstancia, guardada: consultas.FichaDeInstancia | None
) -> Response | tuple[str, int]:
    choque = None
    if request.method == "POST" and formulario.validate():
        try:
            if guardada:
                operaciones.corregir_instancia(actor_actual(), guardada.id, formulario.datos(), leida())
                cual = guardada.id
            else:
                cual = operaciones.crear_instancia(actor_actual(), formulario.datos())
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            if guardada and isinstance(error, OtraVersion):
                guardada = consultas.instancia(guardada.id)
                suyo = FormularioDeInstancia(data=_escrito(guardada))
                choque = chocar(formulario, suyo, f"instancia:{guardada.id}")
        else:
            flash("Quedó guardada la instancia.", "exito")
            return redirect(url_for("mesa.instancia", instancia_id=cual))
    pagina = render_template(
        "mesa/marco.html",
        instancia=guardada,
        formulario=formulario,
        version=a_la_vista(guardada.version, choque) if guardada else None,
        choque=choque,
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200
