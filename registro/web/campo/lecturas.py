"""La pantalla de lectura: un lector escribe el código y Entrar; la misma pantalla vuelve con el veredicto."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia import consultas, operaciones
from registro.asistencia.reglas import AL_RECIBIR, MANUAL, QR, leer_uuid
from registro.seguridad.acceso import actor_actual
from registro.web.campo.seccion import bp, de_vuelta, exigir_actividad, lectura_en_mano

A_LA_VISTA = 3


@bp.get("/<uuid:actividad>")
def leer(actividad: UUID) -> str:
    """El lector, el último veredicto y la cuenta."""
    ficha, actor = exigir_actividad(actividad), actor_actual()
    servicios = consultas.servicios_de(ficha)
    veredicto = consultas.veredicto(actor, ficha.id, lectura_en_mano())
    anotados = veredicto.recibidos if veredicto else frozenset()
    a_la_vista = [
        servicio for orden, servicio in enumerate(servicios) if orden < A_LA_VISTA or servicio.id in anotados
    ]
    return render_template(
        "campo/leer.html",
        actividad=ficha,
        veredicto=veredicto,
        servicios=a_la_vista,
        conteo=consultas.conteo(ficha.id),
        ultima=consultas.ultima_deshacible(actor, ficha.id),
        ficha=uuid4(),
        url_volver=url_for("campo.inicio"),
    )


@bp.get("/<uuid:actividad>/escribir")
def escribir(actividad: UUID) -> str:
    """Escribir a mano lo impreso en la tarjeta."""
    return render_template(
        "campo/escribir.html",
        actividad=exigir_actividad(actividad),
        ficha=uuid4(),
        url_volver=url_for("campo.leer", actividad=actividad),
    )


@bp.post("/<uuid:actividad>/lecturas")
def recibir(actividad: UUID) -> Response:
    """Recibe un código, leído o escrito."""
    ficha, codigo = exigir_actividad(actividad), request.form.get("codigo", "")
    if not codigo.strip():
        return de_vuelta(actividad, None)
    medio = MANUAL if request.form.get("medio") == MANUAL else QR
    id_ = id_de_formulario(f"{medio}:{codigo}")
    lectura = {
        "id": str(id_),
        "actividad": ficha.uuid,
        "credencial": codigo,
        "medio": medio,
        "leida_en": AL_RECIBIR,
    }
    operaciones.recibir_lote(actor_actual(), [lectura])
    return de_vuelta(actividad, id_)


@bp.post("/<uuid:actividad>/deshacer")
def deshacer(actividad: UUID) -> Response:
    """Deshace la lectura que la pantalla mostraba como última; repetirlo no deshace otra."""
    exigir_actividad(actividad)
    lectura = leer_uuid(request.form.get("lectura", "")) or abort(400)
    operaciones.deshacer(actor_actual(), lectura)
    return de_vuelta(actividad, lectura)


@bp.get("/<uuid:actividad>/mas")
def mas(actividad: UUID) -> str:
    """Lo que se usa menos."""
    ficha = exigir_actividad(actividad)
    return render_template(
        "campo/mas.html",
        actividad=ficha,
        veredicto=consultas.veredicto(actor_actual(), ficha.id, lectura_en_mano()),
        url_volver=url_for("campo.leer", actividad=actividad, lectura=lectura_en_mano()),
    )


def id_de_formulario(contenido: str) -> UUID:
    """La id de una lectura hecha en pantalla: enviar dos veces el mismo formulario es la misma lectura."""
    ficha = leer_uuid(request.form.get("ficha", "")) or abort(400)
    return uuid5(ficha, contenido)
