"""«registro demo» prepara todo solo, se puede repetir y nunca se mezcla con registros de verdad."""

import re
import socket
import subprocess
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from registro.actividades.base import Actividad
from registro.cli import main
from registro.cli.contexto import aplicacion_lista
from registro.config import Config
from registro.extensiones import ahora_utc, db
from registro.seguridad.codigos import codigo_en
from registro.seguridad.modelo import Anotacion
from registro.seguridad.permisos import ROLES
from tests.bases.aplicaciones import prestada
from tests.fabricas.campo import crear_actividad, crear_tarjetas
from tests.navegacion.cliente import Cliente


@pytest.fixture
def vacia(motor, tmp_path, monkeypatch, _claves_rapidas):
    """Una máquina donde nunca se usó Registro: ni carpeta, ni claves, ni tablas."""
    nombre = f"vacia_{uuid4().hex}"
    monkeypatch.setenv("REGISTRO_BASE", motor.crear(nombre))
    monkeypatch.setenv("REGISTRO_DATOS", str(tmp_path / "nunca_usada"))
    yield tmp_path / "nunca_usada"
    motor.borrar(nombre)


def demo(*opciones):
    return CliRunner().invoke(main, ["demo", "--sin-servidor", *opciones], catch_exceptions=False)


def cuentas_de(texto):
    """Usuario → contraseña y secreto del código, de la tabla que la orden muestra."""
    partes = (linea.split() for linea in texto.splitlines())
    return {parte[0]: (parte[1], parte[2]) for parte in partes if parte and parte[0] in ROLES}


def entrar(app, usuario, clave, secreto):
    """La dirección a la que llega quien entra con lo que la orden mostró, apenas termina."""
    cliente = Cliente(app)
    respuesta = cliente.post("/entrar", {"usuario": usuario, "clave": clave})
    if respuesta.ruta == "/entrar/codigo":
        respuesta = cliente.post("/entrar/codigo", {"codigo": codigo_en(secreto, ahora_utc())})
    return respuesta.ruta


def test_la_primera_vez_carga_todo_y_cada_cuenta_mostrada_entra(vacia):
    primera = demo()
    cuentas = cuentas_de(primera.stdout)
    assert primera.exit_code == 0
    assert set(cuentas) == set(ROLES)
    archivo = vacia / "cuentas_demo.txt"
    assert archivo.stat().st_mode & 0o777 == 0o600
    with prestada(Config.desde_entorno()) as app, app.app_context():
        for usuario, con_que in cuentas.items():
            assert not entrar(app, usuario, *con_que).startswith("/entrar"), usuario
        antes = (db.session.scalar(select(func.count(Actividad.id))), archivo.read_text(encoding="utf-8"))
        cargas = select(func.count(Anotacion.id)).where(Anotacion.accion == "demostracion.cargar")
        assert db.session.scalar(cargas) == 1
    segunda = demo()
    assert segunda.exit_code == 0
    assert cuentas_de(segunda.stdout) == cuentas
    with aplicacion_lista():
        assert (
            db.session.scalar(select(func.count(Actividad.id))),
            archivo.read_text(encoding="utf-8"),
        ) == antes
        assert db.session.scalar(cargas) == 1


@pytest.mark.lento
@pytest.mark.usefixtures("_claves_rapidas")
def test_con_datos_usa_esa_carpeta_y_la_orden_que_muestra_sirve_pegada_en_otra_terminal(
    tmp_path, monkeypatch
):
    nunca_usada = tmp_path / "nunca_usada"
    monkeypatch.setenv("REGISTRO_DATOS", str(nunca_usada))
    monkeypatch.delenv("REGISTRO_BASE", raising=False)
    monkeypatch.setattr("registro.intercambio.demostracion.operaciones.PARTES", ())
    otra = tmp_path / "con espacios y ñ"
    dicho = demo("--datos", str(otra))
    assert dicho.exit_code == 0
    assert (otra / "registro.sqlite3").exists()
    assert not nunca_usada.exists()
    orden = next(linea for linea in dicho.stdout.splitlines() if "usuaria codigo casa" in linea)
    pegada = subprocess.run(["sh", "-c", orden], env={}, cwd="/", capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\d{6}\n", pegada.stdout)


def test_un_puerto_ocupado_se_dice_y_las_cuentas_se_muestran_igual(app, terminal, monkeypatch):
    monkeypatch.setattr("registro.intercambio.demostracion.operaciones.PARTES", ())
    with socket.create_server(("127.0.0.1", 0)) as otro:
        puerto = otro.getsockname()[1]
        dicho = terminal("demo", "--puerto", puerto)
    assert dicho.exit_code == 1
    assert f"puerto {puerto}" in dicho.stderr
    assert set(cuentas_de(dicho.stdout)) == set(ROLES)


def test_no_se_mezcla_con_una_base_que_ya_tiene_actividades(contexto, terminal):
    crear_actividad()
    dicho = terminal("demo", "--sin-servidor")
    assert dicho.exit_code == 1
    assert "ya tiene registros" in dicho.stderr
    assert "registro demo --datos" in dicho.stderr
    assert db.session.scalar(select(func.count(Actividad.id))) == 1


def test_no_se_mezcla_con_una_base_que_ya_tiene_tarjetas(contexto, terminal):
    crear_tarjetas(3)
    assert terminal("demo", "--sin-servidor").exit_code == 1


def test_una_cuenta_que_ya_existia_conserva_su_contrasena(app, terminal, monkeypatch):
    monkeypatch.setattr("registro.intercambio.demostracion.operaciones.PARTES", ())
    dicho = terminal("demo", "--sin-servidor")
    assert dicho.exit_code == 0
    assert dicho.stdout.count("(la que ya tenía)") == len(ROLES)


def test_si_algo_falla_no_queda_nada_a_medias(contexto, terminal, monkeypatch):
    from registro.errores import ErrorDeRegistro
    from registro.intercambio.demostracion import operaciones

    def se_cae(sesion, actor):
        raise ErrorDeRegistro("Se cayó a la mitad.")

    monkeypatch.setattr(operaciones, "PARTES", (operaciones.PARTES[1], ("La que se cae", se_cae)))
    assert terminal("demo", "--sin-servidor").exit_code == 1
    assert db.session.scalar(select(func.count(Actividad.id))) == 0
