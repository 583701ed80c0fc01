"""La única puerta: sin permiso en la tabla, nadie pasa."""

from __future__ import annotations

from flask import Flask, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from registro.errores import ErrorDeRegistro, NoPermitido
from registro.seguridad.acceso import confirmada_hace_poco, proposito, usuaria_actual
from registro.seguridad.permisos import exigir
from registro.web import (
    DISPOSITIVO,
    LECTOR,
    PERMISO_DE_RUTA,
    PERMISO_DE_SECCION,
    PUBLICO,
    RUTAS_QUE_PIDEN_CLAVE,
    RUTAS_QUE_PIDEN_PROPOSITO,
    SECCIONES_QUE_PIDEN_CLAVE,
)
from registro.web.api.seccion import exigir_dispositivo
from registro.web.api.tablas import exigir_lector
from registro.web.cuenta.confirmar import pagina_de_confirmar
from registro.web.entregas import pagina_anterior, pide

# Lo que se puede mientras falta cambiar la contraseña provisional, o inscribir el código que pide el rol.
CON_CLAVE_PROVISIONAL = frozenset({"cuenta.inicio", "ingreso.salir", "static", "ayuda.inicio"})
CON_CODIGO_PENDIENTE = CON_CLAVE_PROVISIONAL | {"cuenta.codigo", "cuenta.confirmar"}

# Quien llama a la API trae su propio token, y lo revisa quien lo conoce.
DE_LA_API = {DISPOSITIVO: exigir_dispositivo, LECTOR: exigir_lector}


def permiso_de(punto: str) -> str | None:
    """Permiso que pide una ruta de Flask; ``None`` si no está en la tabla (y entonces se niega a todos)."""
    seccion = punto.partition(".")[0]
    return PERMISO_DE_RUTA.get(punto) or PERMISO_DE_SECCION.get(seccion)


def pide_clave(punto: str) -> bool:
    """Si esa ruta pide haber escrito la contraseña hace poco."""
    if punto.partition(".")[0] in SECCIONES_QUE_PIDEN_CLAVE:
        return True
    return pide(RUTAS_QUE_PIDEN_CLAVE, punto, request.values)


def _exigir_texto_de_verdad() -> None:
    """Un carácter nulo en la dirección no lo escribe nadie, y una de las dos bases no lo admite."""
    en_la_ruta = [valor for valor in (request.view_args or {}).values() if isinstance(valor, str)]
    if any("\0" in valor for valor in (*en_la_ruta, *request.args.values())):
        raise ErrorDeRegistro("La dirección trae un carácter que no se puede leer. Vuelva al inicio.")


def instalar(app: Flask) -> None:
    """Cada petición pasa por aquí antes que por su pantalla."""
    app.before_request(_revisar)


def _revisar() -> Response | None:
    _exigir_texto_de_verdad()
    if request.endpoint is None:
        return None  # no existe la ruta: responde el 404
    permiso = permiso_de(request.endpoint)
    if permiso == PUBLICO:
        return None
    if permiso is None:
        raise NoPermitido("Esta dirección no está abierta a nadie.")
    if permiso in DE_LA_API:
        DE_LA_API[permiso]()
        return None
    usuaria = usuaria_actual()
    if usuaria is None:
        destino = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("ingreso.entrar", luego=destino))
    exigir(usuaria.como_actor(), permiso)
    if usuaria.clave_provisional and request.endpoint not in CON_CLAVE_PROVISIONAL:
        return redirect(url_for("cuenta.inicio"))
    if usuaria.debe_codigo and request.endpoint not in CON_CODIGO_PENDIENTE:
        return redirect(url_for("cuenta.codigo"))
    return _preguntar_antes(request.endpoint)


def _preguntar_antes(punto: str) -> Response | None:
    """La contraseña otra vez, o para qué son los archivos, si la ruta lo pide."""
    direccion = request.full_path.rstrip("?")
    if pide_clave(punto) and not confirmada_hace_poco():
        return make_response(pagina_de_confirmar(direccion, pagina_anterior()))
    if pide(RUTAS_QUE_PIDEN_PROPOSITO, punto, request.values) and not proposito():
        return redirect(url_for("cuenta.proposito", luego=direccion, desde=pagina_anterior() or None))
    return None
