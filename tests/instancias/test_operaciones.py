"""Puestos, delegadas y programación cambian con fechas: lo que rigió se puede volver a leer."""

from datetime import date

import pytest
from sqlalchemy import text

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado, NoPermitido
from registro.extensiones import db
from registro.fechas import Semestre
from registro.instancias import consultas, operaciones
from registro.instancias.operaciones import DatosDeFuncion, DatosDePuesto, DatosDeSemestre
from registro.personas.reglas import DELEGADA, leer_codigo
from registro.seguridad.permisos import Actor, de_terminal

ACTOR = de_terminal()


@pytest.fixture
def mesa(contexto):
    return consultas.resolver_instancia("ZESAI")


@pytest.fixture
def puesto(mesa):
    return consultas.resolver_puesto(mesa.id, "Defensoría del Pueblo", date(2026, 1, 1))


def test_la_delegada_nueva_releva_a_la_anterior_la_vispera(puesto):
    operaciones.nombrar_delegada(ACTOR, puesto.id, "Delegada primera", date(2026, 1, 10))
    operaciones.nombrar_delegada(ACTOR, puesto.id, "Delegada segunda", date(2026, 6, 1))
    assert consultas.delegada_en(puesto.id, date(2026, 1, 9)) is None
    assert consultas.delegada_en(puesto.id, date(2026, 5, 31)).nombre == "Delegada primera"
    assert consultas.delegada_en(puesto.id, date(2026, 6, 1)).nombre == "Delegada segunda"
    assert [d.hasta for d in consultas.delegadas(puesto.id)] == [None, date(2026, 5, 31)]


def test_un_relevo_con_fecha_anterior_a_quien_ya_esta_no_se_acepta(puesto):
    operaciones.nombrar_delegada(ACTOR, puesto.id, "Delegada primera", date(2026, 6, 1))
    with pytest.raises(EnConflicto, match="desde el 1 de junio de 2026"):
        operaciones.nombrar_delegada(ACTOR, puesto.id, "Delegada segunda", date(2026, 6, 1))
    assert len(consultas.delegadas(puesto.id)) == 1


def test_una_delegada_puede_dejar_el_puesto_sin_relevo(puesto):
    nombrada = operaciones.nombrar_delegada(ACTOR, puesto.id, "Delegada", date(2026, 1, 10))
    with pytest.raises(EnConflicto, match="no puede dejarlo antes"):
        operaciones.terminar_delegada(ACTOR, nombrada, date(2026, 1, 9))
    operaciones.terminar_delegada(ACTOR, nombrada, date(2026, 2, 10))
    assert consultas.delegada_en(puesto.id, date(2026, 2, 10)).nombre == "Delegada"
    assert consultas.delegada_en(puesto.id, date(2026, 2, 11)) is None


def test_el_codigo_y_el_nombre_de_la_delegada_no_estan_en_claro_en_la_base(puesto):
    nombrada = operaciones.nombrar_delegada(ACTOR, puesto.id, "Delegada única", date(2026, 1, 10), "d@a.co")
    codigo = operaciones.imprimir_codigo(ACTOR, nombrada)
    assert leer_codigo(codigo, DELEGADA) == codigo
    guardado = " ".join(map(str, db.session.execute(text("SELECT * FROM delegada")).one()))
    assert codigo not in guardado
    assert "Delegada única" not in guardado
    assert "d@a.co" not in guardado


def test_un_puesto_retirado_deja_de_regir_al_dia_siguiente(mesa, puesto):
    datos = DatosDePuesto(
        puesto.entidades, puesto.nombre, puesto.sector_id, puesto.rol, puesto.orden, hasta=date(2026, 3, 31)
    )
    operaciones.corregir_puesto(ACTOR, puesto.id, datos)
    assert puesto.id in {p.id for p in consultas.puestos(mesa.id, date(2026, 3, 31))}
    assert puesto.id not in {p.id for p in consultas.puestos(mesa.id, date(2026, 4, 1))}
    assert puesto.id in {p.id for p in consultas.puestos(mesa.id, date(2026, 1, 1), date(2026, 6, 30))}


