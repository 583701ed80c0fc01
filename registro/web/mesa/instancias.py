"""Las instancias: quiénes las integran hoy, qué funciones tienen y qué programaron."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import ErrorDeRegistro
from registro.fechas import MESES, Semestre, hoy
from registro.instancias import consultas, operaciones
from registro.seguridad.acceso import actor_actual
from registro.web.controles import senalar
from registro.web.mesa.formularios import FormularioDeFuncion, formulario_de_semestre

bp = Blueprint("mesa", __name__, url_prefix="/mesa")

MESES_DE_UN_SEMESTRE = 6


@bp.get("")
def inicio() -> str:
    """La lista de instancias."""
    return render_template("mesa/inicio.html", instancias=consultas.instancias())


@bp.get("/instancia/<int:instancia_id>")
def instancia(instancia_id: int) -> str:
    """Integrantes, funciones y programación, según las fechas."""
    semestre = _semestre_pedido(request.args.get("semestre", ""))
    puestos, funciones = consultas.puestos(instancia_id), consultas.funciones(instancia_id)
    siempre = (date.min, date.max)
    vigentes = {puesto.id for puesto in puestos}, {funcion.id for funcion in funciones}
    return render_template(
        "mesa/instancia.html",
        instancia=consultas.instancia(instancia_id),
        puestos=puestos,
        funciones=funciones,
        otros_puestos=[p for p in consultas.puestos(instancia_id, *siempre) if p.id not in vigentes[0]],
        otras_funciones=[f for f in consultas.funciones(instancia_id, *siempre) if f.id not in vigentes[1]],
        programado=consultas.semestre(instancia_id, semestre),
        semestres=[(str(uno), uno.nombre.capitalize()) for uno in _cercanos(semestre)],
        meses=MESES,
    )


@bp.route("/instancia/<int:instancia_id>/programacion/<semestre>", methods=["GET", "POST"])
def programacion(instancia_id: int, semestre: str) -> Response | tuple[str, int]:
    """Lo programado en un semestre y por qué no hubo sesión en un mes."""
    periodo = Semestre.leer(semestre)
    guardado = consultas.semestre(instancia_id, periodo)
    motivos = {f"mes_{mes.month}": motivo for mes, motivo in guardado.meses_sin_sesion}
    formulario = formulario_de_semestre(periodo)(
        request.form,
        ordinarias=guardado.ordinarias,
        extraordinarias=guardado.extraordinarias or 0,
        **motivos,
    )
    if request.method == "POST" and formulario.validate():
        datos = operaciones.DatosDeSemestre(
            formulario.ordinarias.data, formulario.extraordinarias.data, formulario.motivos(periodo)
        )
        try:
            operaciones.programar(actor_actual(), instancia_id, periodo, datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Quedó guardada la programación del {periodo.nombre}.", "exito")
            return redirect(url_for("mesa.instancia", instancia_id=instancia_id, semestre=semestre))
    pagina = render_template(
        "mesa/programacion.html",
        instancia=consultas.instancia(instancia_id),
        periodo=periodo,
        formulario=formulario,
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200


@bp.route("/instancia/<int:instancia_id>/funcion", methods=["GET", "POST"])
def funcion_nueva(instancia_id: int) -> Response | tuple[str, int]:
    """Añade una función."""
    return _funcion(instancia_id, None)


@bp.route("/funcion/<int:funcion_id>", methods=["GET", "POST"])
def funcion(funcion_id: int) -> Response | tuple[str, int]:
    """Corrige o retira una función."""
    guardada = consultas.funcion(funcion_id)
    return _funcion(guardada.instancia_id, guardada)


def _funcion(instancia_id: int, guardada: consultas.FichaDeFuncion | None) -> Response | tuple[str, int]:
    formulario = FormularioDeFuncion(request.form, obj=guardada)
    if request.method == "POST" and formulario.validate():
        datos = operaciones.DatosDeFuncion(**formulario.data)
        try:
            if guardada:
                operaciones.corregir_funcion(actor_actual(), guardada.id, datos)
            else:
                operaciones.agregar_funcion(actor_actual(), instancia_id, datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Quedó guardada la función {datos.numero}.", "exito")
            return redirect(url_for("mesa.instancia", instancia_id=instancia_id))
    pagina = render_template(
        "mesa/funcion.html",
        instancia=consultas.instancia(instancia_id),
        funcion=guardada,
        formulario=formulario,
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200


def _semestre_pedido(texto: str) -> Semestre:
    if texto:
        return Semestre.leer(texto, "semestre")
    dia = hoy()
    return Semestre(dia.year, 1 if dia.month <= MESES_DE_UN_SEMESTRE else 2)


def _cercanos(elegido: Semestre) -> list[Semestre]:
    """De dos vigencias adelante hasta 2020, y siempre el elegido."""
    vigencias = range(hoy().year + 1, 2019, -1)
    return sorted({elegido, *(Semestre(v, n) for v in vigencias for n in (1, 2))}, reverse=True)
