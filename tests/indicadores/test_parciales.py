"""Lo de un año es lo de sus partes: se suma lo que se suma y nadie se cuenta dos veces."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from registro.indicadores.hechos import CERO, Medicion
from registro.indicadores.parciales import Parcial, bits, desde_octetos, juntar, octetos_de

PERSONAS = st.sets(st.integers(1, 400), max_size=40)


def de_personas(quienes, sin_persona=0):
    return Parcial(distintas(quienes, len(quienes) + sin_persona, sin_persona), bits(quienes))


def distintas(quienes, registros, sin_persona):
    """Si vino gente y no se sabe de nadie quién es, no son cero."""
    return Medicion(Decimal(len(quienes)) if quienes or not sin_persona else None, registros, sin_persona)


@given(PERSONAS)
def test_quienes_son_caben_en_sus_octetos_y_vuelven_iguales(personas):
    guardadas = octetos_de(bits(personas))
    assert desde_octetos(guardadas) == sum(1 << una for una in personas)
    assert len(guardadas) <= max(personas, default=0) // 8 + 1


@given(st.lists(st.none() | st.tuples(PERSONAS, st.integers(0, 5)), max_size=5))
def test_quien_vino_en_varias_partes_es_una(partes):
    juntas = juntar(None if parte is None else de_personas(*parte) for parte in partes)
    presentes = [parte for parte in partes if parte is not None]
    todas = set().union(*(personas for personas, _ in presentes))
    registros = sum(len(personas) + sueltas for personas, sueltas in presentes)
    sueltas = sum(sueltas for _, sueltas in presentes)
    assert juntas == (distintas(todas, registros, sueltas) if presentes else None)


# De cada actividad: cuánto informó, o nada. Las de una parte que no pasan los filtros no están.
INFORMADAS = st.lists(st.none() | st.integers(0, 30), max_size=4)


def de_informadas(informadas):
    """Lo que se mide de una parte con esas actividades; sin ninguna que pase los filtros, cero."""
    sabidas = [uno for uno in informadas if uno is not None]
    if not informadas:
        return CERO
    return Medicion(Decimal(sum(sabidas)) if sabidas else None, len(sabidas))


@given(st.lists(st.none() | INFORMADAS, max_size=5))
def test_juntar_las_partes_es_medir_el_todo_y_no_saber_no_se_vuelve_cero(partes):
    juntas = juntar(None if parte is None else Parcial(de_informadas(parte)) for parte in partes)
    presentes = [parte for parte in partes if parte is not None]
    assert juntas == (de_informadas([uno for parte in presentes for uno in parte]) if presentes else None)
