"""Cifras publicadas: se guardan tal como salieron y se muestran al lado de las calculadas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select, tuple_, update
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
CORRECCION = "correccion"
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
    datos[CORRECCION] = fila.texto(CORRECCION, 300)
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
    """Las de la misma casilla; con su razón, otra cifra es una corrección y entra."""
    corrigen = {leida.llave: leida.datos["valor"] for leida in leidas if leida.datos[CORRECCION]}
    return {
        llave: Guardada({"valor": f"valor {en_cifras(valor)}"})
        for llave, valor in _las_que_estan(sesion, [leida.llave for leida in leidas]).items()
        if corrigen.get(llave, valor) == valor
    }


def _las_que_estan(sesion: Session, llaves: Sequence[Llave]) -> dict[Llave, Decimal]:
    cifra, halladas = CifraPublicada, dict[Llave, Decimal]()
    for inicio in range(0, len(llaves), POR_CONSULTA):
        trozo = llaves[inicio : inicio + POR_CONSULTA]
        donde = [getattr(cifra, nombre) for nombre in LLAVE]
        orden = select(*donde, cifra.valor).where(tuple_(*donde).in_(trozo))
        for *suya, valor in sesion.execute(orden):
            halladas[tuple(suya)] = valor
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], _quien: str) -> dict[str, Any] | None:
    """Quedan como se publicaron; de una que se cargó mal, lo que decía y por qué van a la bitácora."""
    estaban = _las_que_estan(sesion, [leida.llave for leida in leidas])
    corregidas = []
    for leida in leidas:
        propia = {nombre: dato for nombre, dato in leida.datos.items() if nombre != CORRECCION}
        if leida.llave not in estaban:
            sesion.add(CifraPublicada(**propia))
            continue
        donde = [getattr(CifraPublicada, nombre) == propia[nombre] for nombre in LLAVE]
        sesion.execute(update(CifraPublicada).where(*donde).values(valor=propia["valor"]))
        decia, dice = en_cifras(estaban[leida.llave]), en_cifras(propia["valor"])
        cual = " · ".join(str(parte) for parte in leida.llave if parte)
        corregidas.append(f"{cual}: decía {decia}, dice {dice}. {leida.datos[CORRECCION]}")
    return {"corregidas": corregidas} if corregidas else None


TIPO = TipoDeImportacion(
    clave="publicados",
    nombre="Cifras publicadas",
    columnas=(
        Columna("tabla", "El nombre de la tabla, como en «registro tabla»: cumplimiento."),
        Columna("fila", "La primera celda de la fila: 1.4.2, Educación, Total."),
        Columna("columna", "El título de la columna: Avance %."),
        Columna("valor", "Como se publicó, con su signo: 67,9 · −2,8."),
        Columna("periodo", "De qué vigencia o semestre es: 2023 · 2020-1.", obligatoria=False),
        Columna(CORRECCION, "Por qué se corrige, si se había cargado mal.", obligatoria=False),
    ),
    reconoce="Una cifra ya está si hay otra de la misma tabla, fila, columna y período.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
    permiso="importar.seguimiento",
    si_choca=f"si se cargó mal, escriba por qué en la columna «{CORRECCION}»",
)
