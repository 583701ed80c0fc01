"""Productos del plan de acción: su definición, sus metas y lo que alcanzaron."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from registro import rutas
from registro.errores import ErrorDeRegistro
from registro.fechas import hoy
from registro.indicadores.consultas.plan import nombres_de_sectores
from registro.indicadores.consultas.rangos import conjuntos
from registro.indicadores.definiciones.consultas import versiones
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.formulas import Tramo as Meta
from registro.indicadores.modelo import CifraDeProducto, Objetivo, Producto
from registro.indicadores.reglas import leer as leer_regla
from registro.indicadores.versiones import AUTOMATICA, FUENTES_OFICIALES, Definicion, Version, vigente
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.cifras_de_producto import (
    ALCANZADO,
    META,
    VARIABLES,
    Tramo,
    meta_final,
    tramos,
)
from registro.intercambio.tipos.cifras_nuevas import conciliar
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
DEL_PRODUCTO = ("codigo", "objetivo_numero")  # lo demás es de su definición
CIFRAS = "cifras"
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
    datos = {
        "codigo": codigo,
        "objetivo_numero": objetivo,
        "sector_id": sector_de(fila, memoria),
        "nombre": fila.obligatorio("nombre", 1000),
        **definicion_de(fila, memoria),
    }
    cifras = tramos(fila, datos["anualizacion"])
    # Una celda vacía no contradice lo que ya se sabe: sólo se compara lo que la fila afirma.
    mudas = {campo for campo, dato in datos.items() if dato in {None, ""}}
    mudas |= set() if fila.texto("estado") else {"estado"}
    mudas |= set() if fila.texto("fuente_oficial") else {"fuente_oficial"}
    dice = {campo: dicho for campo, dicho in _dice(datos, _sectores(memoria)).items() if campo not in mudas}
    dice |= {CIFRAS: "; ".join(str(tramo) for tramo in cifras)} if cifras else {}
    return Leida(fila.linea, (codigo,), dice, datos | {CIFRAS: cifras})


def definicion_de(fila: Fila, memoria: Memoria) -> dict[str, Any]:
    """Lo que una fila dice de cómo se define un producto, sin su nombre, su sector ni sus metas."""
    ultima, final = meta_final(fila)
    return {
        "unidad": _una_de(fila, "unidad", UNIDADES, obligatoria=True),
        "anualizacion": _una_de(fila, "anualizacion", ANUALIZACIONES, obligatoria=True),
        "anualizacion_origen": _una_de(fila, "anualizacion_origen", ORIGENES),
        "periodicidad": _una_de(fila, "periodicidad", PERIODICIDADES),
        "estado": _una_de(fila, "estado", ESTADOS) or "en_ejecucion",
        "vigencia_inicial": _vigencia(fila, "anio_inicio"),
        "vigencia_final": _vigencia(fila, "anio_fin") or ultima,
        "linea_base": exacto(fila, "linea_base"),
        "meta_final": final,
        "meta_final_origen": _una_de(fila, "meta_total_origen", ORIGENES),
        "responsable": fila.texto("responsable", 200),
        "corresponsables": fila.texto("corresponsables", 500),
        **_lo_demas(fila, memoria),
    }


def _lo_demas(fila: Fila, memoria: Memoria) -> dict[str, Any]:
    """De dónde sale la cifra oficial, con qué rangos y con qué regla sobre el registro."""
    try:
        regla = leer_regla(fila.texto("regla", 4000))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ErrorDeRegistro("La regla no se entiende. Cópiela de una exportación.", "regla") from error
    return {
        "fuente_oficial": _una_de(fila, "fuente_oficial", tuple(FUENTES_OFICIALES)) or AUTOMATICA,
        "semaforo": _semaforo(fila, memoria),
        "regla": regla,
    }


def _una_de(fila: Fila, columna: str, validas: tuple[str, ...], *, obligatoria: bool = False) -> str:
    texto = fila.obligatorio(columna) if obligatoria else fila.texto(columna)
    normal = clave(texto).replace(" ", "_")
    if normal and normal not in validas:
        lista = unir([f"«{valor}»" for valor in validas])
        raise ErrorDeRegistro(f"«{abreviar(texto)}» no vale aquí. Los valores válidos son: {lista}.", columna)
    return normal


def _vigencia(fila: Fila, columna: str) -> int | None:
    return cantidad(fila, columna, PRIMERA, ULTIMA) if fila.texto(columna) else None


def _semaforo(fila: Fila, memoria: Memoria) -> str:
    """La clave de unas reglas que ya existan: con una que no está no se podría leer el producto."""
    hay: list[str] = memoria.recordar(("semaforos",), lambda: [uno.clave for uno in conjuntos()])
    texto = fila.texto("semaforo", 40)
    if texto and texto not in hay:
        raise ErrorDeRegistro(
            f"No hay reglas de semáforo «{abreviar(texto)}». Están {unir([f'«{una}»' for una in hay])}; "
            "otras se escriben en Política PPASP, Reglas del semáforo.",
            "semaforo",
        )
    return texto


def _sectores(memoria: Memoria) -> dict[int, str]:
    nombres: dict[int, str] = memoria.recordar(("sectores",), nombres_de_sectores)
    return nombres


def sector_de(fila: Fila, memoria: Memoria) -> int:
    """El sector que nombra la fila, con cualquier tilde o mayúscula.

    :raises ErrorDeRegistro: ninguno se llama así.
    """
    validos = {clave(nombre): propio for propio, nombre in _sectores(memoria).items()}
    texto = fila.obligatorio("sector")
    propio = validos.get(clave(texto)) or validos.get(clave(texto).removeprefix("sector "))
    if propio is None:
        nombres = unir([f"«{nombre}»" for nombre in _sectores(memoria).values()])
        raise ErrorDeRegistro(f"«{abreviar(texto)}» no es un sector. Los sectores son: {nombres}.", "sector")
    return propio


def _dice(datos: dict[str, Any], sectores: dict[int, str]) -> dict[str, str]:
    """Lo que se compara: cada atributo con su nombre."""
    dichos = datos | ({"sector_id": sectores[datos["sector_id"]]} if "sector_id" in datos else {})
    return {
        campo: f"{campo.removesuffix('_id').replace('_', ' ')} {_escrito(dato)}"
        for campo, dato in dichos.items()
        if campo != "codigo"
    }


def _escrito(dato: Any) -> str:
    if isinstance(dato, Decimal):
        return en_cifras(dato)
    return f"«{abreviar(dato, 60)}»" if dato not in {None, ""} else "sin dato"


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Los productos con esos códigos, como se definen hoy; el que sólo trae cifras nuevas no está todavía."""
    existentes = _existentes(sesion, leidas)
    halladas: dict[Llave, Guardada] = {}
    for leida in leidas:
        if leida.llave[0] in existentes:
            producto, todas = existentes[leida.llave[0]]
            # Si alguna versión dice lo mismo, ya está; si no, se compara con la que rige hoy.
            comparadas = [_comparar(leida, producto, version) for version in (*todas, vigente(todas, hoy()))]
            iguales = (una for una in comparadas if una is not None and _coincide(leida, una))
            hallada = next(iguales, comparadas[-1])
            if hallada is not None:
                halladas[leida.llave] = hallada
    return halladas


