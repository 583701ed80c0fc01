"""Node para los módulos de la tableta, y los códigos con que se comparan con los del servidor."""

import importlib.util
import random
import subprocess
from pathlib import Path

from registro.personas.reglas import CodigoIlegible, generar_codigo, leer_codigo

RAIZ = Path(__file__).resolve().parents[2]
AQUI = Path(__file__).resolve().parent


def terceros():
    """El módulo con que se instala, cargado por su ruta."""
    ficha = importlib.util.spec_from_file_location("terceros", RAIZ / ".ci" / "terceros.py")
    modulo = importlib.util.module_from_spec(ficha)
    ficha.loader.exec_module(modulo)
    return modulo


def correr_node(*orden, **opciones):
    node = terceros().node()
    return subprocess.run([node, *orden], cwd=AQUI, check=False, capture_output=True, text=True, **opciones)


def vectores():
    """Códigos buenos escritos de muchas maneras, y casi buenos de muchas otras: [texto, código, frase]."""
    azar = random.Random(11)
    textos = [
        "",
        " ",
        "-",
        "R",
        "R1",
        "D1",
        "X",
        "R1-",
        "🙂" * 19,
        "\ufeffR1",
        "R1" + "0" * 17,
        "ñ",
        "R1" * 12,
    ]
    for _ in range(40):
        codigo = generar_codigo(azar.getrandbits)
        junto = codigo.replace("-", "")
        textos += [codigo, junto, codigo.lower(), codigo.replace("-", " "), codigo.replace("-", "'")]
        textos += [f"\t{junto}\r\n", codigo.replace("-", "\u2013"), "\u00a0".join(junto), "\x1c".join(junto)]
        textos += [codigo.replace("0", "O").replace("1", "l"), junto + junto, "D1" + junto[2:], junto[:-1]]
        textos += [
            f"https://otra.invalid/{codigo}",
            junto + "Z",
            f"\ufeff{junto}",
            junto[:9] + "\x85" + junto[9:],
        ]
        lugar, letra = azar.randrange(2, len(junto)), azar.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZUñ🙂")
        textos += [junto[:lugar] + letra + junto[lugar + 1 :], junto[: azar.randrange(len(junto))]]
        textos += [junto[:lugar] + junto[lugar + 1 :] + junto[lugar], "".join(azar.sample(junto, len(junto)))]
    textos += [generar_codigo(azar.getrandbits, "D1") for _ in range(5)]
    return [_leido(texto) for texto in textos]


def _leido(texto):
    try:
        return [texto, leer_codigo(texto), None]
    except CodigoIlegible as error:
        return [texto, None, str(error)]
