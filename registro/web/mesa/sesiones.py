"""Quiénes asistieron a una sesión institucional, por lista, código o conteo; y el QR para los teléfonos."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from registro import qr
from registro.actas import consultas as de_actas
from registro.asistencia import consultas_de_codigo
from registro.asistencia import consultas_institucionales as consultas
from registro.asistencia.operaciones import institucional as operaciones
from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar
from registro.web.guiones import con_camara
from registro.web.mesa.formularios import FormularioDeCodigo, FormularioDeConteo, FormularioDeMotivo
from registro.web.mesa.instancias import bp
from registro.web.presentacion import plural


@bp.get("/sesion/<uuid:uuid>")
def asistencia(uuid: UUID) -> Response:
    """La lista de puestos y los demás registros."""
    return _pintar(uuid, FormularioDeCodigo(formdata=None), FormularioDeConteo(formdata=None))


@bp.post("/sesion/<uuid:uuid>/lista")
def guardar_lista(uuid: UUID) -> Response:
    """Guarda la lista como quedó marcada."""
    cambio = operaciones.guardar_lista(actor_actual(), str(uuid), _numeros("puesto"), _numeros("visto"))
    flash(_dicho(cambio), "exito")
    return redirect(url_for("mesa.asistencia", uuid=uuid))


@bp.post("/sesion/<uuid:uuid>/codigo")
def leer_codigo(uuid: UUID) -> Response:
    """Lee el código de una delegada."""
    formulario = FormularioDeCodigo(request.form)
    if formulario.validate():
        try:
            leida = operaciones.leer_delegada(actor_actual(), str(uuid), formulario.codigo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            frase = (
                "Quedó registrada la asistencia de"
                if leida.nueva
                else "Ya estaba registrada la asistencia de"
            )
            flash(f"{frase} {leida.puesto.etiqueta}.", "exito" if leida.nueva else "aviso")
            return redirect(url_for("mesa.asistencia", uuid=uuid))
    return _pintar(uuid, formulario, FormularioDeConteo(formdata=None))


@bp.post("/sesion/<uuid:uuid>/conteo")
def contar(uuid: UUID) -> Response:
    """Suma personas que no se registran una por una."""
    formulario = FormularioDeConteo(request.form)
    if formulario.validate():
        cantidad, entidad = formulario.cantidad.data, formulario.entidad.data or ""
        try:
            operaciones.contar_otras(
                actor_actual(), str(uuid), cantidad, entidad, formulario.nombre.data or ""
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(
                f"{'Se sumó' if cantidad == 1 else 'Se sumaron'} {plural(cantidad, 'persona', 'personas')}.",
                "exito",
            )
            return redirect(url_for("mesa.asistencia", uuid=uuid))
    return _pintar(uuid, FormularioDeCodigo(formdata=None), formulario)


@bp.route("/sesion/<uuid:uuid>/registro/<int:registro_id>/anular", methods=["GET", "POST"])
def anular(uuid: UUID, registro_id: int) -> Response | tuple[str, int]:
    """Anula un registro sin puesto, con su motivo."""
    ficha = consultas.sesion(str(uuid))
    registro = consultas.presencia(ficha, registro_id)
    formulario = FormularioDeMotivo(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.anular(actor_actual(), registro_id, formulario.motivo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("El registro quedó anulado. Ya no cuenta.", "exito")
            return redirect(url_for("mesa.asistencia", uuid=uuid))
    pagina = render_template("mesa/anular.html", sesion=ficha, registro=registro, formulario=formulario)
    return pagina, _estado(formulario)


@bp.get("/sesion/<uuid:uuid>/codigo")
def codigo(uuid: UUID) -> str:
    """El código de la sesión, grande, para los teléfonos de quienes asisten; cambia cada treinta segundos."""
    ficha = consultas.sesion(str(uuid))
    rotacion = consultas_de_codigo.rotacion(ficha)
    base = url_for("publico.qr", corto=rotacion.sesion, codigo="", _external=True)
    direccion = base + rotacion.codigo
    return render_template(
        "mesa/codigo.html",
        sesion=ficha,
        rotacion=rotacion,
        base=base,
        portada=url_for("publico.inicio", _external=True),
        dibujo=Markup(qr.svg(direccion, modulo=8, titulo="Código de la sesión", en_pantalla=True)),  # noqa: S704 - lo arma qr.py
    )


def _pintar(uuid: UUID, de_codigo: FormularioDeCodigo, de_conteo: FormularioDeConteo) -> Response:
    ficha = consultas.sesion(str(uuid))
    lista, otras = consultas.lista(ficha), consultas.otras(ficha)
    if not ficha.con_delegadas:
        de_conteo.sin_acta()
    pagina = render_template(
        "mesa/asistencia.html",
        sesion=ficha,
        lista=lista,
        presentes=sum(fila.presente for fila in lista),
        otras=otras,
        contadas=sum(registro.cantidad for registro in otras),
        quorum=de_actas.quorum(str(uuid)) if ficha.con_delegadas else None,
        de_codigo=de_codigo,
        de_conteo=de_conteo,
    )
    return con_camara(pagina, max(_estado(de_codigo), _estado(de_conteo)))


def _numeros(campo: str) -> frozenset[int]:
    return frozenset(request.form.getlist(campo, type=int))


def _dicho(cambio: operaciones.CambioDeLista) -> str:
    if not cambio.marcados and not cambio.desmarcados:
        return "La lista quedó igual."
    partes = []
    if cambio.marcados:
        partes.append(plural(cambio.marcados, "puesto marcado", "puestos marcados"))
    if cambio.desmarcados:
        partes.append(plural(cambio.desmarcados, "desmarcado", "desmarcados"))
    return f"La lista quedó guardada: {' y '.join(partes)}."


def _estado(formulario: Formulario) -> int:
    return 400 if formulario.errors or formulario.form_errors else 200
