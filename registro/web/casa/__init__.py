"""Casa de Todas: leer la tarjeta o atender sin ella, anotar en una pantalla, corregir y anular."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
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
from registro.web.controles import Formulario, senalar
from registro.web.presentacion import Pagina

bp = Blueprint("casa", __name__, url_prefix="/casa")

DIAS_POR_PAGINA, ATENCIONES_POR_PAGINA = 30, 100


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
    pagina = render_template("casa/atencion.html", formulario=formulario, areas=areas, numero=numero, dia=dia)
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


@bp.post("/visita/<int:asistencia_id>/quitar")
def quitar(asistencia_id: int) -> Response:
    """Quita una visita sin atenciones, leída por error."""
    operaciones.quitar_visita(actor_actual(), asistencia_id)
    flash("La lectura se quitó. Ya no cuenta.", "exito")
    return redirect(url_for("casa.inicio"))


@bp.get("/dias")
def dias() -> str:
    """Los días de atención."""
    numero = max(1, request.args.get("pagina", 1, type=int))
    hallados, total = consultas.dias(desde=(numero - 1) * DIAS_POR_PAGINA, cuantos=DIAS_POR_PAGINA)
    pagina = Pagina(hallados, numero, DIAS_POR_PAGINA, total, lambda n: url_for("casa.dias", pagina=n))
    return render_template("casa/dias.html", pagina=pagina)


@bp.get("/dias/<uuid:uuid>")
def dia(uuid: UUID) -> str:
    """Las atenciones de un día; queda anotado quién las miró."""
    visto = consultas.dia(uuid)
    operaciones.anotar_consulta(actor_actual(), visto.uuid)
    numero = max(1, request.args.get("pagina", 1, type=int))
    desde = (numero - 1) * ATENCIONES_POR_PAGINA
    halladas = consultas.atenciones(visto.id, desde=desde, cuantas=ATENCIONES_POR_PAGINA)
    pagina = Pagina(
        halladas,
        numero,
        ATENCIONES_POR_PAGINA,
        visto.atenciones,
        lambda n: url_for("casa.dia", uuid=uuid, pagina=n),
    )
    return render_template("casa/dia.html", dia=visto, pagina=pagina)


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
