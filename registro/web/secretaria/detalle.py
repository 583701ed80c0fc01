"""Una actividad: cuánto cuenta, en qué está y qué sigue."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, render_template, url_for

from registro.actividades import consultas
from registro.actividades.conteos import PUBLICOS
from registro.actividades.estados import ABIERTA, ANULADA, CERRADA, PASOS, PROGRAMADA
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
        publicos=[(PUBLICOS[publico], cantidad) for publico, cantidad in ficha.por_publico.items()],
        servicios=consultas.servicios_ofrecidos(ficha.id) if tipo.con_servicios else [],
        mesas=consultas.mesas_de_jornada(uuid) if tipo.con_servicios else [],
        jornada=consultas.jornada_de_mesa(uuid) if tipo.con_jornada else None,
        puntos=consultas.orden_del_dia(uuid) if tipo.con_delegadas else [],
        historia=consultas.historia(uuid),
        enlaces=_enlaces(ficha),
    )


def _frase(ficha: consultas.FichaDeActividad) -> str:
    """En qué está, dicho completo."""
    if ficha.estado == ABIERTA and ficha.abierta_en:
        return f"Recibe asistencia desde el {fecha_hora(ficha.abierta_en)}."
    if ficha.estado == CERRADA and ficha.cerrada_en:
        return f"Se cerró el {fecha_hora(ficha.cerrada_en)}. Ya no recibe asistencia."
    if ficha.estado == ANULADA and ficha.anulada_en:
        quien, cuando = ficha.anulada_por or "Alguien", fecha_hora(ficha.anulada_en)
        return f"{quien} la anuló el {cuando}: no cuenta en ninguna tabla. Motivo: {ficha.motivo}"
    return "Todavía no recibe asistencia: ábrala cuando empiece." if ficha.estado == PROGRAMADA else ""


def _datos(ficha: consultas.FichaDeActividad) -> list[tuple[str, str]]:
    """Los datos comunes y los del tipo, para leerlos."""
    return [
        ("Tipo", ficha.tipo.nombre),
        ("Fecha", ficha.fecha.larga),
        ("Lugar", ficha.lugar or "sin dato"),
        ("Localidad", ficha.localidad or "sin dato"),
        *ficha.propios,
        *([("Notas", ficha.notas)] if ficha.notas else []),
    ]


def _enlaces(ficha: consultas.FichaDeActividad) -> list[tuple[str, str]]:
    """Las pantallas donde se registra quién estuvo: pares (texto, dirección)."""
    if ficha.estado == ANULADA:
        return []
    if ficha.tipo.institucional:
        rutas = [("Registrar quiénes asistieron", "mesa.asistencia"), ("Mostrar el código", "mesa.codigo")]
    elif ficha.tipo.con_tarjetas and not ficha.tipo.con_atenciones and ficha.estado == ABIERTA:
        rutas = [("Registrar asistencia", "campo.actividad")]
    else:
        rutas = []
    return [
        (texto, url_for(punto, uuid=ficha.uuid))
        for texto, punto in rutas
        if punto in current_app.view_functions
    ]
