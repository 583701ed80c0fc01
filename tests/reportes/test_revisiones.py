"""Lo que se revisa antes de enviar: cada regla avisa de lo suyo y calla cuando se corrige."""

from dataclasses import replace
from decimal import Decimal

import pytest

from registro.indicadores.avance import Aporte
from registro.indicadores.formulas import Tramo
from registro.indicadores.reportes.aportes import reunir, saldo_que_cubre, ya_contado
from registro.indicadores.reportes.lectura import Medida
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.revisiones import Caso, cumplimiento, de_la_definicion, desmedido, revisar
from registro.indicadores.semaforos import SDP
from registro.indicadores.versiones import Definicion


def metas(**por_vigencia):
    return tuple(Tramo(int(v[1:]), int(v[1:]), Decimal(meta)) for v, meta in por_vigencia.items())


def medida(valor):
    return Medida(None if valor is None else Decimal(valor))


SUMA = Definicion("numero", "suma", vigencia_final=2029, meta_final=Decimal(150), metas=metas(v2023=16))
NIVEL = Definicion("porcentaje", "constante", meta_final=Decimal(100), metas=metas(v2023=100))
CRECE = Definicion(
    "numero", "creciente", linea_base=Decimal(40), meta_final=Decimal(100), metas=metas(v2022=55, v2023=70)
)
BIEN = Caso("1.3.4", SUMA, Periodo(2023, 4), medida(16), "Se hicieron 16 talleres.")
ANTES = (Aporte(2022, 2022, 4, Decimal(55)),)


def reglas(caso):
    return [hallazgo.regla for hallazgo in revisar(caso)]


CASOS = {
    "valor_desmedido": (replace(BIEN, medida=medida(16 * 10**9)), BIEN),
    "cifra_sin_texto": (replace(BIEN, texto="  "), BIEN),
    "cumplimiento_sin_justificar": (
        replace(BIEN, medida=medida(8)),
        replace(BIEN, medida=medida(8), justificacion="Hubo paro."),
    ),
    "acumulado_sobre_la_meta": (
        replace(BIEN, previos=(Aporte(2020, 2022, 4, Decimal(140)),)),
        replace(BIEN, previos=(Aporte(2020, 2022, 4, Decimal(134)),)),
    ),
    "nivel_que_retrocede": (
        replace(BIEN, definicion=CRECE, medida=medida(54), previos=ANTES, justificacion="x"),
        replace(BIEN, definicion=CRECE, medida=medida(70), previos=ANTES),
    ),
    "escalas_mezcladas": (
        replace(BIEN, definicion=NIVEL, medida=medida("1.6"), justificacion="x"),
        replace(BIEN, definicion=NIVEL, medida=medida(100)),
    ),
    "despues_de_su_ultimo_ano": (replace(BIEN, periodo=Periodo(2030, 4)), BIEN),
    "meta_final_no_cuadra": (
        replace(BIEN, definicion=replace(SUMA, vigencia_final=2023)),
        replace(BIEN, definicion=replace(SUMA, vigencia_final=2023, meta_final=Decimal(16))),
    ),
    "decreciente_sin_linea_base": (
        replace(BIEN, definicion=replace(SUMA, anualizacion="decreciente")),
        replace(BIEN, definicion=replace(SUMA, anualizacion="decreciente", linea_base=Decimal(200))),
    ),
}


@pytest.mark.parametrize("regla", CASOS)
def test_cada_regla_avisa_y_se_cierra_sola_cuando_se_corrige(regla):
    malo, corregido = CASOS[regla]
    assert regla in reglas(malo)
    assert regla not in reglas(corregido)


def test_un_reporte_que_cuadra_no_tiene_hallazgos():
    assert reglas(BIEN) == []
    assert desmedido(BIEN) == ""
    assert desmedido(replace(BIEN, medida=medida(150 * 10**9))).startswith("150.000.000.000 es 1.000.000.000")


def test_la_llave_es_la_misma_para_la_misma_cosa_y_dice_de_que_es():
    (uno,), (otro,) = (revisar(replace(BIEN, medida=medida(cuanto))) for cuanto in (7, 8))
    assert uno.llave == otro.llave == "cumplimiento_sin_justificar:1.3.4:2023-T4"
    (del_plan,) = revisar(CASOS["meta_final_no_cuadra"][0])
    assert (del_plan.llave, del_plan.del_sector) == ("meta_final_no_cuadra:1.3.4", False)


