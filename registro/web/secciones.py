"""Registra las secciones de la tabla y arma el menú de cada quien."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from flask import Flask, request, url_for

from registro.seguridad.acceso import proposito, usuaria_actual
from registro.web import PERMISO_DE_SECCION

SIN_MODULO = frozenset({"static"})
DENTRO_DE = {"conteos": "analisis"}  # lo que se abre desde otra sección deja marcada la suya

# Sección → texto de su pestaña, en el orden en que se ven.
PESTANAS: dict[str, str] = {
    "campo": "Campo",
    "casa": "Casa de Todas",
    "secretaria": "Actividades",
    "mesa": "Mesa",
    "bandeja": "Por revisar",
    "indicadores": "Indicadores",
    "enlace": "Reportes",
    "revision": "Reportes",
    "analisis": "Tablas",
    "informes": "Informes",
    "importacion": "Importar",
    "derechos": "Derechos",
    "administracion": "Administración",
    "bitacora": "Bitácora",
}


# Adónde llega cada quien al entrar: la primera de éstas que le toque es su trabajo principal.
PORTADAS = ("secretaria", "casa", "administracion", "campo", "enlace", "analisis", "bitacora")


@dataclass(frozen=True, slots=True)
class Pestana:
    """Una entrada del menú."""

    texto: str
    url: str
    activa: bool


def registrar(app: Flask) -> None:
    """Registra el ``bp`` de cada módulo de la tabla y lo que toda plantilla necesita."""
    for seccion in PERMISO_DE_SECCION:
        if seccion not in SIN_MODULO:
            app.register_blueprint(import_module(f"registro.web.{seccion}").bp)
    app.context_processor(_contexto)


def menu() -> list[Pestana]:
    """Las secciones a las que puede entrar quien está mirando."""
    usuaria = usuaria_actual()
    if usuaria is None:
        return []
    actor = usuaria.como_actor()
    aqui = DENTRO_DE.get(request.blueprint or "", request.blueprint)
    return [
        Pestana(texto, _fija(f"{seccion}.inicio"), seccion == aqui)
        for seccion, texto in PESTANAS.items()
        if actor.puede(PERMISO_DE_SECCION[seccion])
    ]


def portada() -> str:
    """La sección del trabajo principal de quien entró, o su cuenta si no tiene ninguna."""
    usuaria = usuaria_actual()
    actor = usuaria.como_actor() if usuaria else None
    propias = [una for una in PORTADAS if actor and actor.puede(PERMISO_DE_SECCION[una])]
    return url_for(f"{propias[0]}.inicio" if propias else "cuenta.inicio")


def _fija(punto: str) -> str:
    """La dirección de una página que no lleva nada más."""
    return _recordada(request.script_root, punto)


@cache
def _recordada(_raiz: str, punto: str) -> str:
    return url_for(punto)


def _contexto() -> dict[str, Any]:
    usuaria = usuaria_actual()
    return {
        "menu": menu(),
        "persona": usuaria.nombre if usuaria else None,
        "proposito": proposito() if usuaria else "",
        "url_cuenta": _fija("cuenta.inicio") if usuaria else None,
        "url_inicio": _fija("ingreso.inicio"),
        "url_salir": _fija("ingreso.salir"),
        "url_ayuda": _fija("ayuda.inicio") if usuaria else None,
    }
