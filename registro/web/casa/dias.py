"""Los días de atención y lo que se anotó en cada uno."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request, url_for

from registro.asistencia import consultas_de_atenciones as consultas
from registro.asistencia.operaciones import atenciones as operaciones
from registro.seguridad.acceso import actor_actual
from registro.web.casa.seccion import bp
from registro.web.presentacion import Pagina

DIAS_POR_PAGINA, ATENCIONES_POR_PAGINA = 30, 100


@bp.get("/dias")
def dias() -> str:
    """Los días de atención."""
    numero = max(1, request.args.get("pagina", 1, type=int))
    hallados, total = consultas.dias(desde=(numero - 1) * DIAS_POR_PAGINA, cuantos=DIAS_POR_PAGINA)
    pagina = Pagina(hallados, numero, DIAS_POR_PAGINA, total, lambda n: url_for("casa.dias", pagina=n))
    return render_template("casa/dias.html", pagina=pagina)


@bp.get("/dias/<uuid:uuid>")
def dia(uuid: UUID) -> str:
    """Las atenciones de un día; queda anotado quién las miró."""
    visto = consultas.dia(uuid)
    operaciones.anotar_consulta(actor_actual(), visto.uuid)
    numero = max(1, request.args.get("pagina", 1, type=int))
    desde = (numero - 1) * ATENCIONES_POR_PAGINA
    halladas = consultas.atenciones(visto.id, desde=desde, cuantas=ATENCIONES_POR_PAGINA)
    pagina = Pagina(
        halladas,
        numero,
        ATENCIONES_POR_PAGINA,
        visto.atenciones,
        lambda n: url_for("casa.dia", uuid=uuid, pagina=n),
    )
    return render_template("casa/dia.html", dia=visto, pagina=pagina)
