"""Lo que no existe o no se puede se dice en una frase con lo que sí."""

import pytest

from registro.errores import ErrorDeRegistro
from registro.informes import registros
from registro.informes.parametros import Parametros
from registro.seguridad.permisos import de_terminal
from tests.informes.lectura import pedir


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


@pytest.mark.parametrize(
    "nombre,escritos,frase",
    [
        ("jornada", {}, "Las tablas son: actividades, .*jornadas"),
        ("mebog", {"sector": "Salud"}, "no se filtra por sector; toma vigencia, corte y localidad"),
        ("jornadas", {"localidad": "Narnia"}, "no es una localidad"),
        ("jornadas", {"vigencia": "1970"}, "No hay vigencia 1970"),
        ("jornadas", {"vigencia": "dos mil"}, "«dos mil» no es un año"),
        ("jornadas", {"corte": "ayer"}, "no es una fecha"),
        ("jornadas", {"vigencia": "2023", "corte": "2022-06-30"}, "anterior a la vigencia 2023"),
        ("actividades", {"tipo": "fiesta"}, "no es un tipo de actividad"),
        ("productos", {"sector": "Deportes"}, "no es un sector"),
    ],
)
def test_la_frase_dice_que_esta_mal(nombre, escritos, frase):
    with pytest.raises(ErrorDeRegistro, match=frase):
        pedir(nombre, **escritos)


@pytest.mark.parametrize(
    "nombre,filtro,frase",
    [
        ("jornadas", {"color": "rojo"}, "no es un filtro de esta cifra"),
        ("jornadas", {"medida": "dinero"}, "no se abren"),
        ("jornadas", {"actividad": "1; drop table"}, "no identifica ninguna actividad"),
        ("productos", {}, "no se abren"),
    ],
)
def test_una_cifra_que_no_existe_no_se_abre(nombre, filtro, frase):
    with pytest.raises(ErrorDeRegistro, match=frase):
        registros.abrir(de_terminal(), nombre, filtro, Parametros())


def test_el_corte_escrito_nunca_es_posterior_a_hoy():
    assert pedir("jornadas", vigencia="2028").corte == Parametros().corte_escrito
