"""Una tabla recordada nunca dice una cifra vieja: si alguien guardó algo, donde sea, se calcula otra vez."""

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, text

from registro import esquema, recordadas
from registro.catalogos.consultas import sectores
from registro.extensiones import db, transaccion
from registro.recordadas import MAXIMO_DE_CELDAS, Recordadas, recordar
from registro.tabla import Celda, Columna, Tabla, TipoColumna
from tests.fabricas.tablas import crear_actividad
from tests.informes.lectura import pedir

DECLARAR = text("update conteo set cantidad = :cuantas")


@pytest.fixture
def otro_proceso(contexto):
    """Escribe por su lado, con un motor que no es el de la aplicación."""
    motor = create_engine(contexto.config["REGISTRO"].base)

    def declarar(cuantas):
        with motor.begin() as conexion:
            conexion.execute(DECLARAR, {"cuantas": cuantas})

    yield declarar
    motor.dispose()


def asistentes():
    return pedir("jornadas", vigencia="2023").filas[0][4].valor


def contar_calculos(monkeypatch):
    cuenta = SimpleNamespace(veces=0)
    guardar = Recordadas.guardar

    def contando(*argumentos):
        cuenta.veces += 1
        guardar(*argumentos)

    monkeypatch.setattr(Recordadas, "guardar", contando)
    return cuenta


def test_lo_que_no_cambio_no_se_calcula_dos_veces_y_lo_que_cambio_en_otro_proceso_si(
    otro_proceso, monkeypatch
):
    crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=25)
    cuenta = contar_calculos(monkeypatch)
    assert asistentes() == 25
    la_primera_vez = cuenta.veces
    assert [asistentes(), asistentes()] == [25, 25]
    # En PostgreSQL otras bases comparten el servidor de las pruebas, y lo que pasa en ellas también cuenta.
    assert cuenta.veces == la_primera_vez or db.engine.dialect.name == "postgresql"
    for cuantas in (30, 31):
        otro_proceso(cuantas)
        assert asistentes() == cuantas
    with transaccion() as sesion:
        sesion.execute(DECLARAR, {"cuantas": 40})
    assert asistentes() == 40
    monkeypatch.setattr(recordadas, "hoy", lambda: date(2031, 1, 1))
    calculadas = cuenta.veces
    assert asistentes() == 40
    assert cuenta.veces > calculadas, "al otro día se calcula de nuevo: el corte es otro"


def test_quien_esta_escribiendo_ve_lo_suyo_y_si_se_arrepiente_nadie_lo_ve(contexto):
    crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=25)
    assert asistentes() == 25

    def arrepentirse():
        with transaccion() as sesion:
            sesion.execute(DECLARAR, {"cuantas": 26})
            assert asistentes() == 26
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        arrepentirse()
    assert asistentes() == 25


def test_lo_que_se_guarda_mientras_se_calcula_no_deja_recordada_la_cifra_de_antes(otro_proceso):
    crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=25)
    leer = text("select cantidad from conteo")

    def lento():
        leida = db.session.scalar(leer)
        db.session.rollback()  # suelta la lectura: en SQLite nadie escribe mientras dura
        otro_proceso(leida + 1)
        return leida

    assert [recordar("lento", lento) for _ in range(3)] == [25, 26, 27]


def test_una_lectura_empezada_antes_no_se_recuerda_como_de_ahora(otro_proceso):
    crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=25)
    assert db.session.scalar(text("select cantidad from conteo")) == 25  # abre la lectura de esta petición
    otro_proceso(50)
    assert [asistentes(), asistentes()] == [50, 50]


def test_al_cerrar_nadie_queda_mirando_la_base_y_se_puede_copiar(contexto):
    crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=25)
    assert asistentes() == 25
    esquema.cerrar(contexto)
    datos = contexto.config["REGISTRO"].datos
    assert not [archivo.name for archivo in datos.rglob("*-wal")], "el diario se vuelca al irse la última"


def test_una_lista_de_catalogo_recordada_cambia_apenas_otro_proceso_la_cambia(contexto):
    def nombres():
        return {ficha.nombre for ficha in sectores()}

    antes = nombres()
    assert "Mujeres" in antes
    motor = create_engine(contexto.config["REGISTRO"].base)
    with motor.begin() as conexion:
        conexion.execute(text("update sector set nombre = 'De las mujeres' where nombre = 'Mujeres'"))
    motor.dispose()
    assert nombres() == antes - {"Mujeres"} | {"De las mujeres"}


def test_lo_que_hace_mas_tiempo_nadie_pide_sale_primero():
    def crear_tabla(celdas):
        filas = ((Celda(1),),) * (celdas - 1)
        return Tabla(
            "una", "Una", (Columna("N", TipoColumna.ENTERO),), filas, None, "registros", date(2023, 12, 31)
        )

    memoria, tercio = Recordadas(), crear_tabla(MAXIMO_DE_CELDAS // 3)
    for nombre in "abc":
        memoria.guardar(nombre, ("hoy",), tercio)
    assert memoria.buscar("a", ("hoy",)) is tercio
    memoria.guardar("d", ("hoy",), tercio)
    assert [memoria.buscar(nombre, ("hoy",)) for nombre in "abcd"] == [tercio, None, tercio, tercio]
    assert memoria.buscar("a", ("mañana",)) is None
    memoria.guardar("e", ("mañana",), crear_tabla(MAXIMO_DE_CELDAS * 2))
    assert [memoria.buscar(nombre, ("mañana",)) for nombre in "ae"] == [None, None]
