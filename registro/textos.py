"""Textos en español: claves de búsqueda, orden alfabético, limpieza y enumeraciones."""

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from registro.errores import ErrorDeRegistro

_DIRECCION = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_SUENA_I = re.compile(r"h?i(?![aeou])")


def clave(texto: str) -> str:
    """La forma en que dos escrituras de lo mismo coinciden: sin tildes, en minúscula, un solo espacio."""
    llano = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", texto).casefold())
    return " ".join("".join(c for c in llano if not unicodedata.combining(c)).split())


def orden(texto: str) -> str:
    """Clave de orden alfabético español: la eñe va después de la ene y las tildes no cuentan."""
    compuesto = unicodedata.normalize("NFC", texto).casefold()
    return clave(compuesto.replace("ñ", "n~"))


def limpiar(texto: str, maximo: int, campo: str | None = None) -> str:
    """El texto listo para guardar: sin caracteres de control ni espacios en los bordes."""
    lineas = re.sub(r"\r\n?|\u2028|\u2029", "\n", texto).replace("\t", " ")
    visible = "".join(c for c in lineas if c == "\n" or _se_guarda(c))
    limpio = unicodedata.normalize("NFC", visible).strip()
    if len(limpio) > maximo:
        raise ErrorDeRegistro(
            f"El texto tiene {_con_miles(len(limpio))} caracteres y el límite es {_con_miles(maximo)}. "
            "No se guardó; acórtelo y envíelo de nuevo.",
            campo,
        )
    return limpio


def _con_miles(cantidad: int) -> str:
    return f"{cantidad:,}".replace(",", ".")


def _se_guarda(caracter: str) -> bool:
    return unicodedata.category(caracter) not in {"Cc", "Cs"} and caracter not in _DIRECCION


def unir(partes: Sequence[str]) -> str:
    """«a, b y c»; la última conjunción es «e» cuando lo que sigue suena como i."""
    *anteriores, ultima = partes or [""]
    if not anteriores:
        return ultima
    conjuncion = "e" if _SUENA_I.match(clave(ultima)) else "y"
    return f"{', '.join(anteriores)} {conjuncion} {ultima}"


def abreviar(valor: object, maximo: int = 30) -> str:
    """Lo que alguien escribió, para citarlo en un mensaje sin que lo ocupe todo."""
    texto = " ".join(str(valor).split())
    return texto if len(texto) <= maximo else f"{texto[:maximo]}…"


def leer_json(crudo: bytes) -> Any:
    """El JSON que mandó un programa; un carácter nulo o medio carácter, que no se guardan, llegan como «�».

    :raises ValueError: no es JSON.
    """
    texto = crudo.decode(json.detect_encoding(crudo))
    return json.loads(_ESCAPES.sub(_entero, texto) if "\\u" in texto else texto)


# Un par de mitades es un carácter; una sola, no. Los demás escapes se recorren para no confundirlos.
_ESCAPES = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u0000|u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def _entero(escape: re.Match[str]) -> str:
    return "\\ufffd" if escape[1] else escape[0]
