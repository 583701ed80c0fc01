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
from registro.fechas import hoy
from registro.indicadores.definiciones.consultas import versiones
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.formulas import Tramo as Meta
from registro.indicadores.modelo import CifraDeProducto, Objetivo, Producto
from registro.indicadores.versiones import Definicion, vigente
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.cifras_de_producto import (
    ALCANZADO,
    META,
    VARIABLES,
    Tramo,
    meta_final,
    tramos,
)
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
DEL_PRODUCTO = ("codigo", "objetivo_numero", "sector_id", "nombre")  # lo demás es de su definición
ACTO_INICIAL = "Plan de acción de la política"


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
    """Los productos con esos códigos, como se definen hoy."""
    codigos = [leida.llave[0] for leida in leidas]
    filas = sesion.scalars(
        select(Producto).where(Producto.codigo.in_(codigos)).options(selectinload(Producto.cifras))
    ).all()
    de_cada_uno = versiones([producto.id for producto in filas], sesion)
    halladas: dict[Llave, Guardada] = {}
    for producto in filas:
        definicion = vigente(de_cada_uno[producto.id], hoy()).definicion
        alcanzados = [Tramo(ALCANZADO, c.desde, c.hasta, c.valor) for c in producto.cifras]
        metas = [Tramo(META, m.desde, m.hasta, m.valor) for m in definicion.metas]
        campos = {
            campo: getattr(producto if campo in DEL_PRODUCTO else definicion, campo)
            for campo in leidas[0].datos
            if campo != "cifras"
        }
        halladas[producto.codigo,] = Guardada(_dice(campos, sorted([*alcanzados, *metas])))
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran con sus cifras y su primera definición, que rige desde el comienzo."""
    _asegurar_objetivos(sesion)
    for leida in leidas:
        datos = dict(leida.datos)
        cifras: tuple[Tramo, ...] = datos.pop("cifras")
        propios = {campo: datos.pop(campo) for campo in DEL_PRODUCTO}
        producto = Producto(
            **propios,
            cifras=[
                CifraDeProducto(desde=t.desde, hasta=t.hasta, valor=t.valor)
                for t in cifras
                if t.clase == ALCANZADO
            ],
        )
        sesion.add(producto)
        sesion.flush()
        metas = tuple(Meta(t.desde, t.hasta, t.valor) for t in cifras if t.clase == META)
        nueva_version(sesion, producto.id, Definicion(**datos, metas=metas), (ACTO_INICIAL, None), quien)


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
