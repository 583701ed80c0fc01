"""Qué puestos, funciones y delegadas rigen en una fecha, y lo programado en un semestre."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import db
from registro.fechas import Semestre, hoy
from registro.instancias.fichas import (
    ROLES_DE_PUESTO,
    FichaDeDelegada,
    FichaDeFuncion,
    FichaDeInstancia,
    FichaDePuesto,
    FichaDeSemestre,
    entidad_de,
    ficha_de_delegada,
    ficha_de_funcion,
    ficha_de_instancia,
    ficha_de_puesto,
)
from registro.instancias.modelo import (
    Delegada,
    EntidadDePuesto,
    FechaProgramada,
    Funcion,
    Instancia,
    MesSinSesion,
    Programacion,
    Puesto,
)
from registro.recordadas import recordada
from registro.textos import abreviar, clave, unir


def rige(tabla: Any, desde: date, hasta: date) -> ColumnElement[bool]:
    """Las filas de ``tabla`` (con columnas ``desde`` y ``hasta``) que rigen algún día entre dos fechas."""
    return and_(
        or_(tabla.desde.is_(None), tabla.desde <= hasta), or_(tabla.hasta.is_(None), tabla.hasta >= desde)
    )


def roles_de_puesto() -> list[tuple[str, str]]:
    """Los roles que puede tener un puesto: pares (clave, nombre)."""
    return list(ROLES_DE_PUESTO.items())


@recordada
def instancias() -> tuple[FichaDeInstancia, ...]:
    """Todas, por sigla."""
    orden = select(Instancia).options(selectinload(Instancia.normas)).order_by(Instancia.sigla)
    return tuple(ficha_de_instancia(instancia) for instancia in db.session.scalars(orden))


def instancia(instancia_id: int) -> FichaDeInstancia:
    """Una instancia.

    :raises NoEncontrado: no existe.
    """
    for ficha in instancias():
        if ficha.id == instancia_id:
            return ficha
    raise NoEncontrado("Esa instancia no existe.", "instancia")


def resolver_instancia(texto: str, campo: str = "instancia") -> FichaDeInstancia:
    """La instancia por su sigla o su nombre, con cualquier tilde o mayúscula.

    :raises NoEncontrado: ninguna se llama así; la frase dice las que hay.
    """
    buscada = clave(texto)
    todas = instancias()
    for ficha in todas:
        if buscada in {clave(ficha.sigla), clave(ficha.nombre)}:
            return ficha
    siglas = unir([ficha.sigla for ficha in todas]) or "ninguna todavía"
    raise NoEncontrado(f"«{abreviar(texto)}» no es una instancia. Las registradas: {siglas}.", campo)


def funciones(
    instancia_id: int, desde: date | None = None, hasta: date | None = None
) -> list[FichaDeFuncion]:
    """Las que rigen en ``desde`` (o algún día hasta ``hasta``), por número; sin fechas, las de hoy."""
    inicio = desde or hoy()
    orden = (
        select(Funcion)
        .where(Funcion.instancia_id == instancia_id, rige(Funcion, inicio, hasta or inicio))
        .order_by(Funcion.numero, Funcion.id)
    )
    return [ficha_de_funcion(funcion) for funcion in db.session.scalars(orden)]


def funcion(funcion_id: int) -> FichaDeFuncion:
    """Una función, vigente o no.

    :raises NoEncontrado: no existe.
    """
    encontrada = db.session.get(Funcion, funcion_id)
    if encontrada is None:
        raise NoEncontrado("Esa función no existe.")
    return ficha_de_funcion(encontrada)


def puestos(instancia_id: int, desde: date | None = None, hasta: date | None = None) -> list[FichaDePuesto]:
    """Los que rigen en ``desde`` (o algún día hasta ``hasta``), en su orden; sin fechas, los de hoy.

    La delegada de cada ficha es la última que lo ocupó en esas fechas.
    """
    inicio = desde or hoy()
    orden = (
        select(Puesto)
        .where(Puesto.instancia_id == instancia_id, rige(Puesto, inicio, hasta or inicio))
        .order_by(Puesto.orden)
        .options(
            selectinload(Puesto.sector),
            selectinload(Puesto.delegadas),
            selectinload(Puesto.entidades).selectinload(EntidadDePuesto.entidad),
        )
    )
    hallados = list(db.session.scalars(orden))
    dia = hasta or inicio
    veces = Counter(entidad_de(puesto, dia) for puesto in hallados)
    return [
        ficha_de_puesto(puesto, inicio, dia, repetida=veces[entidad_de(puesto, dia)] > 1)
        for puesto in hallados
    ]


@recordada
def cuantos_puestos(instancia_id: int, desde: date, hasta: date) -> int:
    """Los que rigen algún día entre dos fechas."""
    orden = select(func.count(Puesto.id)).where(
        Puesto.instancia_id == instancia_id, rige(Puesto, desde, hasta)
    )
    return db.session.scalar(orden) or 0


def puesto(puesto_id: int, dia: date | None = None) -> FichaDePuesto:
    """Un puesto, vigente o no.

    :raises NoEncontrado: no existe.
    """
    encontrado = db.session.get(Puesto, puesto_id)
    if encontrado is None:
        raise NoEncontrado("Ese puesto no existe.", "puesto")
    return ficha_de_puesto(encontrado, dia or hoy(), dia or hoy(), repetida=True)


def resolver_puesto(instancia_id: int, texto: str, dia: date, campo: str = "integrante") -> FichaDePuesto:
    """El puesto vigente en ``dia`` por su entidad o, si la entidad tiene dos, por su nombre.

    :raises ErrorDeRegistro: ninguno se llama así, o hay varios (la frase los nombra).
    """
    buscada = clave(texto)
    todos = puestos(instancia_id, dia)
    hallados = (
        [ficha for ficha in todos if buscada == clave(ficha.etiqueta)]
        or [ficha for ficha in todos if buscada == clave(ficha.entidad)]
        or [ficha for ficha in todos if buscada == clave(ficha.nombre)]
    )
    if len(hallados) == 1:
        return hallados[0]
    if not hallados:
        raise NoEncontrado(
            f"«{abreviar(texto, 80)}» no integra la instancia en esa fecha. "
            "Escriba el nombre de la entidad como está en sus integrantes.",
            campo,
        )
    opciones = unir([f"«{ficha.nombre}»" for ficha in hallados])
    if len({ficha.nombre for ficha in hallados}) == 1:
        opciones = unir([f"«{ficha.etiqueta}»" for ficha in hallados])
    raise ErrorDeRegistro(
        f"«{abreviar(texto, 80)}» corresponde a {len(hallados)} puestos. Escriba cuál: {opciones}.", campo
    )


def delegadas(puesto_id: int) -> list[FichaDeDelegada]:
    """Quienes han ocupado el puesto, la más reciente primero."""
    orden = select(Delegada).where(Delegada.puesto_id == puesto_id).order_by(Delegada.desde.desc())
    return [ficha_de_delegada(delegada) for delegada in db.session.scalars(orden)]


def delegada(delegada_id: int) -> FichaDeDelegada:
    """Una delegada, esté o no en el puesto.

    :raises NoEncontrado: no existe.
    """
    encontrada = db.session.get(Delegada, delegada_id)
    if encontrada is None:
        raise NoEncontrado("Esa delegada no existe.")
    return ficha_de_delegada(encontrada)


def delegada_en(puesto_id: int, dia: date) -> FichaDeDelegada | None:
    """Quien ocupaba el puesto ese día, si había alguien."""
    orden = select(Delegada).where(Delegada.puesto_id == puesto_id, rige(Delegada, dia, dia))
    encontrada = db.session.scalar(orden.order_by(Delegada.desde.desc()))
    return ficha_de_delegada(encontrada) if encontrada else None


@recordada
def semestre(instancia_id: int, periodo: Semestre) -> FichaDeSemestre:
    """Lo programado y los meses sin sesión de un semestre."""
    programada = db.session.execute(
        select(Programacion.ordinarias, Programacion.extraordinarias, FechaProgramada.fecha)
        .outerjoin(FechaProgramada, FechaProgramada.programacion_id == Programacion.id)
        .where(Programacion.instancia_id == instancia_id, Programacion.semestre == str(periodo))
        .order_by(FechaProgramada.fecha)
    ).all()
    meses = db.session.execute(
        select(MesSinSesion.mes, MesSinSesion.motivo)
        .where(
            MesSinSesion.instancia_id == instancia_id, MesSinSesion.mes.between(periodo.inicio, periodo.fin)
        )
        .order_by(MesSinSesion.mes)
    )
    ordinarias, extraordinarias, _fecha = programada[0] if programada else (None, None, None)
    return FichaDeSemestre(
        semestre=periodo,
        ordinarias=ordinarias,
        extraordinarias=extraordinarias,
        meses_sin_sesion=tuple((mes, motivo) for mes, motivo in meses),
        fechas=tuple(fecha for *_, fecha in programada if fecha is not None),
    )
