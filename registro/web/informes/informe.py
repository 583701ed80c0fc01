"""Un informe en pantalla: sus secciones, lo que se escribe en ellas, la vista previa y las descargas."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.escritores import en_html
from registro.informes import operaciones
from registro.informes.balance.reglas import NOMBRES, RESERVADA
from registro.informes.editables import Editable, editable
from registro.informes.partes import Parte, capitulos
from registro.informes.publicar import FORMATOS
from registro.seguridad.acceso import actor_actual, proposito
from registro.web.controles import Formulario, senalar
from registro.web.informes.seccion import bp


class FormularioDeTexto(Formulario):
    """El texto de una sección."""

    texto = TextAreaField(
        "Texto",
        description="Un renglón vacío separa párrafos. «- » hace una lista, «1. » una numerada, **así** va "
        "en negrita y [nota: así] va al pie.",
    )


@bp.get("/<informe>/<ambito>")
def ver(informe: str, ambito: str) -> str:
    """Las secciones, en qué va cada una y las descargas."""
    uno = editable(informe, ambito)
    partes = uno.partir(RESERVADA)
    donde: dict[str, Any] = {"informe": informe, "ambito": ambito}
    descargas = [(NOMBRES[edicion], _archivos(donde, edicion)) for edicion in uno.ediciones]
    return render_template(
        "informes/informe.html",
        informe=informe,
        ambito=ambito,
        uno=uno,
        capitulos=capitulos(partes),
        cuantas=len(partes),
        editadas=sum(parte.editada for parte in partes),
        cambiadas=[parte for parte in partes if parte.cambiadas],
        descargas=descargas,
    )


def _archivos(donde: dict[str, Any], edicion: str) -> list[tuple[str, str, str]]:
    """Cada formato, para qué sirve y dónde se descarga."""
    return [
        (uno.nombre, uno.sirve_para, url_for(".descargar", formato=clave, edicion=edicion, **donde))
        for clave, uno in FORMATOS.items()
    ]


@bp.get("/<informe>/<ambito>/ver")
def leer(informe: str, ambito: str) -> str:
    """El documento como se leerá."""
    uno = editable(informe, ambito)
    cuerpo = en_html.cuerpo(uno.armar(RESERVADA), desde=2)
    return render_template("informes/ver.html", informe=informe, ambito=ambito, uno=uno, cuerpo=cuerpo)


@bp.get("/<informe>/<ambito>/descargar/<formato>")
def descargar(informe: str, ambito: str, formato: str) -> Response:
    """El informe en un archivo; queda anotado quién lo sacó."""
    uno = editable(informe, ambito)
    edicion = request.args.get("edicion", RESERVADA)
    respuesta = make_response(operaciones.generar(actor_actual(), uno, edicion, formato, proposito()))
    respuesta.headers["Content-Type"] = FORMATOS[formato].tipo
    nombre = uno.archivo(edicion, formato)
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


@bp.get("/<informe>/<ambito>/seccion/<clave>")
def seccion(informe: str, ambito: str, clave: str) -> str:
    """Lo que dice una sección, con lo que se calcula y lo que se ha escrito."""
    uno = editable(informe, ambito)
    parte = uno.parte(clave)
    return _pagina((informe, ambito, uno), parte, FormularioDeTexto(data={"texto": parte.texto}))


@bp.post("/<informe>/<ambito>/seccion/<clave>")
def escribir(informe: str, ambito: str, clave: str) -> Response | tuple[str, int]:
    """Guarda lo escrito; si otra persona guardó antes, lo de quien escribe sigue en pantalla."""
    uno = editable(informe, ambito)
    formulario = FormularioDeTexto(request.form)
    vista = request.form.get("version", 0, type=int)
    try:
        operaciones.escribir_seccion(actor_actual(), uno, clave, formulario.texto.data or "", vista)
    except ErrorDeRegistro as error:
        senalar(formulario, error)
        # Tras un choque la versión ya es la de ahora: volver a guardar es decidir con las dos a la vista.
        choque = isinstance(error, EnConflicto)
        pagina = _pagina(
            (informe, ambito, uno),
            uno.parte(clave),
            formulario,
            vista=None if choque else vista,
            choque=choque,
        )
        return pagina, error.estado
    flash("Se guardó el texto. El informe ya lo dice así.", "exito")
    return redirect(url_for(".seccion", informe=informe, ambito=ambito, clave=clave))


@bp.post("/<informe>/<ambito>/seccion/<clave>/borrador")
def volver_al_borrador(informe: str, ambito: str, clave: str) -> Response:
    """La sección vuelve a decir lo que se calcula; lo escrito queda en su historia."""
    vista = request.form.get("version", 0, type=int)
    operaciones.volver_al_borrador(actor_actual(), editable(informe, ambito), clave, vista)
    flash("La sección volvió a su borrador. Lo que decía sigue abajo, en su historia.", "exito")
    return redirect(url_for(".seccion", informe=informe, ambito=ambito, clave=clave))


def _pagina(
    de: tuple[str, str, Editable],
    parte: Parte,
    formulario: FormularioDeTexto,
    *,
    vista: int | None = None,
    choque: bool = False,
) -> str:
    informe, ambito, uno = de
    return render_template(
        "informes/seccion.html",
        informe=informe,
        ambito=ambito,
        uno=uno,
        parte=parte,
        formulario=formulario,
        version=parte.version if vista is None else vista,
        choque=choque,
        vista=en_html.cuerpo(uno.suelta(parte), desde=3),
        historia=uno.historia(parte.seccion.clave),
        puede=actor_actual().puede(f"informes.{informe}"),
    )
