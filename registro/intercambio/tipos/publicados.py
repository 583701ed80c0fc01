"""Cifras publicadas: se guardan tal como salieron y se muestran al lado de las calculadas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.indicadores.modelo import CifraPublicada
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.conteos import DECIMALES, en_cifras
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.numeros import leer_decimal
from registro.textos import abreviar

MAXIMO = Decimal(10) ** 12
_PERIODO = re.compile("20[0-9]{2}(-[12])?")
LLAVE = ("tabla", "fila", "columna", "periodo")
POR_CONSULTA = 300  # las llaves que caben en una pregunta a la base


def leer(fila: Fila, _memoria: Memoria) -> Leida:
    """Una cifra de un documento publicado, con su signo."""
    donde = fila.obligatorio("tabla", 60), fila.obligatorio("fila", 200), fila.obligatorio("columna", 120)
    crudo = fila["valor"]
    limpio = crudo.strip().removesuffix("%").strip() if isinstance(crudo, str) else crudo
    valor = leer_decimal(limpio, "valor", con_signo=True)
    if valor != round(valor, DECIMALES) or abs(valor) >= MAXIMO:
        raise ErrorDeRegistro("La cifra es más larga de lo que se guarda. Revísela.", "valor")
    llave = (*donde, _periodo(fila.texto("periodo")))
    datos = dict(zip(LLAVE, llave, strict=True)) | {"valor": valor}
    return Leida(fila.linea, llave, {"valor": f"valor {en_cifras(valor)}"}, datos)


def _periodo(escrito: str) -> str:
    """«2023» o «2020-1»; vacío si no se dice."""
    if escrito and not _PERIODO.fullmatch(escrito):
        raise ErrorDeRegistro(
            f"«{abreviar(escrito)}» no es un período. Escriba una vigencia, 2023, o un semestre, 2020-1.",
            "periodo",
        )
    return escrito


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las de la misma casilla."""
    cifra, llaves = CifraPublicada, [leida.llave for leida in leidas]
    halladas: dict[Llave, Guardada] = {}
    for inicio in range(0, len(llaves), POR_CONSULTA):
        trozo = llaves[inicio : inicio + POR_CONSULTA]
        donde = [getattr(cifra, nombre) for nombre in LLAVE]
        orden = select(*donde, cifra.valor).where(tuple_(*donde).in_(trozo))
        for *suya, valor in sesion.execute(orden):
            halladas[tuple(suya)] = Guardada({"valor": f"valor {en_cifras(valor)}"})
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], _quien: str) -> None:
    """Quedan como se publicaron."""
    sesion.add_all(CifraPublicada(**leida.datos) for leida in leidas)


TIPO = TipoDeImportacion(
    clave="publicados",
    nombre="Cifras publicadas",
    columnas=(
        Columna("tabla", "El nombre de la tabla, como en «registro tabla»: cumplimiento."),
        Columna("fila", "La primera celda de la fila: 1.4.2, Educación, Total."),
        Columna("columna", "El título de la columna: Avance %."),
        Columna("valor", "Como se publicó, con su signo: 67,9 · −2,8."),
        Columna("periodo", "De qué vigencia o semestre es: 2023 · 2020-1.", obligatoria=False),
    ),
    reconoce="Una cifra ya está si hay otra de la misma tabla, fila, columna y período.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
    permiso="importar.seguimiento",
)
