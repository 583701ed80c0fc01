"""Lo que se guardó para revisar y lo que se decide de cada lectura."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia import consultas
from registro.asistencia.consultas import Reloj
from registro.asistencia.operaciones import bandeja
from registro.asistencia.operaciones import bandeja_de_tabletas as de_tabletas
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.numeros import leer_entero
from registro.seguridad.acceso import actor_actual
from registro.web.bandeja.seccion import bp
from registro.web.presentacion import Filtro, Pagina, plural

POR_PAGINA = 30


@bp.get("")
def inicio() -> str:
    """Lo que espera, por motivo, o lo que ya se decidió."""
    motivo, resueltas = request.args.get("motivo", ""), request.args.get("ver") == "decididas"
    numero = max(1, request.args.get("pagina", 1, type=int))
    fichas, total = consultas.por_revisar(
        motivo, resueltas=resueltas, desde=(numero - 1) * POR_PAGINA, cuantas=POR_PAGINA
    )
    esperan = consultas.motivos_por_revisar()
    en_total = sum(cuantas for _, _, cuantas in esperan)
    opciones = [("", f"Todas ({en_total})"), *((clave, f"{que} ({n})") for clave, que, n in esperan)]
    ver = "decididas" if resueltas else None
    return render_template(
        "bandeja/inicio.html",
        fichas=fichas,
        resueltas=resueltas,
        provisionales=len(consultas.provisionales()),
        relojes=sum(ficha.lecturas for reloj in Reloj for ficha in consultas.relojes(reloj)),
        esperan=en_total,
        filtro=Filtro("motivo", "Motivo", opciones, motivo),
        pagina=Pagina(
            fichas,
            numero,
            POR_PAGINA,
            total,
            lambda n: url_for("bandeja.inicio", pagina=n, motivo=motivo, ver=ver),
        ),
    )


@bp.get("/<uuid:lectura>")
def abrir(lectura: UUID) -> str:
    """Lo que llegó y qué se puede decidir."""
    return _mostrar(lectura, {}, None)


@bp.post("/<uuid:lectura>/<salida>")
def decidir(lectura: UUID, salida: str) -> Response | tuple[str, int]:
    """Aplica la decisión; si algo falta, vuelve con lo escrito."""
    if salida not in _DECISIONES:
        raise NoEncontrado("Esa decisión no existe. Vuelva a la bandeja.")
    try:
        _DECISIONES[salida](lectura)
    except ErrorDeRegistro as error:
        if error.campo is None:
            raise
        return _mostrar(lectura, request.form.to_dict(), error), error.estado
    esperan = sum(cuantas for _, _, cuantas in consultas.motivos_por_revisar())
    flash(f"Decidido y anotado. {_quedan(esperan)}", "exito")
    return redirect(url_for("bandeja.inicio"))


def _quedan(esperan: int) -> str:
    return f"Quedan {plural(esperan, 'lectura', 'lecturas')} por revisar." if esperan else "No queda ninguna."


def _mostrar(lectura: UUID, escrito: dict[str, str], error: ErrorDeRegistro | None) -> str:
    ficha = consultas.lectura_por_revisar(lectura)
    if ficha is None:
        raise NoEncontrado("Esa lectura no está en la bandeja.")
    abierta = bandeja.abrir(actor_actual(), lectura)
    actividades = consultas.actividades_para_elegir(ficha.actividad_uuid)
    return render_template(
        "bandeja/lectura.html",
        ficha=ficha,
        abierta=abierta,
        actividades=actividades,
        con_la_suya=any(uuid == ficha.actividad_uuid for uuid, _ in actividades),
        escrito=escrito,
        error=error,
    )


def _campo(nombre: str) -> str:
    return request.form.get(nombre, "")


_DECISIONES: dict[str, Callable[[UUID], None]] = {
    "aceptar": lambda lectura: bandeja.aceptar(actor_actual(), lectura, _campo("actividad")),
    "unir": lambda lectura: bandeja.unir(actor_actual(), lectura, _campo("actividad"), _campo("codigo")),
    "suelta": lambda lectura: bandeja.contar_suelta(
        actor_actual(), lectura, _campo("actividad"), leer_entero(_campo("cantidad") or "1", "cantidad")
    ),
    "igual": lambda lectura: de_tabletas.dejar_igual(actor_actual(), lectura),
    "reintentar": lambda lectura: de_tabletas.reintentar(actor_actual(), lectura),
    "descartar": lambda lectura: bandeja.descartar(actor_actual(), lectura, _campo("motivo")),
}
