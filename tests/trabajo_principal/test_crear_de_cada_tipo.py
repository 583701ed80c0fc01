"""Sobre la demostración se sigue trabajando: se crea una actividad de cada tipo y sus cifras aparecen."""

import json

import pytest

from registro.actividades.tipos import TIPOS
from registro.fechas import hoy
from tests.demostracion.plantilla import con_la_demostracion

PROPIOS = {
    "mebog": {"estacion": "Kennedy"},
    "mesa_tecnica": {"entidad_o_sector": "Sector Salud"},
    "encuentro": {"categoria": "jornada de cine"},
    "zesai": {"instancia_id": "1", "clase": "ordinaria", "modalidad": "presencial"},
}
TABLA = {"jornada": "jornadas", "mebog": "mebog", "mesa_tecnica": "mesas_tecnicas"}


@pytest.fixture
def app(motor, instalaciones, tmp_path):
    """Una demostración propia, para escribir en ella."""
    with instalaciones.copia(motor, con_la_demostracion, tmp_path / "datos") as aplicacion:
        yield aplicacion


def filas(terminal, nombre, *opciones):
    return json.loads(terminal("tabla", nombre, "--formato", "json", *opciones).stdout)["filas"]


def actividades_de(terminal, vigencia):
    return {fila[0]: fila[1] for fila in filas(terminal, "actividades", "--vigencia", str(vigencia))}


def test_secretaria_crea_en_pantalla_una_actividad_de_cada_tipo(como, terminal):
    secretaria = como("secretaria")
    for clave, tipo in TIPOS.items():
        datos = {"fecha": hoy().isoformat(), "lugar": "Parque de prueba", "localidad": "08"}
        creada = secretaria.post(f"/actividades/nueva/{clave}", datos | PROPIOS.get(clave, {}))
        assert creada.estado == 200, creada.texto
        assert f"Se creó {tipo.con_articulo}." in creada.texto


def test_la_terminal_crea_una_de_cada_tipo_y_queda_abierta(terminal):
    antes, publicadas = actividades_de(terminal, hoy().year), actividades_de(terminal, 2023)
    for clave in TIPOS:
        orden = (
            "actividad",
            "crear",
            clave,
            "--fecha",
            hoy().isoformat(),
            "--lugar",
            "Suba",
            "--localidad",
            "11",
        )
        dicho = terminal(*orden)
        assert dicho.exit_code == 0, dicho.stderr
        assert json.loads(dicho.stdout).keys() == {"id"}
    despues = actividades_de(terminal, hoy().year)
    assert despues == {tipo: cuantas + 1 for tipo, cuantas in antes.items()}
    assert actividades_de(terminal, 2023) == publicadas


@pytest.mark.parametrize("clave", TABLA)
def test_lo_creado_entra_en_su_tabla_del_ano_y_no_en_la_de_2023(terminal, clave):
    de_2023 = filas(terminal, TABLA[clave], "--vigencia", "2023")
    de_ahora = len(filas(terminal, TABLA[clave], "--vigencia", str(hoy().year)))
    terminal("actividad", "crear", clave, "--fecha", hoy().isoformat(), "--lugar", "Bosa", "--localidad", "7")
    assert len(filas(terminal, TABLA[clave], "--vigencia", str(hoy().year))) == de_ahora + 1
    assert filas(terminal, TABLA[clave], "--vigencia", "2023") == de_2023
