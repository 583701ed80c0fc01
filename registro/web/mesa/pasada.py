"""Registrar en una sola pantalla, y sin soltar el teclado, una sesión que ya pasó."""

from __future__ import annotations

import re
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from registro.actas import operaciones
from registro.actas.operaciones import DatosDeSesionPasada
from registro.actas.operaciones.borradores import CLAVE_DE_PASADA
from registro.actividades.agenda_escrita import elegir, leer_puntos
from registro.errores import ErrorDeRegistro
from registro.fechas import Semestre, fecha_larga
from registro.instancias import consultas
from registro.seguridad.acceso import actor_actual
from registro.web.controles import CampoDia, Formulario, HaceFalta, senalar
from registro.web.mesa.borradores import recuperar
from registro.web.mesa.instancias import bp
from registro.web.mesa.semestres import para_elegir, pedido
from registro.web.presentacion import plural

SIN_VIGENCIA = re.compile(r"\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*")
NUMEROS = "Sus números, así: 2, 7-9, 12. O márquelos en la lista."


class FormularioDePasada(Formulario):
    """Lo que se sabe de la sesión. Los números y las marcas dicen lo mismo: valen los unos y las otras."""

    fecha = CampoDia("Fecha", [HaceFalta("Escriba la fecha.")], description="Basta el día y el mes: 8/1.")
    clase = SelectField(
        "Clase",
        choices=[SelectChoice("ordinaria", "Ordinaria"), SelectChoice("extraordinaria", "Extraordinaria")],
    )
    motivo = StringField(
        "Por qué se convocó", [Length(max=2000)], description="Sólo si es extraordinaria: sale en el informe."
    )
    asistieron = StringField("Puestos que asistieron", [Length(max=2000)], description=NUMEROS)
    funciones = StringField("Funciones que desarrolló", [Length(max=2000)], description=NUMEROS)
    modalidad = SelectField(
        "Modalidad",
        choices=[
            SelectChoice("presencial", "Presencial"),
            SelectChoice("virtual", "Virtual"),
            SelectChoice("mixta", "Mixta"),
        ],
    )
    agenda = TextAreaField(
        "Orden del día",
        [Length(max=20_000)],
        description="Un punto por línea, con sus funciones entre paréntesis: Alerta temprana (2, 5). "
        "Si lo escribe, las funciones salen de aquí.",
    )


@bp.route("/instancia/<int:instancia_id>/pasada", methods=["GET", "POST"])
def pasada(instancia_id: int) -> Response | tuple[str, int]:
    """La sesión entera: fecha, clase, asistencia y funciones."""
    semestre = pedido()
    borrador, hora = recuperar(f"{CLAVE_DE_PASADA}{instancia_id}") if request.method == "GET" else (None, "")
    escrito = borrador if borrador is not None else _con_vigencia(request.form, semestre)
    formulario = FormularioDePasada(escrito)
    if request.method == "POST" and formulario.validate():
        try:
            datos = _datos(instancia_id, formulario)
            uuid = operaciones.registrar_pasada(actor_actual(), instancia_id, semestre, datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            return _guardada(instancia_id, semestre, datos, uuid)
    pagina = render_template(
        "mesa/pasada.html",
        instancia=consultas.instancia(instancia_id),
        semestre=semestre,
        semestres=para_elegir(semestre),
        formulario=formulario,
        puestos=consultas.puestos(instancia_id, semestre.inicio, semestre.fin),
        funciones=consultas.funciones(instancia_id, semestre.inicio, semestre.fin),
        marcados=escrito.getlist("puesto", type=int),
        marcadas=escrito.getlist("funcion", type=int),
        borrador_de=hora,
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200


def _con_vigencia(escrito: MultiDict[str, str], semestre: Semestre) -> MultiDict[str, str]:
    """«8/1» es el 8 de enero del semestre que se está llenando."""
    completo = MultiDict(escrito)
    if partes := SIN_VIGENCIA.fullmatch(completo.get("fecha", "")):
        completo["fecha"] = f"{partes[1]}/{partes[2]}/{semestre.vigencia}"
    return completo


def _datos(instancia_id: int, formulario: FormularioDePasada) -> DatosDeSesionPasada:
    """Lo escrito y lo marcado, con los números que valían ese día.

    :raises ErrorDeRegistro: un número no es de nadie, o no lo era ese día.
    """
    dia: date = formulario.fecha.data
    puestos = {puesto.orden: puesto.id for puesto in consultas.puestos(instancia_id, dia)}
    vigentes = {funcion.numero: funcion.id for funcion in consultas.funciones(instancia_id, dia)}
    asistieron = elegir(formulario.asistieron.data or "", puestos, "asistieron", "puesto")
    funciones = elegir(formulario.funciones.data or "", vigentes, "funciones", "función")
    return DatosDeSesionPasada(
        fecha=dia,
        clase=formulario.clase.data,
        motivo=formulario.motivo.data or "",
        modalidad=formulario.modalidad.data,
        asistieron=frozenset([*asistieron, *request.form.getlist("puesto", type=int)]),
        funciones=tuple(dict.fromkeys([*funciones, *request.form.getlist("funcion", type=int)])),
        puntos=tuple(leer_puntos(formulario.agenda.data or "", vigentes)),
    )


def _guardada(instancia_id: int, semestre: Semestre, datos: DatosDeSesionPasada, uuid: str) -> Response:
    funciones = {propia for punto in datos.puntos for propia in punto.funciones} or set(datos.funciones)
    flash(
        f"Quedó registrada la sesión {datos.clase} del {fecha_larga(datos.fecha)}: "
        f"{plural(len(datos.asistieron), 'puesto', 'puestos')} y "
        f"{plural(len(funciones), 'función', 'funciones')}.",
        "exito",
    )
    if not funciones:
        flash("Ninguna función quedó desarrollada: la matriz no la cuenta. Añádalas en la sesión.", "aviso")
    adonde = "mesa.pasada" if "otra" in request.form else "mesa.de_la_instancia"
    return redirect(
        url_for(adonde, instancia_id=instancia_id, semestre=str(semestre), listo="si", _anchor=uuid)
    )
