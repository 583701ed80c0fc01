"""La cola de lo que espera a la Dirección y el tablero de quién debe qué."""

from __future__ import annotations

from itertools import groupby

from flask import Response, render_template

from registro.catalogos.consultas import sectores
from registro.escritores.tipos import TIPOS
from registro.indicadores.reportes import consultas, recordatorio
from registro.intercambio.seguimiento import QUE_ES, libro
from registro.seguridad.acceso import actor_actual, proposito
from registro.seguridad.divulgacion.operaciones import RESERVADA, Salida, registrar
from registro.textos import orden
from registro.web.revision.seccion import bp

PARA_RECORDAR = "Recordar lo que falta por reportar"


@bp.get("")
def inicio() -> str:
    """Lo que hay por revisar, primero lo más viejo."""
    return render_template(
        "revision/inicio.html", cola=consultas.por_revisar(), debidos=len(consultas.debidos())
    )


@bp.get("/tablero")
def tablero() -> str:
    """Lo que debe cada sector y desde cuándo."""
    debidos = sorted(consultas.debidos(), key=lambda uno: orden(uno.sector))
    por_sector = [(sector, list(suyos)) for sector, suyos in groupby(debidos, lambda uno: uno.sector)]
    ids = {ficha.nombre: ficha.id for ficha in sectores()}
    return render_template("revision/tablero.html", por_sector=por_sector, ids=ids, cuantos=len(debidos))


@bp.get("/seguimiento")
def seguimiento() -> Response:
    """El seguimiento entero en un libro que se puede volver a importar."""
    encabezados = {"Content-Disposition": 'attachment; filename="seguimiento.xlsx"'}
    ficha = registrar(actor_actual(), Salida(QUE_ES, RESERVADA, proposito(), "xlsx"))
    return Response(libro(dict(ficha.pares)), mimetype=TIPOS["xlsx"], headers=encabezados)


@bp.get("/recordatorio/<int:sector_id>")
def recordar(sector_id: int) -> str:
    """El recordatorio de un sector, para copiar o bajar como correo."""
    sector, pendientes = consultas.sector(sector_id), consultas.pendientes(consultas.debidos(sector_id))
    return render_template(
        "revision/recordatorio.html",
        sector=sector,
        sector_id=sector_id,
        cuantos=len(pendientes),
        asunto=recordatorio.asunto(sector, pendientes),
        texto=recordatorio.texto(sector, pendientes),
    )


@bp.get("/recordatorio/<int:sector_id>.eml")
def recordar_por_correo(sector_id: int) -> Response:
    """El mismo, como correo sin enviar."""
    sector, pendientes = consultas.sector(sector_id), consultas.pendientes(consultas.debidos(sector_id))
    encabezados = {"Content-Disposition": 'attachment; filename="recordatorio.eml"'}
    salida = Salida(f"Recordatorio al sector {sector}", RESERVADA, PARA_RECORDAR, "eml")
    correo = recordatorio.eml(sector, pendientes, registrar(actor_actual(), salida).renglon)
    return Response(correo, mimetype="message/rfc822", headers=encabezados)
