"""Cifras publicadas: se guardan tal como salieron y se muestran al lado de las calculadas."""

from __future__ import annotations

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

MAXIMO = Decimal(10) ** 12
POR_CONSULTA = 300  # las llaves que caben en una pregunta a la base


def leer(fila: Fila, _memoria: Memoria) -> Leida:
    """Una cifra de un documento publicado, con su signo."""
    donde = fila.obligatorio("tabla", 60), fila.obligatorio("fila", 200), fila.obligatorio("columna", 120)
    crudo = fila["valor"]
    limpio = crudo.strip().removesuffix("%").strip() if isinstance(crudo, str) else crudo
    valor = leer_decimal(limpio, "valor", con_signo=True)
    if valor != round(valor, DECIMALES) or abs(valor) >= MAXIMO:
        raise ErrorDeRegistro("La cifra es más larga de lo que se guarda. Revísela.", "valor")
    datos = dict(zip(("tabla", "fila", "columna"), donde, strict=True)) | {"valor": valor}
    return Leida(fila.linea, donde, {"valor": f"valor {en_cifras(valor)}"}, datos)


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las de la misma casilla."""
    cifra, llaves = CifraPublicada, [leida.llave for leida in leidas]
    halladas: dict[Llave, Guardada] = {}
    for inicio in range(0, len(llaves), POR_CONSULTA):
        trozo = llaves[inicio : inicio + POR_CONSULTA]
        orden = select(cifra.tabla, cifra.fila, cifra.columna, cifra.valor).where(
            tuple_(cifra.tabla, cifra.fila, cifra.columna).in_(trozo)
        )
        for tabla, fila, columna, valor in sesion.execute(orden):
            halladas[tabla, fila, columna] = Guardada({"valor": f"valor {en_cifras(valor)}"})
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
    ),
    reconoce="Una cifra ya está si hay otra de la misma tabla, fila y columna.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
    permiso="importar.seguimiento",
)
