"""Las reglas del semáforo: las que ha habido, y escribir otras por un acto viendo antes qué cambia."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.fechas import fecha_larga, hoy
from registro.indicadores import semaforo as colores
from registro.indicadores.consultas import avances
from registro.indicadores.consultas.rangos import conjuntos
from registro.indicadores.definiciones import operaciones
from registro.indicadores.semaforo import Conjunto, Escrito, Rango
from registro.informes.analisis import semaforo as analisis
from registro.seguridad.acceso import actor_actual
from registro.web.controles import senalar
from registro.web.indicadores.formularios import RENGLONES, FormularioDeSemaforo, de_semaforo
from registro.web.indicadores.seccion import bp

VER, GUARDAR = "ver", "guardar"


@bp.get("/semaforo")
def semaforos() -> str:
    """Todas las reglas que ha habido, con su acto, sus fechas y los cortes cerrados que las conservan."""
    return render_template(
        "indicadores/semaforos.html",
        historia=analisis.historia(hoy()),
        define=actor_actual().puede("indicadores.definir"),
    )


@bp.route("/semaforo/nuevo", methods=["GET", "POST"])
def semaforo_nuevo() -> Response | tuple[str, int]:
    """Unas reglas a partir de las que rigen; antes de guardarlas se ve qué productos cambian de color."""
    cortes = analisis.cortes_para_probar(hoy())
    opciones = [(dia.isoformat(), fecha_larga(dia)) for dia in cortes]
    formulario = de_semaforo(opciones)(request.form, data=_de_las_que_rigen())
    prueba, estado = None, 200
    if request.method == "POST":
        accion = request.form.get("accion", VER)
        try:
            escritas = _leer(formulario)
            if accion == GUARDAR and formulario.validate():
                return _guardar(escritas, formulario)
            prueba = analisis.probar(escritas, _corte(formulario, cortes))
            estado = 200 if accion == VER else 400
        except EnConflicto as error:
            formulario.vista.data = str(_ultimo())
            senalar(formulario, error)
            estado = 400
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            estado = 400
    return render_template(
        "indicadores/semaforo.html",
        formulario=formulario,
        renglones=[_renglon(formulario, lugar) for lugar in RENGLONES],
        prueba=prueba,
    ), estado


def _guardar(escritas: Conjunto, formulario: FormularioDeSemaforo) -> Response:
    operaciones.fijar_semaforo(actor_actual(), escritas, int(formulario.vista.data or 0))
    flash(f"Las reglas «{escritas.nombre}» quedaron guardadas. Las anteriores se conservan.", "exito")
    return redirect(url_for("indicadores.semaforos"))


def _leer(formulario: FormularioDeSemaforo) -> Conjunto:
    escritos = []
    for lugar in RENGLONES:
        color, hasta, incluye = _renglon(formulario, lugar)
        if hasta.process_errors:
            raise ErrorDeRegistro(str(hasta.process_errors[0]), hasta.name)
        escritos.append(Escrito(color.data or "", hasta.data, incluye.data != "no"))
    return Conjunto(
        clave="",
        nombre=(formulario.nombre.data or "").strip(),
        desde=formulario.desde.data,
        rangos=colores.armar(escritos),
        sobre=formulario.sobre.data or "todos",
        justifica=bool(formulario.justifica.data),
        acto=formulario.acto.data or "",
    )


def _renglon(formulario: FormularioDeSemaforo, lugar: int) -> tuple[Any, Any, Any]:
    return formulario[f"color_{lugar}"], formulario[f"hasta_{lugar}"], formulario[f"incluye_{lugar}"]


def _corte(formulario: FormularioDeSemaforo, cortes: list[date]) -> date:
    pedido = formulario.corte.data
    return next((dia for dia in cortes if dia.isoformat() == pedido), cortes[0])


def _de_las_que_rigen() -> dict[str, Any]:
    actual = avances.conjunto_de_hoy()
    datos: dict[str, Any] = {
        "vista": str(_ultimo()),
        "sobre": actual.sobre,
        "justifica": actual.justifica,
    }
    for lugar in RENGLONES:
        datos |= _escrito(lugar, actual.rangos[lugar - 1] if lugar <= len(actual.rangos) else None)
    return datos


def _escrito(lugar: int, rango: Rango | None) -> dict[str, Any]:
    return {
        f"color_{lugar}": rango.color.value if rango else "",
        f"hasta_{lugar}": rango.hasta if rango else None,
        f"incluye_{lugar}": "si" if rango is None or rango.incluye else "no",
    }


def _ultimo() -> int:
    return max((uno.numero for uno in conjuntos()), default=0)
