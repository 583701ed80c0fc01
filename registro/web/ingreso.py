"""Entrar, salir y qué hacer cuando se olvida la contraseña."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as Respuesta
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from registro.errores import ErrorDeRegistro
from registro.seguridad import acceso, operaciones
from registro.seguridad.acceso import llaves
from registro.web import secciones
from registro.web.controles import Formulario, senalar
from registro.web.destinos import destino_propio

bp = Blueprint("ingreso", __name__)


class FormularioDeIngreso(Formulario):
    """Usuario y contraseña."""

    usuario = StringField("Usuario", [InputRequired("Escriba su usuario."), Length(max=60)])
    clave = PasswordField("Contraseña", [InputRequired("Escriba su contraseña."), Length(max=200)])


class FormularioDeCodigo(Formulario):
    """El código del teléfono, o uno de recuperación."""

    codigo = StringField(
        "Código",
        [InputRequired("Escriba el código."), Length(max=40)],
        description="Las seis cifras de su aplicación de códigos, o un código de recuperación.",
    )


class FormularioDeOlvido(Formulario):
    """Quién es, con qué lo prueba y qué contraseña quiere."""

    usuario = StringField("Usuario", [InputRequired("Escriba su usuario."), Length(max=60)])
    recuperacion = StringField(
        "Código de recuperación",
        [InputRequired("Escriba uno de sus códigos de recuperación."), Length(max=40)],
        description="Uno de los ocho que guardó. Sirve una sola vez.",
    )
    nueva = PasswordField(
        "Contraseña nueva",
        [InputRequired("Escriba la contraseña nueva."), Length(max=200)],
        description="Doce caracteres o más. Una frase que recuerde sirve.",
    )


class FormularioDePedido(Formulario):
    """De quién es la contraseña olvidada."""

    quien = StringField("Su usuario", [InputRequired("Escriba su usuario."), Length(max=60)])


@bp.get("/")
def inicio() -> Response:
    """El trabajo principal de quien entró, o la puerta."""
    usuaria = acceso.usuaria_actual()
    if usuaria is None:
        return redirect(url_for("ingreso.entrar"))
    return redirect(secciones.portada())


@bp.route("/entrar", methods=["GET", "POST"])
def entrar() -> str | Response | tuple[str, int]:
    """Formulario de ingreso; después pide el código, si lo tiene, o lleva a donde se iba."""
    formulario = FormularioDeIngreso(request.form)
    if request.method == "POST" and formulario.validate():
        entrada = operaciones.autenticar(formulario.usuario.data, formulario.clave.data)
        if entrada.usuaria is not None and entrada.usuaria.con_codigo:
            acceso.empezar_a_medias(entrada.usuaria)
            return redirect(url_for("ingreso.codigo", luego=request.args.get("luego")))
        if entrada.usuaria is not None:
            acceso.abrir_sesion(entrada.usuaria)
            return redirect(destino_propio(request.args.get("luego")))
        formulario.form_errors.append(entrada.motivo)
    estado = 200 if request.method == "GET" else 400
    con_llave = llaves.sitio() is not None
    return render_template("ingreso/entrar.html", formulario=formulario, con_llave=con_llave), estado


@bp.route("/entrar/codigo", methods=["GET", "POST"])
def codigo() -> Response | tuple[str, int]:
    """El segundo paso; sin el primero, o si pasó mucho rato, se vuelve a empezar."""
    usuaria_id = acceso.a_medias()
    if usuaria_id is None:
        return redirect(url_for("ingreso.entrar", luego=request.args.get("luego")))
    formulario = FormularioDeCodigo(request.form)
    if request.method == "POST" and formulario.validate():
        entrada = operaciones.comprobar_codigo(usuaria_id, formulario.codigo.data)
        if entrada.usuaria is not None:
            acceso.abrir_sesion(entrada.usuaria, con="codigo")
            return redirect(destino_propio(request.args.get("luego")))
        senalar(formulario, ErrorDeRegistro(entrada.motivo, "codigo"))
    estado = 200 if request.method == "GET" else 400
    return render_template("ingreso/codigo.html", formulario=formulario), estado


@bp.post("/entrar/llave/opciones")
def opciones_de_llave() -> Respuesta:
    """El reto que firmará la llave de acceso."""
    opciones, reto = operaciones.opciones_para_entrar(llaves.exigir_sitio())
    llaves.guardar_reto(reto)
    return Respuesta(opciones, mimetype="application/json")


@bp.post("/entrar/llave")
def con_llave() -> Response:
    """Entra quien firmó el reto con su llave."""
    usuaria = operaciones.entrar_con_llave(
        llaves.exigir_sitio(), llaves.tomar_reto(), request.form.get("respuesta", "")
    )
    acceso.abrir_sesion(usuaria, con="llave")
    return redirect(destino_propio(request.args.get("luego")))


@bp.route("/olvido", methods=["GET", "POST"])
def olvido() -> Response | tuple[str, int]:
    """Contraseña nueva con un código de recuperación."""
    formulario = FormularioDeOlvido(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            motivo = operaciones.olvidar_clave(
                formulario.usuario.data, formulario.recuperacion.data, formulario.nueva.data
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            if motivo is None:
                flash("Su contraseña cambió y ese código ya no sirve. Entre con la nueva.", "exito")
                return redirect(url_for("ingreso.entrar"))
            formulario.form_errors.append(motivo)
    estado = 200 if request.method == "GET" else 400
    return render_template("ingreso/olvido.html", formulario=formulario, pedido=FormularioDePedido()), estado


@bp.post("/olvido/pedir")
def pedir() -> Response | tuple[str, int]:
    """Deja dicho a administración que hace falta una provisional."""
    pedido = FormularioDePedido(request.form)
    if not pedido.validate():
        return render_template("ingreso/olvido.html", formulario=FormularioDeOlvido(), pedido=pedido), 400
    operaciones.pedir_clave(pedido.quien.data)
    flash(
        "Si ese usuario existe, administración verá el pedido y le dará una contraseña provisional.", "exito"
    )
    return redirect(url_for("ingreso.entrar"))


@bp.post("/salir")
def salir() -> Response:
    """Cierra la sesión de este navegador."""
    acceso.cerrar_sesion()
    flash("Salió. Ya puede entrar otra persona en este equipo.", "exito")
    return redirect(url_for("ingreso.entrar"))
