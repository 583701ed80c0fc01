"""El código QR de un texto: la única puerta a la librería que los dibuja."""

from html import escape

_MARGEN = 4  # módulos en blanco alrededor, los que pide la norma
_MASCARA_DE_PANTALLA = 3  # una de las ocho que la norma deja elegir


def matriz(texto: str, *, en_pantalla: bool = False) -> list[list[bool]]:
    """Los módulos, sin margen; verdadero es oscuro.

    En papel, nivel Q: se lee con una cuarta parte dañada. Una pantalla no se arruga: con el nivel M hay menos
    cuadros y se leen de más lejos, y no se examinan las ocho máscaras, que es casi todo lo que cuesta.
    """
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q

    codigo = qrcode.QRCode(
        error_correction=ERROR_CORRECT_M if en_pantalla else ERROR_CORRECT_Q,
        border=0,
        mask_pattern=_MASCARA_DE_PANTALLA if en_pantalla else None,
    )
    codigo.add_data(texto, optimize=0)
    codigo.make(fit=True)
    return [[bool(modulo) for modulo in fila] for fila in codigo.modules]


def svg(texto: str, *, modulo: int = 4, titulo: str = "Código QR", en_pantalla: bool = False) -> str:
    """El dibujo para poner dentro de una página; `modulo` es el lado de cada cuadro en píxeles."""
    modulos = matriz(texto, en_pantalla=en_pantalla)
    lado = len(modulos) + 2 * _MARGEN
    nombre = escape(titulo, quote=True)
    medidas = f'viewBox="0 0 {lado} {lado}" width="{lado * modulo}" height="{lado * modulo}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{nombre}" {medidas}'
        f' shape-rendering="crispEdges"><title>{nombre}</title>'
        f'<rect width="{lado}" height="{lado}" fill="#fff"/><path d="{_trazo(modulos)}" fill="#000"/></svg>'
    )


def _trazo(modulos: list[list[bool]]) -> str:
    """Un rectángulo por cada racha de módulos oscuros seguidos."""
    trazos = []
    for y, fila in enumerate(modulos, start=_MARGEN):
        x = 0
        while x < len(fila):
            racha = x
            while racha < len(fila) and fila[racha]:
                racha += 1
            if racha > x:
                trazos.append(f"M{x + _MARGEN} {y}h{racha - x}v1h{x - racha}z")
            x = racha + 1
    return "".join(trazos)
