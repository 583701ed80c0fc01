"""Las tablas para una hoja de cálculo o un tablero: con un token personal, en JSON o en CSV."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Response, g, jsonify, request, url_for

from registro.errores import ErrorDeRegistro
from registro.escritores import en_csv, en_json
from registro.escritores.tipos import TIPOS
from registro.informes import catalogo, filtros
from registro.informes.parametros import Parametros
from registro.seguridad.divulgacion.operaciones import RESERVADA, Salida, asentar_consulta
from registro.seguridad.permisos import exigir
from registro.seguridad.tokens import operaciones
from registro.seguridad.tokens.consultas import Lector, NoEsLector, reconocer
from registro.tabla import Tabla
from registro.web.api.seccion import bp

ESQUEMA = "Bearer "
FORMATOS = {formato: TIPOS[formato] for formato in ("json", "csv")}
OK = HTTPStatus.OK
PROPIOS = frozenset({"formato"})
FICHA = "Registro-Ficha"


def exigir_lector() -> None:
    """La guarda de estas rutas: quien llama trae un token que sirve y su dueña puede ver tablas.

    :raises NoEsLector: falta el token o no sirve.
    """
    autorizacion = request.headers.get("Authorization", "")
    if not autorizacion.startswith(ESQUEMA):
        raise NoEsLector("Falta el token de lectura. Créelo en «Su cuenta» y envíelo como «Bearer TOKEN».")
    g.lector = reconocer(autorizacion.removeprefix(ESQUEMA).strip())
    exigir(g.lector.actor, "tablas.ver")


@bp.get("/tablas")
def tablas() -> Response:
    """Qué tablas hay, qué responde cada una y por qué se filtra."""
    return _con_marca(
        jsonify(
            tablas=[
                {
                    "nombre": una.nombre,
                    "titulo": una.titulo,
                    "responde": una.responde,
                    "filtros": list(una.filtros),
                    "direccion": url_for("api.tabla", nombre=una.nombre, _external=True),
                }
                for una in catalogo.CATALOGO.values()
            ]
        )
    )


@bp.get("/tablas/<nombre>")
def tabla(nombre: str) -> Response:
    """Una tabla con los mismos filtros que en pantalla; con «If-None-Match», 304 si no cambió."""
    formato = request.args.get("formato", "json")
    if formato not in FORMATOS:
        raise ErrorDeRegistro(f"No se entrega en «{formato[:20]}». Pida {' o '.join(FORMATOS)}.", "formato")
    ajenos = sorted(set(request.args) - set(filtros.ETIQUETAS) - PROPIOS)
    if ajenos:
        validos = ", ".join(filtros.ETIQUETAS)
        raise ErrorDeRegistro(f"«{ajenos[0][:30]}» no es un filtro. Son: {validos}.", "filtro")
    parametros = Parametros.leer({filtro: request.args.get(filtro) for filtro in filtros.ETIQUETAS})
    calculada = catalogo.tabla(nombre, parametros)
    lector: Lector = g.lector
    operaciones.anotar_uso(lector, nombre)
    respuesta = _con_marca(Response(_escribir(calculada, formato), content_type=FORMATOS[formato]))
    if respuesta.status_code == OK:
        que = f"{calculada.titulo} (token {lector.token_id})"
        salida = Salida(que, RESERVADA, f"Token «{lector.nombre}»", f"api {formato}")
        # Otros programas leen las columnas: lo que el archivo dice de sí va aparte, en un renglón.
        respuesta.headers[FICHA] = urlencode(asentar_consulta(lector.actor, salida).datos)
    return respuesta


def _escribir(calculada: Tabla, formato: str) -> bytes:
    return en_csv.escribir(calculada) if formato == "csv" else en_json.escribir(calculada).encode()


def _con_marca(respuesta: Response) -> Response:
    """La marca es la huella de lo que se entrega: si la otra parte ya lo tiene, no se repite."""
    respuesta.set_etag(sha256(respuesta.get_data()).hexdigest()[:32], weak=True)
    respuesta.headers["Cache-Control"] = "private, no-cache"
    respuesta.vary.add("Authorization")
    respuesta.make_conditional(request)
    return respuesta
