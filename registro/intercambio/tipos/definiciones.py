"""Versiones de la definición de un producto, enteras: las escribe la exportación del seguimiento."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.fechas import fecha_larga
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.formulas import Tramo as Meta
from registro.indicadores.versiones import Definicion, comparar, en_orden
from registro.indicadores.versiones import revisar as sostener
from registro.intercambio.fila import Fila
from registro.intercambio.tipos import del_plan, productos
from registro.intercambio.tipos.cifras_de_producto import META, tramos
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import clave

DESDE_EL_COMIENZO = "desde el comienzo"
VARIABLES = (r"meta_20\d\d", r"meta_acumulada_20\d\d_20\d\d", r"meta_total(?:_20\d\d)?")


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Una versión: desde cuándo rige, por qué acto, y todo lo que dice."""
    ficha = del_plan.producto(fila, memoria)
    acto, desde = _acto(fila)
    datos = _quien_es(ficha, desde, fila, memoria) | productos.definicion_de(fila, memoria)
    metas = [Meta(t.desde, t.hasta, t.valor) for t in tramos(fila, datos["anualizacion"]) if t.clase == META]
    definicion = Definicion(**datos, metas=tuple(sorted(metas, key=lambda m: (m.hasta, m.desde))))
    sostener(definicion)
    numero = _cual(memoria, ficha.codigo, acto, desde)
    llave = ficha.codigo, acto, desde, numero
    entera = {"definicion": definicion, "codigo": ficha.codigo, "acto": acto, "desde": desde}
    return Leida(fila.linea, llave, {"definicion": "la misma definición"}, entera)


def _acto(fila: Fila) -> tuple[str, date | None]:
    if clave(fila.texto("desde")) == DESDE_EL_COMIENZO:
        return fila.texto("acto", 300), None
    acto, desde = del_plan.acto(fila)
    if desde is None:
        raise ErrorDeRegistro("Una versión lleva su acto y desde cuándo rige.", "desde")
    return acto, desde


def _quien_es(
    ficha: FichaDeProducto, desde: date | None, fila: Fila, memoria: Memoria
) -> dict[str, str | int]:
    """Cómo se llama y de qué sector es; lo que la fila no dice sigue como estaba ese día."""
    antes = ficha.definida(desde or date.min)
    return {
        "nombre": fila.texto("nombre", 1000) or antes.nombre,
        "sector_id": productos.sector_de(fila, memoria) if fila.texto("sector") else antes.sector_id,
    }


def _cual(memoria: Memoria, codigo: str, acto: str, desde: date | None) -> int:
    """Dos versiones del mismo acto y fecha se distinguen por su orden en el archivo."""
    vez = 1
    while not memoria.primera_vez(f"{codigo}|{acto}|{desde}|{vez}"):
        vez += 1
    return vez


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las que ya están, por acto, fecha y orden."""
    de_cada_uno = del_plan.versiones_de(sesion, (leida.datos["codigo"] for leida in leidas))
    halladas: dict[Llave, Guardada] = {}
    for leida in leidas:
        codigo, acto, desde, vez = leida.llave
        siguientes = en_orden(de_cada_uno[str(codigo)][1])[1:]  # la primera llega con su producto
        suyas = [v for v in siguientes if (v.acto, v.desde) == (acto, desde)]
        if len(suyas) >= int(str(vez)):
            igual = not comparar(suyas[int(str(vez)) - 1].definicion, leida.datos["definicion"])
            cuando = leida.datos["desde"]
            otra = f"otra definición desde el {fecha_larga(cuando) if cuando else 'comienzo'}"
            dice = leida.dice["definicion"] if igual else otra
            halladas[leida.llave] = Guardada({"definicion": dice})
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """En el orden del archivo."""
    de_cada_uno = del_plan.versiones_de(sesion, (leida.datos["codigo"] for leida in leidas))
    for leida in leidas:
        datos = leida.datos
        producto_id = de_cada_uno[datos["codigo"]][0]
        nueva_version(sesion, producto_id, datos["definicion"], (datos["acto"], datos["desde"]), quien)


TIPO = TipoDeImportacion(
    clave="definiciones",
    nombre="Versiones de la definición de un producto",
    columnas=(
        Columna("codigo", "El del producto: 1.4.2."),
        Columna("desde", "Desde cuándo rige: 2024-03-01. «Desde el comienzo», si completa la primera."),
        Columna("acto", "El acto que la trajo."),
        Columna("sector", "El que responde por él; vacía, el que ya tenía.", obligatoria=False),
        Columna("nombre", "Vacía, el que ya tenía.", obligatoria=False),
        *(c for c in productos.TIPO.columnas if c.nombre not in {"codigo", "objetivo", "sector", "nombre"}),
    ),
    reconoce="Una versión ya está si hay otra del mismo producto, acto y fecha.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
    permiso="importar.seguimiento",
    variables=VARIABLES,
    ejemplos_de_variables=("meta_2024", "meta_total"),
)
