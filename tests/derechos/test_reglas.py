"""Los plazos de la Ley 1581, en días hábiles de Colombia."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.derechos import reglas
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.festivos import es_habil, habiles_entre

DIAS = st.dates(date(2013, 1, 1), date(2040, 12, 31))


def test_una_consulta_se_responde_en_diez_dias_habiles_y_un_reclamo_en_quince():
    # Recibidas el jueves 10 de diciembre de 2026; el 25 y el 1 de enero son festivos, y el 11 se traslada.
    assert reglas.reloj("consulta", date(2026, 12, 10), prorrogada=False).vence == date(2026, 12, 24)
    reclamo = reglas.reloj("supresion", date(2026, 12, 10), prorrogada=False)
    assert (reclamo.vence, reclamo.avisar) == (date(2027, 1, 4), date(2026, 12, 14))
    assert reglas.reloj("supresion", date(2026, 12, 10), prorrogada=True).vence == date(2027, 1, 15)
    assert reglas.reloj("consulta", date(2026, 12, 10), prorrogada=True).prorroga == 5


@given(recibida=DIAS, clase=st.sampled_from(list(reglas.CLASES)), prorrogada=st.booleans())
def test_siempre_vence_un_dia_habil_y_prorrogar_nunca_acorta(recibida, clase, prorrogada):
    tiempo = reglas.reloj(clase, recibida, prorrogada=prorrogada)
    assert es_habil(tiempo.vence)
    base = 15 if reglas.es_reclamo(clase) else 10
    assert habiles_entre(recibida, tiempo.vence) == base + (tiempo.prorroga if prorrogada else 0)
    assert tiempo.avisar is None or recibida < tiempo.avisar < tiempo.vence


def test_el_tablero_dice_que_falta_con_palabras():
    tiempo = reglas.reloj("queja", date(2026, 11, 3), prorrogada=False)
    assert reglas.llamado("recibida", tiempo, date(2026, 11, 3)).urgencia == "tranquila"
    assert reglas.llamado("recibida", tiempo, date(2026, 11, 6)) == reglas.Llamado(
        "Falta poner «reclamo en trámite»", "urgente"
    )
    assert reglas.llamado("en_tramite", tiempo, tiempo.vence).frase == "Vence hoy"
    assert reglas.llamado("en_tramite", tiempo, tiempo.vence - timedelta(days=1)).urgencia == "cercana"
    vencida = reglas.llamado("en_tramite", tiempo, tiempo.vence + timedelta(days=1))
    assert (vencida.frase, vencida.urgencia) == ("Vencida hace 1 día hábil", "urgente")
    assert reglas.llamado("respondida", tiempo, date(2030, 1, 1)) == reglas.Llamado("Respondida", "cerrada")


def test_lo_que_no_existe_lo_cerrado_y_lo_ya_prorrogado_se_dicen():
    assert reglas.exigir_clase("consulta") == "consulta"
    with pytest.raises(ErrorDeRegistro, match="no es una solicitud"):
        reglas.exigir_clase("chisme")
    with pytest.raises(EnConflicto, match="ya está respondida"):
        reglas.exigir_abierta("respondida")
    tiempo = reglas.reloj("consulta", date(2026, 11, 3), prorrogada=False)
    with pytest.raises(EnConflicto, match="no permite otra"):
        reglas.exigir_prorrogable("recibida", tiempo, date(2026, 11, 4), prorrogada=True)
    with pytest.raises(EnConflicto, match="ya venció"):
        reglas.exigir_prorrogable("recibida", tiempo, date(2027, 1, 1), prorrogada=False)
    reglas.exigir_prorrogable("recibida", tiempo, date(2026, 11, 4), prorrogada=False)
