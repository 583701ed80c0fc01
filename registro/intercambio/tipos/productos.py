"""Productos del plan de acción: su definición, sus metas y lo que alcanzaron."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from registro import rutas
from registro.catalogos.consultas import sectores
from registro.errores import ErrorDeRegistro
from registro.indicadores.modelo import CifraDeProducto, Objetivo, Producto
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.cifras_de_producto import VARIABLES, Tramo, meta_final, tramos
from registro.intercambio.tipos.conteos import cantidad, en_cifras, exacto
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import abreviar, clave, unir

CODIGO = re.compile(r"[1-9]\.\d{1,2}\.\d{1,2}")
OBJETIVOS = range(1, 5)
UNIDADES = ("numero", "porcentaje")
ANUALIZACIONES = ("suma", "constante", "creciente", "decreciente")
ORIGENES = ("publicada", "deducida", "por_confirmar")
PERIODICIDADES = ("anual", "semestral", "trimestral", "bimestral", "mensual")
ESTADOS = ("en_ejecucion", "cumplido", "sin_iniciar")
PRIMERA, ULTIMA = 2000, 2100


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Un producto con sus cifras."""
    codigo = fila.obligatorio("codigo", 12)
    if not CODIGO.fullmatch(codigo):
        raise ErrorDeRegistro(
            f"«{abreviar(codigo)}» no es un código de producto. Son tres números con punto: 1.4.2.", "codigo"
        )
    objetivo = cantidad(fila, "objetivo", OBJETIVOS[0], OBJETIVOS[-1])
    if not codigo.startswith(f"{objetivo}."):
        raise ErrorDeRegistro(
            f"El código {codigo} no es del objetivo {objetivo}. Revise los dos.", "objetivo"
        )
    anualizacion = _una_de(fila, "anualizacion", ANUALIZACIONES, obligatoria=True)
    ultima, final = meta_final(fila)
    datos = {
        "codigo": codigo,
        "objetivo_numero": objetivo,
        "sector_id": _sector(fila, memoria),
        "nombre": fila.obligatorio("nombre", 1000),
        "unidad": _una_de(fila, "unidad", UNIDADES, obligatoria=True),
        "anualizacion": anualizacion,
        "anualizacion_origen": _una_de(fila, "anualizacion_origen", ORIGENES),
        "periodicidad": _una_de(fila, "periodicidad", PERIODICIDADES),
        "estado": _una_de(fila, "estado", ESTADOS) or "en_ejecucion",
        "vigencia_inicial": _vigencia(fila, "anio_inicio"),
        "vigencia_final": _vigencia(fila, "anio_fin") or ultima,
        "linea_base": exacto(fila, "linea_base"),
        "meta_final": final,
        "meta_final_origen": _una_de(fila, "meta_total_origen", ORIGENES),
    }
    cifras = tramos(fila, anualizacion)
    # Una celda vacía no contradice lo que ya se sabe: sólo se compara lo que la fila afirma.
    mudas = {campo for campo, dato in datos.items() if dato in {None, ""}}
    mudas |= set() if fila.texto("estado") else {"estado"}
    mudas |= set() if cifras else {"cifras"}
    dice = {campo: dicho for campo, dicho in _dice(datos, cifras).items() if campo not in mudas}
    return Leida(fila.linea, (codigo,), dice, datos | {"cifras": cifras})


def _una_de(fila: Fila, columna: str, validas: tuple[str, ...], *, obligatoria: bool = False) -> str:
    texto = fila.obligatorio(columna) if obligatoria else fila.texto(columna)
    normal = clave(texto).replace(" ", "_")
    if normal and normal not in validas:
        lista = unir([f"«{valor}»" for valor in validas])
        raise ErrorDeRegistro(f"«{abreviar(texto)}» no vale aquí. Los valores válidos son: {lista}.", columna)
    return normal


def _vigencia(fila: Fila, columna: str) -> int | None:
    return cantidad(fila, columna, PRIMERA, ULTIMA) if fila.texto(columna) else None


