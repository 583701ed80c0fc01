"""Las medidas y costumbres de la casa: tamaño, nombres, excepciones con su razón, nada de esta máquina."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from statistics import median, quantiles

from tests.arquitectura import plano
from tests.arquitectura.lectura import Casa, Modulo

ESCRITOS = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".toml",
    ".md",
    ".txt",
    ".json",
    ".csv",
    ".typ",
    ".svg",
    "",
}
MEDIDOS = {".py", ".html", ".css", ".js", ".mjs"}
# Los corchetes evitan que la propia regla se acuse.
HUELLAS = re.compile(
    r"(?:^|[^\w.-])/(?:wor[k]|tm[p]|roo[t]|hom[e])/[a-z]|index-ur[l]|find-link[s]|\"resolved\": *\"http"
)
# Lo único que puede ir en una página: un archivo de la casa, con el número de la respuesta que la lleva.
GUION = re.compile(r"<script\b[^>]*>(?:[^<]*)|<link\b[^>]*\bmodulepreload\b[^>]*>", re.IGNORECASE)
CON_NUMERO = re.compile(r"<(?:script|link)\b(?=[^>]* nonce=\"\{\{ nonce\(\) \}\}\")[^>]* (?:src|href)=[^>]*>")
PERMISO = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)(.*)", re.IGNORECASE | re.DOTALL)
CON_CODIGO = re.compile(r"^\s*(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|\[[\w,\s-]+\])")
CON_RAZON = re.compile(r"[:\-#(\u2013\u2014]\s*\w.{7,}")


def arriba_solo_lo_listado(casa: Casa) -> Iterator[str]:
    hay = {ruta.parts[0] for ruta in casa.archivos if not ruta.parts[0].startswith(".")}
    for nombre in sorted(hay - plano.ARRIBA):
        yield f"{nombre} sobra en la raíz"
    for nombre in sorted(plano.ARRIBA - hay):
        yield f"{nombre} falta en la raíz"


def archivos_cortos(casa: Casa) -> Iterator[str]:
    for ruta in casa.archivos:
        if ruta.suffix not in MEDIDOS or "terceros" in ruta.parts:
            continue
        lineas = len((casa.raiz / ruta).read_text(encoding="utf-8").splitlines())
        if lineas > plano.LINEAS_POR_ARCHIVO:
            yield f"{ruta} tiene {lineas} líneas: pártalo por temas"


def archivos_cortos_en_conjunto(casa: Casa) -> Iterator[str]:
    lineas = [modulo.lineas for modulo in casa.modulos if modulo.lineas]
    if median(lineas) > plano.MEDIANA:
        yield f"la mediana es de {median(lineas):.0f} líneas por archivo"
    if len(lineas) > 1 and quantiles(lineas, n=10, method="inclusive")[-1] > plano.NOVENO_DECIL:
        yield f"uno de cada diez archivos pasa de {plano.NOVENO_DECIL} líneas"


def funciones_cortas(casa: Casa) -> Iterator[str]:
    for modulo in casa.python:
        if modulo.ruta.parts[0] == "migraciones":
            continue
        for funcion in modulo.funciones:
            largo = (funcion.end_lineno or funcion.lineno) - funcion.lineno + 1
            if largo > plano.LINEAS_POR_FUNCION:
                yield modulo.aviso(funcion.lineno, f"{funcion.name} tiene {largo} líneas")
            if modulo.ruta.parts[0] != "tests" and _parametros(funcion) > plano.PARAMETROS:
                yield modulo.aviso(funcion.lineno, f"{funcion.name} tiene {_parametros(funcion)} parámetros")


def _parametros(funcion: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    nombres = [a.arg for a in (*funcion.args.posonlyargs, *funcion.args.args, *funcion.args.kwonlyargs)]
    return len([nombre for nombre in nombres if nombre not in {"self", "cls"}])


def guiones_con_su_numero(casa: Casa) -> Iterator[str]:
    for ruta in casa.archivos:
        if ruta.suffix != ".html" or ruta.parts[0] == "tests":
            continue
        for hallado in GUION.finditer((casa.raiz / ruta).read_text(encoding="utf-8")):
            if not CON_NUMERO.fullmatch(hallado[0]):
                yield f"{ruta}: un guion escrito en la página, o sin nonce: {hallado[0][:60]}"


def nombres_que_dicen_algo(casa: Casa) -> Iterator[str]:
    for ruta in casa.archivos:
        partes = {parte.split(".")[0].lower() for parte in ruta.parts}
        if vacios := partes & plano.NOMBRES_VACIOS:
            yield f"{ruta}: «{min(vacios)}» no dice qué hay dentro"


def excepciones_con_codigo_y_razon(casa: Casa) -> Iterator[str]:
    for modulo in casa.python:
        if PERMISO.search(modulo.texto) is None:
            continue
        for linea, comentario in _comentarios(modulo):
            permiso = PERMISO.search(comentario)
            if permiso is None:
                continue
            clase, resto = permiso.group(1).lower(), permiso.group(2)
            codigo = CON_CODIGO.match(resto)
            razon = resto[codigo.end() :] if codigo else resto
            if codigo is None and not clase.startswith("pragma"):
                yield modulo.aviso(linea, f"«{clase}» sin código")
            elif not CON_RAZON.search(razon):
                yield modulo.aviso(linea, f"«{clase}» sin su razón")


def _comentarios(modulo: Modulo) -> Iterator[tuple[int, str]]:
    for pieza in tokenize.generate_tokens(io.StringIO(modulo.texto).readline):
        if pieza.type == tokenize.COMMENT:
            yield pieza.start[0], pieza.string


def nada_de_esta_maquina(casa: Casa) -> Iterator[str]:
    for ruta in casa.archivos:
        if ruta.suffix not in ESCRITOS:
            continue
        texto = (casa.raiz / ruta).read_text(encoding="utf-8")
        for numero, linea in enumerate(texto.splitlines(), start=1):
            if HUELLAS.search(linea):
                yield f"{ruta}:{numero} nombra una carpeta o un servidor de una máquina"
