"""El plan de trabajo: cuánto va, escribirlo como lista, y reportar cada subproducto con su evidencia."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import FileField, Form, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from registro.actas.consultas import entidades_que_responden
from registro.errores import ErrorDeRegistro
from registro.fechas import Semestre, hoy
from registro.instancias import consultas, operaciones
from registro.seguridad.acceso import actor_actual
from registro.seguridad.adjuntos import ADMITIDOS
from registro.seguridad.divulgacion.operaciones import RESERVADA, Salida, registrar
from registro.web.controles import CampoDia, CampoEntero, Formulario, HaceFalta, senalar
from registro.web.mesa.formularios import FormularioDeMotivo
from registro.web.mesa.instancias import bp
from registro.web.mesa.semestres import actual, para_elegir

PARA_VERLA = "Revisar el plan de trabajo"


class FormularioDePlan(Formulario):
    """El plan entero, escrito como lista."""

    nombre = StringField(
        "Nombre",
        [HaceFalta("Escriba cómo se llama el plan."), Length(max=200)],
        description="Por ejemplo, Plan de trabajo 2020.",
    )
    desde = CampoDia("Desde", [HaceFalta("Escriba desde cuándo rige.")])
    hasta = CampoDia("Hasta", [HaceFalta("Escriba hasta cuándo rige.")])
    aprobado_el = CampoDia("Aprobado el", [Optional()])
    como_se_aprobo = TextAreaField("Cómo se aprobó", [Optional(), Length(max=5000)])
    estructura = TextAreaField(
        "Componentes, productos y subproductos",
        [HaceFalta("Escriba al menos un componente."), Length(max=100_000)],
        description="Un renglón para cada cosa. El componente va solo; el producto, «1. Nombre»; el "
        "subproducto, «1.1 Nombre | Entidad; Entidad | 30/06/2020» (entidad y fecha pueden esperar).",
    )


class FormularioDeSubproducto(Formulario):
    """Qué se entrega, quién responde y cuándo vence."""

    nombre = TextAreaField("Qué se entrega", [HaceFalta("Escriba qué se entrega."), Length(max=5000)])
    vence = CampoDia("Vence", [Optional()])
    entidades = SelectMultipleField("Entidades que responden", choices=[], coerce=int)


class FormularioDeReporte(Formulario):
    """Lo que se hizo en un semestre."""

    semestre = SelectField("Semestre", choices=[])
    texto = TextAreaField("Qué se hizo", [HaceFalta("Escriba qué se hizo."), Length(max=5000)])
    avance = CampoEntero("Va en", [HaceFalta("Escriba en qué porcentaje va.")], description="De 0 a 100.")
    enlace = StringField("Enlace de la evidencia", [Optional(), Length(max=2000)])
    archivo = FileField(
        "O el archivo",
        [Optional()],
        description=f"{ADMITIDOS}; hasta 5 MB. Si algo falla hay que elegirlo otra vez.",
    )


@bp.get("/instancia/<int:instancia_id>/plan")
def plan(instancia_id: int) -> str:
    """El plan más reciente, o el que se pida, con el avance de cada componente."""
    planes = consultas.planes(instancia_id)
    pedido = request.args.get("plan", type=int)
    elegido = next((uno for uno in planes if uno.id == pedido), planes[0] if planes else None)
    return render_template(
        "mesa/plan.html",
        instancia=consultas.instancia(instancia_id),
        plan=elegido,
        planes=planes,
        cuentas=_cuentas(elegido) if elegido else None,
        hoy=hoy(),
    )


@bp.route("/instancia/<int:instancia_id>/plan/nuevo", methods=["GET", "POST"])
def plan_nuevo(instancia_id: int) -> Response | tuple[str, int]:
    """Escribe un plan."""
    return _escribir(instancia_id, None, FormularioDePlan(request.form))


@bp.route("/plan/<int:plan_id>/corregir", methods=["GET", "POST"])
def corregir_plan(plan_id: int) -> Response | tuple[str, int]:
    """Corrige un plan sin tocar lo reportado."""
    ficha = consultas.plan(plan_id)
    guardado: dict[str, Any] = {
        campo: getattr(ficha, campo)
        for campo in ("nombre", "desde", "hasta", "aprobado_el", "como_se_aprobo")
    }
    guardado["estructura"] = consultas.estructura(plan_id)
    return _escribir(ficha.instancia_id, plan_id, FormularioDePlan(request.form, data=guardado))


def _escribir(
    instancia_id: int, plan_id: int | None, formulario: FormularioDePlan
) -> Response | tuple[str, int]:
    if request.method == "POST" and formulario.validate():
        escrito = {nombre: valor for nombre, valor in formulario.data.items() if nombre != "como_se_aprobo"}
        datos = operaciones.DatosDePlan(**escrito, como_se_aprobo=formulario.como_se_aprobo.data or "")
        try:
            guardado = operaciones.guardar_plan(actor_actual(), instancia_id, datos, plan_id)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó guardado el plan de trabajo.", "exito")
            return redirect(url_for("mesa.plan", instancia_id=instancia_id, plan=guardado))
    pagina = render_template(
        "mesa/escribir_plan.html",
        instancia=consultas.instancia(instancia_id),
        formulario=formulario,
        nuevo=plan_id is None,
    )
    return pagina, _estado(formulario)


@bp.route("/subproducto/<int:subproducto_id>", methods=["GET", "POST"])
def subproducto(subproducto_id: int) -> Response | tuple[str, int]:
    """Un subproducto: lo reportado, y reportar otra vez."""
    plan_, _producto, ficha = consultas.subproducto(subproducto_id)
    formulario = FormularioDeReporte(
        request.form,
        data={"semestre": str(actual()), "avance": int(ficha.avance or 0) if ficha.reportes else None},
    )
    formulario.semestre.choices = [SelectChoice(*par) for par in para_elegir(actual())]
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.reportar(actor_actual(), subproducto_id, _reporte(formulario))
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó guardado el reporte.", "exito")
            return redirect(url_for("mesa.subproducto", subproducto_id=subproducto_id))
    return _pintar("mesa/subproducto.html", plan_, ficha, formulario)


@bp.route("/subproducto/<int:subproducto_id>/corregir", methods=["GET", "POST"])
def corregir_subproducto(subproducto_id: int) -> Response | tuple[str, int]:
    """Qué se entrega, quién responde y cuándo vence."""
    plan_, _producto, ficha = consultas.subproducto(subproducto_id)
    entidades = entidades_que_responden(plan_.instancia_id)
    formulario = FormularioDeSubproducto(
        request.form,
        data={
            "nombre": ficha.nombre,
            "vence": ficha.vence,
            "entidades": [clave for clave, nombre in entidades if nombre in ficha.responsables],
        },
    )
    formulario.entidades.choices = [SelectChoice(*par) for par in entidades]
    if request.method == "POST" and formulario.validate():
        datos = operaciones.DatosDeSubproducto(
            formulario.nombre.data, formulario.vence.data, tuple(formulario.entidades.data or ())
        )
        try:
            operaciones.corregir_subproducto(actor_actual(), subproducto_id, datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó corregido el subproducto.", "exito")
            return redirect(url_for("mesa.subproducto", subproducto_id=subproducto_id))
    return _pintar("mesa/corregir_subproducto.html", plan_, ficha, formulario)


@bp.route("/subproducto/<int:subproducto_id>/retirar", methods=["GET", "POST"])
def retirar_subproducto(subproducto_id: int) -> Response | tuple[str, int]:
    """Ya no se hará."""
    plan_, _producto, ficha = consultas.subproducto(subproducto_id)
    formulario = FormularioDeMotivo(request.form)
    formulario.motivo.label.text = "Por qué se retira"
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.retirar_subproducto(actor_actual(), subproducto_id, formulario.motivo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("El subproducto quedó retirado: ya no cuenta en el avance.", "exito")
            return redirect(url_for("mesa.subproducto", subproducto_id=subproducto_id))
    return _pintar("mesa/retirar_subproducto.html", plan_, ficha, formulario)


@bp.post("/reporte/<int:reporte_id>/anular")
def anular_reporte(reporte_id: int) -> Response:
    """El reporte deja de contar."""
    propio = operaciones.anular_reporte(actor_actual(), reporte_id)
    flash("El reporte quedó anulado: ya no cuenta en el avance.", "exito")
    return redirect(url_for("mesa.subproducto", subproducto_id=propio))


@bp.get("/evidencia/<int:evidencia_id>")
def evidencia(evidencia_id: int) -> Response:
    """El archivo, siempre como descarga: lo subió alguien de fuera."""
    nombre, contenido = consultas.archivo(evidencia_id)
    registrar(actor_actual(), Salida(f"Evidencia {evidencia_id} del plan", RESERVADA, PARA_VERLA, "archivo"))
    respuesta = make_response(contenido)
    respuesta.headers["Content-Type"] = "application/octet-stream"
    respuesta.headers.set("Content-Disposition", "attachment", filename=nombre)
    return respuesta


def _reporte(formulario: FormularioDeReporte) -> operaciones.DatosDeReporte:
    return operaciones.DatosDeReporte(
        Semestre.leer(formulario.semestre.data, "semestre"),
        formulario.texto.data,
        formulario.avance.data,
        formulario.enlace.data or "",
        _subido(),
    )


def _subido() -> tuple[str, bytes] | None:
    """El archivo que se adjuntó, si se adjuntó alguno."""
    archivo = request.files.get("archivo")
    if archivo is None or not archivo.filename:
        return None
    with closing(archivo):
        return archivo.filename, archivo.read()


def _cuentas(ficha: consultas.FichaDePlan) -> tuple[int, int, int]:
    """Subproductos sin retirar, con algún reporte y vencidos."""
    subs = [sub for parte in ficha.componentes for uno in parte.productos for sub in uno.subproductos]
    vivos = [sub for sub in subs if not sub.retirado_el]
    return len(vivos), sum(bool(sub.reportes) for sub in vivos), sum(sub.vencido(hoy()) for sub in vivos)


def _pintar(
    plantilla: str, plan_: consultas.FichaDePlan, ficha: consultas.FichaDeSubproducto, formulario: Form
) -> tuple[str, int]:
    pagina = render_template(
        plantilla,
        instancia=consultas.instancia(plan_.instancia_id),
        plan=plan_,
        subproducto=ficha,
        formulario=formulario,
        hoy=hoy(),
    )
    return pagina, _estado(formulario)


def _estado(formulario: Form) -> int:
    return 400 if formulario.errors or formulario.form_errors else 200
