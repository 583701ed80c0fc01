"""Las fechas se escriben como en Bogotá y se leen como las escribe la gente."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.fechas import (
    PRIMER_DIA,
    ZONA,
    Fecha,
    Precision,
    Semestre,
    ahora,
    entre_horas,
    fecha_corta,
    fecha_hora,
    fecha_hora_corta,
    fecha_larga,
    fin_de_periodo,
    hora,
    hoy,
    leer_fecha,
    leer_fecha_con_precision,
)

TRECE = date(2023, 3, 13)


@pytest.mark.parametrize(
    "valor",
    [
        *("2023-03-13", " 2023-3-13 ", "2023/03/13", "2023-03-13 00:00:00", "2023-03-13T00:00", "13/03/2023"),
        *("13-3-2023", "13.03.2023", "13 de marzo de 2023", "13 DE MARZO DEL 2023", "13 mar. 2023"),
        *(TRECE, datetime(2023, 3, 13, 20, 30), 44998, 44998.75),  # noqa: DTZ001 - Excel no guarda la zona
        datetime(2023, 3, 14, 1, 0, tzinfo=UTC),
    ],
)
def test_un_dia_se_lee_de_muchas_maneras(valor):
    assert leer_fecha(valor) == TRECE


def test_el_primero_y_septiembre_tienen_mas_de_un_nombre():
    assert leer_fecha("1.º de setiembre de 2023") == leer_fecha("1 sept 2023") == date(2023, 9, 1)


@pytest.mark.parametrize("valor", ["2023-03", "03/2023", "marzo de 2023", "Mar 2023", "marzo del 2023"])
def test_un_mes_se_lee_con_precision_de_mes(valor):
    assert leer_fecha_con_precision(valor) == Fecha(date(2023, 3, 1), Precision.MES)


@pytest.mark.parametrize("valor", ["2023", 2023, 2023.0])
def test_un_anio_se_lee_con_precision_de_anio(valor):
    assert leer_fecha_con_precision(valor) == Fecha(date(2023, 1, 1), Precision.ANIO)


@pytest.mark.parametrize("valor", ["2023-03", "marzo de 2023", "2023", 2023])
def test_donde_va_un_dia_no_basta_un_mes(valor):
    with pytest.raises(ErrorDeRegistro, match="no dice el día"):
        leer_fecha(valor)


@pytest.mark.parametrize("valor", [None, "", "  "])
def test_una_fecha_vacia_dice_que_falta(valor):
    with pytest.raises(ErrorDeRegistro, match="Falta la fecha") as error:
        leer_fecha(valor, "fecha")
    assert error.value.campo == "fecha"


@pytest.mark.parametrize(
    "valor, frase",
    [
        ("29/02/2023", "El 29 de febrero de 2023 no existe: febrero tiene 28 días"),
        ("31/04/2023", "abril tiene 30 días"),
        ("00/04/2023", "El 0 de abril de 2023 no existe"),
        ("03/13/2023", "No hay mes 13. Escriba primero el día"),
        ("0000-01-01", "El año 0 no existe"),
        ("13 de marso de 2023", "«marso» no es un mes"),
        ("13/03/23", "año de dos cifras"),
        ("13 de marzo de 23", "año de dos cifras"),
        ("13-mar-23", "año de dos cifras"),
        ("01/01/1970", "1 de enero de 1970 es anterior al 1 de enero de 2010"),
        (1, "es anterior"),
        ("2009", "La fecha 2009 es anterior"),
        ("2099-01-01", "1 de enero de 2099 está a más de dos años de hoy"),
        (99_999, "a más de dos años de hoy"),
    ],
)
def test_una_fecha_imposible_se_explica(valor, frase):
    with pytest.raises(ErrorDeRegistro, match=frase):
        leer_fecha(valor)


@pytest.mark.parametrize(
    "valor",
    [
        "45000",
        "ayer",
        "13/03",
        "13/03-2023",
        "٢٠٢٣",
        "N/A",
        True,
        float("nan"),
        -1,
        10**9,
    ],
)
def test_lo_que_no_es_una_fecha_se_dice(valor):
    with pytest.raises(ErrorDeRegistro, match="no es una fecha"):
        leer_fecha(valor)


def test_una_fecha_anterior_se_recibe_donde_se_espera():
    assert leer_fecha("4 de abril de 2007", desde=date(1990, 1, 1)) == date(2007, 4, 4)


@given(st.dates(PRIMER_DIA, date(2026, 1, 1)))
def test_un_dia_escrito_se_vuelve_a_leer(dia):
    assert leer_fecha(fecha_larga(dia)) == leer_fecha(fecha_corta(dia)) == leer_fecha(dia.isoformat()) == dia


@given(st.dates(PRIMER_DIA, date(2026, 1, 1)), st.sampled_from(Precision))
def test_toda_fecha_escrita_conserva_su_precision(dia, precision):
    leida = leer_fecha_con_precision(Fecha(dia, precision).larga)
    assert leida.precision is precision
    assert leida.dia <= dia <= leida.fin == fin_de_periodo(dia, precision)


@given(st.text() | st.from_regex(r"[0-9]{1,4}[-/. ][0-9a-z]{1,9}[-/. ]?[0-9]{0,5}", fullmatch=True))
def test_cualquier_texto_es_una_fecha_o_se_rechaza_con_una_frase(texto):
    try:
        resultado = leer_fecha_con_precision(texto).fin
    except ErrorDeRegistro as error:
        resultado = error.mensaje
    assert resultado >= PRIMER_DIA if isinstance(resultado, date) else resultado.endswith(".")


def test_el_bisiesto_termina_el_29():
    assert Fecha(date(2024, 2, 1), Precision.MES).fin == date(2024, 2, 29)
    assert Fecha(date(2023, 5, 4), Precision.ANIO).fin == date(2023, 12, 31)


def test_el_semestre_sabe_sus_meses_y_su_nombre():
    primero, segundo = Semestre.leer(" 2020-1 "), Semestre.leer("2020-2")
    assert (primero.inicio, primero.fin) == (date(2020, 1, 1), date(2020, 6, 30))
    assert (segundo.inicio, segundo.fin) == (date(2020, 7, 1), date(2020, 12, 31))
    assert list(primero.meses) == [1, 2, 3, 4, 5, 6]
    assert (primero.nombre, segundo.nombre) == ("primer semestre de 2020", "segundo semestre de 2020")
    assert str(primero) == "2020-1"
    assert primero < segundo


@pytest.mark.parametrize("texto", ["2020", "2020-3", "20-1", "", "2020-1-1"])
def test_un_semestre_mal_escrito_se_explica(texto):
    with pytest.raises(ErrorDeRegistro, match="Escríbalo así: 2020-1"):
        Semestre.leer(texto, "semestre")


@pytest.mark.parametrize(
    "en_utc, escrita",
    [((1, 42), "8:42 p. m."), ((5, 0), "12:00 a. m."), ((17, 5), "12:05 p. m."), ((13, 9), "8:09 a. m.")],
)
def test_la_hora_se_escribe_en_la_zona_de_bogota(en_utc, escrita):
    assert hora(datetime(2023, 3, 14, *en_utc, tzinfo=UTC)) == escrita


def test_la_fecha_con_hora_toma_el_dia_de_bogota():
    assert fecha_hora(datetime(2023, 3, 14, 1, 42, tzinfo=UTC)) == "13 de marzo de 2023, 8:42 p. m."
    assert fecha_hora_corta(datetime(2023, 3, 14, 1, 42, tzinfo=UTC)) == "13 mar 2023, 8:42 p. m."


def test_entre_dos_horas_no_se_repite_lo_que_tienen_igual():
    una = datetime(2023, 3, 14, 1, 42, tzinfo=UTC)
    assert entre_horas(una, una.replace(second=9)) == "13 de marzo de 2023, 8:42 p. m."
    assert entre_horas(una, una.replace(hour=2)) == "13 de marzo de 2023, de 8:42 p. m. a 9:42 p. m."
    dos_dias = "de 13 de marzo de 2023, 8:42 p. m. a 14 de marzo de 2023, 8:42 p. m."
    assert entre_horas(una, una.replace(day=15)) == dos_dias


def test_una_hora_sin_zona_no_se_escribe():
    with pytest.raises(ValueError, match="sin zona"):
        hora(datetime(2023, 3, 13, 20, 42))  # noqa: DTZ001 - es justo lo que se prueba


def test_ahora_es_la_hora_de_bogota():
    assert ahora().utcoffset() == timedelta(hours=-5)
    assert ahora().tzinfo is ZONA
    assert abs(hoy() - datetime.now(UTC).date()) <= timedelta(days=1)
