"""Los festivos son los de la Ley Emiliani y los días hábiles se cuentan como los cuenta una entidad."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from registro.festivos import dias_habiles, es_habil, festivos, habiles_entre, pascua, sumar_habiles

DIAS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


def de(vigencia):
    return " ".join(f"{dia:%d/%m}" for dia in festivos(vigencia))


def test_los_de_2023_y_2026_son_los_del_calendario_oficial():
    assert de(2023) == (
        "01/01 09/01 20/03 06/04 07/04 01/05 22/05 12/06 19/06 03/07 20/07 07/08 21/08 16/10 06/11 13/11"
        " 08/12 25/12"
    )
    assert de(2026) == (
        "01/01 12/01 23/03 02/04 03/04 01/05 18/05 08/06 15/06 29/06 20/07 07/08 17/08 12/10 02/11 16/11"
        " 08/12 25/12"
    )
    assert pascua(2000) == date(2000, 4, 23)
    assert pascua(2038) == date(2038, 4, 25)


def test_dos_festivos_en_un_mismo_lunes_se_dicen_juntos():
    assert festivos(2011)[date(2011, 7, 4)] == "Sagrado Corazón y San Pedro y San Pablo"
    assert len(festivos(2011)) == 17


def test_el_plazo_de_diez_habiles_salta_reyes_y_los_fines_de_semana():
    assert sumar_habiles(date(2023, 12, 31), 10) == date(2024, 1, 16)
    assert sumar_habiles(date(2026, 9, 30), 10) == date(2026, 10, 15)
    assert sumar_habiles(date(2026, 10, 15), -10) == date(2026, 9, 30)
    assert sumar_habiles(date(2026, 4, 2), 0) == date(2026, 4, 6)
    assert habiles_entre(date(2026, 9, 30), date(2026, 10, 15)) == 10
    assert habiles_entre(date(2026, 10, 15), date(2026, 9, 30)) == -10


@given(DIAS)
def test_todo_festivo_trasladado_cae_en_lunes_y_ninguno_es_habil(dia):
    lunes = [uno for uno, nombre in festivos(dia.year).items() if "Santos" in nombre or "José" in nombre]
    assert all(uno.weekday() == 0 for uno in lunes)
    assert not any(es_habil(uno) for uno in festivos(dia.year))


@given(DIAS, st.integers(1, 40))
def test_contar_y_sumar_dicen_lo_mismo(desde, cuantos):
    hasta = sumar_habiles(desde, cuantos)
    assert es_habil(hasta)
    assert habiles_entre(desde, hasta) == cuantos
    assert len(list(dias_habiles(desde + timedelta(days=1), hasta))) == cuantos
    assert habiles_entre(hasta, desde) == -cuantos
