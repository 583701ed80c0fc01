"""La mesa ZESAI como la publican sus documentos: normas, funciones, puestos y lo programado. Sin sesiones."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro import rutas
from registro.catalogos.modelo import Entidad, Sector
from registro.instancias.modelo import (
    EntidadDePuesto,
    Funcion,
    Instancia,
    MesSinSesion,
    NormaDeInstancia,
    Programacion,
    Puesto,
)
from registro.textos import clave


def plantar_zesai(sesion: Session) -> Instancia:
    """Crea la instancia con todo lo suyo dentro de la transacción de quien llama."""
    datos = json.loads((rutas.datos_demostracion() / "zesai_2020_1.json").read_text(encoding="utf-8"))
    propios = datos["instancia"]
    instancia = Instancia(
        sigla=propios["sigla"],
        nombre=propios["nombre"],
        norma_creacion=propios["norma_creacion"],
        reglamento=propios["reglamento"],
        secretaria_tecnica=propios["secretaria_tecnica"],
        normas=[NormaDeInstancia(texto=texto, orden=n) for n, texto in enumerate(propios["normas"], start=1)],
        funciones=[Funcion(numero=una["numero"], texto=una["texto"]) for una in datos["funciones"]],
        puestos=[_puesto(sesion, integrante) for integrante in datos["integrantes"]],
    )
    sesion.add(instancia)
    sesion.flush()
    _programar(sesion, instancia, datos["periodo"])
    return instancia


def sector_llamado(sesion: Session, nombre: str) -> Sector:
    """El sector con ese nombre, que se crea si falta."""
    sector = sesion.scalar(select(Sector).where(Sector.clave == clave(nombre)))
    if sector is None:
        sector = Sector(nombre=nombre, clave=clave(nombre))
        sesion.add(sector)
        sesion.flush()
    return sector


def entidad_llamada(sesion: Session, nombre: str, sector_id: int | None) -> Entidad:
    """La entidad con ese nombre, que se crea si falta."""
    entidad = sesion.scalar(select(Entidad).where(Entidad.clave == clave(nombre)))
    if entidad is None:
        entidad = Entidad(nombre=nombre, clave=clave(nombre), sector_id=sector_id)
        sesion.add(entidad)
        sesion.flush()
    return entidad


def _puesto(sesion: Session, integrante: dict[str, Any]) -> Puesto:
    sector = sector_llamado(sesion, integrante["sector"])
    entidad = entidad_llamada(sesion, integrante["entidad"], sector.id)
    return Puesto(
        sector_id=sector.id,
        nombre=integrante["puesto"],
        clave=clave(integrante["puesto"]),
        rol=integrante["rol"],
        orden=integrante["orden"],
        entidades=[EntidadDePuesto(entidad_id=entidad.id)],
    )


def _programar(sesion: Session, instancia: Instancia, periodo: dict[str, Any]) -> None:
    sesion.add(
        Programacion(
            instancia_id=instancia.id,
            semestre=periodo["semestre"],
            ordinarias=periodo["ordinarias_programadas"],
            extraordinarias=periodo["extraordinarias_programadas"],
        )
    )
    sesion.add_all(
        MesSinSesion(
            instancia_id=instancia.id, mes=date.fromisoformat(f"{uno['mes']}-01"), motivo=uno["motivo"]
        )
        for uno in periodo["motivos_sin_sesion"]
    )
