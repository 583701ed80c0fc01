"""El Balance en pantalla: sus secciones, lo que se escribe en ellas, la vista previa y las descargas."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.escritores import en_html
from registro.informes.balance import armado, operaciones
from registro.informes.balance.reglas import RESERVADA, archivo
from registro.informes.publicar import FORMATOS
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar
from registro.web.informes.seccion import bp


class FormularioDeTexto(Formulario):
    """El texto de una sección."""

    texto = TextAreaField(
        "Texto",
        description="Un renglón vacío separa párrafos. «- » hace una lista, «1. » una numerada, **así** va "
        "en negrita y [nota: así] va al pie.",
    )


@bp.get("/balance/<int:vigencia>")
def balance(vigencia: int) -> str:
    """Las secciones, en qué va cada una y las descargas."""
    partes = armado.partes(vigencia)
    cambiadas = [parte for parte in partes if parte.cambiadas]
    descargas = [
        (formato.nombre, formato.sirve_para, url_for(".descargar_balance", vigencia=vigencia, formato=clave))
        for clave, formato in FORMATOS.items()
    ]
    return render_template(
        "informes/balance.html",
        vigencia=vigencia,
        capitulos=armado.capitulos(partes),
        cuantas=len(partes),
        editadas=sum(parte.editada for parte in partes),
        cambiadas=cambiadas,
        descargas=descargas,
    )


@bp.get("/balance/<int:vigencia>/ver")
def ver_balance(vigencia: int) -> str:
    """El documento como se leerá."""
    documento = armado.documento(vigencia, RESERVADA)
    return render_template("informes/ver.html", vigencia=vigencia, cuerpo=en_html.cuerpo(documento, desde=2))


@bp.get("/balance/<int:vigencia>/descargar/<formato>")
def descargar_balance(vigencia: int, formato: str) -> Response:
    """El informe en un archivo; queda anotado quién lo sacó."""
    contenido = operaciones.generar(actor_actual(), vigencia, RESERVADA, formato)
    respuesta = make_response(contenido)
    respuesta.headers["Content-Type"] = FORMATOS[formato].tipo
    nombre = archivo(vigencia, RESERVADA, formato)
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


@bp.get("/balance/<int:vigencia>/seccion/<clave>")
def seccion_de_balance(vigencia: int, clave: str) -> str:
    """Lo que dice una sección, con lo que se calcula y lo que se ha escrito."""
    parte = armado.parte(vigencia, clave)
    return _pagina(vigencia, parte, FormularioDeTexto(data={"texto": parte.texto}), parte.version)


@bp.post("/balance/<int:vigencia>/seccion/<clave>")
def escribir_en_balance(vigencia: int, clave: str) -> Response | tuple[str, int]:
    """Guarda lo escrito; si otra persona guardó antes, lo de quien escribe sigue en pantalla."""
    formulario = FormularioDeTexto(request.form)
    vista = request.form.get("version", 0, type=int)
    try:
        operaciones.escribir_seccion(actor_actual(), vigencia, clave, formulario.texto.data or "", vista)
    except ErrorDeRegistro as error:
        senalar(formulario, error)
        parte = armado.parte(vigencia, clave)
        # Tras un choque la versión ya es la de ahora: volver a guardar es decidir con las dos a la vista.
        choque = isinstance(error, EnConflicto)
        return _pagina(
            vigencia, parte, formulario, parte.version if choque else vista, choque=choque
        ), error.estado
    flash("Se guardó el texto. El informe ya lo dice así.", "exito")
    return redirect(url_for(".seccion_de_balance", vigencia=vigencia, clave=clave))


@bp.post("/balance/<int:vigencia>/seccion/<clave>/borrador")
def volver_al_borrador(vigencia: int, clave: str) -> Response:
    """La sección vuelve a decir lo que se calcula; lo escrito queda en su historia."""
    vista = request.form.get("version", 0, type=int)
    operaciones.volver_al_borrador(actor_actual(), vigencia, clave, vista)
    flash("La sección volvió a su borrador. Lo que decía sigue abajo, en su historia.", "exito")
    return redirect(url_for(".seccion_de_balance", vigencia=vigencia, clave=clave))


def _pagina(
    vigencia: int, parte: Any, formulario: FormularioDeTexto, version: int, *, choque: bool = False
) -> str:
    return render_template(
        "informes/seccion.html",
        vigencia=vigencia,
        parte=parte,
        formulario=formulario,
        version=version,
        choque=choque,
        vista=en_html.cuerpo(armado.suelta(vigencia, parte), desde=3),
        historia=armado.historia(vigencia, parte.seccion.clave),
        puede=actor_actual().puede("informes.balance"),
    )