def _comparar(leida: Leida, producto: Producto, version: Version) -> Guardada | None:
    """Lo que esa versión dice de la fila; nada si sólo le faltan cifras, que se añaden."""
    campos = {
        campo: getattr(producto if campo in DEL_PRODUCTO else version.definicion, campo)
        for campo in leida.datos
        if campo != CIFRAS
    }
    dice = _dice(campos, nombres_de_sectores())
    conciliado = conciliar(leida.datos[CIFRAS], _sabidas(producto, version), version.definicion.anualizacion)
    iguales = all(dice[campo] == dicho for campo, dicho in leida.dice.items() if campo != CIFRAS)
    if conciliado.choque:
        return Guardada(dice | {CIFRAS: str(conciliado.choque[0])})
    return None if iguales and conciliado.nuevas else Guardada(dice | {CIFRAS: leida.dice.get(CIFRAS, "")})


def _coincide(leida: Leida, guardada: Guardada) -> bool:
    return all(guardada.dice[campo] == dicho for campo, dicho in leida.dice.items())


def _existentes(sesion: Session, leidas: Sequence[Leida]) -> dict[Any, tuple[Producto, list[Version]]]:
    """Por código, el producto y las versiones de su definición."""
    codigos = [leida.llave[0] for leida in leidas]
    filas = sesion.scalars(
        select(Producto).where(Producto.codigo.in_(codigos)).options(selectinload(Producto.cifras))
    ).all()
    de_cada_uno = versiones([producto.id for producto in filas], sesion)
    return {producto.codigo: (producto, de_cada_uno[producto.id]) for producto in filas}


