"""La mesa ZESAI nace con el registro, tal como la publican sus documentos."""

import json
from datetime import date

from registro import rutas
from registro.fechas import Semestre
from registro.instancias import consultas, operaciones
from registro.seguridad.permisos import de_terminal

PUBLICADO = json.loads((rutas.datos_demostracion() / "zesai_2020_1.json").read_text(encoding="utf-8"))


def test_los_puestos_son_los_publicados_con_su_sector_entidad_rol_y_orden(contexto):
    mesa = consultas.resolver_instancia("zesai")
    sembrados = [
        {"sector": p.sector, "entidad": p.entidad, "rol": p.rol, "puesto": p.nombre, "orden": p.orden}
        for p in consultas.puestos(mesa.id, date(2020, 6, 30))
    ]
    publicados = [
        {dato: integrante[dato] for dato in ("sector", "entidad", "rol", "puesto", "orden")}
        for integrante in PUBLICADO["integrantes"]
    ]
    assert sembrados == publicados
    assert len(sembrados) == 12


def test_las_funciones_y_las_normas_son_las_publicadas(contexto):
    mesa = consultas.resolver_instancia("ZESAI")
    sembradas = [(f.numero, f.texto) for f in consultas.funciones(mesa.id)]
    assert sembradas == [(f["numero"], f["texto"]) for f in PUBLICADO["funciones"]]
    assert list(mesa.normas) == PUBLICADO["instancia"]["normas"]


def test_el_semestre_publicado_trae_lo_programado_y_el_motivo_de_abril(contexto):
    mesa = consultas.resolver_instancia("ZESAI")
    semestre = consultas.semestre(mesa.id, Semestre(2020, 1))
    assert (semestre.ordinarias, semestre.extraordinarias) == (6, 0)
    assert semestre.meses_sin_sesion == (
        (date(2020, 4, 1), PUBLICADO["periodo"]["motivos_sin_sesion"][0]["motivo"]),
    )


def test_sembrar_otra_vez_no_toca_lo_que_alguien_edito(contexto):
    mesa = consultas.resolver_instancia("ZESAI")
    puesto = consultas.puestos(mesa.id)[0]
    datos = operaciones.DatosDePuesto(puesto.entidades, "Subsecretaría", puesto.sector_id, puesto.rol, 1)
    operaciones.corregir_puesto(de_terminal(), puesto.id, datos)
    assert operaciones.sembrar(de_terminal()) is False
    assert consultas.puestos(mesa.id)[0].nombre == "Subsecretaría"
    assert len(consultas.puestos(mesa.id)) == 12


def test_ninguna_delegada_nace_sembrada(contexto):
    mesa = consultas.resolver_instancia("ZESAI")
    assert not [p for p in consultas.puestos(mesa.id) if p.delegada]
