"""La ayuda existe para todos y cada tema se lee."""

import pytest

from registro.seguridad.permisos import ROLES
from registro.web.ayuda import TEMAS


@pytest.mark.parametrize("tema", TEMAS)
def test_cada_tema_se_lee(como, tema):
    assert TEMAS[tema][0] in como("campo").get(f"/ayuda/{tema}").texto


@pytest.mark.parametrize("rol", sorted(ROLES))
def test_todas_llegan_a_la_ayuda(como, rol):
    assert TEMAS["datos"][0] in como(rol).get("/ayuda").texto


def test_un_tema_que_no_existe_se_dice(como):
    assert como("campo").get("/ayuda/nada").estado == 404


def test_la_ayuda_dice_cómo_se_reconoce_cada_fila_importada(como):
    texto = como("secretaria").get("/ayuda/importar").texto
    from registro.intercambio.tipos import TIPOS

    for tipo in TIPOS.values():
        assert tipo.reconoce in texto
