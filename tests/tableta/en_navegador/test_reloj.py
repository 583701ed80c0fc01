"""Con el reloj tres horas adelantado la lectura llega con la hora buena, y se dice que se corrigió."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registro.asistencia.ciudadana import Lectura
from registro.extensiones import ahora_utc, db

pytestmark = pytest.mark.navegador

ADELANTADO = "{ const buena = Date.now.bind(Date); Date.now = () => buena() + 3 * 3600e3; }"


def test_tres_horas_de_adelanto_se_corrigen_y_se_dicen(app, tableta, invitar, jornada, tarjetas, conteo):
    aparato = tableta().encender(al_abrir=ADELANTADO).inscribir(invitar()).empezar_turno().abrir("Alameda")
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    aparato.esperar_cuentas(1, 1, 1)
    # Y si alguien lo mueve a mitad de la jornada, lo que se lea después no se mueve.
    aparato.pagina.evaluate("{ const de_antes = Date.now; Date.now = () => de_antes() - 7 * 3600e3; }")
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    aparato.esperar_cuentas(2, 2, 2)
    with app.app_context():
        horas = db.session.scalars(select(Lectura.leida_en)).all()
    assert len(horas) == 2
    assert all(abs(ahora_utc() - hora) < timedelta(minutes=2) for hora in horas)
    aparato.pagina.locator("#conexion").click()
    aparato.pagina.get_by_text("El reloj de la tableta está 180 minutos adelantado").wait_for()
    assert conteo().nominales == 2
