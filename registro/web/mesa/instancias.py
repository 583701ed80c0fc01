"""Las instancias: quiénes las integran hoy, qué funciones tienen y qué programaron."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import ErrorDeRegistro, OtraVersion
from registro.fechas import MESES, Semestre, hoy
from registro.instancias import consultas, operaciones
from registro.instancias.calendario import fechas as fechas_de
from registro.seguridad.acceso import actor_actual
from registro.web.controles import senalar
from registro.web.mesa.formularios import FormularioDeFuncion, formulario_de_semestre
from registro.web.mesa.semestres import para_elegir, pedido
from registro.web.versiones import a_la_vista, chocar, leida

bp = Blueprint("mesa", __name__, url_prefix="/mesa")


@bp.get("")
def inicio() -> str:
    """La lista de instancias."""
    return render_template("mesa/inicio.html", instancias=consultas.instancias())


@bp.get("/instancia/<int:instancia_id>")
def instancia(instancia_id: int) -> str:
    """Integrantes, funciones, reglas y programación, según las fechas."""
    semestre = pedido()
    puestos, funciones = consultas.puestos(instancia_id), consultas.funciones(instancia_id)
    siempre = (date.min, date.max)
    vigentes = {puesto.id for puesto in puestos}, {funcion.id for funcion in funciones}
    return render_template(
        "mesa/instancia.html",
        instancia=consultas.instancia(instancia_id),
        semestre=semestre,
        puestos=puestos,
        funciones=funciones,
        otros_puestos=[p for p in consultas.puestos(instancia_id, *siempre) if p.id not in vigentes[0]],
        otras_funciones=[f for f in consultas.funciones(instancia_id, *siempre) if f.id not in vigentes[1]],
        programado=consultas.semestre(instancia_id, semestre),
        calendario=consultas.calendario(instancia_id, hoy()),
        quorum=consultas.quorum(instancia_id, hoy()),
        semestres=para_elegir(semestre),
        meses=MESES,
    )


@bp.route("/instancia/<int:instancia_id>/programacion/<semestre>", methods=["GET", "POST"])
def programacion(instancia_id: int, semestre: str) -> Response | tuple[str, int]:
    """Lo programado en un semestre y por qué no hubo sesión en un mes."""
    periodo = Semestre.leer(semestre)
    guardado = consultas.semestre(instancia_id, periodo)
    motivos = {f"mes_{mes.month}": motivo for mes, motivo in guardado.meses_sin_sesion}
    dias = list(guardado.fechas) or _segun_el_calendario(instancia_id, periodo, guardado.ordinarias)
    formulario = formulario_de_semestre(periodo)(
        request.form,
        ordinarias=len(dias) if guardado.ordinarias is None and dias else guardado.ordinarias,
        extraordinarias=guardado.extraordinarias or 0,
        fechas="\n".join(dia.strftime("%d/%m/%Y") for dia in dias),
        **motivos,
    )
    if request.method == "POST" and formulario.validate():
        datos = operaciones.DatosDeSemestre(
            formulario.ordinarias.data,
            formulario.extraordinarias.data,
            formulario.motivos(periodo),
            tuple(formulario.dias),
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
        calendario=consultas.calendario(instancia_id, periodo.inicio),
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200


def _segun_el_calendario(instancia_id: int, periodo: Semestre, ordinarias: int | None) -> list[date]:
    """Los días que da la regla, mientras nadie haya escrito otros ni programado otra cantidad."""
    regla = consultas.calendario(instancia_id, periodo.inicio)
    dias = fechas_de(regla.calendario, periodo) if regla else []
    return dias if ordinarias in {None, len(dias)} else []


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
    formulario, choque = FormularioDeFuncion(request.form, obj=guardada), None
    if request.method == "POST" and formulario.validate():
        datos = operaciones.DatosDeFuncion(**formulario.data)
        try:
            if guardada:
                operaciones.corregir_funcion(actor_actual(), guardada.id, datos, leida())
            else:
                operaciones.agregar_funcion(actor_actual(), instancia_id, datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            if guardada and isinstance(error, OtraVersion):
                guardada = consultas.funcion(guardada.id)
                choque = chocar(formulario, FormularioDeFuncion(obj=guardada), f"funcion:{guardada.id}")
        else:
            flash(f"Quedó guardada la función {datos.numero}.", "exito")
            return redirect(url_for("mesa.instancia", instancia_id=instancia_id))
    pagina = render_template(
        "mesa/funcion.html",
        instancia=consultas.instancia(instancia_id),
        funcion=guardada,
        formulario=formulario,
        version=a_la_vista(guardada.version, choque) if guardada else None,
        choque=choque,
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200
