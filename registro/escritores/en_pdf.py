"""La única puerta a Typst, que compone los PDF dentro del proceso y con las letras que trae."""

from collections.abc import Mapping


def componer(fuente: str, datos: Mapping[str, str]) -> bytes:
    """El PDF de `fuente`; `datos` llega a la plantilla como texto por ``sys.inputs``, nunca como código."""
    import typst

    pdf = typst.compile(fuente.encode(), format="pdf", sys_inputs=dict(datos), ignore_system_fonts=True)
    if not isinstance(pdf, bytes):
        raise TypeError("Typst devolvió varias piezas para un solo PDF")
    return pdf
