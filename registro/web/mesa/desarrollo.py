"""Lo que se va diciendo en una sesión, punto por punto, y los compromisos que quedan. Nada se pierde."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from registro.actas import consultas, operaciones
from registro.actas.operaciones import DatosDeCompromiso, DatosDeDesarrollo
from registro.actas.operaciones.borradores import CLAVE_DE_DESARROLLO
from registro.asistencia import consultas_institucionales as de_asistencia
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.numeros import leer_natural
from registro.seguridad.acceso import actor_actual
from registro.web.controles import CampoDia, Formulario, senalar
from registro.web.mesa.borradores import recuperar
from registro.web.mesa.instancias import bp

RENGLONES = 3
LARGO = [Length(max=20_000)]


@bp.route("/sesion/<uuid:uuid>/desarrollo", methods=["GET", "POST"])
def desarrollo(uuid: UUID) -> Response | tuple[str, int]:
    """Apertura, cada punto, compromisos y cierre, en un solo formulario."""
    ficha, puntos = consultas.acta(str(uuid)), consultas.puntos_desarrollados(str(uuid))
    borrador, hora = (
        recuperar(f"{CLAVE_DE_DESARROLLO}{uuid}") if request.method == "GET" else (request.form, "")
    )
    formulario = _formulario(ficha, puntos, borrador)
    choque = False
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.guardar_desarrollo(actor_actual(), str(uuid), _datos(formulario, puntos))
        except ErrorDeRegistro as error:
            choque = isinstance(error, EnConflicto)
            senalar(formulario, error)
        else:
            flash("Quedó guardado el desarrollo de la sesión.", "exito")
            return redirect(url_for("mesa.desarrollo", uuid=uuid, listo="si"))
    pagina = render_template(
        "mesa/desarrollo.html",
        sesion=de_asistencia.sesion(str(uuid)),
        acta=ficha,
        puntos=puntos,
        formulario=formulario,
        renglones=range(RENGLONES),
        compromisos=consultas.compromisos_de_sesion(str(uuid)),
        borrador_de=hora,
        # La del borrador puede ser vieja: así quien lo recupera se entera de lo que otra persona guardó.
        version=ficha.version if choque else formulario.version.data,
        distintos=_distintos(formulario, ficha, puntos) if choque else [],
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200


def _formulario(
    ficha: consultas.FichaDeActa,
    puntos: list[consultas.PuntoDesarrollado],
    escrito: MultiDict[str, Any] | None,
) -> Any:
    """Dos casillas por punto y unos renglones para compromisos."""
    casillas: dict[str, Any] = {
        "version": HiddenField(),
        "apertura": TextAreaField(
            "Apertura", LARGO, description="Verificación del quórum, saludo, acta anterior."
        ),
        "cierre": TextAreaField("Proposiciones, varios y cierre", LARGO),
    }
    guardado: dict[str, Any] = {"version": ficha.version, "apertura": ficha.apertura, "cierre": ficha.cierre}
    for uno in puntos:
        casillas[f"discusion-{uno.punto.id}"] = TextAreaField("Discusión", LARGO)
        casillas[f"decisiones-{uno.punto.id}"] = TextAreaField("Decisiones", LARGO)
        guardado |= {
            f"discusion-{uno.punto.id}": uno.discusion,
            f"decisiones-{uno.punto.id}": uno.decisiones,
        }
    entidades = consultas.entidades_que_responden(ficha.instancia_id)
    for lugar in range(RENGLONES):
        casillas |= casillas_de_compromiso(f"-{lugar}", entidades)
    return type("FormularioDeDesarrollo", (Formulario,), casillas)(escrito, data=guardado)


def casillas_de_compromiso(sufijo: str, entidades: list[tuple[int, str]]) -> dict[str, Any]:
    """Qué, quién y para cuándo."""
    elegibles = [
        SelectChoice("", "Elija una"),
        *(SelectChoice(str(clave), nombre) for clave, nombre in entidades),
    ]
    return {
        f"que{sufijo}": StringField("A qué se compromete", [Length(max=2000)]),
        f"entidad{sufijo}": SelectField("Entidad", choices=elegibles, validate_choice=False),
        f"vence{sufijo}": CampoDia("Para cuándo"),
    }


def compromiso_escrito(formulario: Any, sufijo: str) -> DatosDeCompromiso:
    """Lo que dice un renglón."""
    entidad = formulario[f"entidad{sufijo}"].data or ""
    return DatosDeCompromiso(
        formulario[f"que{sufijo}"].data or "",
        leer_natural(entidad),
        formulario[f"vence{sufijo}"].data,
    )


def _datos(formulario: Any, puntos: list[consultas.PuntoDesarrollado]) -> DatosDeDesarrollo:
    """Los renglones conservan su lugar, aunque estén vacíos, por si hay que corregir alguno."""
    version = formulario.version.data or ""
    return DatosDeDesarrollo(
        version=leer_natural(version) or 0,
        apertura=formulario.apertura.data or "",
        cierre=formulario.cierre.data or "",
        puntos={
            uno.punto.id: (
                formulario[f"discusion-{uno.punto.id}"].data or "",
                formulario[f"decisiones-{uno.punto.id}"].data or "",
            )
            for uno in puntos
        },
        compromisos=tuple(compromiso_escrito(formulario, f"-{lugar}") for lugar in range(RENGLONES)),
    )


def _distintos(
    formulario: Any, ficha: consultas.FichaDeActa, puntos: list[consultas.PuntoDesarrollado]
) -> list[tuple[str, str]]:
    """Qué dejó guardado la otra persona donde lo escrito es otra cosa."""
    guardado = [("Apertura", "apertura", ficha.apertura), ("Cierre", "cierre", ficha.cierre)]
    for numero, uno in enumerate(puntos, start=1):
        guardado.append((f"{numero}. Discusión", f"discusion-{uno.punto.id}", uno.discusion))
        guardado.append((f"{numero}. Decisiones", f"decisiones-{uno.punto.id}", uno.decisiones))
    return [
        (rotulo, dicho or "nada")
        for rotulo, nombre, dicho in guardado
        if (formulario[nombre].data or "").strip() != dicho
    ]
