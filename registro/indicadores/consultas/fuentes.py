"""De qué registros puede salir una cifra: cada tipo de actividad y las atenciones, con sus filtros."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import String

from registro.actividades.conteos import PUBLICOS, TOTAL
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.tipos import TIPOS
from registro.catalogos.consultas import etiquetas, localidades, opciones
from registro.indicadores.reglas import ATENCIONES, Fuente, Medida

ETIQUETAS = {
    "localidad": "Localidad",
    "publico": "Público",
    "area": "Área",
    "clase": "Clase",
    "modalidad": "Modalidad",
    "categoria": "Categoría",
    "unidad": "Unidad de la cantidad",
    "estacion": "Estación",
    "entidad_o_sector": "Entidad o sector",
}
# Filtro → catálogo de donde salen sus valores; los demás se escriben como están en los registros.
CATALOGOS = {"area": "area", "clase": "clase", "modalidad": "modalidad", "categoria": "categoria_encuentro"}
# De la mesa: su clase y su modalidad no son las de las atenciones, y por una hora nadie filtra.
_SIN_FILTRAR = {"motivo_extraordinaria", "clase", "modalidad", "hora_inicio", "hora_fin"}


def _de_tipo(tipo: TipoDeActividad) -> Fuente:
    tabla = tipo.modelo.__table__.c
    propios = [
        nombre
        for nombre in tipo.propios
        if isinstance(tabla[nombre].type, String) and nombre not in _SIN_FILTRAR
    ]
    medidas = [Medida.ACTIVIDADES, Medida.ASISTENCIAS]
    medidas += [Medida.PERSONAS] if tipo.con_tarjetas else []
    medidas += [Medida.CANTIDAD] if "cantidad" in tipo.propios else []
    return Fuente(tipo.clave, tipo.plural, ("localidad", "publico", *propios), tuple(medidas))


FUENTES: dict[str, Fuente] = {clave: _de_tipo(tipo) for clave, tipo in TIPOS.items()} | {
    ATENCIONES: Fuente(
        ATENCIONES,
        "Atenciones de Casa de Todas",
        ("area", "clase", "modalidad", "localidad"),
        (Medida.ATENCIONES, Medida.PERSONAS),
    )
}


def valores_de(filtro: str) -> dict[str, str]:
    """Los que se pueden elegir: clave → etiqueta. Vacío si el filtro se escribe."""
    if filtro == "localidad":
        return {ficha.codigo: ficha.nombre for ficha in localidades()}
    if filtro == "publico":
        return {clave: nombre for clave, nombre in PUBLICOS.items() if clave != TOTAL}
    if filtro in CATALOGOS:
        return {opcion.clave: opcion.etiqueta for opcion in opciones(CATALOGOS[filtro])}
    return {}


def nombres_de(filtro: str) -> Mapping[str, str]:
    """Clave → etiqueta de todos los valores que ha tenido, también los que ya no se ofrecen."""
    if filtro in CATALOGOS:
        return etiquetas(CATALOGOS[filtro])
    return valores_de(filtro)


def etiqueta(filtro: str) -> str:
    """Cómo se llama un filtro en pantalla."""
    return ETIQUETAS.get(filtro, filtro.replace("_", " ").capitalize())
