"""Del texto que escribe una persona a los párrafos y listas de un documento."""

import re
from collections.abc import Iterator

from registro.escritores.documento import Lista, Parrafo, Trozo

_SENAS = re.compile(
    r"\*\*(?P<negrita>.+?)\*\*|\[nota: (?P<nota>[^\]]+)\]|(?P<enlace>https?://[^\s<>\"]+[\w/])"
)
_VINETA = re.compile(r"[-•*] +")
_NUMERADA = re.compile(r"\d{1,3}[.)] +")


def de_texto(texto: str) -> tuple[Parrafo | Lista, ...]:
    """Los párrafos y listas de un texto escrito por una persona.

    Un renglón vacío separa párrafos; «- » hace una lista y «1. » una numerada; ``**así**`` va en negrita,
    ``[nota: así]`` al pie, y las direcciones se vuelven enlaces.
    """
    bloques: list[Parrafo | Lista] = []
    for trecho in re.split(r"\n\s*\n", texto.strip()):
        bloques.extend(_de_renglones([renglon.strip() for renglon in trecho.splitlines()]))
    return tuple(bloques)


def _de_renglones(renglones: list[str]) -> Iterator[Parrafo | Lista]:
    corrido: list[str] = []
    while renglones:
        sena = next((s for s in (_VINETA, _NUMERADA) if s.match(renglones[0])), None)
        if sena is None:
            corrido.append(renglones.pop(0))
            continue
        if corrido:
            yield Parrafo(_trozos(" ".join(corrido)))
            corrido = []
        puntos = []
        while renglones and (hallada := sena.match(renglones[0])):
            puntos.append(Parrafo(_trozos(renglones.pop(0)[hallada.end() :])))
        yield Lista(tuple(puntos), numerada=sena is _NUMERADA)
    if any(corrido):
        yield Parrafo(_trozos(" ".join(corrido)))


def _trozos(texto: str) -> tuple[Trozo, ...]:
    trozos, desde = [], 0
    for sena in _SENAS.finditer(texto):
        if sena.start() > desde:
            trozos.append(Trozo(texto[desde : sena.start()]))
        match sena.lastgroup:
            case "negrita":
                trozos.append(Trozo(sena["negrita"], negrita=True))
            case "nota":
                trozos.append(Trozo("", nota=sena["nota"]))
            case _:
                trozos.append(Trozo(sena["enlace"], enlace=sena["enlace"]))
        desde = sena.end()
    if desde < len(texto):
        trozos.append(Trozo(texto[desde:]))
    return tuple(trozos)
