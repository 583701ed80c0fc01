"""La tabla de permisos, sin pantallas ni base."""

import pytest

from registro.errores import NoPermitido
from registro.seguridad.permisos import PERMISOS, ROLES, Actor, de_terminal, exigir


def test_quien_no_tiene_el_permiso_recibe_una_frase_y_nada_cambia():
    with pytest.raises(NoPermitido, match="No se cambió nada"):
        exigir(Actor(None, "campo", frozenset({"campo"})), "administrar")


def test_quien_lo_tiene_pasa_y_la_terminal_los_tiene_todos():
    exigir(Actor(None, "casa", frozenset({"casa"})), "casa.atender")
    for permiso in PERMISOS:
        exigir(de_terminal(), permiso)


def test_todo_permiso_es_de_roles_que_existen():
    assert set().union(*PERMISOS.values()) <= ROLES.keys()


def test_las_atenciones_sólo_las_abre_la_casa():
    assert PERMISOS["atenciones.abrir"] == {"casa"}