def _sector(fila: Fila, memoria: Memoria) -> int:
    validos: dict[str, Any] = memoria.recordar(
        ("sectores",), lambda: {clave(s.nombre): s for s in sectores()}
    )
    texto = fila.obligatorio("sector")
    ficha = validos.get(clave(texto)) or validos.get(clave(texto).removeprefix("sector "))
    if ficha is None:
        nombres = unir([f"«{s.nombre}»" for s in validos.values()])
        raise ErrorDeRegistro(f"«{abreviar(texto)}» no es un sector. Los sectores son: {nombres}.", "sector")
    propio: int = ficha.id
    return propio


def _dice(datos: dict[str, Any], cifras: Sequence[Tramo]) -> dict[str, str]:
    """Lo que se compara: cada atributo con su nombre, y todas las cifras."""
    dichos = {
        campo: f"{campo.removesuffix('_id').replace('_', ' ')} {_escrito(dato)}"
        for campo, dato in datos.items()
        if campo != "codigo"
    }
    return dichos | {"cifras": "; ".join(str(tramo) for tramo in cifras) or "sin cifras"}


def _escrito(dato: Any) -> str:
    if isinstance(dato, Decimal):
        return en_cifras(dato)
    return f"«{abreviar(dato, 60)}»" if dato not in {None, ""} else "sin dato"


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Los productos con esos códigos."""
    codigos = [leida.llave[0] for leida in leidas]
    filas = sesion.scalars(
        select(Producto).where(Producto.codigo.in_(codigos)).options(selectinload(Producto.cifras))
    )
    halladas: dict[Llave, Guardada] = {}
    for producto in filas:
        cifras = sorted(Tramo(c.clase, c.desde, c.hasta, c.valor) for c in producto.cifras)
        campos = {campo: getattr(producto, campo) for campo in leidas[0].datos if campo != "cifras"}
        halladas[producto.codigo,] = Guardada(_dice(campos, cifras))
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], _quien: str) -> None:
    """Entran con sus cifras; los objetivos de la política se ponen si todavía no están."""
    _asegurar_objetivos(sesion)
    for leida in leidas:
        datos = dict(leida.datos)
        cifras = datos.pop("cifras")
        sesion.add(
            Producto(
                **datos,
                cifras=[
                    CifraDeProducto(
                        clase=tramo.clase, desde=tramo.desde, hasta=tramo.hasta, valor=tramo.valor
                    )
                    for tramo in cifras
                ],
            )
        )
    sesion.flush()


def _asegurar_objetivos(sesion: Session) -> None:
    if sesion.scalar(select(Objetivo.numero).limit(1)) is None:
        with (rutas.datos_demostracion() / "ppasp_objetivos.csv").open(encoding="utf-8") as archivo:
            filas = list(csv.DictReader(archivo))
        sesion.add_all(Objetivo(numero=int(fila["numero"]), texto=fila["texto"]) for fila in filas)
        sesion.flush()


TIPO = TipoDeImportacion(
    clave="productos",
    nombre="Productos del plan de acción",
    columnas=(
        Columna("codigo", "objetivo.resultado.número: 1.4.2."),
        Columna("objetivo", "1, 2, 3 o 4."),
        Columna("sector", "Nombre del sector responsable."),
        Columna("nombre", "El del plan de acción."),
        Columna("unidad", "numero o porcentaje."),
        Columna("anualizacion", "suma, constante, creciente o decreciente."),
        Columna("anualizacion_origen", "publicada, deducida o por_confirmar.", obligatoria=False),
        Columna(
            "periodicidad", "anual, semestral, trimestral… Vacía si no está publicada.", obligatoria=False
        ),
        Columna("estado", "en_ejecucion, cumplido o sin_iniciar.", obligatoria=False),
        Columna("anio_inicio", "Primera vigencia.", obligatoria=False, alias=("año inicio",)),
        Columna(
            "anio_fin",
            "Última vigencia, o la vigencia en que se cumplió.",
            obligatoria=False,
            alias=("año fin",),
        ),
        Columna("linea_base", "De dónde parte un nivel.", obligatoria=False),
        Columna("meta_total_origen", "De dónde sale la meta final.", obligatoria=False),
    ),
    reconoce="Un producto ya está si hay otro con el mismo código.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
    variables=VARIABLES,
    ejemplos_de_variables=(
        "meta_acumulada_2020_2023",
        "alcanzado_acumulado_2020_2023",
        "meta_2023",
        "alcanzado_2023",
        "meta_total_2029",
    ),
)