def test_un_puesto_nuevo_va_de_ultimo_y_admite_varias_entidades(mesa):
    datos = DatosDePuesto(("Alcaldía Local de Kennedy", "Alcaldía Local de Bosa"), "Fila conjunta", rol="O")
    nuevo = operaciones.agregar_puesto(ACTOR, mesa.id, datos)
    ultimo = consultas.puestos(mesa.id)[-1]
    assert (ultimo.id, ultimo.orden) == (nuevo, 13)
    assert ultimo.entidad == "Alcaldía Local de Kennedy y Alcaldía Local de Bosa"


@pytest.mark.parametrize(
    "datos, campo",
    [
        (DatosDePuesto((), "Delegada"), "entidades"),
        (DatosDePuesto(("Entidad",), "   "), "nombre"),
        (DatosDePuesto(("Entidad",), "Delegada", rol="X"), "rol"),
        (DatosDePuesto(("Entidad",), "Delegada", orden=3), "orden"),
        (DatosDePuesto(("Entidad",), "D", desde=date(2026, 2, 1), hasta=date(2026, 1, 1)), "hasta"),
        (DatosDePuesto(("Entidad",), "x" * 10_000), "nombre"),
    ],
)
def test_un_puesto_mal_escrito_se_explica_y_no_se_guarda(mesa, datos, campo):
    with pytest.raises(ErrorDeRegistro) as error:
        operaciones.agregar_puesto(ACTOR, mesa.id, datos)
    assert error.value.campo == campo
    assert len(consultas.puestos(mesa.id)) == 12


def test_dos_funciones_con_el_mismo_numero_no_rigen_a_la_vez(mesa):
    with pytest.raises(EnConflicto, match="función 3"):
        operaciones.agregar_funcion(ACTOR, mesa.id, DatosDeFuncion(3, "Otra", date(2026, 1, 1)))
    tercera = consultas.funciones(mesa.id)[2]
    operaciones.corregir_funcion(
        ACTOR, tercera.id, DatosDeFuncion(3, tercera.texto, hasta=date(2025, 12, 31))
    )
    operaciones.agregar_funcion(ACTOR, mesa.id, DatosDeFuncion(3, "Otra", date(2026, 1, 1)))
    assert consultas.funciones(mesa.id, date(2025, 12, 31))[2].texto == tercera.texto
    assert consultas.funciones(mesa.id, date(2026, 1, 1))[2].texto == "Otra"


def test_programar_otra_vez_corrige_y_un_motivo_vacio_se_quita(mesa):
    semestre, abril, mayo = Semestre(2026, 1), date(2026, 4, 1), date(2026, 5, 1)
    operaciones.programar(ACTOR, mesa.id, semestre, DatosDeSemestre(6, 0, {abril: "Receso", mayo: "Paro"}))
    operaciones.programar(ACTOR, mesa.id, semestre, DatosDeSemestre(5, 1, {abril: "", mayo: "Paro nacional"}))
    leido = consultas.semestre(mesa.id, semestre)
    assert (leido.ordinarias, leido.extraordinarias) == (5, 1)
    assert leido.meses_sin_sesion == ((mayo, "Paro nacional"),)


def test_sesiones_negativas_no_se_programan(mesa):
    with pytest.raises(ErrorDeRegistro, match="entre 0 y 200"):
        operaciones.programar(ACTOR, mesa.id, Semestre(2026, 1), DatosDeSemestre(-1, 0))
    assert consultas.semestre(mesa.id, Semestre(2026, 1)).ordinarias is None


def test_un_integrante_se_busca_por_su_entidad_y_si_tiene_dos_puestos_por_el_puesto(mesa):
    dia = date(2020, 1, 8)
    assert consultas.resolver_puesto(mesa.id, "DEFENSORIA DEL PUEBLO", dia).orden == 11
    assert consultas.resolver_puesto(mesa.id, "subsecretaria (profesional)", dia).orden == 2
    doble = consultas.puestos(mesa.id, dia)[0].entidad
    with pytest.raises(ErrorDeRegistro, match="Subsecretaría \\(titular\\)» y «Subsecretaría \\(prof"):
        consultas.resolver_puesto(mesa.id, doble, dia)
    with pytest.raises(NoEncontrado, match="no integra"):
        consultas.resolver_puesto(mesa.id, "Secretaría de la Luna", dia)


def test_sin_permiso_no_se_cambia_una_instancia(puesto):
    with pytest.raises(NoPermitido):
        operaciones.nombrar_delegada(
            Actor(1, "Campo", frozenset({"campo"})), puesto.id, "D", date(2026, 1, 1)
        )
    assert consultas.delegadas(puesto.id) == []
