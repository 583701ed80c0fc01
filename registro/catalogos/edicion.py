"""Qué catálogos se editan en pantalla y con qué campos; añadir uno es una línea más en la tabla."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registro.catalogos.modelo import AliasDeLocalidad, Entidad, Lugar, Opcion, Sector, Servicio
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.numeros import leer_entero
from registro.textos import clave as clave_de
from registro.textos import limpiar

LOCALIDADES, SECTORES, AREAS = "localidades", "sectores", "areas"


@dataclass(frozen=True, slots=True)
class CampoDeCatalogo:
    """Un campo editable. ``lista`` nombra de dónde salen sus opciones; vacía, es texto o número."""

    nombre: str
    etiqueta: str
    ayuda: str = ""
    maximo: int = 120
    lista: str = ""
    entero: bool = False
    obligatorio: bool = False


@dataclass(frozen=True, slots=True)
class Catalogo:
    """Un catálogo editable. ``una`` es como se dice una de sus filas.

    ``de_opciones`` es el nombre en la tabla ``opcion``, si vive allí.
    """

    clave: str
    nombre: str
    una: str
    ayuda: str
    modelo: type[Any]
    campos: tuple[CampoDeCatalogo, ...]
    estado: str = "activo"
    de_opciones: str = ""


_NOMBRE = CampoDeCatalogo("nombre", "Nombre", maximo=200, obligatorio=True)
_ORDEN = CampoDeCatalogo("orden", "Orden", "Los números menores se muestran primero.", entero=True)
_ETIQUETA = CampoDeCatalogo("etiqueta", "Nombre", maximo=120, obligatorio=True)
_AREA = CampoDeCatalogo("padre", "Área", lista=AREAS, obligatorio=True)
_LOCALIDAD = CampoDeCatalogo("localidad_codigo", "Localidad", lista=LOCALIDADES)
_SECTOR = CampoDeCatalogo("sector_id", "Sector", lista=SECTORES)


def _opciones(clave: str, nombre: str, una: str, ayuda: str, *, con_area: bool = False) -> Catalogo:
    campos = (_ETIQUETA, _AREA, _ORDEN) if con_area else (_ETIQUETA, _ORDEN)
    return Catalogo(clave, nombre, una, ayuda, Opcion, campos, "activa", clave)


CATALOGOS: dict[str, Catalogo] = {
    catalogo.clave: catalogo
    for catalogo in (
        Catalogo(
            "lugar", "Lugares", "un lugar", "Sitios donde se hacen actividades.", Lugar, (_NOMBRE, _LOCALIDAD)
        ),
        Catalogo(
            "alias",
            "Otros nombres de localidades",
            "otro nombre de una localidad",
            "Cómo más se llama a una localidad. El mismo nombre en dos localidades se pregunta cada vez.",
            AliasDeLocalidad,
            (
                CampoDeCatalogo("nombre", "Nombre", obligatorio=True),
                CampoDeCatalogo("localidad_codigo", "Localidad", lista=LOCALIDADES, obligatorio=True),
            ),
            "",
        ),
        Catalogo(
            "sector",
            "Sectores",
            "un sector",
            "Sectores de la administración.",
            Sector,
            (CampoDeCatalogo("nombre", "Nombre", obligatorio=True),),
        ),
        Catalogo(
            "entidad",
            "Entidades",
            "una entidad",
            "Ofrecen servicios, reciben remisiones o integran una mesa.",
            Entidad,
            (_NOMBRE, _SECTOR),
            "activa",
        ),
        Catalogo(
            "servicio",
            "Servicios",
            "un servicio",
            "Los de menor orden quedan a un toque en la tableta.",
            Servicio,
            (CampoDeCatalogo("nombre", "Nombre", obligatorio=True), _ORDEN),
        ),
        _opciones("area", "Áreas de Casa de Todas", "un área de Casa de Todas", "Áreas que atienden."),
        _opciones(
            "clase",
            "Clases de atención",
            "una clase de atención",
            "Qué clase de atención da cada área.",
            con_area=True,
        ),
        _opciones("modalidad", "Modalidades", "una modalidad", "Cómo se atiende."),
        _opciones(
            "actuacion",
            "Actuaciones",
            "una actuación",
            "Lo que se hace dentro de una atención jurídica.",
            con_area=True,
        ),
        _opciones(
            "gestion", "Gestiones", "una gestión", "Lo que se gestiona dentro de una atención.", con_area=True
        ),
        _opciones(
            "categoria_encuentro",
            "Categorías de encuentro",
            "una categoría de encuentro",
            "Escuelas, ferias, recorridos…",
        ),
    )
}


def catalogo_de(clave: str) -> Catalogo:
    """La declaración.

    :raises NoEncontrado: no hay catálogo con esa clave.
    """
    if clave not in CATALOGOS:
        raise NoEncontrado("Ese catálogo no existe. Elija uno de la lista.")
    return CATALOGOS[clave]


def buscar(sesion: Session, catalogo: Catalogo, fila_id: int) -> Any:
    """El registro del modelo, dentro de la sesión dada."""
    registro = sesion.scalar(todas(catalogo).where(catalogo.modelo.id == fila_id))
    if registro is None:
        raise NoEncontrado("Esa fila ya no está en el catálogo. No se cambió nada.")
    return registro


def llenar(sesion: Session, catalogo: Catalogo, registro: Any, datos: dict[str, str]) -> None:
    """Pone en ``registro`` los ``datos`` del formulario, limpios.

    :raises ErrorDeRegistro: falta el nombre, o ya hay otro igual.
    """
    for campo in catalogo.campos:
        setattr(registro, campo.nombre, _leer(campo, datos.get(campo.nombre, "")))
    texto = getattr(registro, catalogo.campos[0].nombre)
    if catalogo.de_opciones:
        registro.catalogo = catalogo.de_opciones
        registro.padre = registro.padre or ""
        registro.clave = registro.clave or texto.lower()
    else:
        registro.clave = clave_de(texto)
    iguales = todas(catalogo).where(catalogo.modelo.clave == registro.clave)
    for separador in ("padre", "localidad_codigo"):
        if hasattr(catalogo.modelo, separador):
            iguales = iguales.where(getattr(catalogo.modelo, separador) == getattr(registro, separador))
    with sesion.no_autoflush:
        if any(otro.id != registro.id for otro in sesion.scalars(iguales)):
            raise EnConflicto(
                f"«{texto}» ya está en el catálogo. No se guardó otra vez.", catalogo.campos[0].nombre
            )


def _leer(campo: CampoDeCatalogo, crudo: str) -> str | int | None:
    texto = limpiar(crudo, campo.maximo, campo.nombre)
    if not texto:
        if campo.obligatorio:
            raise ErrorDeRegistro(
                f"Hace falta: {campo.etiqueta.lower()}. No se guardó; lo demás sigue aquí.", campo.nombre
            )
        return 100 if campo.entero else None
    if campo.entero or campo.lista == SECTORES:
        return leer_entero(texto, campo.nombre)
    return texto


def todas(catalogo: Catalogo) -> Select[Any]:
    """La consulta de todas las filas de un catálogo, en el orden en que se leen."""
    orden = select(catalogo.modelo)
    if catalogo.de_opciones:
        return orden.where(Opcion.catalogo == catalogo.de_opciones).order_by(
            Opcion.padre, Opcion.orden, Opcion.id
        )
    return orden.order_by(
        *([Servicio.orden] if hasattr(catalogo.modelo, "orden") else []), catalogo.modelo.clave
    )
