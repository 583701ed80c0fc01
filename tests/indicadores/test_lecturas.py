"""Qué lectura se usa de un producto: reporte o regla, lo vivo o lo que se cerró, y la de hoy al lado."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.indicadores.avance import Corte
from registro.indicadores.consultas import avances, plan
from registro.indicadores.consultas.avances import Pedido
from registro.indicadores.definiciones import operaciones
from registro.indicadores.reglas import Medida, Regla
from registro.indicadores.reportes.operaciones import cortes
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.semaforo import Color, Conjunto, Rango
from registro.indicadores.versiones import con_metas
from registro.informes.catalogo.semaforo import semaforo_por_sector
from registro.informes.parametros import Parametros
from registro.seguridad.permisos import de_terminal
from tests.fabricas.productos import crear_producto
from tests.fabricas.tablas import crear_actividad

EN_2023 = Pedido(2023, date(2023, 12, 31))
RECORRIDOS = Regla("encuentro", Medida.ACTIVIDADES, (("categoria", ("recorrido",)),))
QUIEN = de_terminal("pruebas")


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


def recorridos(cuantos, dia="2023-05-02"):
    for _ in range(cuantos):
        crear_actividad("encuentro", dia, categoria="recorrido")


def definir(codigo, cambios, acto="Acta 1", desde=date(2023, 1, 1)):
    ficha = plan.producto(codigo, date(2040, 1, 1))
    nueva = replace(ficha.definicion, **cambios)
    operaciones.definir(QUIEN, codigo, nueva, (acto, desde), len(ficha.versiones))


def test_manda_el_reporte_y_donde_no_hay_la_regla():
    crear_producto("4.1.3", cifras=[("meta", 2023, 2023, 4)], regla=RECORRIDOS, meta_final=Decimal(8))
    crear_producto("4.1.5", cifras=[("meta", 2023, 2023, 4), ("alcanzado", 2023, 2023, 1)], regla=RECORRIDOS)
    recorridos(3)
    solo_regla, con_los_dos = avances.leer(EN_2023).productos
    assert (solo_regla.oficial, solo_regla.avance.valor, solo_regla.avance.p) == ("regla", 3, 75)
    assert (con_los_dos.oficial, con_los_dos.avance.valor) == ("reporte", 1)
    leido = avances.leer_uno("4.1.5", EN_2023)
    assert (leido.reportado, leido.por_regla.valor) == (1, 3)
    definir("4.1.5", {"fuente_oficial": "regla"})
    assert avances.leer_uno("4.1.5", EN_2023).avance.valor == 3
    definir("4.1.3", {"fuente_oficial": "reporte"})
    assert avances.leer_uno("4.1.3", EN_2023).avance.valor is None


def test_un_porcentaje_no_sale_de_contar_registros_pero_la_regla_se_muestra():
    crear_producto(
        "4.2.9",
        unidad="porcentaje",
        anualizacion="constante",
        cifras=[("meta", 2023, 2023, 20)],
        regla=RECORRIDOS,
    )
    recorridos(3)
    leido = avances.leer_uno("4.2.9", EN_2023)
    assert (leido.oficial, leido.avance.valor, leido.por_regla.valor) == ("", None, 3)


def test_lo_anterior_al_saldo_de_apertura_ya_esta_en_el():
    crear_producto("4.1.3", regla=RECORRIDOS, cifras=[("meta", 2024, 2024, 4), ("alcanzado", 2020, 2022, 10)])
    for dia in ("2021-05-02", "2023-05-02", "2024-05-02"):
        recorridos(2, dia)
    leido = avances.leer_uno("4.1.3", Pedido(2024, date(2024, 6, 30)))
    assert (leido.avance.acumulado, leido.avance.valor) == (14, 2)
    assert Pedido(2024, date(2024, 6, 30)).corte == Corte(2024, 2)


def test_un_corte_cerrado_conserva_su_cifra_y_su_definicion():
    datos = {"regla": RECORRIDOS, "fuente_oficial": "regla", "vigencia_inicial": 2022}
    crear_producto("4.1.3", cifras=[("meta", 2022, 2022, 4), ("meta", 2023, 2023, 4)], **datos)
    recorridos(2, "2022-05-02")
    recorridos(3)
    cortes.cerrar(QUIEN, Periodo(2023, 4))
    recorridos(1)
    definir("4.1.3", {"metas": con_metas(plan.producto("4.1.3").definicion, {2023: Decimal(2)}).metas})
    leido = avances.leer_uno("4.1.3", EN_2023)
    assert (leido.cerrado, leido.oficial, leido.avance.valor, leido.avance.meta) == (True, "regla", 3, 4)
    assert leido.por_regla.valor == 4
    (sin_medir,) = avances.leer(EN_2023).productos
    assert sin_medir.por_regla is None
    assert replace(sin_medir, por_regla=leido.por_regla) == leido
    assert avances.leer_uno("4.1.3", EN_2023, con_su_regla=False) == sin_medir
    assert leido.medidas == {2022, 2023}
    version, otra = avances.con_la_de_hoy(leido, EN_2023)
    assert (version.acto, otra.p) == ("Acta 1", 150)
    cortes.reabrir(QUIEN, Periodo(2023, 4), "Faltaba un recorrido")
    vivo = avances.leer_uno("4.1.3", EN_2023)
    assert (vivo.cerrado, vivo.avance.valor, vivo.avance.meta) == (False, 4, 2)


def test_unas_reglas_nuevas_no_cambian_el_corte_cerrado_y_se_ven_los_dos_colores():
    crear_producto("4.1.3", cifras=[("meta", 2023, 2023, 10), ("alcanzado", 2023, 2023, 8)])
    estrictas = (Rango(Color.ROJO, Decimal(90)), Rango(Color.VERDE, None))
    nuevas = Conjunto("", "Estrictas", date(2023, 1, 1), estrictas, acto="Acta 2")
    cortes.cerrar(QUIEN, Periodo(2023, 4))
    assert operaciones.fijar_semaforo(QUIEN, nuevas, 0) == "estrictas"
    cerrado = avances.leer_uno("4.1.3", EN_2023)
    assert (cerrado.color, avances.conjunto(EN_2023).clave) == ("Verde", "ppasp_2023")
    assert avances.color_con(cerrado, avances.conjunto_de_hoy(), EN_2023) == "Rojo"
    nota = semaforo_por_sector(Parametros(vigencia=2023)).notas[-1]
    assert nota == "Con las reglas que rigen hoy, «Estrictas», cambiarían de color: 4.1.3 (Verde → Rojo)."
    cortes.reabrir(QUIEN, Periodo(2023, 4), "Para verlo")
    assert avances.leer_uno("4.1.3", EN_2023).color == "Rojo"
    assert avances.leer_uno("4.1.3", Pedido(2022, date(2022, 12, 31))).conjunto.clave == "ppasp_2023"
    with pytest.raises(EnConflicto, match="Otra persona"):
        operaciones.fijar_semaforo(QUIEN, replace(nuevas, nombre="Otras"), 0)
    with pytest.raises(ErrorDeRegistro, match="Ya hay unas reglas «estrictas»"):
        operaciones.fijar_semaforo(QUIEN, replace(nuevas, nombre="estrictas"), 1)


def test_un_cambio_por_acto_no_altera_lo_de_antes_y_se_muestran_las_dos_lecturas():
    crear_producto(
        "4.1.3", cifras=[("meta", 2023, 2023, 4), ("alcanzado", 2023, 2023, 2)], meta_final=Decimal(8)
    )
    definir("4.1.3", {"meta_final": Decimal(4)}, "Acta 9", date(2024, 1, 1))
    leido = avances.leer_uno("4.1.3", EN_2023)
    assert leido.avance.avance == 25
    assert avances.con_la_de_hoy(leido, EN_2023)[1].avance == 50
    ahora = Pedido(2024, date(2024, 12, 31))
    assert avances.con_la_de_hoy(avances.leer_uno("4.1.3", ahora), ahora) is None


def test_un_producto_puede_tener_sus_propios_rangos():
    crear_producto("4.1.3", semaforo="sdp", cifras=[("meta", 2023, 2023, 1), ("alcanzado", 2023, 2023, 3)])
    assert avances.leer_uno("4.1.3", EN_2023).color == "Naranja"
    assert avances.leer_uno("4.1.3", replace(EN_2023, reglas="ppasp_2023")).color == "Verde"
