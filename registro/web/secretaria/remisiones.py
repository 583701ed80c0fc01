"""En qué quedaron las remisiones de una actividad, y qué se recibió en ella. Nada dice a quién."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.actividades import consultas as de_actividades
from registro.asistencia import consultas, operaciones
from registro.asistencia.reglas import RESULTADOS
from registro.seguridad.acceso import actor_actual
from registro.web.presentacion import plural
from registro.web.secretaria.lista import bp

PREFIJO = "remision-"


@bp.route("/<uuid:uuid>/remisiones", methods=["GET", "POST"])
def remisiones(uuid: UUID) -> str | Response:
    """Los servicios recibidos y las remisiones; se guarda en qué quedó cada una."""
    ficha = de_actividades.ficha(uuid)
    if request.method == "POST":
        cambian = operaciones.resultados_de_remisiones(actor_actual(), ficha.id, _elegidos())
        dicho = f"Quedó guardado en qué quedaron {plural(cambian, 'remisión', 'remisiones')}."
        flash(dicho if cambian else "Las remisiones quedaron como estaban.", "exito")
        return redirect(url_for(".remisiones", uuid=uuid))
    halladas = consultas.remisiones(ficha.id)
    return render_template(
        "secretaria/remisiones.html",
        ficha=ficha,
        servicios=consultas.servicios_recibidos(ficha.id),
        remisiones=halladas,
        resultados=RESULTADOS,
        cuantas={
            rotulo: sum(una.resultado == clave for una in halladas) for clave, rotulo in RESULTADOS.items()
        },
    )


def _elegidos() -> dict[int, str]:
    """Lo que cambió en cada lista: lo que quedó como se mostró no pisa lo que otra persona anotó entretanto."""
    escritos = ((clave.removeprefix(PREFIJO), valor) for clave, valor in request.form.items())
    return {
        int(numero): valor
        for numero, valor in escritos
        if numero.isdecimal() and valor != request.form.get(f"antes-{numero}")
    }
