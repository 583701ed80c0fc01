"""Por qué se puede contar: cada dimensión, de qué rasgo sale y cómo se lee cada uno de sus valores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from registro.actividades.tipos import TIPOS
from registro.catalogos.consultas import localidades, opciones
from registro.fechas import MESES
from registro.personas.respuestas import PREGUNTAS, SIN_INFORMACION
from registro.seguridad.divulgacion.publicada import Eje

Valores: TypeAlias = list[tuple[str, frozenset[str]]]

SIN_LOCALIDAD = "00"  # la clave de lo que no tiene; vacía sería el total
ORDINALES = ("Primer", "Segundo", "Tercer", "Cuarto")
MESES_DE_UN_TRIMESTRE = 3


@dataclass(frozen=True, slots=True)
class DeclaracionDeDimension:
    """Una dimensión: su nombre en las órdenes, su rótulo, su rasgo, y qué valores tiene en unos hechos."""

    nombre: str
    rotulo: str
    base: str
    valores: Callable[[set[str]], Valores]
    leer: Callable[[str], str]

    def eje(self, vistos: set[str]) -> Eje:
        """El eje de una tabla con lo que hay."""
        return Eje(self.base, tuple(self.valores(vistos)))


def _sueltos(claves: Iterable[str]) -> Valores:
    return [(clave, frozenset({clave})) for clave in claves]


def _localidades(vistos: set[str]) -> Valores:
    conocidas = [ficha.codigo for ficha in localidades() if ficha.codigo in vistos]
    otras = sorted(vistos - set(conocidas) - {""})
    sin = [(SIN_LOCALIDAD, frozenset({""}))] if "" in vistos else []
    return [*_sueltos((*conocidas, *otras)), *sin]


def _trimestres(vistos: set[str]) -> Valores:
    claves = sorted({trimestre_de(mes) for mes in vistos})
    return [(clave, meses_de(clave)) for clave in claves]


def trimestre_de(mes: str) -> str:
    """«2023-05» → «2023-T2»; de un hecho sin mes sólo se sabe el año."""
    vigencia, _, numero = mes.partition("-")
    return f"{vigencia}-T{(int(numero) + 2) // MESES_DE_UN_TRIMESTRE}" if numero else vigencia


def meses_de(trimestre: str) -> frozenset[str]:
    """Los tres meses de un trimestre."""
    vigencia, _, numero = trimestre.partition("-T")
    if not numero:
        return frozenset({vigencia})
    ultimo = int(numero) * MESES_DE_UN_TRIMESTRE
    return frozenset(f"{vigencia}-{mes:02d}" for mes in range(ultimo - 2, ultimo + 1))


def meses_de_vigencia(vigencia: str) -> frozenset[str]:
    """Los doce meses de un año, y lo que de ese año no tiene mes."""
    return frozenset({vigencia, *(f"{vigencia}-{mes:02d}" for mes in range(1, 13))})


def _de_pregunta(pregunta: str) -> Callable[[set[str]], Valores]:
    return lambda _vistos: _sueltos(PREGUNTAS[pregunta].valores)


def _pares(vistos: set[str]) -> list[tuple[str, str]]:
    """Área y clase: las del catálogo de las áreas que hay y las que algún registro usa."""
    areas = {par.partition("|")[0] for par in vistos}
    del_catalogo = [(opcion.padre, opcion.clave) for opcion in opciones("clase") if opcion.padre in areas]
    usados = sorted((area, clase) for area, _, clase in (par.partition("|") for par in vistos))
    return list(dict.fromkeys((*del_catalogo, *usados)))


def _areas(vistos: set[str]) -> Valores:
    pares = _pares(vistos)
    orden = [opcion.clave for opcion in opciones("area")]
    areas = sorted({a for a, _ in pares}, key=lambda a: (orden.index(a) if a in orden else len(orden), a))
    return [(area, frozenset(f"{a}|{c}" for a, c in pares if a == area)) for area in areas]


def _clases(vistos: set[str]) -> Valores:
    usadas = {par.partition("|")[2] for par in vistos}
    pares = _pares(vistos)
    clases = [clase for clase in dict.fromkeys(c for _, c in pares) if clase in usadas]
    return [(clase, frozenset(f"{a}|{c}" for a, c in pares if c == clase)) for clase in clases]


def _leer_localidad(clave: str) -> str:
    nombres = {ficha.codigo: ficha.nombre for ficha in localidades()}
    return "Sin localidad" if clave == SIN_LOCALIDAD else nombres.get(clave, clave)


def _leer_mes(clave: str) -> str:
    vigencia, _, mes = clave.partition("-")
    return f"{MESES[int(mes) - 1].capitalize()} de {vigencia}" if mes else f"{vigencia}, sin mes"


def _leer_trimestre(clave: str) -> str:
    vigencia, _, numero = clave.partition("-T")
    return f"{ORDINALES[int(numero) - 1]} trimestre de {vigencia}" if numero else f"{vigencia}, sin mes"


def _de_catalogo(catalogo: str) -> Callable[[str], str]:
    def leer(clave: str) -> str:
        etiquetas = {opcion.clave: opcion.etiqueta for opcion in opciones(catalogo)}
        return etiquetas.get(clave, clave[:1].upper() + clave[1:])

    return leer


def _tal_cual(clave: str) -> str:
    return clave


def _ordenados(vistos: set[str]) -> Valores:
    return _sueltos(sorted(vistos - {SIN_INFORMACION}) + [v for v in (SIN_INFORMACION,) if v in vistos])


_DECLARADAS = (
    DeclaracionDeDimension("localidad", "Localidad", "localidad", _localidades, _leer_localidad),
    DeclaracionDeDimension("mes", "Mes", "mes", lambda vistos: _sueltos(sorted(vistos)), _leer_mes),
    DeclaracionDeDimension("trimestre", "Trimestre", "mes", _trimestres, _leer_trimestre),
    DeclaracionDeDimension(
        "tipo",
        "Tipo de actividad",
        "tipo",
        lambda vistos: _sueltos(clave for clave in TIPOS if clave in vistos),
        lambda clave: TIPOS[clave].plural,
    ),
    DeclaracionDeDimension(
        "rango_edad", "Rango de edad", "rango_edad", _de_pregunta("rango_edad"), _tal_cual
    ),
    DeclaracionDeDimension("genero", "Género", "genero", _de_pregunta("genero"), _tal_cual),
    DeclaracionDeDimension("area", "Área", "clase", _areas, _de_catalogo("area")),
    DeclaracionDeDimension("clase", "Clase de atención", "clase", _clases, _de_catalogo("clase")),
    DeclaracionDeDimension("entidad", "Entidad", "entidad", _ordenados, _tal_cual),
)
DIMENSIONES: dict[str, DeclaracionDeDimension] = {una.nombre: una for una in _DECLARADAS}
