"""La única puerta a Typst, que compone los PDF dentro del proceso y con las letras que se instalan con él."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from registro.escritores.documento import Documento

if TYPE_CHECKING:
    from typst import Fonts

LETRA = "Open Sans"
SIN_DIBUJO = "?"
_SIN_LETRA = re.compile(r'the text (?:`"|")(.*?)(?:"`|") could not be displayed', re.DOTALL)
_LETRA_DEL_SVG = re.compile(r'font-family="[^"]*"')
_PUNTOS_POR_PULGADA = 220.0
_DIBUJOS = """
#let datos = json(bytes(sys.inputs.datos))
#set page(width: 468pt, height: auto, margin: 0pt)
#for (lugar, dibujo) in datos.enumerate() {
  if lugar > 0 { pagebreak() }
  image(bytes(dibujo), format: "svg", width: 100%)
}
"""


def componer(fuente: str, datos: Mapping[str, str]) -> bytes:
    """El PDF de `fuente`; `datos` llega a la plantilla como texto por ``sys.inputs``, nunca como código."""
    import typst

    pdf = typst.compile(fuente.encode(), format="pdf", sys_inputs=dict(datos), ignore_system_fonts=True)
    if not isinstance(pdf, bytes):
        raise TypeError("Typst devolvió varias piezas para un solo PDF")
    return pdf


def escribir(documento: Documento) -> bytes:
    """El documento en PDF/UA: etiquetado, con marcadores, textos alternativos y encabezados repetidos."""
    import typst

    fuente, entradas = _pedido(documento)
    while True:
        try:
            pdf = typst.compile(
                fuente, format="pdf", sys_inputs=entradas, font_paths=letras(), pdf_standards="ua-1"
            )
        except typst.TypstError as error:
            dibujables = _sin_lo_que_no_tiene_letra(entradas, str(error))
            if dibujables is None:
                raise
            entradas = dibujables
            continue
        if not isinstance(pdf, bytes):
            raise TypeError("Typst devolvió varias piezas para un solo PDF")
        return pdf


def _sin_lo_que_no_tiene_letra(entradas: dict[str, str], error: str) -> dict[str, str] | None:
    """Lo mismo con un signo en vez de lo que ninguna letra instalada sabe dibujar; nada si no era eso."""
    hallado = _SIN_LETRA.search(error)
    faltan = {letra for letra in hallado.group(1) if not letra.isspace()} if hallado else set()
    dichas = json.loads(entradas["datos"])
    limpias = _cambiar(dichas, str.maketrans(dict.fromkeys(faltan, SIN_DIBUJO)))
    return None if limpias == dichas else entradas | {"datos": json.dumps(limpias, ensure_ascii=False)}


def _cambiar(dato: Any, letras: Mapping[int, str]) -> Any:
    if isinstance(dato, str):
        return dato.translate(letras)
    if isinstance(dato, list):
        return [_cambiar(uno, letras) for uno in dato]
    if isinstance(dato, dict):
        return {clave: _cambiar(uno, letras) for clave, uno in dato.items()}
    return dato


def paginas(documento: Documento) -> dict[str, str]:
    """En qué página queda cada título, tabla y figura: lo que llena los índices."""
    import typst

    fuente, entradas = _pedido(documento)
    hallados = typst.query(
        fuente, "<lugar>", field="value", sys_inputs=entradas | {"lugares": "si"}, font_paths=letras()
    )
    return {ancla: str(pagina) for ancla, pagina in json.loads(hallados)}


def _pedido(documento: Documento) -> tuple[bytes, dict[str, str]]:
    """La plantilla y lo que necesita."""
    from registro.escritores.en_pdf.bloques import datos

    fuente = files("registro.escritores.en_pdf").joinpath("plantilla.typ").read_bytes()
    return fuente, {"datos": datos(documento, LETRA)}


def dibujos(svgs: Sequence[str]) -> list[bytes]:
    """Cada SVG como imagen PNG, con la letra de los documentos."""
    import typst

    if not svgs:
        return []
    hechos = typst.compile(
        _DIBUJOS.encode(),
        format="png",
        ppi=_PUNTOS_POR_PULGADA,
        sys_inputs={"datos": json.dumps([con_letra(svg) for svg in svgs])},
        font_paths=letras(),
    )
    return [hechos] if isinstance(hechos, bytes) else list(hechos)


def con_letra(svg: str) -> str:
    """El SVG con la letra de los documentos en lugar de la del sistema, que aquí no existe."""
    return _LETRA_DEL_SVG.sub(f'font-family="{LETRA}"', svg)


@cache
def letras() -> Fonts:
    """Las letras de los documentos: vienen en un paquete, para que el papel salga igual en todas partes."""
    import typst

    carpeta = str(files("ttf_opensans").joinpath("ttf"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[carpeta])
