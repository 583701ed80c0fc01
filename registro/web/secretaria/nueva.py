"""Crear una actividad: primero el tipo, luego sus datos."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.actividades import consultas, operaciones
from registro.actividades.tipos import TIPOS, tipo_de
from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.web.secretaria.formulario import Pregunta, con_error, preparar
from registro.web.secretaria.lista import bp

_YA_HAY = (
    "Ya hay una como ésta el mismo día: «{}». Si es la misma, ábrala; si es otra, márquelo abajo y "
    "vuelva a enviar. Todavía no se guardó; lo escrito sigue aquí."
)


@bp.get("/nueva")
def elegir_tipo() -> str:
    """Qué se va a registrar."""
    return render_template("secretaria/elegir_tipo.html", tipos=TIPOS.values())


@bp.route("/nueva/<clave>", methods=["GET", "POST"])
def nueva(clave: str) -> Response | tuple[str, int]:
    """Los datos de la actividad nueva."""
    tipo = tipo_de(clave)
    # Quien viene de una instancia ya dijo de cuál es la sesión.
    elegida = (
        {"instancia_id": request.args.get("instancia", type=int)} if "instancia" in request.args else None
    )
    formulario = preparar(tipo, request.form if request.method == "POST" else None, inicial=elegida)
    pregunta, envio, parecida = Pregunta(formulario), _envio(), None
    if request.method == "POST" and formulario.validate():
        try:
            datos = {**formulario.datos(), "uuid": envio}
            parecida = None if "otra" in request.form else consultas.parecida(tipo, datos)
            _revisar_que_sea_otra(parecida)
            uuid = operaciones.crear(actor_actual(), tipo, datos, formulario.conteos())
        except ErrorDeRegistro as error:
            pregunta = con_error(formulario, error)
        else:
            flash(f"Se creó {tipo.con_articulo}.", "exito")
            return redirect(url_for(".detalle", uuid=uuid))
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "secretaria/nueva.html", tipo=tipo, pregunta=pregunta, envio=envio, parecida=parecida
    ), estado


def _revisar_que_sea_otra(parecida: consultas.FichaDeActividad | None) -> None:
    if parecida is not None:
        raise ErrorDeRegistro(_YA_HAY.format(parecida.titulo))


def _envio() -> UUID:
    """El identificador con que nace la actividad: va en el formulario, y enviarlo dos veces crea una."""
    try:
        return UUID(request.form.get("envio", ""))
    except ValueError:
        return uuid4()
