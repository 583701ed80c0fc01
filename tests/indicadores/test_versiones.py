"""Las versiones de una definición y las reglas sobre el registro, sin base de datos."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registro.errores import ErrorDeRegistro
from registro.indicadores import reglas, versiones
from registro.indicadores.formulas import Tramo
from registro.indicadores.reglas import Fuente, Medida, Regla
from registro.indicadores.versiones import Cambio, Definicion, Version

BASE = Definicion("numero", "suma", metas=(Tramo(2020, 2022, Decimal(45)), Tramo(2023, 2023, Decimal(15))))
FUENTES = {
    "encuentro": Fuente(
        "encuentro", "Encuentros", ("categoria", "publico"), (Medida.ACTIVIDADES, Medida.ASISTENCIAS)
    )
}


def version(numero, desde, definicion=BASE):
    return Version(numero, numero, desde, f"Acto {numero}", definicion)


def test_rige_la_ultima_que_ya_empezo_y_antes_de_todas_la_primera():
    todas = [version(3, date(2024, 1, 1)), version(1, None), version(2, date(2024, 1, 1))]
    dias = (date(2019, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert [versiones.vigente(todas, dia).numero for dia in dias] == [1, 1, 3]
    assert versiones.vigente([version(1, date(2024, 1, 1))], date(2023, 1, 1)).numero == 1


def test_comparar_dice_cada_atributo_y_cada_meta_que_cambia():
    otra = replace(versiones.con_metas(BASE, {2023: Decimal(20), 2024: Decimal(5)}), anualizacion="constante")
    assert versiones.comparar(BASE, otra) == [
        Cambio("anualizacion", "suma", "constante"),
        Cambio("meta 2023", Decimal(15), Decimal(20)),
        Cambio("meta 2024", None, Decimal(5)),
    ]
    sin_saldo = replace(BASE, metas=())
    assert versiones.comparar(BASE, sin_saldo)[0] == Cambio("meta 2020–2022", Decimal(45), None)
    assert versiones.comparar(BASE, BASE) == []


def test_quitar_una_meta_deja_las_demas():
    assert versiones.con_metas(BASE, {2023: None}).metas == (Tramo(2020, 2022, Decimal(45)),)


@pytest.mark.parametrize(
    "cambios,campo",
    [
        ({"unidad": "metros"}, "unidad"),
        ({"vigencia_inicial": 2025, "vigencia_final": 2024}, "vigencia_final"),
        ({"fuente_oficial": "regla"}, "fuente_oficial"),
        ({"metas": (Tramo(2020, 2023, Decimal(1)), Tramo(2023, 2023, Decimal(1)))}, "metas"),
    ],
)
def test_una_definicion_que_no_se_sostiene_dice_en_que_campo(cambios, campo):
    with pytest.raises(ErrorDeRegistro) as error:
        versiones.revisar(replace(BASE, **cambios))
    assert error.value.campo == campo


def test_una_regla_se_guarda_y_se_lee_igual():
    regla = reglas.armar(FUENTES, "encuentro", "asistencias", {"categoria": ("b", "a", "a"), "publico": ()})
    assert regla == Regla("encuentro", Medida.ASISTENCIAS, (("categoria", ("a", "b")),))
    assert reglas.leer(regla.como_texto) == regla
    assert reglas.leer("") is None
    assert (regla.valores("categoria"), regla.valores("publico")) == (("a", "b"), ())
    versiones.revisar(replace(BASE, fuente_oficial="regla", regla=regla))


@pytest.mark.parametrize(
    "pedida,campo",
    [
        (("magia", "actividades", {}), "fuente"),
        (("encuentro", "personas", {}), "medida"),
        (("encuentro", "actividades", {"area": ("juridica",)}), "filtro_area"),
        (("encuentro", "actividades", {"publico": ("ciudadania",)}), "filtro_publico"),
    ],
)
def test_una_regla_que_no_se_sostiene_dice_en_que_campo(pedida, campo):
    with pytest.raises(ErrorDeRegistro) as error:
        reglas.armar(FUENTES, *pedida)
    assert error.value.campo == campo
