"""Los puestos de una instancia y quienes se suceden en ellos, con su código para imprimir."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from registro import qr
from registro.catalogos.consultas import sectores
from registro.errores import ErrorDeRegistro, OtraVersion
from registro.instancias import consultas, operaciones
from registro.numeros import leer_natural
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar
from registro.web.mesa.formularios import (
    FormularioDeDelegada,
    FormularioDePuesto,
    FormularioDeRelevo,
    FormularioDeSalida,
)
from registro.web.mesa.instancias import bp
from registro.web.versiones import Choque, a_la_vista, chocar, leida

DE_DELEGADA = "delegada-"  # en la misma página hay dos formularios con «nombre» y «desde»


@bp.route("/instancia/<int:instancia_id>/puesto", methods=["GET", "POST"])
def puesto_nuevo(instancia_id: int) -> Response | tuple[str, int]:
    """Añade un puesto."""
    formulario = _formulario_de_puesto(None)
    if request.method == "POST" and formulario.validate():
        try:
            nuevo = operaciones.agregar_puesto(actor_actual(), instancia_id, _datos(formulario))
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó añadido el puesto. Ya puede nombrar a quien lo ocupa.", "exito")
            return redirect(url_for("mesa.puesto", puesto_id=nuevo))
    pagina = render_template(
        "mesa/puesto_nuevo.html", instancia=consultas.instancia(instancia_id), formulario=formulario
    )
    return pagina, _estado(formulario)


@bp.route("/puesto/<int:puesto_id>", methods=["GET", "POST"])
def puesto(puesto_id: int) -> Response | tuple[str, int]:
    """Corrige o retira un puesto, y muestra a quienes lo han ocupado."""
    formulario, choque = _formulario_de_puesto(consultas.puesto(puesto_id)), None
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.corregir_puesto(actor_actual(), puesto_id, _datos(formulario), leida())
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            if isinstance(error, OtraVersion):
                guardado = _formulario_de_puesto(consultas.puesto(puesto_id), vacio=True)
                choque = chocar(formulario, guardado, f"puesto:{puesto_id}")
        else:
            flash("Quedó guardado el puesto.", "exito")
            return redirect(url_for("mesa.puesto", puesto_id=puesto_id))
    return _pintar_puesto(puesto_id, formulario, FormularioDeDelegada(prefix=DE_DELEGADA), choque)


@bp.route("/puesto/<int:puesto_id>/entidad", methods=["GET", "POST"])
def relevo(puesto_id: int) -> Response | tuple[str, int]:
    """La entidad cambió de nombre, o el puesto pasó a otra, desde una fecha."""
    ficha = consultas.puesto(puesto_id)
    formulario, choque = FormularioDeRelevo(request.form, data=_ocupado(ficha)), None
    if request.method == "POST" and formulario.validate():
        entidades = tuple(linea for linea in formulario.entidades.data.splitlines() if linea.strip())
        try:
            operaciones.relevar_entidades(
                actor_actual(), puesto_id, entidades, formulario.desde.data, leida()
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            if isinstance(error, OtraVersion):
                ficha = consultas.puesto(puesto_id)
                guardado = FormularioDeRelevo(data=_ocupado(ficha) | {"desde": formulario.desde.data})
                choque = chocar(formulario, guardado, f"puesto:{puesto_id}")
        else:
            flash("Quedó guardado el cambio. Las sesiones de antes conservan el nombre anterior.", "exito")
            return redirect(url_for("mesa.puesto", puesto_id=puesto_id))
    pagina = render_template(
        "mesa/relevo.html",
        puesto=ficha,
        formulario=formulario,
        version=a_la_vista(ficha.version, choque),
        choque=choque,
    )
    return pagina, _estado(formulario)


def _ocupado(ficha: consultas.FichaDePuesto) -> dict[str, Any]:
    """Quién ocupa el puesto ahora, como se escribe."""
    return {"entidades": "\n".join(ficha.entidades)}


@bp.post("/puesto/<int:puesto_id>/delegada")
def nombrar(puesto_id: int) -> Response | tuple[str, int]:
    """Nombra a quien ocupa el puesto; releva a quien estaba."""
    formulario = FormularioDeDelegada(request.form, prefix=DE_DELEGADA)
    if formulario.validate():
        try:
            operaciones.nombrar_delegada(
                actor_actual(),
                puesto_id,
                formulario.nombre.data,
                formulario.desde.data,
                formulario.correo.data or "",
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó nombrada. Ya puede imprimir su código.", "exito")
            return redirect(url_for("mesa.puesto", puesto_id=puesto_id))
    return _pintar_puesto(
        puesto_id, _formulario_de_puesto(consultas.puesto(puesto_id), vacio=True), formulario
    )


@bp.route("/delegada/<int:delegada_id>/salida", methods=["GET", "POST"])
def salida(delegada_id: int) -> Response | tuple[str, int]:
    """Quien ocupa el puesto lo deja sin relevo."""
    ficha = consultas.delegada(delegada_id)
    formulario = FormularioDeSalida(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.terminar_delegada(actor_actual(), delegada_id, formulario.hasta.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó anotada la fecha en que deja el puesto.", "exito")
            return redirect(url_for("mesa.puesto", puesto_id=ficha.puesto_id))
    pagina = render_template(
        "mesa/salida.html", delegada=ficha, puesto=consultas.puesto(ficha.puesto_id), formulario=formulario
    )
    return pagina, _estado(formulario)


@bp.get("/delegada/<int:delegada_id>/codigo")
def codigo_de_delegada(delegada_id: int) -> str:
    """Su código, para imprimirlo y llevarlo a las sesiones."""
    codigo = operaciones.imprimir_codigo(actor_actual(), delegada_id)
    ficha = consultas.delegada(delegada_id)
    puesto = consultas.puesto(ficha.puesto_id)
    return render_template(
        "mesa/codigo_de_delegada.html",
        delegada=ficha,
        puesto=puesto,
        instancia=consultas.instancia(puesto.instancia_id),
        codigo=codigo,
        dibujo=Markup(qr.svg(codigo, modulo=7, titulo="Código de la delegada")),  # noqa: S704 - lo arma qr.py
    )


def _pintar_puesto(
    puesto_id: int,
    formulario: FormularioDePuesto,
    nombramiento: FormularioDeDelegada,
    choque: Choque | None = None,
) -> tuple[str, int]:
    ficha = consultas.puesto(puesto_id)
    pagina = render_template(
        "mesa/puesto.html",
        puesto=ficha,
        instancia=consultas.instancia(ficha.instancia_id),
        delegadas=consultas.delegadas(puesto_id),
        formulario=formulario,
        nombramiento=nombramiento,
        # Al nombrar no se corrige el puesto: su formulario se pinta de nuevo, con la versión de ahora.
        version=ficha.version if nombramiento.errors else a_la_vista(ficha.version, choque),
        choque=choque,
    )
    return pagina, max(_estado(formulario), _estado(nombramiento))


def _formulario_de_puesto(
    ficha: consultas.FichaDePuesto | None, *, vacio: bool = False
) -> FormularioDePuesto:
    guardado: dict[str, Any] = {}
    if ficha:
        guardado = {nombre: getattr(ficha, nombre) for nombre in ("nombre", "rol", "orden", "desde", "hasta")}
        guardado |= _ocupado(ficha) | {"sector_id": str(ficha.sector_id or "")}
    formulario = FormularioDePuesto(None if vacio else request.form, data=guardado)
    formulario.sector_id.choices = [("", "Sin sector"), *((str(s.id), s.nombre) for s in sectores())]
    formulario.rol.choices = consultas.roles_de_puesto()
    return formulario


def _datos(formulario: FormularioDePuesto) -> operaciones.DatosDePuesto:
    sector = formulario.sector_id.data or ""
    return operaciones.DatosDePuesto(
        entidades=tuple(linea for linea in (formulario.entidades.data or "").splitlines() if linea.strip()),
        nombre=formulario.nombre.data,
        sector_id=leer_natural(sector),
        rol=formulario.rol.data,
        orden=formulario.orden.data,
        desde=formulario.desde.data,
        hasta=formulario.hasta.data,
    )


def _estado(formulario: Formulario) -> int:
    return 400 if formulario.errors or formulario.form_errors else 200
