"""Conteos a la medida: elegir, ver cómo quedaría, decir para qué y descargar."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from registro.errores import ErrorDeRegistro
from registro.escritores import en_csv, en_json, en_xlsx
from registro.escritores.tipos import TIPOS
from registro.informes import filtros
from registro.informes.catalogo import declaracion
from registro.informes.conteos import operaciones, pedido
from registro.informes.conteos.dimensiones import DIMENSIONES
from registro.informes.parametros import Parametros
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar

bp = Blueprint("conteos", __name__, url_prefix="/conteos")

EDICIONES = [
    SelectChoice("publica", "Pública: oculta lo que podría exponer a alguien"),
    SelectChoice("datos_abiertos", "Datos abiertos: oculta más"),
    SelectChoice("reservada", "Reservada: exacta, no sale de la entidad"),
]
FORMATOS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
_FORMATOS = [SelectChoice(clave, nombre) for clave, nombre in FORMATOS.items()]
_NINGUNA = SelectChoice("", "Ninguna")
_TODAS = [SelectChoice("", "Todas")]
_POR = [SelectChoice(nombre, una.rotulo) for nombre, una in DIMENSIONES.items()]


class FormularioDeConteo(Formulario):
    """Qué se cuenta y cómo se cruza."""

    filas = SelectField("Filas", choices=_POR, default="localidad")
    columnas = SelectField("Columnas", choices=[_NINGUNA, *_POR], default="genero")
    capas = SelectField("Una tabla por cada", choices=[_NINGUNA, *_POR], default="")
    medida = SelectField("Se cuentan", choices=[SelectChoice(*par) for par in pedido.MEDIDAS.items()])
    vigencia = SelectField("Vigencia", choices=_TODAS, validate_choice=False)
    localidad = SelectField("Localidad", choices=_TODAS, validate_choice=False)
    unir = StringField(
        "Contar juntas", description="Categorías que se suman en una, como «localidad=Usaquén+Suba»."
    )
    edicion = RadioField("Edición", choices=EDICIONES, default="publica")


class FormularioDeSalida(Formulario):
    """Para qué sale el archivo, y en qué formato."""

    motivo = TextAreaField("¿Para qué es este archivo?", description="Queda escrito en él y en la bitácora.")
    formato = SelectField("Formato", choices=_FORMATOS)


@bp.get("")
def inicio() -> str | tuple[str, int]:
    """Elegir el conteo y ver cómo quedaría; nada sale todavía."""
    return _pagina(request.args, FormularioDeSalida(), ver="filas" in request.args)


@bp.post("")
def descargar() -> Response | str | tuple[str, int]:
    """El archivo, con su serie; lo público queda en el libro de lo publicado."""
    salida = FormularioDeSalida(request.form)
    try:
        pedida = _leer(request.args)
        edicion, formato = request.args.get("edicion", "publica"), _formato(salida)
        motivo = str(salida.motivo.data or "")
        entrega = operaciones.exportar(actor_actual(), pedida, edicion, motivo, formato)
    except ErrorDeRegistro as error:
        senalar(salida, error)
        return _pagina(request.args, salida, ver=True)
    respuesta = make_response(_escribir(entrega, formato))
    respuesta.headers["Content-Type"] = TIPOS[formato]
    nombre = f"conteos-{entrega.ficha.serie}.{formato}"
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


def _formato(salida: FormularioDeSalida) -> str:
    formato = str(salida.formato.data)
    if formato not in FORMATOS:
        raise ErrorDeRegistro(f"No se descarga en «{formato[:20]}». Elija {', '.join(FORMATOS)}.", "formato")
    return formato


def _leer(escritos: MultiDict[str, str]) -> pedido.Pedido:
    dado = {nombre: escritos.get(nombre, "") for nombre in ("filas", "columnas", "capas", "medida", "unir")}
    filtrados = [f"{campo}={escritos[campo]}" for campo in ("vigencia", "localidad") if escritos.get(campo)]
    capas = [dado["capas"]] if dado["capas"] else []
    unidas = [dado["unir"]] if dado["unir"].strip() else []
    medida = dado["medida"] or "asistencias"
    return pedido.leer((dado["filas"], dado["columnas"], capas), medida, filtrados, unidas)


def _pagina(escritos: MultiDict[str, str], salida: FormularioDeSalida, *, ver: bool) -> str | tuple[str, int]:
    formulario = FormularioDeConteo(escritos if ver else None)
    for nombre, _, ofrecidas in filtros.opciones(declaracion("jornadas"), Parametros()):
        if nombre in {"vigencia", "localidad"}:
            formulario[nombre].choices = [SelectChoice(*par) for par in ofrecidas]
    contexto: dict[str, Any] = {"formulario": formulario, "salida": salida, "tabla": None}
    mal = bool(salida.errors)
    if ver:
        edicion = escritos.get("edicion", "publica")
        try:
            contexto["tabla"] = operaciones.previsualizar(actor_actual(), _leer(escritos), edicion)
            contexto["reservada"] = edicion == "reservada"
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            mal = True
    pagina = render_template("conteos/inicio.html", **contexto)
    return (pagina, 400) if mal else pagina


def _escribir(entrega: operaciones.Entrega, formato: str) -> bytes:
    pares = dict(entrega.ficha.pares)
    if formato == "xlsx":
        return en_xlsx.escribir([entrega.tabla], pares)
    if formato == "json":
        return en_json.escribir(entrega.tabla, entrega.ficha.datos).encode()
    return en_csv.escribir(entrega.tabla, pares)
