"""Lo que sólo pasa con tabletas llega a la bandeja y se decide; cada decisión cambia las cifras."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from registro.actividades.base import Actividad
from registro.asistencia import consultas
from registro.asistencia.ciudadana import Lectura
from registro.extensiones import db
from registro.fechas import ZONA, ahora
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
    assert not consultas.motivos_por_revisar()
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
    assert not consultas.provisionales()
    assert "provisional.confirmar" in acciones()


def test_lo_leido_con_el_reloj_corrido_cuenta_y_se_decide_de_una_vez(contexto, tableta, secretaria):
    actividad, otra, (codigo,) = crear_actividad(), Tableta(contexto, "Azul"), crear_tarjetas()
    corrido = {"reloj": {"desfase_s": 10_800, "corregida": True}}
    nueva, suelta = crear_lectura(actividad, codigo, **corrido), crear_lectura(actividad, **corrido)
    veredictos = tableta.veredictos(nueva, suelta, crear_lectura(actividad))
    assert veredictos == [("aceptada", "tarjeta_nueva"), ("aceptada", "reloj_corregido"), ("aceptada", "")]
    otra.veredictos(crear_lectura(actividad, reloj={"desfase_s": -900, "corregida": True}))
    pagina = secretaria.get("/bandeja/relojes").texto
    assert ("180 min atrasado" in pagina, "15 min adelantado" in pagina) == (True, True)
    assert "Relojes (3)" in secretaria.get("/bandeja").texto

    de_una = {"reloj": "corregido", "de": f"tableta {tableta.id}:Tableta 1"}
    de_otra = de_una | {"de": f"tableta {otra.id}:Azul"}
    ruta = f"/bandeja/relojes/{actividad}"
    assert secretaria.post(f"{ruta}/fecha", de_una).estado == 200
    db.session.rollback()
    en_hora = db.session.scalars(
        select(Lectura.leida_en).where(Lectura.id.in_(map(UUID, (nueva["id"], suelta["id"]))))
    )
    assert {hora.astimezone(ZONA).hour for hora in en_hora} == {12}
    assert secretaria.post(f"{ruta}/buena", de_una).estado == 409
    sin_motivo = secretaria.post(f"{ruta}/descartar", de_otra)
    assert (sin_motivo.estado, "Escriba por qué" in sin_motivo.texto) == (400, True)
    assert contar(actividad).total == 4
    assert secretaria.post(f"{ruta}/descartar", de_otra | {"motivo": "Era un ensayo"}).estado == 200
    assert contar(actividad).total == 3
    otra.veredictos(crear_lectura(actividad, **corrido))
    assert secretaria.post(f"{ruta}/buena", de_otra).estado == 200
    assert contar(actividad).total == 4
    assert "Todos los relojes están en hora" in secretaria.get("/bandeja/relojes").texto
    assert {"reloj.fecha", "reloj.descartar", "reloj.bueno"} <= acciones()


def poner_estado(actividad, estado):
    db.session.rollback()
    db.session.execute(update(Actividad).where(Actividad.uuid == UUID(actividad)).values(estado=estado))
    db.session.commit()


def test_las_de_fecha_imposible_se_cuentan_o_se_descartan_juntas(tableta, secretaria):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    futura = (ahora() + timedelta(hours=3)).isoformat()
    imposibles = [crear_lectura(actividad, quien, leida_en=futura) for quien in (codigo, None)]
    assert tableta.veredictos(*imposibles) == [("en_revision", "fecha_imposible")] * 2
    ruta, de_una = (
        f"/bandeja/relojes/{actividad}",
        {"reloj": "imposible", "de": f"tableta {tableta.id}:Tableta 1"},
    )
    assert secretaria.post(f"{ruta}/fecha", de_una).estado == 409
    assert secretaria.post(f"{ruta}/nada", de_una).estado == 404
    poner_estado(actividad, "anulada")
    anulada = secretaria.post(f"{ruta}/contar", de_una)
    assert (anulada.estado, "Esa actividad no puede recibirla" in anulada.texto) == (409, True)
    poner_estado(actividad, "abierta")
    assert secretaria.post(f"{ruta}/contar", de_una).estado == 200
    assert (contar(actividad).nominales, contar(actividad).anonimas) == (1, 1)
    tableta.veredictos(crear_lectura(actividad, leida_en=futura))
    assert secretaria.post(f"{ruta}/descartar", de_una | {"motivo": "No estaba"}).estado == 200
    assert contar(actividad).total == 2
    assert {"reloj.contar", "reloj.descartar"} <= acciones()
