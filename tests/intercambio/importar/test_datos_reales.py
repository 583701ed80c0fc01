"""Las cifras publicadas entran enteras, y repetir sus archivos no cambia nada."""

import pytest
from sqlalchemy import func, select

from registro import rutas
from registro.actividades.base import Actividad, Conteo
from registro.actividades.mesa_tecnica import MesaTecnica
from registro.extensiones import db
from registro.indicadores.consultas import plan
from registro.intercambio import lectura
from registro.intercambio.operaciones import importar
from registro.intercambio.tipos import TIPOS
from registro.seguridad.permisos import de_terminal

ARCHIVOS = {
    "jornadas": ("jornadas_2023.csv", 25),
    "mebog": ("mebog_2023.csv", 9),
    "mesas_tecnicas": ("mesas_tecnicas_2023.csv", 100),
    "productos": ("ppasp_productos.csv", 73),
}


def cargar(tipo, **opciones):
    archivo = lectura.leer_ruta(rutas.datos_demostracion() / ARCHIVOS[tipo][0], TIPOS[tipo])
    return importar(de_terminal(), TIPOS[tipo], archivo.filas, **opciones)


@pytest.mark.parametrize("tipo", ARCHIVOS)
def test_entran_todas_y_repetido_no_entra_ninguna(contexto, tipo):
    cuantas = ARCHIVOS[tipo][1]
    primera, segunda = cargar(tipo), cargar(tipo)
    assert (primera.nuevas, primera.repetidas, primera.rechazos) == (cuantas, 0, [])
    assert (segunda.nuevas, segunda.repetidas, segunda.rechazos) == (0, cuantas, [])


def test_las_jornadas_suman_las_asistencias_publicadas(contexto):
    cargar("jornadas")
    assert db.session.scalar(select(func.sum(Conteo.cantidad))) == 551


def test_las_filas_de_mebog_son_doce_sesiones_con_precision_de_mes(contexto):
    cargar("mebog")
    assert db.session.scalar(select(func.sum(Actividad.sesiones))) == 12
    assert set(db.session.scalars(select(Actividad.precision))) == {"mes"}


@pytest.mark.parametrize("orden", [("jornadas", "mesas_tecnicas"), ("mesas_tecnicas", "jornadas")])
def test_las_mesas_quedan_ligadas_a_su_jornada_en_cualquier_orden(contexto, orden):
    for tipo in orden:
        cargar(tipo)
    ligadas = select(func.count()).select_from(MesaTecnica).where(MesaTecnica.jornada_id.is_not(None))
    assert db.session.scalar(ligadas) == 10


def test_un_producto_guarda_su_saldo_de_apertura_y_su_vigencia(contexto):
    cargar("productos")
    producto = plan.producto("1.3.4")
    assert [(t.desde, t.hasta, int(t.valor)) for t in producto.definicion.metas] == [
        (2020, 2022, 45),
        (2023, 2023, 15),
    ]
    assert [(t.desde, t.hasta, int(t.valor)) for t in producto.alcanzados] == [
        (2020, 2022, 15),
        (2023, 2023, 77),
    ]


def test_simular_dice_lo_que_pasaria_y_no_escribe(contexto):
    assert cargar("jornadas", simular=True).nuevas == 25
    assert db.session.scalar(select(func.count()).select_from(Actividad)) == 0
