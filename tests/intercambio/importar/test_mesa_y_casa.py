"""Sesiones y asistencia de la mesa, y atenciones de Casa de Todas."""

import json
from collections import Counter
from random import Random

import pytest
from sqlalchemy import func, select

from registro import rutas
from registro.actividades.base import Actividad
from registro.actividades.zesai import SesionDeMesa
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.errores import NoPermitido
from registro.extensiones import db, transaccion
from registro.intercambio import lectura, rechazos
from registro.intercambio.operaciones import importar
from registro.intercambio.tipos import TIPOS
from registro.personas.reglas import generar_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, de_terminal

MESA = json.loads((rutas.datos_demostracion() / "zesai_2020_1.json").read_text(encoding="utf-8"))


def traer(tipo, texto, actor=None):
    leido = lectura.leer(texto.encode(), "filas.csv", TIPOS[tipo])
    return importar(actor or de_terminal(), TIPOS[tipo], leido.filas)


def sesiones():
    filas = ["instancia;fecha;clase;funciones;motivo"]
    for sesion in MESA["sesiones"]:
        dia = sesion["fecha"]
        numeros = [str(f["numero"]) for f in MESA["funciones"] if dia in f["abordada_en"]]
        filas.append(f'zesai;{dia};{sesion["clase"].upper()};"{";".join(numeros)}";')
    return "\n".join(filas)


def asistencias():
    veces = Counter(integrante["entidad"] for integrante in MESA["integrantes"])
    filas = ["instancia;fecha;integrante"]
    for uno in MESA["integrantes"]:
        nombre = uno["puesto"] if veces[uno["entidad"]] > 1 else uno["entidad"]
        filas += [f'ZESAI;{dia};"{nombre}"' for dia in uno["asistio"]]
    return "\n".join(filas)


def test_el_semestre_publicado_entra_y_lo_que_falta_se_avisa(contexto):
    resultado = traer("sesiones_mesa", sesiones())
    assert (resultado.nuevas, resultado.rechazos) == (7, [])
    assert [aviso.texto[:24] for aviso in resultado.avisos] == ["Es extraordinaria y no d"] * 2
    assert traer("sesiones_mesa", sesiones()).repetidas == 7
    esperadas = sum(len(funcion["abordada_en"]) for funcion in MESA["funciones"])
    tocadas = [len(p.funciones) for sesion in db.session.scalars(select(SesionDeMesa)) for p in sesion.puntos]
    assert sum(tocadas) == esperadas


def test_la_asistencia_publicada_entra_por_entidad_o_por_puesto(contexto):
    traer("sesiones_mesa", sesiones())
    esperadas = sum(len(integrante["asistio"]) for integrante in MESA["integrantes"])
    resultado = traer("asistencias_mesa", asistencias())
    assert (resultado.nuevas, resultado.rechazos) == (esperadas, [])
    assert traer("asistencias_mesa", asistencias()).repetidas == esperadas
    assert db.session.scalar(select(func.count()).select_from(AsistenciaInstitucional)) == esperadas


def test_dos_sesiones_el_mismo_dia_o_sin_funciones_se_dicen(contexto):
    filas = ("ZESAI;2020-01-08;ordinaria;;", "ZESAI;2020-01-08;extraordinaria;2;Alerta")
    texto = "\n".join(("instancia;fecha;clase;funciones;motivo", *filas))
    leido = traer("sesiones_mesa", texto)
    assert (leido.nuevas, [aviso.texto for aviso in leido.avisos]) == (
        1,
        ["No dice qué funciones desarrolló: ninguna matriz la cuenta."],
    )
    assert "Ya hay una sesión ordinaria el 8 de enero de 2020" in leido.rechazos[0].motivo
    assert len(traer("sesiones_mesa", texto).rechazos) == 1
    propio = ["instancia", "fecha", "clase", "funciones", "motivo"]
    hecho = rechazos.escribir(propio, leido.rechazos)
    assert hecho.decode("utf-8-sig").splitlines()[0] == f"{','.join(propio)},linea,columna,motivo del rechazo"
    otra_vez = lectura.leer(hecho, "malas.csv", TIPOS["sesiones_mesa"])
    assert [fila.texto("motivo") for fila in otra_vez.filas] == ["Alerta"]
    assert otra_vez.avisos == ()


def test_una_entidad_con_dos_puestos_se_pregunta(contexto):
    traer("sesiones_mesa", sesiones())
    doble = MESA["integrantes"][0]["entidad"]
    (rechazo,) = traer("asistencias_mesa", f'instancia;fecha;integrante\nZESAI;2020-01-08;"{doble}"').rechazos
    assert rechazo.columna == "integrante"
    assert "Subsecretaría (titular)" in rechazo.motivo


