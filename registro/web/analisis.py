"""Las tablas en pantalla: qué responde cada una, sus cifras, los registros que hay detrás y las descargas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.escritores import en_csv, en_json, en_xlsx
from registro.escritores.tipos import TIPOS
from registro.informes import catalogo, filtros, registros
from registro.informes.catalogo.declaracion import Declaracion
from registro.informes.catalogo.plan import periodicidades_publicadas
from registro.informes.parametros import Parametros
from registro.informes.publicas import operaciones
from registro.seguridad.acceso import actor_actual, proposito
from registro.seguridad.divulgacion.operaciones import RESERVADA, Ficha, Salida, registrar
from registro.tabla import Celda, Tabla
from registro.tabla import Filtro as Casilla
from registro.web.presentacion import Filtro, Pagina

bp = Blueprint("analisis", __name__, url_prefix="/tablas")

DEL_PRODUCTO = ("vigencia", "corte", "reglas")
PREFIJO = "f."  # los pares de una casilla, para que no choquen con los filtros de la tabla
FORMATOS: dict[str, tuple[str, str, Callable[[Tabla, Ficha], Any]]] = {
    "csv": ("CSV", TIPOS["csv"], lambda tabla, ficha: en_csv.escribir(tabla, dict(ficha.pares))),
    "xlsx": (
        "Excel",
        TIPOS["xlsx"],
        lambda tabla, ficha: en_xlsx.escribir([tabla], dict(ficha.pares)),
    ),
    "json": ("JSON", TIPOS["json"], lambda tabla, ficha: en_json.escribir(tabla, ficha.datos)),
}


@bp.before_request
def _solo_las_que_hay() -> None:
    """A quien mira una pantalla no se le responde con la lista de claves que sirve en la terminal.

    :raises NoEncontrado: ninguna se llama así.
    """
    if (request.view_args or {}).get("nombre", "jornadas") not in catalogo.CATALOGO:
        raise NoEncontrado("Esa tabla no existe. Elíjala en la lista de tablas.")


@bp.get("")
def inicio() -> str:
    """Todas las tablas, agrupadas, cada una con la pregunta que responde."""
    escrita = request.args.get("vigencia")
    entrada = filtros.vigencia_de_entrada() if escrita is None else None
    parametros = Parametros.leer({"vigencia": str(entrada or escrita or "")})
    grupos = [
        (grupo, [(declarada, _direccion(declarada, parametros)) for declarada in declaradas])
        for grupo, declaradas in groupby(catalogo.CATALOGO.values(), lambda declarada: declarada.grupo)
    ]
    vigencias = [("", "Todas"), *((str(vigencia), str(vigencia)) for vigencia in filtros.vigencias())]
    elegir = Filtro("vigencia", "Vigencia", vigencias, str(parametros.vigencia or ""))
    return render_template(
        "analisis/inicio.html",
        grupos=grupos,
        elegir=elegir,
        vigencia=parametros.vigencia,
        conteos=actor_actual().puede("conteos.exportar"),
    )


@bp.get("/<nombre>")
def tabla(nombre: str) -> Response | str:
    """Una tabla: primero la respuesta, después las cifras que se abren."""
    declarada = catalogo.declaracion(nombre)
    parametros = _parametros(declarada)
    calculada = catalogo.tabla(nombre, parametros)
    if formato := request.args.get("formato"):
        return _descargar(calculada, formato)
    visible = replace(calculada, notas=()) if declarada.avisa else calculada
    return render_template(
        "analisis/tabla.html",
        declarada=declarada,
        tabla=visible,
        titulo=calculada.titulo,
        reservada=registros.reservada(actor_actual(), declarada),
        avisos=calculada.notas if declarada.avisa else (),
        cifras=catalogo.resumen(nombre, parametros),
        filtros=_filtros(declarada, parametros),
        descargas=_descargas("analisis.tabla", nombre=nombre, **parametros.dados),
        abrir=_abridor(declarada, parametros),
        publica=_direccion_publica(nombre, parametros) if actor_actual().puede("conteos.publicar") else None,
        al_lado=periodicidades_publicadas(parametros) if nombre == "periodicidad" else None,
    )


@bp.route("/<nombre>/publica", methods=["GET", "POST"])
def publica(nombre: str) -> Response | tuple[str, int]:
    """La edición pública: cómo quedaría y, al descargarla, el libro de lo publicado."""
    declarada, actor = catalogo.declaracion(nombre), actor_actual()
    parametros = _parametros(declarada)
    contexto: dict[str, Any] = {"declarada": declarada, "tabla": None, "negada": ""}
    try:
        if request.method == "POST":
            return _publicar(nombre, parametros)
        contexto["tabla"] = operaciones.previsualizar_tabla(actor, nombre, parametros)
    except ErrorDeRegistro as error:
        contexto["negada"] = error.mensaje
    pagina = render_template(
        "analisis/publica.html",
        accion=_direccion_publica(nombre, parametros),
        url_tabla=_direccion(declarada, parametros),
        formatos=[(clave, etiqueta) for clave, (etiqueta, _, _) in FORMATOS.items()],
        **contexto,
    )
    return pagina, 400 if contexto["negada"] else 200


def _publicar(nombre: str, parametros: Parametros) -> Response:
    formato = request.form.get("formato", "")
    if formato not in FORMATOS:
        raise ErrorDeRegistro(f"No se descarga en «{formato[:20]}». Elija {', '.join(FORMATOS)}.", "formato")
    entrega = operaciones.publicar_tabla(actor_actual(), nombre, parametros, proposito(), formato)
    return _archivo(FORMATOS[formato][2](entrega.tabla, entrega.ficha), f"{nombre}-publica", formato)


@bp.get("/<nombre>/registros")
def registros_de_una_cifra(nombre: str) -> Response | str:
    """Los registros que suman una cifra, por páginas o descargados."""
    declarada = catalogo.declaracion(nombre)
    parametros = _parametros(declarada)
    actor = actor_actual()
    casilla = {
        clave.removeprefix(PREFIJO): v for clave, v in request.args.items() if clave.startswith(PREFIJO)
    }
    if formato := request.args.get("formato"):
        return _descargar(registros.abrir(actor, nombre, casilla, parametros, None).tabla, formato)
    numero = max(1, request.args.get("pagina", 1, type=int))
    hallados = registros.abrir(actor, nombre, casilla, parametros, numero)
    propios: dict[str, Any] = {PREFIJO + clave: valor for clave, valor in casilla.items()}
    direccion: dict[str, Any] = {"nombre": nombre, **parametros.dados, **propios}
    pagina = Pagina(
        hallados.tabla.filas,
        numero,
        registros.POR_PAGINA,
        hallados.cuantos,
        lambda otra: url_for("analisis.registros_de_una_cifra", pagina=otra, **direccion),
    )
    return render_template(
        "analisis/registros.html",
        declarada=declarada,
        hallados=hallados,
        pagina=pagina,
        descargas=_descargas("analisis.registros_de_una_cifra", **direccion),
        url_tabla=_direccion(declarada, parametros),
        abrir=_abrir_registro,
    )


def _parametros(declarada: Declaracion) -> Parametros:
    """Los filtros de la dirección y, de los que no se eligieron, lo que la tabla supone."""
    parametros = Parametros.leer({nombre: request.args.get(nombre) for nombre in filtros.ETIQUETAS})
    catalogo.revisar(declarada, parametros)
    return declarada.completar(parametros)


def _filtros(declarada: Declaracion, parametros: Parametros) -> list[Filtro]:
    elegidas = parametros.dados
    return [
        Filtro(nombre, etiqueta, opciones, elegidas.get(nombre, ""))
        for nombre, etiqueta, opciones in filtros.opciones(declarada, parametros)
        if len(opciones) > 1
    ]


def _direccion(declarada: Declaracion, parametros: Parametros) -> str:
    pasan: dict[str, Any] = {
        nombre: valor for nombre, valor in parametros.dados.items() if nombre in declarada.filtros
    }
    return url_for("analisis.tabla", nombre=declarada.nombre, **pasan)


def _direccion_publica(nombre: str, parametros: Parametros) -> str:
    dados: dict[str, Any] = parametros.dados
    return url_for("analisis.publica", nombre=nombre, **dados)


def _abridor(declarada: Declaracion, parametros: Parametros) -> Callable[[Celda], str | None]:
    """Da la dirección de los registros de cada cifra que quien mira puede abrir; lo común se arma una vez."""
    se_abre = registros.quien_abre(actor_actual(), declarada, parametros)
    comun = url_for("analisis.registros_de_una_cifra", nombre=declarada.nombre)
    propia = f"{comun}?{urlencode(parametros.dados)}" if parametros.dados else comun
    inicio = f"{propia}&" if parametros.dados else f"{propia}?"

    def abrir(celda: Celda) -> str | None:
        filtro = celda.filtro or ()
        if not se_abre(filtro):
            return None
        return inicio + _casilla(filtro) if filtro else propia

    return abrir


@lru_cache(maxsize=4096)
def _casilla(filtro: Casilla) -> str:
    return urlencode([(PREFIJO + clave, valor) for clave, valor in filtro])


def _abrir_registro(celda: Celda) -> str | None:
    """Adónde lleva un registro: a su producto, o a su actividad si quien mira puede verla."""
    pares = dict(celda.filtro or ())
    if "producto" in pares:
        cortes = {nombre: request.args[nombre] for nombre in DEL_PRODUCTO if request.args.get(nombre)}
        return url_for("indicadores.producto", codigo=pares["producto"], **cortes)  # type: ignore[arg-type]  # textos de la dirección
    if "actividad" in pares and actor_actual().puede("actividades.gestionar"):
        return url_for("secretaria.detalle", uuid=pares["actividad"])
    return None


def _descargas(punto: str, **direccion: Any) -> list[tuple[str, str]]:
    return [
        (etiqueta, url_for(punto, formato=clave, **direccion)) for clave, (etiqueta, _, _) in FORMATOS.items()
    ]


def _descargar(calculada: Tabla, formato: str) -> Response:
    """El archivo, exacto y por eso reservado: lleva su serie, quién lo sacó y cuándo se borra."""
    if formato not in FORMATOS:
        raise ErrorDeRegistro(f"No se descarga en «{formato[:20]}». Elija {', '.join(FORMATOS)}.", "formato")
    escribir = FORMATOS[formato][2]
    salida = Salida(calculada.titulo, RESERVADA, proposito(), formato)
    return _archivo(escribir(calculada, registrar(actor_actual(), salida)), calculada.nombre, formato)


def _archivo(contenido: Any, nombre: str, formato: str) -> Response:
    tipo = FORMATOS[formato][1]
    respuesta = make_response(contenido)
    respuesta.mimetype = tipo.partition(";")[0]
    respuesta.headers["Content-Type"] = tipo
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}.{formato}"'
    return respuesta
