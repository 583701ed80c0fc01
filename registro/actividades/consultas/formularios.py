"""Con qué se llenan los formularios: las listas para elegir y los datos de lo que se va a corregir."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from registro.actividades.base import Actividad, buscar
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.tipos import tipo_de
from registro.catalogos import consultas as de_catalogos
from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.instancias import consultas as de_instancias


def opciones(tipo: TipoDeActividad, guardado: Mapping[str, Any]) -> dict[str, list[tuple[Any, str]]]:
    """Pares (clave, etiqueta) de cada lista que el formulario del tipo puede preguntar.

    Una opción que ya no se ofrece sigue siendo válida donde ya estaba guardada.
    """
    listas: dict[str, list[tuple[Any, str]]] = {
        "localidad": [
            ("", "La que corresponda al lugar"),
            *((ficha.codigo, f"{ficha.codigo} {ficha.nombre}") for ficha in de_catalogos.localidades()),
        ],
        "servicios": _con_las_guardadas(
            [(ficha.id, ficha.nombre) for ficha in de_catalogos.servicios()],
            guardado.get("servicios", ()),
            de_catalogos.nombres_de_servicios(),
        ),
        "categoria": _con_las_guardadas(
            [
                ("", "Elija una"),
                *((ficha.clave, ficha.etiqueta) for ficha in de_catalogos.opciones("categoria_encuentro")),
            ],
            [guardado.get("categoria", "")],
            de_catalogos.etiquetas("categoria_encuentro"),
        ),
    }
    if tipo.con_delegadas:
        instancias = de_instancias.instancias()
        listas["instancia_id"] = [(ficha.id, f"{ficha.sigla}: {ficha.nombre}") for ficha in instancias]
        listas["funciones"] = [
            (funcion.id, f"{funcion.numero}. {funcion.texto}")
            for ficha in instancias
            for funcion in de_instancias.funciones(ficha.id)
        ]
    return listas


def _con_las_guardadas(
    pares: list[tuple[Any, str]], guardadas: Iterable[Any], nombres: Mapping[Any, str]
) -> list[tuple[Any, str]]:
    claves = {clave for clave, _etiqueta in pares}
    retiradas = [clave for clave in guardadas if clave not in claves]
    return pares + [(clave, f"{nombres.get(clave, clave)} (ya no se ofrece)") for clave in retiradas]


def para_corregir(uuid: str | UUID) -> dict[str, Any]:
    """Los datos de una actividad como los espera su formulario."""
    actividad = buscar(db.session(), uuid)
    tipo = tipo_de(actividad.tipo)
    datos = {propio: getattr(actividad, propio) for propio in tipo.propios} | tipo.leer(actividad)
    datos |= {
        "fecha": Fecha(actividad.fecha, Precision(actividad.precision)),
        "lugar": actividad.lugar.nombre if actividad.lugar else "",
        "localidad": actividad.localidad_codigo or "",
        "sesiones": actividad.sesiones,
        "notas": actividad.notas,
    }
    datos["titulo"] = _titulo_escrito(tipo, actividad, datos)
    conteos = {f"conteo_{conteo.publico or 'total'}": conteo.cantidad for conteo in actividad.conteos}
    return datos | conteos


def _titulo_escrito(tipo: TipoDeActividad, actividad: Actividad, datos: dict[str, Any]) -> str:
    """El título que alguien escribió; vacío si es el que se arma solo, para que se vuelva a armar."""
    return "" if tipo.titulo(datos) == actividad.titulo else actividad.titulo
