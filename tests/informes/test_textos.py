"""Lo que una persona escribe en un informe sobrevive a los cálculos, y lo que quedó viejo se señala."""

import pytest

from registro.errores import EnConflicto, ErrorDeRegistro, NoPermitido
from registro.informes.textos import citas, consultas, operaciones
from registro.informes.textos.consultas import Ambito
from registro.seguridad.permisos import Actor

BALANCE = Ambito("balance", "2023")
CIFRAS = {"avance de Educación": "40,7\N{NO-BREAK SPACE}%", "productos": "73", "sesiones": "5"}


@pytest.fixture
def analista():
    return Actor(None, "Análisis", frozenset({"analista"}))


@pytest.mark.parametrize(
    "texto,escrita,esta",
    [
        *(("Va en 40,7 % hoy.", "40,7\N{NO-BREAK SPACE}%", True), ("Van 1.305.", "305", False)),
        *(("Van 5,7 y 15.", "5", False), ("Son 5, y ya.", "5", True), ("Son 5.", "5", True)),
        *(("Son 5.", "", False), ("73 productos", "73", True), ("Está en Verde.", "Verde", True)),
    ],
)
def test_una_cifra_se_cita_entera_o_no_se_cita(texto, escrita, esta):
    assert citas.cita(texto, escrita) is esta


def test_se_senala_solo_lo_que_el_texto_sigue_diciendo_como_era():
    guardadas = citas.citadas("Educación va en 40,7 % con 73 productos.", CIFRAS)
    assert set(guardadas) == {"avance de Educación", "productos"}
    assert citas.cambiadas("Va en 40,7 % con 73.", guardadas, CIFRAS) == []
    hoy = {"avance de Educación": "41,2 %"}
    viejas = citas.cambiadas("Va en 40,7 % con 73.", guardadas, hoy)
    assert [vieja.frase for vieja in viejas] == [
        "El texto dice «40,7\N{NO-BREAK SPACE}%» (avance de Educación) y hoy es «41,2 %».",
        "El texto dice «73» (productos) y esa cifra ya no se calcula.",
    ]
    assert citas.cambiadas("Ya no cita nada.", guardadas, hoy) == []


def test_cada_edicion_es_una_version_y_volver_al_borrador_no_borra_nada(contexto, analista):
    assert operaciones.escribir(analista, BALANCE, "contexto", "Son 73 productos.", (0, CIFRAS)) == 1
    assert operaciones.escribir(analista, BALANCE, "contexto", "Hay 73 productos.", (1, CIFRAS)) == 2
    operaciones.escribir(analista, Ambito("balance", "2024"), "contexto", "Otro.", (0, {}))
    vigente = consultas.vigentes(BALANCE)["contexto"]
    assert (vigente.texto, vigente.cifras, vigente.escrito_por) == (
        *("Hay 73 productos.", {"productos": "73"}, "Análisis"),
    )
    assert [vieja.antes for vieja in vigente.cambiadas({"productos": "74"})] == ["73"]
    assert operaciones.volver_al_borrador(analista, BALANCE, "contexto", 2) == 3
    assert consultas.vigentes(BALANCE)["contexto"].texto == ""
    assert [texto.texto for texto in consultas.historia(BALANCE, "contexto")] == [
        *("", "Hay 73 productos.", "Son 73 productos.")
    ]


def test_la_segunda_en_guardar_se_entera_y_nadie_sin_permiso_escribe(contexto, analista):
    operaciones.escribir(analista, BALANCE, "contexto", "Uno.", (0, {}))
    with pytest.raises(EnConflicto, match="Lo suyo sigue en pantalla"):
        operaciones.escribir(analista, BALANCE, "contexto", "Dos.", (0, {}))
    with pytest.raises(NoPermitido):
        operaciones.escribir(Actor(None, "x", frozenset({"enlace"})), BALANCE, "contexto", "Tres.", (1, {}))
    with pytest.raises(ErrorDeRegistro, match=r"50\.000 caracteres y el límite es 20\.000"):
        operaciones.escribir(analista, BALANCE, "contexto", "x" * 50_000, (1, {}))
    with pytest.raises(ErrorDeRegistro, match="Volver al borrador"):
        operaciones.escribir(analista, BALANCE, "contexto", "  ", (1, {}))
    assert consultas.vigentes(BALANCE)["contexto"].texto == "Uno."
