"""Los errores en palabras: una página para las personas y un JSON para los programas."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from registro.errores import ErrorDeRegistro, NoPermitido, TodaviaNada

TITULOS = {
    400: "No se pudo hacer",
    403: "No tiene permiso",
    404: "No se encontró",
    405: "Esa acción no existe aquí",
    409: "Algo cambió mientras tanto",
    413: "El archivo es demasiado grande",
    429: "Hay mucha gente a la vez",
}
MENSAJES = {
    404: "La dirección no existe o ya no está. Revise que esté completa o vuelva al inicio.",
    405: "La página se abrió de una manera que no corresponde. Vuelva al inicio y siga los botones.",
    413: "El archivo pesa más de {megas} MB. No se guardó nada: divídalo y súbalo por partes.",
}
PARA_PROGRAMAS = {
    404: "No hay nada en esa dirección. Las que hay están en /api/v1/openapi.json.",
    405: "Esa dirección no recibe ese método. Los que recibe están en /api/v1/openapi.json.",
}
DE_LECTURA = frozenset({"api.tablas", "api.tabla"})
# Sección → a qué parte suya se vuelve tras un error; de las demás se vuelve al inicio.
SALIDAS = {
    "campo": ("Volver a las actividades", "campo.inicio"),
    "publico": ("Volver a empezar", "publico.inicio"),
    "titular": ("Volver a empezar", "titular.inicio"),
    "importacion": ("Volver a importar", "importacion.inicio"),
    "secretaria": ("Volver a las actividades", "secretaria.inicio"),
    "mesa": ("Volver a las instancias", "mesa.inicio"),
    "bandeja": ("Volver a lo que falta por revisar", "bandeja.inicio"),
    "analisis": ("Volver a las tablas", "analisis.inicio"),
    "indicadores": ("Volver a los indicadores", "indicadores.inicio"),
    "informes": ("Volver a los informes", "informes.inicio"),
    "ayuda": ("Volver a la ayuda", "ayuda.inicio"),
}
MARCOS = {"campo": "base_campo.html", "publico": "base_publica.html", "titular": "base_publica.html"}
CADUCO = (
    "La página estuvo abierta mucho tiempo y, por seguridad, hay que confirmar otra vez. "
    "No se guardó lo último: vuelva atrás, revise lo que escribió y envíelo de nuevo."
)
TODAVIA_NADA = "Todavía no hay qué mostrar"
NO_SE_ENTIENDE = "Lo que se envió no se entiende. Vuelva atrás, revíselo y envíelo de nuevo."
INESPERADO = (
    "Fue una falla nuestra. Lo que ya estaba guardado sigue guardado; lo último que envió puede no estarlo: "
    "revíselo."
)


def instalar(app: Flask) -> None:
    """Registra los manejadores."""
    app.register_error_handler(ErrorDeRegistro, _de_registro)
    app.register_error_handler(CSRFError, lambda _error: _responder(400, CADUCO))
    app.register_error_handler(HTTPException, _de_http)
    app.register_error_handler(500, lambda _error: _responder(500, INESPERADO))


def _de_registro(error: ErrorDeRegistro) -> Response:
    titulo = TODAVIA_NADA if isinstance(error, TodaviaNada) else None
    return _responder(error.estado, error.mensaje, error.campo, getattr(error, "motivo", None), titulo)


def _de_http(error: HTTPException) -> Response:
    codigo = error.code or 500
    if codigo < 400 and error.response is not None:  # noqa: PLR2004 - una redirección no es un error
        return make_response(error.response)
    megas = (current_app.config["MAX_CONTENT_LENGTH"] or 0) // 1024**2
    dichos = MENSAJES | PARA_PROGRAMAS if _es_un_programa() else MENSAJES
    return _responder(codigo, dichos.get(codigo, NO_SE_ENTIENDE).format(megas=megas))


def _responder(
    codigo: int,
    mensaje: str,
    campo: str | None = None,
    motivo: str | None = None,
    titulo: str | None = None,
) -> Response:
    if _es_un_programa():
        de_programa = {"motivo": motivo} if motivo else {}
        respuesta = jsonify(error={"mensaje": mensaje, "campo": campo, **de_programa})
        if codigo == HTTPStatus.UNAUTHORIZED:
            esquema = "Bearer" if request.endpoint in DE_LECTURA else "Dispositivo"
            respuesta.headers["WWW-Authenticate"] = esquema
    else:
        titulo = titulo or TITULOS.get(codigo, "Algo falló")
        partes = {"titulo": titulo, "mensaje": mensaje, "marco": _marco(), "acciones": _salidas(codigo)}
        respuesta = make_response(render_template("error.html", **partes))
    respuesta.status_code = codigo
    return respuesta


def _es_un_programa() -> bool:
    return request.path.startswith("/api/")


def _salidas(codigo: int) -> list[tuple[str, str]]:
    """El comienzo de la sección, si quien mira puede entrar en ella."""
    salida = None if codigo == NoPermitido.estado else SALIDAS.get(request.blueprint or "")
    return [(salida[0], url_for(salida[1]))] if salida else []


def _marco() -> str:
    """En el campo un error no enciende la pantalla; en el teléfono de quien asiste no ofrece menús."""
    return MARCOS.get(request.blueprint or "", "base.html")
