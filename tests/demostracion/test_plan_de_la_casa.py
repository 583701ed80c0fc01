"""El plan de atenciones de Casa de Todas suma exactamente lo publicado, es creíble y siempre es el mismo."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registro.festivos import festivos
from registro.intercambio.demostracion.calendario import dias_habiles_de_2023
from registro.intercambio.demostracion.casa import planear, repartir_mujeres
from registro.intercambio.demostracion.clases import FINAL, INICIAL
from registro.intercambio.demostracion.fuentes import leer_json

DIAS = dias_habiles_de_2023()


@pytest.fixture(scope="module")
def publicado():
    return leer_json("atenciones_2023.json")


@pytest.fixture(scope="module")
def plan(publicado):
    return planear(publicado, DIAS)


def de_cada_mujer(plan):
    """Sus atenciones en cada área, en orden."""
    suyas = defaultdict(list)
    for atencion in plan:
        suyas[atencion.mujer, atencion.area].append(atencion)
    return suyas


def test_las_atenciones_y_las_mujeres_por_area_son_las_publicadas(plan, publicado):
    for area, cifras in publicado["areas"].items():
        del_area = [atencion for atencion in plan if atencion.area == area]
        assert len(del_area) == cifras["atenciones"]
        assert len({atencion.mujer for atencion in del_area}) == cifras["mujeres"]


def test_quien_fue_a_dos_areas_cuenta_una_vez_en_el_total(plan, publicado):
    assert len(plan) == 11_196
    assert len({atencion.mujer for atencion in plan}) == publicado["mujeres_distintas"] == 2_115


def test_las_clases_y_actuaciones_juridicas_son_las_publicadas(plan, publicado):
    juridica = publicado["areas"]["juridica"]
    del_area = [atencion for atencion in plan if atencion.area == "juridica"]
    assert Counter(atencion.clase for atencion in del_area) == juridica["por_clase"]
    detalles = Counter(clave for atencion in del_area for _, clave in atencion.detalles)
    assert detalles == juridica["actuaciones"]


def test_ninguna_actuacion_ni_gestion_se_repite_en_la_misma_atencion(plan):
    assert all(len(set(atencion.detalles)) == len(atencion.detalles) for atencion in plan)


def test_todas_las_gestiones_publicadas_aparecen(plan, publicado):
    usadas = {clave for atencion in plan for catalogo, clave in atencion.detalles if catalogo == "gestion"}
    assert usadas == set(publicado["gestiones_trabajo_social"])


def test_la_valoracion_inicial_es_la_primera_y_el_cierre_es_el_ultimo(plan):
    for suyas in de_cada_mujer(plan).values():
        clases = [atencion.clase for atencion in suyas]
        assert clases.count(INICIAL) == 0 or clases.index(INICIAL) == 0
        assert clases.count(FINAL) == 0 or clases.index(FINAL) == len(clases) - 1 > 0
        assert clases.count(INICIAL) <= 1
        assert clases.count(FINAL) <= 1


def test_solo_se_atiende_en_dias_habiles_y_una_vez_al_dia_por_area(plan):
    for suyas in de_cada_mujer(plan).values():
        dias = [atencion.dia for atencion in suyas]
        assert len(set(dias)) == len(dias)
    assert {atencion.dia for atencion in plan} == set(DIAS)


def test_hay_mujeres_en_una_dos_y_tres_areas(plan):
    areas = defaultdict(set)
    for atencion in plan:
        areas[atencion.mujer].add(atencion.area)
    assert set(Counter(len(suyas) for suyas in areas.values())) == {1, 2, 3}


def test_el_plan_es_el_mismo_cada_vez(plan, publicado):
    assert planear(publicado, DIAS) == plan


def test_los_dias_habiles_no_tienen_fines_de_semana_ni_festivos():
    assert len(DIAS) == len(set(DIAS)) == 243
    assert not festivos(2023).keys() & set(DIAS)
    assert {dia.weekday() for dia in DIAS} == {0, 1, 2, 3, 4}


def test_unas_areas_que_no_alcanzan_a_todas_las_mujeres_son_un_error():
    from random import Random

    with pytest.raises(ValueError, match="10 mujeres distintas"):
        repartir_mujeres({"juridica": 4, "psicosocial": 5}, 10, Random(1))


@st.composite
def cifras_publicadas(draw):
    """Otras cifras posibles: el plan no sirve sólo para las de 2023."""
    mujeres = {area: draw(st.integers(3, 40)) for area in ("trabajo_social", "juridica", "psicosocial")}
    areas = {area: {"atenciones": n + draw(st.integers(8, 60)), "mujeres": n} for area, n in mujeres.items()}
    for cifras in areas.values():
        cifras["por_clase"] = {
            INICIAL: draw(st.integers(0, 3)),
            "gestión": draw(st.integers(1, 5)),
            "seguimiento": 2,
        }
        cifras["por_clase"]["asesoría"] = cifras["atenciones"] - sum(cifras["por_clase"].values())
    areas["juridica"]["actuaciones"] = {"tutela": draw(st.integers(0, 2)), "audiencia": 1}
    return {
        "areas": areas,
        "mujeres_distintas": draw(st.integers(max(mujeres.values()), sum(mujeres.values()))),
        "modalidades": ["presencial", "telefónica"],
        "gestiones_trabajo_social": ["Portabilidad", "Anticoncepción"],
    }


@settings(max_examples=60, deadline=None)
@given(cifras_publicadas(), st.integers(0, 10**6))
def test_con_cualquier_cifra_posible_las_sumas_son_exactas(cifras, semilla):
    dias = [date(2024, 1, 1) + timedelta(days=numero) for numero in range(120)]
    plan = planear(cifras, dias, semilla)
    assert len({atencion.mujer for atencion in plan}) == cifras["mujeres_distintas"]
    for area, publicadas in cifras["areas"].items():
        del_area = [atencion for atencion in plan if atencion.area == area]
        assert len({atencion.mujer for atencion in del_area}) == publicadas["mujeres"]
        assert Counter(atencion.clase for atencion in del_area) == Counter(publicadas["por_clase"])
