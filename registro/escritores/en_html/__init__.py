"""El documento como página: para leerlo en pantalla, y suelto para guardarlo o enviarlo."""

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from registro import rutas
from registro.escritores import documento as d
from registro.escritores.celdas import escrita, pie
from registro.escritores.senales import SENALES, senal_de
from registro.fechas import fecha_larga

if TYPE_CHECKING:
    from jinja2 import Environment


def escribir(documento: d.Documento) -> str:
    """La página completa, con su estilo: no pide nada a ningún servidor."""
    estilo = (rutas.estaticos() / "estilo" / "papel.css").read_text("utf-8")
    seguro = Markup(estilo)  # noqa: S704 - es un archivo nuestro
    return _entorno().get_template("pagina.html").render(**_contexto(documento), estilo=seguro)


def cuerpo(documento: d.Documento, desde: int = 1) -> Markup:
    """Sólo los bloques, para ponerlos dentro de otra página; sus títulos empiezan en ese nivel."""
    escrito = (
        _entorno()
        .get_template("cuerpo.html")
        .render(**_contexto(documento) | {"desde": desde, "de_portada": desde})
    )
    return Markup(escrito)  # noqa: S704 - la plantilla ya escapó lo escrito por personas


def _contexto(documento: d.Documento) -> dict[str, Any]:
    indices = d.indices(documento)
    return {
        "documento": documento,
        "indices": indices,
        "fecha": fecha_larga(documento.fecha),
        "bloques": list(_con_entrada(documento, indices)),
        "desde": 2 if any(isinstance(bloque, d.Portada) for bloque in documento.bloques) else 1,
        "de_portada": 1,
    }


def _con_entrada(documento: d.Documento, indices: d.Indices) -> list[tuple[str, d.Simple, d.Entrada | None]]:
    """Cada bloque con el nombre de su clase y su renglón en los índices, si tiene."""
    suyas = {
        d.Titulo: iter(indices.titulos),
        d.TablaEnDocumento: iter(indices.tablas),
        d.Figura: iter(indices.figuras),
    }
    juntos: list[tuple[str, d.Simple, d.Entrada | None]] = []
    for bloque in d.aplanar(documento.bloques):
        entradas = suyas.get(type(bloque))
        juntos.append((type(bloque).__name__, bloque, next(entradas) if entradas else None))
    return juntos


@cache
def _entorno() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    cargador = PackageLoader("registro.escritores.en_html", "")
    entorno = Environment(
        loader=cargador, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    entorno.globals.update(escrita=escrita, pie=pie, senal=SENALES.get, senal_de=senal_de, dibujo=Markup)
    return entorno
