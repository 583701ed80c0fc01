"""Cerrar un corte congela lo aprobado y la versión de cada definición; reabrirlo deja su razón."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, tabla_de, tomar_turno, transaccion
from registro.fechas import fecha_larga, hoy
from registro.indicadores import semaforos
from registro.indicadores.avance import Aporte
from registro.indicadores.consultas import aportes, plan
from registro.indicadores.reportes.consultas.aprobados import APARTE, REGLA, SALDO, Aprobado, aprobados
from registro.indicadores.reportes.estados import ENVIADO
from registro.indicadores.reportes.modelo import CifraCongelada, CorteCerrado, DefinicionCongelada, Reporte
from registro.indicadores.reportes.operaciones.revisar import exigir_dicho
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.quien import exigir_que_revise
from registro.indicadores.semaforo import que_rige
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor

CANDADO = 7_302  # dos cierres a la vez van uno tras otro


def cerrar(actor: Actor, periodo: Periodo) -> str:
    """Congela el corte y devuelve su huella.

    :raises EnConflicto: ya está cerrado, el trimestre no ha terminado o hay reportes sin revisar.
    """
    exigir_que_revise(actor)
    if periodo.fin >= hoy():
        raise ErrorDeRegistro(f"El {periodo.nombre} todavía no termina. No se cerró.", "trimestre")
    with transaccion() as sesion:
        tomar_turno(sesion, CANDADO)
        if _cerrado(sesion, periodo) is not None:
            raise EnConflicto(f"El corte al {fecha_larga(periodo.fin)} ya está cerrado. No se cambió nada.")
        _exigir_revisados(sesion, periodo)
        cifras, definiciones = _congelar(periodo)
        corte = CorteCerrado(
            vigencia=periodo.vigencia,
            trimestre=periodo.trimestre,
            cerrado_en=ahora_utc(),
            cerrado_por=actor.nombre,
            huella=_huella(cifras, definiciones),
            semaforo=que_rige(semaforos.leer(sesion), periodo.fin).clave,
        )
        sesion.add(corte)
        sesion.flush()
        for modelo, filas in ((CifraCongelada, cifras), (DefinicionCongelada, definiciones)):
            if filas:
                sesion.execute(insert(tabla_de(modelo)), [fila | {"corte_id": corte.id} for fila in filas])
        anotar(actor, "corte.cerrar", f"corte:{periodo}", {"cifras": len(cifras), "huella": corte.huella})
        return corte.huella


def reabrir(actor: Actor, periodo: Periodo, motivo: str) -> None:
    """Sus cifras vuelven a ser las vivas. Lo que se había congelado se conserva con la razón.

    :raises EnConflicto: no está cerrado.
    """
    exigir_que_revise(actor)
    dicho = exigir_dicho(motivo, "Escriba por qué se reabre. No se cambió nada.", "motivo")
    with transaccion() as sesion:
        corte = _cerrado(sesion, periodo)
        if corte is None:
            raise EnConflicto(f"El corte al {fecha_larga(periodo.fin)} no está cerrado. No se cambió nada.")
        corte.reabierto_en, corte.reabierto_por, corte.motivo = ahora_utc(), actor.nombre, dicho
        anotar(actor, "corte.reabrir", f"corte:{periodo}", {"motivo": dicho})


def _cerrado(sesion: Session, periodo: Periodo) -> CorteCerrado | None:
    return sesion.scalar(
        select(CorteCerrado).where(
            CorteCerrado.vigencia == periodo.vigencia,
            CorteCerrado.trimestre == periodo.trimestre,
            CorteCerrado.reabierto_en.is_(None),
        )
    )


def _exigir_revisados(sesion: Session, periodo: Periodo) -> None:
    enviados = sesion.scalars(
        select(Reporte.id).where(
            Reporte.vigencia == periodo.vigencia,
            Reporte.trimestre <= periodo.trimestre,
            Reporte.estado == ENVIADO,
        )
    ).all()
    if enviados:
        cuantos = "Hay un reporte enviado" if len(enviados) == 1 else f"Hay {len(enviados)} reportes enviados"
        raise EnConflicto(
            f"{cuantos} sin revisar de {periodo.vigencia}: apruébelos o devuélvalos. No se cerró."
        )


def _congelar(periodo: Periodo) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Las cifras con que se calcula el corte y las definiciones, listas para guardarse."""
    por_codigo: dict[str, list[Aprobado]] = {}
    for uno in aprobados(periodo):
        por_codigo.setdefault(uno.codigo, []).append(uno)
    cifras: list[dict[str, Any]] = []
    definiciones = []
    fichas = plan.productos(dia=periodo.fin)
    reunidos = aportes.reunir(fichas, periodo.vigencia, periodo.fin)
    for ficha in fichas:
        reunido = reunidos[ficha.id]
        for uno in por_codigo.get(ficha.codigo, []):
            medida = uno.vigencia in reunido.medidas
            cifras.append(_de_reporte(ficha.id, uno) | ({"origen": APARTE} if medida else {}))
        for suelto in reunido.sueltos:
            origen = REGLA if suelto.desde == suelto.hasta and suelto.hasta in reunido.medidas else SALDO
            cifras.append(_de_saldo(ficha.id, suelto) | {"origen": origen})
        definiciones.append({"producto_id": ficha.id, "definicion_id": ficha.version.id})
    return cifras, definiciones


def _de_reporte(producto_id: int, uno: Aprobado) -> dict[str, Any]:
    return {
        "producto_id": producto_id,
        "reporte_id": uno.reporte_id,
        "desde": uno.vigencia,
        "hasta": uno.vigencia,
        "trimestre": uno.trimestre,
        "valor": uno.valor,
        "numerador": uno.numerador,
        "denominador": uno.denominador,
        "texto": uno.texto,
        "origen": "reporte",
    }


def _de_saldo(producto_id: int, uno: Aporte) -> dict[str, Any]:
    return {
        "producto_id": producto_id,
        "reporte_id": None,
        "desde": uno.desde,
        "hasta": uno.hasta,
        "trimestre": uno.trimestre,
        "valor": uno.valor,
        "numerador": None,
        "denominador": None,
        "texto": "",
    }


def _huella(cifras: list[dict[str, Any]], definiciones: list[dict[str, Any]]) -> str:
    """Cambia si cambia una cifra, su reporte o la versión de una definición."""
    contenido = json.dumps([cifras, definiciones], default=str, sort_keys=True, ensure_ascii=False)
    return sha256(contenido.encode()).hexdigest()
