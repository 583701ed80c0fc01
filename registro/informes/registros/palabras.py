"""El filtro de una cifra dicho como lo diría una persona: pares (qué, cuál)."""

from __future__ import annotations

from collections.abc import Mapping

from registro.actividades.tipos import TIPOS
from registro.catalogos.consultas import localidades, opciones
from registro.fechas import MESES, fecha_larga
from registro.indicadores.consultas import realizadas
from registro.informes.catalogo import mesa
from registro.informes.catalogo.declaracion import Declaracion
from registro.informes.parametros import Parametros

_ROTULOS = {
    "area": "Área",
    "clase": "Clase",
    "gestion": "Actuación o gestión",
    "categoria": "Categoría",
    "unidad": "Unidad",
    "sector": "Sector",
    "objetivo": "Objetivo",
    "periodicidad": "Periodicidad",
    "estacion": "Estación",
    "color": "Color",
    "producto": "Producto",
}
_CATALOGOS = {"area": "area", "categoria": "categoria_encuentro"}


def describir(
    declarada: Declaracion, filtro: Mapping[str, str], parametros: Parametros
) -> tuple[tuple[str, str], ...]:
    """Primero el período y el lugar, después lo propio de la casilla."""
    pares = [*_del_periodo(parametros), *_de_la_casilla(declarada, filtro, parametros)]
    return tuple(dict(pares).items())


def _del_periodo(parametros: Parametros) -> list[tuple[str, str]]:
    pares = []
    if parametros.instancia or parametros.semestre:
        ficha, semestre = mesa.pedida(parametros)
        pares += [("Instancia", ficha.sigla), ("Semestre", semestre.nombre)]
    if parametros.vigencia:
        pares.append(("Vigencia", str(parametros.vigencia)))
    if parametros.corte:
        pares.append(("Corte", fecha_larga(parametros.corte)))
    if parametros.localidad:
        pares.append(("Localidad", _localidad(parametros.localidad)))
    if parametros.tipo:
        pares.append(("Tipo", TIPOS[parametros.tipo].plural))
    if parametros.sector:
        pares.append(("Sector", parametros.sector))
    return pares


def _de_la_casilla(
    declarada: Declaracion, filtro: Mapping[str, str], parametros: Parametros
) -> list[tuple[str, str]]:
    pares = []
    if filtro.get("tipo") in TIPOS:
        pares.append(("Tipo", TIPOS[filtro["tipo"]].plural))
    if "localidad" in filtro:
        pares.append(("Localidad", _localidad(filtro["localidad"])))
    if "actividad" in filtro:
        halladas = realizadas.todas(parametros.alcance({"actividad": filtro["actividad"]}))
        pares += [("Actividad", f"{hecho.titulo}, {hecho.fecha.larga}") for hecho in halladas]
    if "contada" in filtro:
        pares.append(("Contadas", "una vez, aunque sean mesa técnica y jornada"))
    if {"puesto", "sesion", "funcion", "mes"} & set(filtro):
        pares += _de_la_mesa(filtro, parametros)
    pares += [(rotulo, _etiqueta(clave, filtro)) for clave, rotulo in _ROTULOS.items() if clave in filtro]
    return pares if len(pares) else [("Tabla", declarada.titulo)]


def _de_la_mesa(filtro: Mapping[str, str], parametros: Parametros) -> list[tuple[str, str]]:
    leida = mesa.leer(parametros)
    pares = [("Puesto", f"{p.entidad}, {p.nombre}") for p in leida.puestos if p.clave == filtro.get("puesto")]
    pares += [("Sesión", fecha_larga(s.dia)) for s in leida.sesiones if s.clave == filtro.get("sesion")]
    pares += [
        ("Función", f"{f.numero}. {f.texto}") for f in leida.funciones if f.clave == filtro.get("funcion")
    ]
    if filtro.get("mes", "").isdigit() and int(filtro["mes"]) <= len(MESES):
        pares.append(("Mes", MESES[int(filtro["mes"]) - 1].capitalize()))
    return pares


def _etiqueta(clave: str, filtro: Mapping[str, str]) -> str:
    """La etiqueta del catálogo, o lo guardado si ya no está en él."""
    valor = filtro[clave]
    if clave == "gestion":
        etiquetas = {opcion.clave: opcion.etiqueta for opcion in opciones(filtro.get("catalogo", ""))}
    elif clave == "clase":
        etiquetas = {o.clave: o.etiqueta for o in opciones("clase", filtro.get("area"))}
    else:
        etiquetas = {o.clave: o.etiqueta for o in opciones(_CATALOGOS[clave])} if clave in _CATALOGOS else {}
    return etiquetas.get(valor, valor) or "sin publicar"


def _localidad(codigo: str) -> str:
    nombres = {ficha.codigo: ficha.nombre for ficha in localidades()}
    return nombres.get(codigo, "sin localidad")
