"""El acta de una sesión: leerla, descargarla, guardar una versión y aprobarla en la sesión siguiente."""

from __future__ import annotations

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from registro.actas import consultas, operaciones
from registro.asistencia import consultas_institucionales as de_asistencia
from registro.errores import ErrorDeRegistro
from registro.fechas import fecha_larga
from registro.informes import acta as informe
from registro.numeros import leer_natural
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, HaceFalta, senalar
from registro.web.mesa.instancias import bp


class FormularioDeActa(Formulario):
    """Lo que el acta dice y no está en otra parte."""

    version = HiddenField()
    numero = StringField("Número del acta", [Length(max=30)])
    firmas = TextAreaField(
        "Quiénes firman",
        [Length(max=5000)],
        description="Una persona por línea, así: «Preside: Nombre, cargo, entidad». Salen al final del acta.",
    )


class FormularioDeAprobacion(Formulario):
    """En qué sesión se aprobó."""

    sesion = SelectField("La aprobó la sesión", [HaceFalta("Elija en qué sesión se aprobó.")], choices=[])


@bp.route("/sesion/<uuid:uuid>/acta", methods=["GET", "POST"])
def acta(uuid: UUID) -> Response | tuple[str, int]:
    """En qué va, lo que falta y sus versiones."""
    ficha = consultas.acta(str(uuid))
    formulario = FormularioDeActa(
        request.form, data={"version": ficha.version, "numero": ficha.numero, "firmas": ficha.firmas}
    )
    if request.method == "POST" and formulario.validate():
        datos = operaciones.DatosDeActa(
            formulario.numero.data or "",
            formulario.firmas.data or "",
            leer_natural(formulario.version.data) or 0,
        )
        try:
            operaciones.guardar_acta(actor_actual(), str(uuid), datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó guardado.", "exito")
            return redirect(url_for("mesa.acta", uuid=uuid))
    return _pintar(ficha, formulario, FormularioDeAprobacion(formdata=None))


@bp.post("/sesion/<uuid:uuid>/acta/version")
def guardar_version(uuid: UUID) -> Response:
    """Conserva el acta como está ahora."""
    numero = operaciones.guardar_version(actor_actual(), str(uuid))
    flash(f"Quedó guardada la versión {numero} del acta.", "exito")
    return redirect(url_for("mesa.acta", uuid=uuid))


@bp.post("/sesion/<uuid:uuid>/acta/aprobar")
def aprobar(uuid: UUID) -> Response | tuple[str, int]:
    """La sesión elegida la aprobó: queda congelada."""
    ficha = consultas.acta(str(uuid))
    formulario = FormularioDeAprobacion(request.form)
    formulario.sesion.choices = _aprobadoras(ficha)
    if formulario.validate():
        try:
            numero = operaciones.aprobar(actor_actual(), str(uuid), formulario.sesion.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"El acta quedó aprobada: la versión {numero} ya no cambia.", "exito")
            return redirect(url_for("mesa.acta", uuid=uuid))
    propio = FormularioDeActa(
        None, data={"version": ficha.version, "numero": ficha.numero, "firmas": ficha.firmas}
    )
    return _pintar(ficha, propio, formulario)


@bp.get("/sesion/<uuid:uuid>/acta.<formato>")
def descargar_acta(uuid: UUID, formato: str) -> Response:
    """El acta en DOCX o en PDF: la aprobada, la de ahora, o la versión que se pida."""
    archivo = informe.sacar(actor_actual(), str(uuid), formato, request.args.get("version", type=int))
    respuesta = make_response(archivo.contenido)
    respuesta.headers["Content-Type"] = archivo.tipo
    respuesta.headers.set("Content-Disposition", "attachment", filename=archivo.nombre)
    return respuesta


def _aprobadoras(ficha: consultas.FichaDeActa) -> list[SelectChoice]:
    posibles = consultas.posibles_aprobadoras(ficha.uuid)
    return [
        SelectChoice(uuid, f"{clase.capitalize()} del {fecha_larga(dia)}") for uuid, dia, clase in posibles
    ]


def _pintar(
    ficha: consultas.FichaDeActa, formulario: FormularioDeActa, aprobacion: FormularioDeAprobacion
) -> tuple[str, int]:
    aprobacion.sesion.choices = _aprobadoras(ficha)
    contenido = consultas.contenido(ficha.uuid)
    pagina = render_template(
        "mesa/acta.html",
        sesion=de_asistencia.sesion(ficha.uuid),
        acta=ficha,
        contenido=contenido,
        faltantes=informe.faltantes(contenido),
        formulario=formulario,
        aprobacion=aprobacion,
        formatos=informe.FORMATOS,
    )
    malo = formulario.errors or formulario.form_errors or aprobacion.errors or aprobacion.form_errors
    return pagina, 400 if malo else 200
