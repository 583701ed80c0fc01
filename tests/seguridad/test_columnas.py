"""Ninguna columna de texto se queda sin que alguien haya decidido si se cifra."""

import re
import subprocess
import sys
from pathlib import Path

from sqlalchemy import JSON, LargeBinary, String

import registro.aplicacion
from registro.extensiones import db
from registro.seguridad.cifrado import TextoCifrado
from tests.seguridad.columnas import A_LA_VISTA, CIFRADAS, de

TEXTOS = (String, JSON, LargeBinary)


def de_texto():
    """Las del modelo, y cuáles de ellas se cifran."""
    todas = {f"{c.table.name}.{c.name}": c.type for t in db.metadata.sorted_tables for c in t.columns}
    return {
        nombre: isinstance(tipo, TextoCifrado)
        for nombre, tipo in todas.items()
        if isinstance(getattr(tipo, "impl_instance", tipo), TEXTOS)
    }


def test_cada_columna_de_texto_tiene_su_clase_y_se_cifra_si_es_de_las_que_se_cifran():
    columnas = de_texto()
    clasificadas = [*de(CIFRADAS), *de(A_LA_VISTA)]
    assert sorted(clasificadas) == sorted(columnas), "clasifique la columna en tests/seguridad/columnas.py"
    assert {nombre for nombre, cifrada in columnas.items() if cifrada} == set(de(CIFRADAS))


def test_una_orden_de_terminal_conoce_todas_las_tablas_y_no_deja_ninguna_sin_copiar_ni_rotar():
    """En un proceso propio, como corren: aquí ya se importó todo."""
    orden = "import registro.aplicacion as a; print(*a.db.metadata.tables)"
    conocidas = subprocess.run(
        [sys.executable, "-c", orden], check=True, capture_output=True, text=True
    ).stdout
    escritas = "\n".join(ruta.read_text("utf-8") for ruta in Path(registro.__path__[0]).rglob("*.py"))
    assert set(conocidas.split()) == set(re.findall(r'__tablename__ = "(\w+)"', escritas))