def test_el_cumplimiento_se_mide_contra_lo_que_debia_llevar_a_ese_trimestre():
    trimestral = replace(BIEN, periodo=Periodo(2023, 2), medida=medida(8))
    assert cumplimiento(trimestral) == 100
    assert cumplimiento(replace(trimestral, medida=medida(None))) is None
    assert cumplimiento(replace(trimestral, periodo=Periodo(2024, 2))) is None
    assert cumplimiento(replace(BIEN, definicion=NIVEL, periodo=Periodo(2023, 2), medida=medida(92))) == 92
    for valor, avisa in (("20", False), ("20.01", True), ("8.01", False), ("8", True)):
        hallado = "cumplimiento_sin_justificar" in reglas(replace(BIEN, medida=medida(valor)))
        assert hallado is avisa, valor


def test_de_un_nivel_se_dice_desde_donde_parte():
    bajo = replace(BIEN, definicion=CRECE, medida=medida(50), previos=ANTES)
    assert "Lleva 50 de 70 esperado a este trimestre, desde 40: 33,3" in revisar(bajo)[0].frase


def test_unas_reglas_que_piden_justificar_lo_piden_en_todo_lo_que_no_sea_verde():
    (hallazgo,) = revisar(replace(BIEN, medida=medida(12), rangos=SDP))
    assert hallazgo.frase.replace("\N{NO-BREAK SPACE}", " ") == (
        "Lleva 12 de 16 esperado a este trimestre: 75,0 %, amarillo con las reglas «SDP». Todo lo que no sea "
        "verde pide una justificación."
    )
    assert reglas(replace(BIEN, medida=medida(13), rangos=SDP)) == []
    assert reglas(replace(BIEN, medida=medida(12), rangos=SDP, justificacion="Hubo paro.")) == []
    assert reglas(replace(BIEN, medida=medida(12))) == []


def test_una_suma_no_se_reporta_en_un_ano_que_un_saldo_ya_cuenta():
    saldo, anual = Tramo(2020, 2022, Decimal("28.50")), Tramo(2023, 2023, Decimal(15))
    assert ya_contado([anual, saldo], "suma", 2021) == (
        "2021 ya está contado en el saldo 2020–2022 (28,5): no se suma otra vez"
    )
    assert ya_contado([anual, saldo], "suma", 2023) == ""
    assert ya_contado([saldo], "creciente", 2021) == ""


def test_sin_cifra_se_pide_contar_por_que_y_nada_mas_se_adivina():
    (hallazgo,) = revisar(replace(BIEN, medida=medida(None), texto=""))
    assert hallazgo.frase == "No hay cifra ni texto. Cuente por qué este trimestre no hay dato."
    assert reglas(replace(BIEN, medida=medida(None))) == []


def test_un_nivel_decreciente_que_sube_y_una_meta_que_no_es_la_ultima_tambien_se_dicen():
    baja = replace(CRECE, anualizacion="decreciente", linea_base=Decimal(100), vigencia_final=2023)
    sube = replace(BIEN, definicion=baja, medida=medida(60), previos=ANTES, justificacion="x")
    frases = [hallazgo.frase for hallazgo in revisar(sube)]
    assert frases == [
        "Es un nivel decreciente y subió: de 55 en 2022-T4 a 60.",
        "La meta final es 100 y la de 2023 es 70.",
    ]
    igual = replace(sube, medida=medida(55), previos=ANTES)
    assert "nivel_que_retrocede" not in reglas(igual)


def test_metas_incompletas_solo_se_dicen_si_ya_pasan_de_la_final():
    pasada = replace(SUMA, meta_final=Decimal(15))
    assert "meta_final_no_cuadra" in reglas(replace(BIEN, definicion=pasada))
    assert "meta_final_no_cuadra" not in reglas(BIEN)
    (frase,) = de_la_definicion("1.3.4", pasada)
    assert frase.startswith("La meta final es 15 y las de sus vigencias suman")
    assert de_la_definicion("1.3.4", SUMA) == []
    assert "meta_final_no_cuadra" not in reglas(replace(BIEN, definicion=replace(SUMA, vigencia_final=None)))
    assert reglas(replace(BIEN, definicion=replace(SUMA, meta_final=None))) == []
    assert reglas(replace(BIEN, definicion=replace(NIVEL, vigencia_final=2023), medida=medida(100))) == []


def test_una_vigencia_con_reportes_no_cuenta_ademas_su_cifra_anual():
    saldo, anual = Tramo(2020, 2022, Decimal(28)), Tramo(2023, 2023, Decimal(15))
    reporte = Aporte(2023, 2023, 4, Decimal(16))
    assert reunir([anual, saldo], [reporte]) == (Aporte(2020, 2022, 4, Decimal(28)), reporte)
    assert reunir([anual], []) == (Aporte(2023, 2023, 4, Decimal(15)),)
    assert saldo_que_cubre([anual, saldo], 2021) == saldo
    assert saldo_que_cubre([anual, saldo], 2023) is None
