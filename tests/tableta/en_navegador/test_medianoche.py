"""Pasada la medianoche la jornada es la misma: las lecturas son de la actividad, no del día."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from registro import extensiones, fechas
from registro.asistencia.ciudadana import Lectura
from registro.extensiones import db
from registro.fechas import ZONA

pytestmark = pytest.mark.navegador

RELOJ = """{
  const [de_pared, contado] = [Date.now.bind(Date), performance.now.bind(performance)];
  window.pasaron = 0;
  Date.now = () => de_pared() + %d + window.pasaron;
  performance.now = () => contado() + window.pasaron;
}"""
FALTAN = timedelta(minutes=3)


@pytest.fixture
def noche(monkeypatch):
    """El servidor cree que faltan tres minutos para la medianoche; `noche.pasar(t)` deja correr el tiempo."""

    class Noche(datetime):
        salto = datetime.now(ZONA).replace(hour=0, minute=0, second=0) - FALTAN - datetime.now(ZONA)

        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + cls.salto

        @classmethod
        def pasar(cls, tiempo):
            cls.salto += tiempo

    monkeypatch.setattr(extensiones, "datetime", Noche)
    monkeypatch.setattr(fechas, "datetime", Noche)
    return Noche


def test_la_jornada_de_anoche_sigue_pasada_la_medianoche(
    noche, app, tableta, invitar, jornada, tarjetas, conteo
):
    de_aqui = RELOJ % (noche.salto.total_seconds() * 1000)
    una, otra = tarjetas(2)
    aparato = tableta().encender(al_abrir=de_aqui).inscribir(invitar()).empezar_turno().abrir("Alameda")
    aparato.red(False)
    assert aparato.pasar(una) == "Registrada"
    noche.pasar(timedelta(hours=1))
    aparato.pagina.evaluate("window.pasaron = 3600e3")
    assert aparato.pasar(una).startswith("Ya estaba, 11:5")
    assert aparato.pasar(otra) == "Registrada"
    aparato.red(True)
    assert aparato.enviar() == "Todo lo guardado aquí fue recibido."
    aparato.esperar_cuentas(2, 2, 2)
    assert (conteo().nominales, conteo().por_revisar) == (2, 0)
    with app.app_context():
        dias = {hora.astimezone(ZONA).day for hora in db.session.scalars(select(Lectura.leida_en))}
    assert len(dias) == 2
