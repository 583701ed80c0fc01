"""Casa de Todas: leer la tarjeta o atender sin ella, anotar en una pantalla, corregir y anular."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia import consultas_de_atenciones as consultas
from registro.asistencia.operaciones import atenciones as operaciones
from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.web.casa.formularios import (
    FormularioDeAnulacion,
    FormularioDeAtencion,
    FormularioDeCorreccion,
    FormularioDeTarjeta,
)
from registro.web.casa.seccion import bp
from registro.web.controles import Formulario, senalar


@bp.get("")
def inicio() -> str:
    """El día de hoy: leer la tarjeta y lo que se ha anotado."""
    return _pintar_hoy(FormularioDeTarjeta())


@bp.post("/abrir")
def abrir() -> Response:
    """Abre el día de atención de hoy."""
    operaciones.abrir_dia(actor_actual())
    flash("Quedó abierto el día de atención de hoy.", "exito")
    return redirect(url_for("casa.inicio"))


@bp.post("/tarjeta")
def tarjeta() -> Response | tuple[str, int]:
    """Lee la tarjeta y pasa a la pantalla de su atención."""
    formulario = FormularioDeTarjeta(request.form)
    if not formulario.validate():
        return _pintar_hoy(formulario), 400
    try:
        visita = operaciones.leer_tarjeta(
            actor_actual(), formulario.codigo.data, _identificador(formulario.lectura.data)
        )
    except ErrorDeRegistro as error:
        senalar(formulario, error)
        return _pintar_hoy(formulario), error.estado
    if visita.asistencia_id is None:
        flash(visita.frase, "aviso")
        return redirect(url_for("casa.inicio"))
    flash(visita.frase, "exito")
    return redirect(url_for("casa.atencion", visita=visita.asistencia_id))


@bp.route("/atencion", methods=["GET", "POST"])
def atencion() -> Response | str | tuple[str, int]:
    """Una atención nueva, de una visita de hoy o de alguien sin tarjeta."""
    formulario = FormularioDeAtencion(request.form)
    areas = formulario.preparar()
    visita_id = request.args.get("visita", type=int)
    if request.method == "POST" and formulario.validate():
        try:
            guardada, _ = operaciones.registrar(
                actor_actual(), formulario.datos(), _identificador(formulario.envio.data), visita_id
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(_dicho("Quedó guardada", guardada), "exito")
            return redirect(url_for("casa.inicio"))
    dia = consultas.hoy()
    if dia is None:
        return redirect(url_for("casa.inicio"))
    numero = consultas.visita(dia.id, visita_id) if visita_id else None
    pagina = render_template(
        "casa/atencion.html",
        formulario=formulario,
        areas=areas,
        numero=numero,
        dia=dia,
        visita=visita_id,
        por_autorizar=consultas.por_autorizar(visita_id) if visita_id else None,
    )
    return pagina, _estado(formulario)


@bp.route("/atencion/<int:atencion_id>", methods=["GET", "POST"])
def corregir(atencion_id: int) -> Response | tuple[str, int]:
    """Corrige una atención, con su motivo."""
    guardada = consultas.atencion(atencion_id)
    formulario = FormularioDeCorreccion(
        request.form,
        clase=f"{guardada.area}|{guardada.clase}",
        modalidad=guardada.modalidad,
        hecho=[f"{catalogo}|{clave}" for catalogo, clave, _ in guardada.gestiones],
    )
    areas = formulario.preparar()
    if request.method == "POST" and formulario.validate():
        try:
            nueva = operaciones.corregir(
                actor_actual(), atencion_id, formulario.datos(), formulario.motivo.data
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(_dicho("Quedó corregida", nueva), "exito")
            return redirect(_de_donde_vino())
    veces = {f"veces|{catalogo}|{clave}": str(veces) for catalogo, clave, veces in guardada.gestiones}
    pagina = render_template(
        "casa/corregir.html",
        formulario=formulario,
        areas=areas,
        atencion=guardada,
        veces=veces,
        volver=_de_donde_vino(),
    )
    return pagina, _estado(formulario)


@bp.route("/atencion/<int:atencion_id>/anular", methods=["GET", "POST"])
def anular(atencion_id: int) -> Response | tuple[str, int]:
    """Anula una atención, con su motivo."""
    guardada = consultas.atencion(atencion_id)
    formulario = FormularioDeAnulacion(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.anular(actor_actual(), atencion_id, formulario.motivo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("La atención quedó anulada. Ya no cuenta.", "exito")
            return redirect(_de_donde_vino())
    pagina = render_template("casa/anular.html", formulario=formulario, atencion=guardada)
    return pagina, _estado(formulario)


def _pintar_hoy(formulario: FormularioDeTarjeta) -> str:
    dia = consultas.hoy()
    return render_template(
        "casa/inicio.html",
        dia=dia,
        formulario=formulario,
        atenciones=consultas.atenciones(dia.id) if dia else [],
        esperan=consultas.visitas_sin_atencion(dia.id) if dia else [],
    )


def _de_donde_vino() -> str:
    """El día que se estaba mirando, o el de hoy."""
    uuid = request.args.get("dia", type=UUID)
    return url_for("casa.dia", uuid=uuid) if uuid else url_for("casa.inicio")


def _dicho(que: str, atencion_id: int) -> str:
    guardada = consultas.atencion(atencion_id)
    hecho = f" ({guardada.hecho})" if guardada.hecho else ""
    return f"{que} la atención de la visita {guardada.visita}: {guardada.resumen}{hecho}."


def _identificador(texto: str | None) -> UUID:
    """El del formulario; si alguien lo cambió, uno nuevo: no protege nada, sólo evita repetir."""
    try:
        return UUID(texto or "")
    except ValueError:
        return uuid4()


def _estado(formulario: Formulario) -> int:
    return 400 if formulario.errors or formulario.form_errors else 200
