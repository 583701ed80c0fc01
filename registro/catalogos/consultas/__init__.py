"""Preguntas a los catálogos: qué opciones hay y a qué localidad se refiere un nombre."""

from registro.catalogos.consultas.busqueda import (
    FichaDeEntidad,
    FichaDeLocalidad,
    FichaDeOpcion,
    FichaDeSector,
    FichaDeServicio,
    deducir_localidad,
    entidades,
    etiquetas,
    localidad_oficial,
    localidades,
    nombres_de_servicios,
    opciones,
    resolver_localidad,
    sectores,
    servicios,
)

__all__ = [
    "FichaDeEntidad",
    "FichaDeLocalidad",
    "FichaDeOpcion",
    "FichaDeSector",
    "FichaDeServicio",
    "deducir_localidad",
    "entidades",
    "etiquetas",
    "localidad_oficial",
    "localidades",
    "nombres_de_servicios",
    "opciones",
    "resolver_localidad",
    "sectores",
    "servicios",
]
