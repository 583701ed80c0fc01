"""Cada quien entra con su cuenta y hace lo suyo; al final, las tablas del año lo cuentan."""

import json
import random

import pytest

from registro.fechas import hoy
from registro.personas import operaciones
from registro.seguridad.permisos import de_terminal
from tests.demostracion.plantilla import con_la_demostracion
from tests.fabricas.campo import inventar_codigo
from tests.trabajo_principal.formularios import enlace, enviar


@pytest.fixture
def app(motor, instalaciones, tmp_path):
    """Una demostración propia, para escribir en ella."""
    with instalaciones.copia(motor, con_la_demostracion, tmp_path / "datos") as aplicacion:
        yield aplicacion


@pytest.fixture
def tarjetas(terminal):
    """Tarjetas en blanco recién emitidas."""
    return terminal("credenciales", "emitir", "3").stdout.split()


@pytest.fixture
def lector(como):
    """La tableta de campo, que abre la jornada de hoy: `lector("R1-…")` lee; `lector(None)` suma una."""
    campo = como("campo")
    ultima = [enviar(campo, campo.get("/campo"), "Abrir la jornada")]

    def leer(codigo):
        boton, escrito = ("Registrar el código", {"codigo": codigo}) if codigo else ("Sin tarjeta", {})
        ultima[0] = enviar(campo, ultima[0], boton, **escrito)
        return ultima[0].texto

    return leer


def totales(terminal, nombre):
    return json.loads(terminal("tabla", nombre, "--vigencia", str(hoy().year), "--formato", "json").stdout)[
        "totales"
    ]


def test_campo_registra_con_tarjeta_y_sin_ella_y_la_cuenta_sube(lector, terminal, tarjetas):
    assert "Registrada" in lector(tarjetas[0])
    assert "Registrada" in lector(tarjetas[1].lower())
    assert "Ya estaba" in lector(tarjetas[0])
    assert "Sumada" in lector(None)
    assert totales(terminal, "jornadas")[-1] == 3


def test_un_codigo_que_nadie_emitio_cuenta_y_espera_en_la_bandeja(lector, como, terminal):
    assert "Guardada para revisar" in lector(inventar_codigo(random.Random(7)))
    assert "No es una tarjeta" in lector("https://otro.sistema/123")
    assert totales(terminal, "jornadas")[-1] == 1
    bandeja = como("secretaria").get("/bandeja")
    assert "Todas (6)" in bandeja.texto


def test_una_tarjeta_reemplazada_se_guarda_para_revisar_y_la_nueva_cuenta(lector, contexto, tarjetas):
    operaciones.asignar(de_terminal(), tarjetas[0])
    operaciones.reemplazar(de_terminal(), tarjetas[0], tarjetas[1], "La perdió")
    assert "Guardada para revisar" in lector(tarjetas[0])
    assert "Registrada" in lector(tarjetas[1])


def test_la_casa_atiende_con_tarjeta_y_sus_cifras_suben(como, terminal, tarjetas):
    casa = como("casa")
    visita = enviar(casa, casa.get("/casa"), "Leer", codigo=tarjetas[2])
    hecha = enviar(
        casa,
        visita,
        "Guardar",
        clase="juridica|asesoría",
        modalidad="presencial",
        hecho=["actuacion|tutela"],
    )
    assert "Quedó guardada la atención" in hecha.texto
    assert totales(terminal, "atenciones") == ["Total", 1, 1]
    assert totales(terminal, "actuaciones") == ["Total", 1]


def test_la_casa_atiende_sin_tarjeta_y_no_inventa_una_mujer(como, terminal):
    casa = como("casa")
    sin_tarjeta = casa.get("/casa/atencion")
    enviar(casa, sin_tarjeta, "Guardar", clase="trabajo_social|orientación", modalidad="telefónica")
    assert totales(terminal, "atenciones") == ["Total", 1, 0]


def test_secretaria_abre_la_sesion_de_la_mesa_y_pasa_lista(como, terminal):
    secretaria = como("secretaria")
    lista = secretaria.get("/actividades?estado=programada&tipo=zesai")
    sesion = secretaria.get(enlace(lista, "Sesión ordinaria"))
    abierta = enviar(secretaria, sesion, "Abrir")
    asistencia = secretaria.get(enlace(abierta, "Registrar quiénes asistieron"))
    puestos = [e.get("value") for e in asistencia.pagina.todos("input") if e.get("name") == "puesto"]
    guardada = enviar(secretaria, asistencia, "Guardar la lista", puesto=puestos[:5])
    assert "5 de 12" in guardada.texto
    semestre = f"{hoy().year}-{1 if hoy().month < 7 else 2}"
    orden = ("tabla", "asistencia_mesa", "--instancia", "ZESAI", "--semestre", semestre, "--formato", "json")
    assert json.loads(terminal(*orden).stdout)["totales"][-1] == 5


def test_secretaria_cierra_la_sesion_con_la_mebog_con_lo_que_conto(como, terminal):
    secretaria = como("secretaria")
    lista = secretaria.get("/actividades?estado=programada&tipo=mebog")
    abierta = enviar(secretaria, secretaria.get(enlace(lista, "Santa Fe")), "Abrir")
    asistencia = secretaria.get(enlace(abierta, "Registrar quiénes asistieron"))
    contada = enviar(secretaria, asistencia, "Sumar", cantidad="28", entidad="Estación Santa Fe")
    assert "Se sumaron 28 personas." in contada.texto
    assert totales(terminal, "mebog") == ["Total", 28, 1, ""]
