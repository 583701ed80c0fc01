"""Metas por vigencia: las que faltan se añaden; cambiar una pide el acto y desde cuándo rige."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.reportes.aportes import saldo_que_cubre
from registro.indicadores.versiones import Version, con_metas, vigente
from registro.intercambio.fila import Fila
from registro.intercambio.tipos import del_plan
from registro.intercambio.tipos.conteos import cantidad, en_cifras
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria

PRIMERA, ULTIMA = 2010, 2100


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """La meta de un producto en una vigencia."""
    ficha = del_plan.producto(fila, memoria)
    vigencia = cantidad(fila, "vigencia", PRIMERA, ULTIMA)
    fila.obligatorio("meta")
    acto, desde = del_plan.acto(fila)
    definicion = vigente(ficha.versiones, del_plan.dia_de(desde)).definicion
    meta = del_plan.medida(fila, definicion.unidad, "meta").valor
    datos = {"codigo": ficha.codigo, "vigencia": vigencia, "meta": meta, "acto": acto, "desde": desde}
    return Leida(fila.linea, (ficha.codigo, vigencia, acto, desde), {"meta": _dicha(meta)}, datos)


def _dicha(meta: Decimal | None) -> str:
    return f"meta {en_cifras(meta)}"


def revisar(sesion: Session, leidas: Sequence[Leida]) -> dict[int, ErrorDeRegistro]:
    """Una suma no admite la meta de un año que ya está dentro de un saldo."""
    malas: dict[int, ErrorDeRegistro] = {}
    de_cada_uno = del_plan.versiones_de(sesion, (leida.datos["codigo"] for leida in leidas))
    for leida in leidas:
        definicion = _vigente(de_cada_uno, leida).definicion
        saldo = saldo_que_cubre(definicion.metas, leida.datos["vigencia"])
        if saldo is not None and definicion.anualizacion == "suma":
            malas[leida.linea] = ErrorDeRegistro(
                f"La meta de {leida.datos['vigencia']} ya está contada en la de {saldo.desde}–{saldo.hasta} "
                f"({en_cifras(saldo.valor)}).",
                "vigencia",
            )
    return malas


def _vigente(de_cada_uno: dict[str, tuple[int, list[Version]]], leida: Leida) -> Version:
    return vigente(de_cada_uno[leida.datos["codigo"]][1], del_plan.dia_de(leida.datos["desde"]))


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las que ya dice la definición que rige en esa fecha; con un acto, otra cifra es un cambio y entra."""
    de_cada_uno = del_plan.versiones_de(sesion, (leida.datos["codigo"] for leida in leidas))
    halladas: dict[Llave, Guardada] = {}
    for leida in leidas:
        metas = _vigente(de_cada_uno, leida).definicion.metas
        sabida = next((m for m in metas if m.desde == m.hasta == leida.datos["vigencia"]), None)
        if sabida is not None and (sabida.valor == leida.datos["meta"] or not leida.datos["acto"]):
            halladas[leida.llave] = Guardada({"meta": _dicha(sabida.valor)})
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Una versión nueva de la definición por producto y acto, con todas sus metas."""
    juntas: dict[tuple[str, str, date | None], dict[int, Decimal | None]] = {}
    for leida in leidas:
        datos = leida.datos
        cual = datos["codigo"], datos["acto"], datos["desde"]
        juntas.setdefault(cual, {})[datos["vigencia"]] = datos["meta"]
    de_cada_uno = del_plan.versiones_de(sesion, (cual[0] for cual in juntas))
    for (codigo, acto, desde), metas in sorted(juntas.items(), key=_por_fecha):
        producto_id, todas = de_cada_uno[codigo]
        base = vigente(todas, del_plan.dia_de(desde))
        definicion = con_metas(base.definicion, metas)
        con_que = (acto, desde) if acto else (base.acto, base.desde)
        nueva = nueva_version(sesion, producto_id, definicion, con_que, quien)
        todas.append(Version(nueva.id, nueva.numero, nueva.desde, nueva.acto, definicion))


def _por_fecha(junta: tuple[tuple[str, str, date | None], object]) -> tuple[date, str]:
    (codigo, _, desde), _ = junta
    return desde or date.min, codigo


TIPO = TipoDeImportacion(
    clave="metas",
    nombre="Metas por vigencia",
    columnas=(
        Columna("codigo", "El del producto: 1.4.2."),
        Columna("vigencia", "El año de la meta."),
        Columna("meta", "En la unidad del producto: 5,7 o 65 %.", alias=("valor",)),
        Columna("acto", "El acto que la cambia, si ya había otra.", obligatoria=False),
        Columna("desde", "Desde cuándo rige el acto: 2024-03-01.", obligatoria=False),
    ),
    reconoce="Una meta ya está si la definición que rige dice la misma cifra. Cambiarla pide el acto.",
    leer=leer,
    guardadas=guardadas,
    revisar=revisar,
    crear=crear,
    permiso="importar.seguimiento",
)
