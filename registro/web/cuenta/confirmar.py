"""Volver a escribir la contraseña, y seguir con lo que se estaba haciendo."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.seguridad import acceso, operaciones
from registro.web.cuenta.seccion import bp
from registro.web.destinos import destino_propio
from registro.web.entregas import entrega, seguir

CLAVE = "clave_confirmada"  # un nombre que ningún otro formulario usa: viaja junto a lo que se iba a enviar


@bp.post("/confirmar")
def confirmar() -> Response | str | tuple[str, int]:
    """Comprueba la contraseña y sigue adonde se iba, con lo que se estaba enviando."""
    luego, desde = destino_propio(request.args.get("luego")), request.args.get("desde", "")
    motivo = operaciones.confirmar_clave(acceso.actor_actual(), request.form.get(CLAVE, ""))
    if motivo:
        return pagina_de_confirmar(luego, desde, motivo)
    acceso.confirmar()
    if request.args.get("envia") != "si":
        return seguir(luego, desde)
    if entrega(luego, "POST", request.values):
        return _pagina_de_descarga(luego, desde, _enviados())
    return redirect(luego, 307)


@bp.get("/descarga")
def descarga() -> Response | str:
    """La descarga empieza sola, y se puede volver a donde se estaba."""
    luego = destino_propio(request.args.get("luego"))
    if not entrega(luego):
        return redirect(luego)
    return _pagina_de_descarga(luego, request.args.get("desde", ""), [])


def pagina_de_confirmar(luego: str, desde: str = "", motivo: str = "") -> tuple[str, int]:
    """Pide la contraseña sin perder lo que se iba a enviar: viaja oculto en el mismo formulario."""
    envia = request.method == "POST" and (
        request.endpoint != "cuenta.confirmar" or bool(request.args.get("envia"))
    )
    pares = _enviados() if envia else []
    accion = url_for("cuenta.confirmar", luego=luego, desde=desde or None, envia="si" if envia else None)
    pagina = render_template(
        "cuenta/confirmar.html", accion=accion, pares=pares, motivo=motivo, campo_de_clave=CLAVE
    )
    return pagina, 400 if motivo else 200


def _enviados() -> list[tuple[str, str]]:
    """Lo que se iba a enviar, sin la contraseña."""
    enviados = request.form.items(multi=True)
    return [(nombre, valor) for nombre, valor in enviados if nombre not in {CLAVE, "csrf_token"}]


def _pagina_de_descarga(luego: str, desde: str, pares: list[tuple[str, str]]) -> str:
    envia = request.method == "POST"
    volver = destino_propio(desde) if desde else None
    return render_template("cuenta/descarga.html", luego=luego, volver=volver, pares=pares, envia=envia)
