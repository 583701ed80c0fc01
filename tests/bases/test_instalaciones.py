"""Cada prueba estrena un Registro recién instalado."""

import pytest

from registro.seguridad.consultas import usuarias
from registro.seguridad.operaciones import crear_usuaria
from registro.seguridad.permisos import ROLES, de_terminal


@pytest.mark.parametrize("vuelta", [1, 2])
def test_lo_que_escribe_una_prueba_no_llega_a_la_siguiente(contexto, vuelta):
    assert {usuaria.usuario for usuaria in usuarias()} == set(ROLES)
    crear_usuaria(de_terminal(), "otra", "Otra persona", ["campo"], "una frase distinta")
    assert len(usuarias()) == len(ROLES) + 1


def test_la_terminal_trabaja_sobre_la_misma_base(terminal, contexto):
    dicho = terminal("usuaria", "crear", "nueva", "--nombre", "Persona nueva", "--rol", "campo")
    assert dicho.exit_code == 0, dicho.stderr
    assert "nueva" in {usuaria.usuario for usuaria in usuarias()}