def _sabidas(producto: Producto, version: Version) -> list[Tramo]:
    alcanzados = [Tramo(ALCANZADO, c.desde, c.hasta, c.valor) for c in producto.cifras]
    return [*alcanzados, *(Tramo(META, m.desde, m.hasta, m.valor) for m in version.definicion.metas)]


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran con sus cifras y su primera definición; al que ya está se le añaden las que faltan."""
    _asegurar_objetivos(sesion)
    existentes = _existentes(sesion, leidas)
    for leida in leidas:
        if leida.llave[0] in existentes:
            _anadir(sesion, existentes[leida.llave[0]], leida.datos[CIFRAS], quien)
            continue
        datos = dict(leida.datos)
        cifras: tuple[Tramo, ...] = datos.pop(CIFRAS)
        propios = {campo: datos.pop(campo) for campo in DEL_PRODUCTO}
        producto = Producto(**propios, cifras=_alcanzadas(cifras))
        sesion.add(producto)
        sesion.flush()
        definicion = Definicion(**datos, metas=_metas(cifras))
        nueva_version(sesion, producto.id, definicion, (ACTO_INICIAL, None), quien)


def _anadir(
    sesion: Session, donde: tuple[Producto, list[Version]], dichas: Sequence[Tramo], quien: str
) -> None:
    """Las cifras que faltaban; las metas van en una versión más, con la fecha de la actual."""
    producto, todas = donde
    version = vigente(todas, hoy())
    definicion = version.definicion
    nuevas = conciliar(dichas, _sabidas(producto, version), definicion.anualizacion).nuevas
    producto.cifras.extend(_alcanzadas(nuevas))
    if metas := _metas(nuevas):
        completa = sorted([*definicion.metas, *metas], key=lambda meta: (meta.hasta, meta.desde))
        con_ellas = replace(definicion, metas=tuple(completa))
        nueva_version(sesion, producto.id, con_ellas, (version.acto, version.desde), quien)


def _alcanzadas(cifras: Sequence[Tramo]) -> list[CifraDeProducto]:
    return [
        CifraDeProducto(desde=t.desde, hasta=t.hasta, valor=t.valor) for t in cifras if t.clase == ALCANZADO
    ]


def _metas(cifras: Sequence[Tramo]) -> tuple[Meta, ...]:
    return tuple(Meta(t.desde, t.hasta, t.valor) for t in cifras if t.clase == META)


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
        Columna("fuente_oficial", "automatica, reporte o regla.", obligatoria=False),
        Columna("semaforo", "Clave de los rangos que le tocan, si no son los generales.", obligatoria=False),
        Columna("regla", "La regla sobre el registro, como la escribe la exportación.", obligatoria=False),
        Columna("responsable", "La entidad responsable.", obligatoria=False),
        Columna("corresponsables", "Las demás entidades, separadas con «;».", obligatoria=False),
    ),
    reconoce="Un producto ya está si hay otro con el mismo código; las cifras que le falten se le añaden.",
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
