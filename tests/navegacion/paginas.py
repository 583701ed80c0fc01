"""Lo que toda página cumple: se lee bien, se entiende sin ver y no llama a nadie de fuera."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urlsplit

import html5lib
from lxml import etree
from lxml.etree import _Element as Element

PROPIOS = {"", "localhost", "127.0.0.1"}
CONTROLES = {"input", "select", "textarea"}
SIN_ETIQUETA = {"hidden", "submit", "button", "image", "reset"}
REFERENCIAS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
# Restos de programa y frases que WTForms dice en inglés si nadie las tradujo.
RESTOS = re.compile(
    r"\b(?:None|True|False|undefined|NaN|Traceback)\b|\{\{|\{%|lorem ipsum|"
    r"This field is|Not a valid|Invalid (?:value|input|choice)|Field (?:must|cannot)",
)
NUMERO = re.compile(r"script-src 'nonce-([\w-]{22})'(?: 'wasm-unsafe-eval')?;")
# En lo que dos páginas de la misma plantilla difieren sin que importe para saber si están bien escritas.
LETRAS = re.compile(r"(?<=>)[^<&]+")
VALORES = re.compile(r'="[^"&<]*"')
REPETIDOS = re.compile(r"(<(tr|li|option|dt|p)\b.*?</\2>)\1+")
_BIEN_ESCRITOS: set[str] = set()


class Pagina:
    """Una página leída: sus partes y los avisos de lo que no cumple."""

    def __init__(self, texto: str) -> None:
        self.texto = texto
        lector = etree.HTMLParser(encoding="utf-8", remove_comments=True)
        self.arbol: Element = etree.fromstring(texto.encode(), lector)
        for area in self.arbol.iter("textarea"):
            area.text = (area.text or "").removeprefix("\n")  # el primer salto no es parte de lo escrito
        self.elementos = [elemento for elemento in self.arbol.iter() if isinstance(elemento.tag, str)]

    def todos(self, *etiquetas: str) -> list[Element]:
        return [elemento for elemento in self.elementos if elemento.tag in etiquetas]

    @cached_property
    def visible(self) -> str:
        """El texto que se lee, con los espacios juntos."""
        cuerpo = self.arbol.find("body")
        partes = _textos(cuerpo) if cuerpo is not None else []
        return " ".join(" ".join(partes).split())

    @property
    def titulo(self) -> str:
        return " ".join(letras(elemento) for elemento in self.todos("title"))

    @property
    def h1(self) -> str:
        return " ".join(letras(elemento) for elemento in self.todos("h1"))

    @property
    def ficha_csrf(self) -> str | None:
        """El valor que un formulario de esta página debe devolver."""
        ocultos = (e.get("value") for e in self.todos("input") if e.get("name") == "csrf_token")
        return next(ocultos, None)

    def avisos(self) -> list[str]:
        revisiones = (
            _html_valido,
            _titulos,
            _idioma,
            _etiquetas,
            _identificadores,
            _de_fuera,
            _imagenes,
            _restos,
        )
        return [aviso for revision in revisiones for aviso in revision(self)]


def guiones_sin_permiso(pagina: Pagina, politica: str) -> Iterator[str]:
    """Los que el navegador no correría: no llevan el número que dice la política de su respuesta."""
    numero = NUMERO.search(politica)
    for guion in pagina.todos("script", "link"):
        es_guion = guion.tag == "script" or guion.get("rel") == "modulepreload"
        if es_guion and not (numero and guion.get("nonce") == numero[1]):
            yield f"el guion {guion.get('src') or guion.get('href')} no lleva el número de su respuesta"


def letras(elemento: Element) -> str:
    """El texto de un elemento, con los espacios juntos."""
    return " ".join("".join(elemento.itertext()).split())


def _textos(elemento: Element) -> Iterator[str]:
    if elemento.tag not in {"script", "style", "template"} and isinstance(elemento.tag, str):
        yield elemento.text or ""
        for hijo in elemento:
            yield from _textos(hijo)
    yield elemento.tail or ""


def esqueleto(texto: str) -> str:
    """Las marcas de la página, sin lo que dice ni lo que se repite."""
    return REPETIDOS.sub(r"\1", VALORES.sub('=""', LETRAS.sub("", texto)))


def _html_valido(pagina: Pagina) -> Iterator[str]:
    """Leer despacio toma más que hacer la página: las que tienen el mismo esqueleto se leen una vez."""
    marcas = esqueleto(pagina.texto)
    if marcas in _BIEN_ESCRITOS:
        return
    lector = html5lib.HTMLParser()
    lector.parse(pagina.texto)
    for (linea, _columna), codigo, _datos in lector.errors:
        renglones = pagina.texto.splitlines()
        yield f"HTML: {codigo} en la línea {linea}: {renglones[linea - 1].strip() if renglones else ''}"
    if not lector.errors:
        _BIEN_ESCRITOS.add(marcas)


def _titulos(pagina: Pagina) -> Iterator[str]:
    cuantos = len(pagina.todos("h1"))
    if cuantos != 1:
        yield f"hay {cuantos} h1"
    elif not pagina.h1 or not pagina.titulo.startswith(pagina.h1):
        yield f"el título «{pagina.titulo}» no empieza por el h1 «{pagina.h1}»"


def _idioma(pagina: Pagina) -> Iterator[str]:
    if not (pagina.arbol.get("lang") or "").startswith("es"):
        yield "la página no dice que está en español"


def _etiquetas(pagina: Pagina) -> Iterator[str]:
    con_for = {elemento.get("for") for elemento in pagina.todos("label") if letras(elemento)}
    dentro = {id(hijo) for etiqueta in pagina.todos("label") if letras(etiqueta) for hijo in etiqueta.iter()}
    for control in pagina.todos(*CONTROLES):
        nombrado = control.get("aria-label") or control.get("aria-labelledby")
        oculto = control.tag == "input" and control.get("type") in SIN_ETIQUETA
        if not (oculto or nombrado or control.get("id") in con_for or id(control) in dentro):
            yield f"«{control.get('name')}» no tiene etiqueta"
    for accion in pagina.todos("button", "a"):
        con_imagen = any(
            hijo.get("alt") or hijo.get("aria-label") or hijo.tag == "title" for hijo in accion.iter()
        )
        if not (letras(accion) or con_imagen or accion.get("aria-labelledby")):
            yield f"un «{accion.tag}» no tiene texto"


def _identificadores(pagina: Pagina) -> Iterator[str]:
    cuenta = Counter(elemento.get("id") for elemento in pagina.elementos if elemento.get("id") is not None)
    for nombre, veces in cuenta.items():
        if veces > 1:
            yield f"el id «{nombre}» está {veces} veces"
    for elemento in pagina.elementos:
        for atributo in REFERENCIAS:
            for nombre in (elemento.get(atributo) or "").split():
                if nombre not in cuenta:
                    yield f"{atributo}=«{nombre}» no lleva a nada"
        destino = elemento.get("href") or ""
        if elemento.tag == "a" and destino.startswith("#") and destino[1:] not in cuenta:
            yield f"el enlace «{destino}» no lleva a nada"


def _de_fuera(pagina: Pagina) -> Iterator[str]:
    for elemento in pagina.elementos:
        if elemento.tag == "a" and "noreferrer" in (elemento.get("rel") or ""):
            continue  # un enlace que alguien escribió: lo abre quien quiera, sin decir de dónde viene
        for atributo in ("src", "href", "action", "formaction", "poster", "data"):
            destino = elemento.get(atributo) or ""
            if "//" in destino and (urlsplit(destino).hostname or "") not in PROPIOS:
                yield f"llama a otro servidor: {elemento.get(atributo)}"
        for atributo in elemento.attrib:
            if atributo == "style" or atributo.startswith("on"):
                yield f"«{elemento.tag}» lleva {atributo}=, que la política de contenido bloquea"


def _imagenes(pagina: Pagina) -> Iterator[str]:
    for imagen in pagina.todos("img"):
        if imagen.get("alt") is None:
            yield f"la imagen {imagen.get('src')} no tiene texto alterno"


def _restos(pagina: Pagina) -> Iterator[str]:
    for resto in sorted(set(RESTOS.findall(pagina.visible))):
        yield f"queda «{resto}» a la vista"
