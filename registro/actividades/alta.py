"""Armar una actividad nueva con datos ya leídos, dentro de la transacción de quien llama.

La usan las operaciones, el importador y la demostración: una actividad nace igual venga de donde venga.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import uuid4

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad, Conteo
from registro.actividades.conteos import revisar
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import ANULADA, CERRADA, PROGRAMADA
from registro.catalogos.lugares import LARGO as LARGO_DE_LUGAR
from registro.catalogos.lugares import obtener_lugar
from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc
from registro.fechas import Fecha
from registro.textos import clave, limpiar

LARGO_DE_TITULO = 300
LARGO_DE_TEXTO = 5000


class Procedencia(TypedDict):
    """De dónde viene una actividad: cuánta gente declara, en qué estado nace y quién responde por ella."""

    conteos: NotRequired[Mapping[str, int]]
    estado: str
    origen: str
    creada_por: str
    llave: NotRequired[str | None]


def armar(
    sesion: Session, tipo: TipoDeActividad, datos: Mapping[str, Any], **procedencia: Unpack[Procedencia]
) -> Actividad:
    """Crea la actividad con su lugar, sus conteos y lo que cuelga de ella, y la añade a ``sesion`` (con id).

    ``datos``: fecha (:class:`Fecha`), lugar (texto o vacío), localidad (código o ``None``), titulo, notas,
    sesiones y los campos propios del tipo; además ``servicios`` (ids) en una jornada y ``funciones`` (ids) o
    ``agenda`` (título, o lista de puntos ``{"titulo", "presenta", "funciones"}``) en una sesión de mesa;
    y ``uuid``, si quien la pide ya le dio identificador. Lo que falte lo llena la declaración del tipo.

    :raises ErrorDeRegistro: un texto demasiado largo o un conteo que no cuadra; no se añadió nada.
    """
    ahora = ahora_utc()
    estado = procedencia["estado"]
    actividad = tipo.modelo(
        uuid=datos.get("uuid") or uuid4(),
        estado=estado,
        origen=procedencia["origen"],
        llave_de_importacion=procedencia.get("llave"),
        creada_en=ahora,
        creada_por=procedencia["creada_por"],
        abierta_en=None if estado in {PROGRAMADA, ANULADA} else ahora,
        cerrada_en=ahora if estado == CERRADA else None,
    )
    llenar(sesion, tipo, actividad, datos)
    contar(actividad, procedencia.get("conteos") or {})
    sesion.add(actividad)
    sesion.flush()
    return actividad


def llenar(sesion: Session, tipo: TipoDeActividad, actividad: Actividad, datos: Mapping[str, Any]) -> None:
    """Pone en la actividad lo que dicen ``datos``; sirve igual para crearla y para corregirla."""
    fecha = _fecha(datos)
    completos = tipo.completar({nombre: _limpio(tipo, nombre, dato) for nombre, dato in datos.items()})
    actividad.fecha, actividad.precision, actividad.fin = fecha.dia, fecha.precision.value, fecha.fin
    actividad.localidad_codigo = completos.get("localidad") or None
    nombre = completos.get("lugar") or ""
    actividad.lugar = obtener_lugar(sesion, nombre, actividad.localidad_codigo) if nombre else None
    actividad.sesiones = completos.get("sesiones") or actividad.sesiones or 1
    actividad.notas = completos.get("notas") or ""
    actividad.titulo = (completos.get("titulo") or tipo.titulo(completos))[:LARGO_DE_TITULO]
    for propio in tipo.propios:
        if propio in completos:
            setattr(actividad, propio, completos[propio])
    tipo.colgar(actividad, completos)
    propios = [str(completos[propio]) for propio in tipo.propios if isinstance(completos.get(propio), str)]
    actividad.busqueda = clave(" ".join([actividad.titulo, nombre, *propios]))


def contar(actividad: Actividad, conteos: Mapping[str, int]) -> None:
    """Deja declarados exactamente esos conteos.

    :raises ErrorDeRegistro: no cuadran.
    """
    revisar(conteos)
    guardados = {conteo.publico: conteo for conteo in actividad.conteos}
    for publico, conteo in guardados.items():
        if publico not in conteos:
            actividad.conteos.remove(conteo)
    for publico, cantidad in conteos.items():
        if publico in guardados:
            guardados[publico].cantidad = cantidad
        else:
            actividad.conteos.append(Conteo(publico=publico, cantidad=cantidad))


def _fecha(datos: Mapping[str, Any]) -> Fecha:
    fecha = datos.get("fecha")
    if not isinstance(fecha, Fecha):
        raise ErrorDeRegistro("Falta la fecha. Escríbala así: 13/03/2023. No se guardó nada.", "fecha")
    return fecha


def _limpio(tipo: TipoDeActividad, nombre: str, dato: Any) -> Any:
    """Un texto sin caracteres de control y que cabe en su columna; lo demás, igual."""
    if not isinstance(dato, str):
        return dato
    columna = inspect(tipo.modelo).columns.get(nombre)
    largo = LARGO_DE_LUGAR if nombre == "lugar" else getattr(getattr(columna, "type", None), "length", None)
    return limpiar(dato, largo or LARGO_DE_TEXTO, nombre)
