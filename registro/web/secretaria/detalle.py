"""Una actividad: cuánto cuenta, en qué está y qué sigue."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from markupsafe import Markup

from registro.actividades import consultas
from registro.actividades.conteos import PUBLICOS, TOTAL
from registro.actividades.estados import ABIERTA, ANULADA, CERRADA, PASOS, REALIZADA
from registro.fechas import fecha_hora
from registro.web.secretaria.cuentas import cuentas_de
from registro.web.secretaria.lista import bp


@bp.get("/<uuid:uuid>")
def detalle(uuid: UUID) -> str:
    """La respuesta primero: asistencias, estado y lo que se puede hacer."""
    ficha = consultas.ficha(uuid)
    tipo = ficha.tipo
    return render_template(
        "secretaria/detalle.html",
        ficha=ficha,
        cuentas=cuentas_de(ficha),
        frase=_frase(ficha),
        pasos=PASOS[ficha.estado],
        datos=_datos(ficha),
        publicos=_publicos(ficha),
        mesas=consultas.mesas_de_jornada(ficha.id) if tipo.con_servicios else [],
        jornada=consultas.jornada_de_mesa(uuid) if tipo.con_jornada else None,
        puntos=consultas.orden_del_dia(uuid) if tipo.con_delegadas else [],
        historia=consultas.historia(ficha),
        enlaces=_enlaces(ficha),
    )


def _frase(ficha: consultas.FichaDeActividad) -> str:
    """Lo que sigue a la palabra de su estado."""
    if ficha.estado == ABIERTA and ficha.abierta_en:
        return f" desde el {fecha_hora(ficha.abierta_en)}"
    if ficha.estado == CERRADA and ficha.cerrada_en:
        return f" desde el {fecha_hora(ficha.cerrada_en)}"
    if ficha.estado == ANULADA and ficha.anulada_en:
        return f" por {ficha.anulada_por}: no cuenta en ninguna tabla. Motivo: {ficha.motivo}"
    return ": todavía no recibe asistencia. Ábrala cuando empiece."


def _datos(ficha: consultas.FichaDeActividad) -> list[tuple[str, str]]:
    """Los datos comunes y los del tipo, para leerlos."""
    return [
        ("Tipo", ficha.tipo.nombre),
        ("Fecha", ficha.fecha.larga),
        ("Lugar", ficha.lugar or "sin dato"),
        ("Localidad", ficha.localidad or "sin dato"),
        *ficha.propios,
        *([("Notas", Markup("<br>").join(ficha.notas.split("\n")))] if ficha.notas else []),
    ]


def _publicos(ficha: consultas.FichaDeActividad) -> list[tuple[str, int]]:
    """El desglose, si alguien repartió el conteo."""
    desglose = ficha.por_publico
    return [(PUBLICOS[publico], n) for publico, n in desglose.items()] if set(desglose) - {TOTAL} else []


def _enlaces(ficha: consultas.FichaDeActividad) -> list[tuple[str, str]]:
    """Las pantallas donde se registra quién estuvo: pares (texto, dirección)."""
    abierta = ficha.estado == ABIERTA
    if ficha.tipo.institucional and ficha.estado in REALIZADA:
        texto = "Registrar quiénes asistieron" if abierta else "Ver quiénes asistieron"
        codigo = [("Mostrar el código", url_for("mesa.codigo", uuid=ficha.uuid))] if abierta else []
        return [(texto, url_for("mesa.asistencia", uuid=ficha.uuid)), *codigo]
    if ficha.tipo.con_tarjetas and not ficha.tipo.con_atenciones and ficha.estado in REALIZADA:
        leer = [("Registrar asistencia", url_for("campo.leer", actividad=ficha.uuid))] if abierta else []
        return [*leer, ("Servicios y remisiones", url_for(".remisiones", uuid=ficha.uuid))]
    return []
