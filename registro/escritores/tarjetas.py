"""La hoja de tarjetas para imprimir y recortar: un código y nada que diga de quién ni de qué es."""

import json
from collections.abc import Sequence

from registro import qr
from registro.escritores.en_pdf import componer

PARA_IMPRIMIR = "Impresión de tarjetas"
_HOJA = """
#let datos = json(bytes(sys.inputs.datos))
#set document(title: "Hoja de tarjetas", date: none, description: datos.ficha)
#set text(lang: "es", font: "DejaVu Sans Mono", size: 9pt)
#set page(paper: "us-letter", margin: (x: 22.9mm, top: 14.7mm, bottom: 14.7mm),
  footer-descent: 2mm,
  footer: context align(center, text(size: 7pt, fill: luma(90))[
    #datos.pie · hoja #counter(page).display() de #counter(page).final().first()]))
#let corte = (thickness: 0.3pt, paint: luma(170), dash: "dotted")
#let tarjeta(codigo) = box(width: 85mm, height: 49mm, stroke: corte, inset: 5mm)[
  #set align(horizon)
  #grid(columns: (37mm, 1fr), column-gutter: 4mm, align: horizon,
    image(bytes(codigo.qr), format: "svg", width: 37mm, alt: "Código QR de la tarjeta " + codigo.texto),
    {
      set text(size: 11pt)
      set par(leading: 7pt)
      codigo.grupos.join(linebreak())
    })
]
#grid(columns: (85mm, 85mm), ..datos.tarjetas.map(tarjeta))
"""


def pdf(codigos: Sequence[str], pie: str, ficha: str = "") -> bytes:
    """Hojas carta con diez tarjetas de 85 × 49 mm cada una; `pie` queda fuera de las líneas de corte.

    `ficha` es lo que el archivo dice de sí: va en sus propiedades, que el papel es neutro.
    """
    return componer(_HOJA, datos(codigos, pie, ficha))


def datos(codigos: Sequence[str], pie: str, ficha: str = "") -> dict[str, str]:
    """Lo que la hoja necesita saber."""
    tarjetas = [
        {"texto": codigo, "qr": qr.svg(codigo.replace("-", "")), "grupos": _renglones(codigo)}
        for codigo in codigos
    ]
    return {"datos": json.dumps({"pie": pie, "ficha": ficha, "tarjetas": tarjetas}, ensure_ascii=False)}


def _renglones(codigo: str) -> list[str]:
    """R1-XXXXX / XXXXX / XXXXX-CC: se dicta por renglones."""
    prefijo, primero, segundo, tercero, control = codigo.split("-")
    return [f"{prefijo}-{primero}", segundo, f"{tercero}-{control}"]
