"""Qué conteo se pide, leído de lo que alguien escribió; lo que no se puede cruzar se niega con una frase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registro.actividades.tipos import TIPOS, tipo_de
from registro.catalogos.consultas import resolver_localidad
from registro.errores import ErrorDeRegistro
from registro.indicadores.contados import ASISTENCIAS, ATENCIONES, BASES, INSTITUCIONAL
from registro.informes.conteos.dimensiones import DIMENSIONES, meses_de, meses_de_vigencia
from registro.personas.respuestas import leer_respuesta
from registro.seguridad.divulgacion.publicada import PERSONAS
from registro.textos import abreviar, unir

MEDIDAS: dict[str, str] = {"asistencias": "Asistencias", PERSONAS: "Personas distintas"}
DE_ATENCION = frozenset({"area", "clase"})
DE_PERSONA = frozenset({"rango_edad", "genero", *DE_ATENCION})
VIGENCIA = "vigencia"
LARGO_DE_VIGENCIA = 4


@dataclass(frozen=True, slots=True)
class Pedido:
    """Las dimensiones en orden (capas, filas, columnas), la medida, los filtros y las categorías unidas.

    Los filtros y las uniones son pares (campo, valores) ya revisados.
    """

    filas: str
    columnas: str
    capas: tuple[str, ...] = ()
    medida: str = "asistencias"
    filtros: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unidas: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def dimensiones(self) -> tuple[str, ...]:
        """Todas, las capas primero; sin columnas, una sola."""
        return tuple(nombre for nombre in (*self.capas, self.filas, self.columnas) if nombre)

    @property
    def campos(self) -> frozenset[str]:
        """Todo lo que la tabla cruza, también los filtros."""
        return frozenset({*self.dimensiones, *(campo for campo, _ in self.filtros)})

    @property
    def universo(self) -> str:
        """De qué hechos habla."""
        if "entidad" in self.campos or any(TIPOS[tipo].institucional for tipo in self._tipos):
            return INSTITUCIONAL
        return ATENCIONES if self.campos & DE_ATENCION else ASISTENCIAS

    @property
    def _tipos(self) -> tuple[str, ...]:
        return tuple(tipo for campo, valores in self.filtros if campo == "tipo" for tipo in valores)

    def sumas(self) -> list[tuple[str, frozenset[str]]]:
        """Los filtros dichos en los rasgos de los hechos; los de área y clase los resuelve quien cuenta."""
        return [
            (DIMENSIONES[campo].base if campo in DIMENSIONES else "mes", _suma(campo, valores))
            for campo, valores in self.filtros
            if campo not in DE_ATENCION
        ]


def leer(
    dimensiones: tuple[str, str, Sequence[str]],
    medida: str,
    filtros: Iterable[str] = (),
    unidas: Iterable[str] = (),
) -> Pedido:
    """Un pedido revisado; ``dimensiones`` son (filas, columnas, capas).

    :raises ErrorDeRegistro: algo no existe o no se puede cruzar; la frase dice qué.
    """
    filas, columnas, capas = dimensiones
    nombres = [nombre.strip().lower() for nombre in (filas, columnas, *capas)]
    for nombre, campo in zip(nombres, ("filas", "columnas", *("capas" for _ in capas)), strict=True):
        if nombre not in DIMENSIONES and (nombre or campo == "filas"):
            raise ErrorDeRegistro(
                f"No se cuenta por «{abreviar(nombre)}». Elija entre {unir(list(DIMENSIONES))}.", campo
            )
    dadas = [nombre for nombre in nombres if nombre]
    if len(set(dadas)) < len(dadas) or {"mes", "trimestre"} <= set(dadas):
        raise ErrorDeRegistro(
            "Las filas, las columnas y las capas deben ser distintas. Cambie una.", "columnas"
        )
    if medida not in MEDIDAS:
        raise ErrorDeRegistro(f"Se cuentan {unir(list(MEDIDAS))}, no «{abreviar(medida)}».", "medida")
    pedido = Pedido(
        nombres[0],
        nombres[1],
        tuple(nombre for nombre in nombres[2:] if nombre),
        medida,
        _juntar(filtros, "filtro"),
        _juntar(unidas, "unir"),
    )
    _revisar_cruces(pedido)
    return pedido


def _juntar(escritos: Iterable[str], casilla: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pares: dict[str, list[str]] = {}
    unidas: list[tuple[str, tuple[str, ...]]] = []
    for escrito in escritos:
        campo, igual, texto = escrito.partition("=")
        campo = campo.strip().lower()
        if not igual or not texto.strip() or (campo not in DIMENSIONES and campo != VIGENCIA):
            raise ErrorDeRegistro(
                f"«{abreviar(escrito)}» no se entiende. Se escribe campo=valor, con un campo entre "
                f"{unir([*DIMENSIONES, VIGENCIA])}.",
                casilla,
            )
        valores = [leer_valor(campo, parte.strip()) for parte in texto.split("+") if parte.strip()]
        if casilla == "unir":
            unidas.append((campo, tuple(valores)))
        else:
            pares.setdefault(campo, []).extend(valores)
    return tuple(unidas) if casilla == "unir" else tuple((c, tuple(v)) for c, v in sorted(pares.items()))


def leer_valor(campo: str, texto: str) -> str:
    """La clave de un valor escrito como se quiera: «Kennedy» es «08».

    :raises ErrorDeRegistro: no existe.
    """
    if campo == "localidad":
        return resolver_localidad(texto)
    if campo == "tipo":
        return tipo_de(texto).clave
    if campo in {"rango_edad", "genero"}:
        return leer_respuesta(campo, texto, "filtro")
    if campo in {"mes", "trimestre", VIGENCIA}:
        return _leer_periodo(campo, texto)
    return texto


def _leer_periodo(campo: str, texto: str) -> str:
    vigencia, guion, resto = texto.partition("-")
    numero = resto.upper().removeprefix("T")
    tope = {"mes": 12, "trimestre": 4}.get(campo, 0)
    bien = len(vigencia) == LARGO_DE_VIGENCIA and vigencia.isdecimal() and bool(guion) == bool(tope)
    if not bien or (tope and not (numero.isdecimal() and 1 <= int(numero) <= tope)):
        como = {"mes": "2023-05", "trimestre": "2023-2"}.get(campo, "2023")
        raise ErrorDeRegistro(
            f"«{abreviar(texto)}» no es un valor de {campo}: escríbalo como {como}.", "filtro"
        )
    if not tope:
        return vigencia
    return f"{vigencia}-{int(numero):02d}" if campo == "mes" else f"{vigencia}-T{int(numero)}"


def _suma(campo: str, valores: Sequence[str]) -> frozenset[str]:
    if campo == VIGENCIA:
        return frozenset().union(*map(meses_de_vigencia, valores))
    if campo == "trimestre":
        return frozenset().union(*map(meses_de, valores))
    return frozenset(valores)


def _revisar_cruces(pedido: Pedido) -> None:
    """La asistencia institucional y la de personas viven aparte, y no se juntan ni para contar."""
    institucionales = {TIPOS[tipo].institucional for tipo in pedido._tipos}  # noqa: SLF001 - es de este módulo
    mezcla = len(institucionales) > 1 or (False in institucionales and "entidad" in pedido.campos)
    if mezcla or (pedido.universo == INSTITUCIONAL and pedido.campos & DE_PERSONA):
        raise ErrorDeRegistro(
            "La asistencia de policías y de entidades no se cruza con la de personas: están en tablas "
            "aparte y ninguna exportación las junta. Pida dos conteos.",
            "columnas",
        )
    if pedido.universo == INSTITUCIONAL and pedido.medida == PERSONAS:
        raise ErrorDeRegistro(
            "De la asistencia institucional no se cuentan personas distintas, sólo asistencias.", "medida"
        )
    for campo, _ in pedido.unidas:
        if campo not in pedido.dimensiones:
            raise ErrorDeRegistro(
                f"Sólo se unen valores de las dimensiones pedidas, y {campo} no está.", "unir"
            )
    if any(DIMENSIONES[nombre].base not in BASES[pedido.universo] for nombre in pedido.dimensiones):
        raise ErrorDeRegistro("Esas dimensiones no se cruzan. Pida dos conteos.", "columnas")
