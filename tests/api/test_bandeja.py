"""Lo que sólo pasa con tabletas llega a la bandeja y se decide; cada decisión cambia las cifras."""

from uuid import UUID

import pytest
from sqlalchemy import select, update

from registro.actividades.base import Actividad
from registro.asistencia import consultas
from registro.asistencia.ciudadana import Lectura
from registro.extensiones import db
from registro.fechas import ahora
from registro.seguridad.modelo import Anotacion
from registro.seguridad.sellado.modelo import LlaveDeSellado
from tests.fabricas.campo import crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.tabletas import Tableta, sellar

PROVISIONAL = "00000000-0000-4000-8000-0000000000aa"


@pytest.fixture
def tableta(contexto):
    return Tableta(contexto)


@pytest.fixture
def secretaria(como):
    return como("secretaria")


def contar(actividad):
    db.session.rollback()
    return consultas.conteo(db.session.scalar(select(Actividad.id).where(Actividad.uuid == UUID(actividad))))


def acciones():
    db.session.rollback()
    return set(db.session.scalars(select(Anotacion.accion)))


def abrir_provisional(tableta):
    dia = ahora()
    tableta.veredictos(
        {
            "id": PROVISIONAL,
            "clase": "provisional",
            "tipo": "jornada",
            "lugar": "Parque nuevo",
            "localidad": "03",
            "fecha": dia.date().isoformat(),
            "abierta_en": dia.isoformat(),
        }
    )


def test_la_misma_tarjeta_en_dos_tabletas_se_decide(contexto, tableta, secretaria):
    otra, actividad, (codigo,) = Tableta(contexto, "Azul"), crear_actividad(), crear_tarjetas()
    tableta.veredictos(crear_lectura(actividad, codigo))
    en_dos = [crear_lectura(actividad, codigo) for _ in range(2)]
    otra.veredictos(*en_dos)
    assert secretaria.get("/bandeja").texto.count("La misma tarjeta en dos tabletas") >= 2
    for lectura, salida in zip(en_dos, ("igual", "suelta"), strict=True):
        assert secretaria.get(f"/bandeja/{lectura['id']}").estado == 200
        datos = {"actividad": actividad, "cantidad": "1"}
        assert secretaria.post(f"/bandeja/{lectura['id']}/{salida}", datos).estado == 200
    assert (contar(actividad).nominales, contar(actividad).anonimas) == (1, 1)
    assert {"bandeja.igual", "bandeja.suelta"} <= acciones()
    assert secretaria.post(f"/bandeja/{en_dos[0]['id']}/igual").estado == 409


@pytest.mark.parametrize("clase", ["lectura", "deshacer"])
def test_lo_que_no_se_abría_se_abre_cuando_vuelve_la_llave(tableta, secretaria, clase):
    actividad = crear_actividad()
    lectura = crear_lectura(actividad)
    deshacer = {"id": str(UUID(int=7, version=4)), "clase": "deshacer", "lectura": lectura["id"]}
    pieza = lectura if clase == "lectura" else deshacer
    if clase == "deshacer":
        tableta.veredictos(lectura)
    sellada = sellar(pieza)
    llave = sellada["sellado"].partition(".")[0]
    db.session.rollback()
    guardada = db.session.scalar(select(LlaveDeSellado.privada).where(LlaveDeSellado.id == llave))
    poner(llave, "9:se perdió")
    assert tableta.veredictos(sellada) == [("en_revision", "no_se_abre")]
    antes = contar(actividad).total
    assert secretaria.post(f"/bandeja/{pieza['id']}/reintentar").estado == 409
    poner(llave, guardada)
    assert secretaria.post(f"/bandeja/{pieza['id']}/reintentar").estado == 200
    assert contar(actividad).total == 1 - antes
    assert consultas.motivos_por_revisar() == []
    assert "bandeja.reintentar" in acciones()


def poner(llave, privada):
    db.session.rollback()
    db.session.execute(update(LlaveDeSellado).where(LlaveDeSellado.id == llave).values(privada=privada))
    db.session.commit()


def test_una_provisional_se_une_a_la_que_ya_existía_y_nadie_se_cuenta_dos_veces(tableta, secretaria):
    actividad, (una, otra) = crear_actividad(), crear_tarjetas(2)
    tableta.veredictos(crear_lectura(actividad, una))
    abrir_provisional(tableta)
    en_ella = [crear_lectura(None, codigo, provisional=PROVISIONAL) for codigo in (una, otra)]
    tableta.veredictos(*en_ella, crear_lectura(None, cantidad=4, provisional=PROVISIONAL))
    assert "Parque nuevo" in secretaria.get("/bandeja/provisionales").texto
    ruta = f"/bandeja/provisionales/{PROVISIONAL}/unir"
    assert secretaria.post(ruta, {"actividad": ""}).estado == 400
    assert secretaria.post(ruta, {"actividad": PROVISIONAL}).estado == 409
    assert secretaria.post(ruta, {"actividad": actividad}).estado == 200
    assert (contar(actividad).nominales, contar(actividad).anonimas) == (2, 4)
    tarde = crear_lectura(None, provisional=PROVISIONAL)
    assert tableta.veredictos(tarde) == [("aceptada", "")]
    assert contar(actividad).anonimas == 5
    assert contar(PROVISIONAL).total == 0
    assert "No hay actividades provisionales" in secretaria.get("/bandeja/provisionales").texto


def test_una_provisional_se_confirma_como_nueva(tableta, secretaria):
    abrir_provisional(tableta)
    assert secretaria.post(f"/bandeja/provisionales/{PROVISIONAL}/confirmar").estado == 200
    assert secretaria.post(f"/bandeja/provisionales/{PROVISIONAL}/confirmar").estado == 409
    assert consultas.provisionales() == []
    assert "provisional.confirmar" in acciones()


def test_un_reloj_corregido_cuenta_y_queda_dicho(tableta):
    lectura = crear_lectura(crear_actividad(), reloj={"desfase_s": 10_800, "corregida": True})
    assert tableta.veredictos(lectura) == [("aceptada", "reloj_corregido")]
    db.session.rollback()
    assert db.session.scalar(select(Lectura.motivo)) == "reloj_corregido"
