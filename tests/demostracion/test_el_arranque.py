"""La orden de verdad, en su propio proceso: prepara, muestra las cuentas y atiende."""

import socket

import pytest

from tests.navegacion.servidor_real import pedir, sirviendo


def puerto_libre():
    with socket.create_server(("127.0.0.1", 0)) as libre:
        return libre.getsockname()[1]


@pytest.mark.lento
def test_la_demostracion_arranca_sola_y_atiende(tmp_path):
    puerto, datos = puerto_libre(), tmp_path / "datos"
    with sirviendo(["demo", "--puerto", str(puerto)], datos, puerto) as dicho:
        assert "Contraseña" in pedir(puerto, "/entrar")
    texto = "".join(dicho)
    assert "Demostración cargada." in texto
    assert f"Abra http://127.0.0.1:{puerto}" in texto
    assert (datos / "registro.sqlite3").exists()