def test_lo_que_se_completo_en_pantalla_no_contradice_a_una_celda_vacia(contexto):
    traer("sesiones_mesa", sesiones())
    with transaccion() as sesion:
        for una in sesion.scalars(select(SesionDeMesa).where(SesionDeMesa.clase == "extraordinaria")):
            una.motivo_extraordinaria = "Alerta temprana"
        anotar(de_terminal(), "prueba", "sesiones")
    assert traer("sesiones_mesa", sesiones()).repetidas == 7
    otro = "instancia;fecha;clase;motivo\nZESAI;2020-03-19;extraordinaria;Otro"
    (rechazo,) = traer("sesiones_mesa", otro).rechazos
    assert rechazo.motivo.startswith(
        "Ya está con el motivo «Alerta temprana» y el archivo dice el motivo «Otro»"
    )


@pytest.mark.parametrize(
    "tipo,fila,columna",
    [
        ("sesiones_mesa", "OTRA;2020-01-08;ordinaria;1;", "instancia"),
        ("sesiones_mesa", "ZESAI;2020-01-08;secreta;1;", "clase"),
        ("sesiones_mesa", "ZESAI;2020-01-08;ordinaria;99;", "funciones"),
        ("asistencias_mesa", "ZESAI;2020-01-09;Personería", "fecha"),
    ],
)
def test_lo_que_no_existe_se_rechaza_en_su_columna(contexto, tipo, fila, columna):
    (rechazo,) = traer(tipo, TIPOS[tipo].plantilla.replace(",", ";") + "\n" + fila).rechazos
    assert rechazo.columna == columna


TARJETA = generar_codigo(Random(5).getrandbits)
ATENCIONES = f"""fecha,credencial,area,clase,modalidad,actuaciones,gestiones
2023-03-13,{TARJETA},Jurídica,ASESORIA,Presencial,tutela;Derecho de petición,
2023-03-13,{TARJETA},trabajo social,gestión,telefonica,,Anticoncepción
2023-03-13,,psicosocial,seguimiento,presencial,,
2023-03-13,,psicosocial,seguimiento,presencial,,
2023-03-14,,juridica,cierre,presencial,,
"""


def test_las_atenciones_cuelgan_de_una_visita_por_tarjeta_y_dia(contexto):
    resultado = traer("atenciones", ATENCIONES)
    assert (resultado.nuevas, resultado.rechazos) == (5, [])
    cuantas = {
        m: db.session.scalar(select(func.count()).select_from(m)) for m in (Atencion, Asistencia, Actividad)
    }
    assert cuantas == {Atencion: 5, Asistencia: 4, Actividad: 2}
    assert set(db.session.scalars(select(GestionDeAtencion.clave))) == {
        "tutela",
        "derecho de petición",
        "Anticoncepción",
    }
    assert traer("atenciones", ATENCIONES).repetidas == 5


FUERA_DE_LISTA = [
    ("2023-03-13,,Peluquería,asesoría,presencial,,", "area", "«Trabajo social»"),
    ("2023-03-13,,psicosocial,asesoría,presencial,,", "clase", "«Acompañamiento»"),
    ("2023-03-13,,juridica,asesoría,por humo,,", "modalidad", "«Telefónica»"),
    ("2023-03-13,,juridica,asesoría,presencial,conjuro,", "actuaciones", "«Tutela»"),
    ("2023-03-13,,juridica,asesoría,presencial,,Anticoncepción", "gestiones", "ninguno"),
]


def test_lo_que_no_esta_en_el_catalogo_se_rechaza_con_la_lista(contexto):
    filas = [TIPOS["atenciones"].plantilla, *(fila for fila, _, _ in FUERA_DE_LISTA)]
    rechazos = traer("atenciones", "\n".join(filas)).rechazos
    for rechazo, (_, columna, frase) in zip(rechazos, FUERA_DE_LISTA, strict=True):
        assert rechazo.columna == columna
        assert frase in rechazo.motivo


def test_las_atenciones_solo_las_importa_quien_puede(contexto):
    secretaria = Actor(1, "Secretaría", frozenset({"secretaria"}))
    casa = Actor(2, "Casa", frozenset({"casa"}))
    with pytest.raises(NoPermitido):
        traer("atenciones", ATENCIONES, secretaria)
    with pytest.raises(NoPermitido):
        traer("jornadas", "fecha,lugar,localidad,asistentes\n2023-03-13,x,14,1", casa)
    assert traer("atenciones", ATENCIONES, casa).nuevas == 5
