"""Quién debe qué y desde cuándo, y lo que un corte cerrado deja quieto."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registro.errores import EnConflicto, ErrorDeRegistro, NoPermitido
from registro.extensiones import db
from registro.fechas import hoy
from registro.festivos import sumar_habiles
from registro.indicadores.avance import Aporte
from registro.indicadores.consultas import plan
from registro.indicadores.definiciones.operaciones import definir
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.lectura import Escrito
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.versiones import con_metas
from tests.fabricas.reportes import (
    ANALISTA,
    T4,
    aprobar,
    borrador,
    crear_producto,
    enlace_de,
    reportar,
    sector_de,
)
from tests.informes.lectura import no_cuadran, pedir, valores

DIA = date(2024, 2, 1)


def debe(sector=None, dia=DIA):
    return [
        (uno.codigo, str(uno.periodo), uno.estado, uno.urgencia.value)
        for uno in consultas.debidos(sector and sector_de(sector), dia)
    ]


def test_el_tablero_dice_quien_debe_que_y_desde_cuando(contexto):
    crear_producto("1.3.4")
    crear_producto("1.3.5", periodicidad="trimestral", metas={2023: 10})
    crear_producto("1.4.2", "Mujeres", periodicidad="", vigencia_inicial=2024)
    assert debe() == [], "antes de la primera regla no se pide nada"
    operaciones.poner_regla(ANALISTA, Periodo(2023, 3), 10, "Circular 5")
    assert debe() == [
        ("1.3.5", "2023-T3", "sin_empezar", "vencido"),
        ("1.3.4", "2023-T4", "sin_empezar", "vencido"),
        ("1.3.5", "2023-T4", "sin_empezar", "vencido"),
    ]
    assert consultas.debidos(dia=DIA)[1].plazo == "venció hace 12 días hábiles"
    assert debe("Mujeres") == []
    assert debe("Mujeres", date(2025, 1, 10)) == [("1.4.2", "2024-T4", "sin_empezar", "D-4")]
    assert consultas.debidos(sector_de("Mujeres"), date(2025, 1, 10))[0].periodicidad_publicada is False
    reportar("1.3.4")
    assert [uno.codigo for uno in consultas.por_revisar(DIA)] == ["1.3.4"]
    assert ("1.3.4", "2023-T4", "sin_empezar", "vencido") not in debe()
    operaciones.fijar_plazo(ANALISTA, T4, date(2024, 2, 2), "Circular 6")
    assert debe("Educación")[-1] == ("1.3.5", "2023-T4", "sin_empezar", "D-1")
    operaciones.fijar_plazo(ANALISTA, T4, None, "Se dejó sin efecto")
    assert debe("Educación")[-1] == ("1.3.5", "2023-T4", "sin_empezar", "vencido")


def test_lo_que_ya_entro_con_su_cifra_anual_no_se_debe(contexto):
    from tests.fabricas.productos import crear_producto as con_cifras

    con_cifras("1.3.4", cifras=[("meta", 2023, 2023, 15), ("alcanzado", 2023, 2023, 12)])
    operaciones.poner_regla(ANALISTA, Periodo(2023, 1), 10, "")
    assert debe() == []


def test_un_plazo_no_vence_antes_que_su_trimestre_y_lo_cambia_la_direccion(contexto):
    with pytest.raises(ErrorDeRegistro, match="no puede vencer antes"):
        operaciones.fijar_plazo(ANALISTA, T4, date(2023, 12, 31), "x")
    with pytest.raises(ErrorDeRegistro, match="por qué cambia"):
        operaciones.fijar_plazo(ANALISTA, T4, date(2024, 1, 31), "")
    with pytest.raises(ErrorDeRegistro, match="de 1 a 90"):
        operaciones.poner_regla(ANALISTA, T4, 0, "")
    for intento in (operaciones.poner_regla, operaciones.fijar_plazo):
        with pytest.raises(NoPermitido):
            intento(enlace_de(), T4, 5, "x")
    este = Periodo.de(hoy())
    assert consultas.calendario().vence(este) == sumar_habiles(este.fin, 10), "con la que nace el registro"


def test_una_cifra_congelada_no_cambia_aunque_cambie_todo_lo_demas(contexto):
    crear_producto("1.3.4", metas={2023: 15, 2024: 15})
    aprobar(valor="15")
    huella = operaciones.cerrar_corte(ANALISTA, T4)
    antes = consultas.congelado(T4)
    assert antes.huella == huella
    assert antes.aportes == {"1.3.4": [Aporte(2023, 2023, 4, Decimal(15))]}
    ficha = plan.producto("1.3.4")
    definir(
        ANALISTA,
        "1.3.4",
        con_metas(ficha.definicion, {2023: Decimal(99)}),
        ("Decreto 9", date(2023, 1, 1)),
        1,
    )
    db.session.remove()
    assert consultas.congelado(T4) == antes
    cerrada = plan.producto("1.3.4", T4.fin)
    assert cerrada.version.id in antes.definiciones.values()
    assert cerrada.definida(T4.fin) != cerrada.definicion, "el acto rige desde antes, y lo cerrado no cambia"
    assert consultas.reporte(ANALISTA, "1.3.4", T4).estado == "congelado"


def pasar_a(sector, codigo, desde):
    """Un acto lleva el producto a otro sector y le cambia el nombre."""
    ficha = plan.producto(codigo)
    nueva = replace(ficha.definicion, sector_id=sector_de(sector), nombre=f"{codigo} en {sector}")
    definir(ANALISTA, codigo, nueva, (f"Decreto de {sector}", desde), len(ficha.versiones))


def test_un_producto_que_pasa_a_otro_sector_no_reescribe_lo_cerrado(contexto):
    crear_producto("1.3.4")
    crear_producto("1.3.5")
    aprobar(valor="15")
    operaciones.cerrar_corte(ANALISTA, T4)
    pasar_a("Salud", "1.3.4", date(2023, 6, 1))
    despues = "Después cambiaron de sector: 1.3.4 (de Educación a Salud)."
    cerrada = pedir("productos_por_sector", vigencia="2023")
    assert valores(cerrada) == [["Educación", 2], ["Total", 2]]
    assert despues in cerrada.notas
    colores = pedir("semaforo_por_sector", vigencia="2023")
    assert [fila[:2] for fila in valores(colores)] == [["Educación", 2], ["Total", 2]]
    assert despues in colores.notas
    assert "1.3.4" not in "".join(colores.notas).replace(despues, ""), "sus cifras no cambian: no se dice más"
    assert no_cuadran("semaforo_por_sector", colores, vigencia="2023") == []
    cumplidos = valores(pedir("cumplimiento", vigencia="2023", sector="Educación"))
    assert [fila[1] for fila in cumplidos] == ["Producto 1.3.4", "Producto 1.3.5"]
    assert valores(pedir("cumplimiento", vigencia="2023", sector="Salud")) == []
    assert valores(pedir("productos_por_sector")) == [["Educación", 1], ["Salud", 1], ["Total", 2]]
    operaciones.reabrir_corte(ANALISTA, T4, "El decreto rige desde antes")
    (movido,) = valores(pedir("cumplimiento", vigencia="2023", sector="Salud"))
    assert movido[:2] == ["1.3.4", "1.3.4 en Salud"]


def test_reporta_el_sector_que_respondia_al_terminar_el_trimestre(contexto):
    crear_producto("1.3.5", metas={2023: 15, 2024: 15})
    operaciones.poner_regla(ANALISTA, T4, 10, "")
    pasar_a("Salud", "1.3.5", date(2024, 7, 1))
    despues, dia = Periodo(2024, 4), date(2025, 2, 1)
    assert debe("Educación", dia) == [("1.3.5", "2023-T4", "sin_empezar", "vencido")]
    assert debe("Salud", dia) == [("1.3.5", "2024-T4", "sin_empezar", "vencido")]
    for sector, periodo in (("Salud", T4), ("Educación", despues)):
        with pytest.raises(NoPermitido):
            operaciones.guardar(enlace_de(sector), "1.3.5", periodo, borrador("3"))
    reportar("1.3.5", despues, sector="Salud")
    reportar("1.3.5")
    por_revisar = [(uno.sector, uno.nombre) for uno in consultas.por_revisar(dia)]
    assert por_revisar == [("Salud", "1.3.5 en Salud"), ("Educación", "Producto 1.3.5")]
    assert consultas.reporte(enlace_de("Salud"), "1.3.5", T4).producto.sector == "Educación"
    for sector, periodo in (("Educación", despues), ("Mujeres", T4)):
        with pytest.raises(NoPermitido):
            consultas.reporte(enlace_de(sector), "1.3.5", periodo)


def test_dentro_de_un_corte_cerrado_nada_se_mueve_hasta_reabrirlo_con_su_razon(contexto):
    crear_producto("1.3.4")
    crear_producto("1.3.5", periodicidad="trimestral")
    version = aprobar()
    operaciones.cerrar_corte(ANALISTA, T4)
    enlace = enlace_de()
    alcance = operaciones.enviar_alcance(enlace, "1.3.4", T4, "Faltó uno", Escrito("16"))
    intentos = (
        lambda: operaciones.guardar(enlace, "1.3.5", Periodo(2023, 2), borrador("3")),
        lambda: operaciones.reabrir(ANALISTA, "1.3.4", T4, "x", version),
        lambda: operaciones.resolver_alcance(ANALISTA, alcance, "", acepta=True),
    )
    for intento in intentos:
        with pytest.raises(EnConflicto, match="El corte al 31 de diciembre de 2023 está cerrado"):
            intento()
    with pytest.raises(EnConflicto, match="ya está cerrado"):
        operaciones.cerrar_corte(ANALISTA, T4)
    estados = {uno.codigo: uno.estado for uno in consultas.del_trimestre(T4)}
    assert estados == {"1.3.4": "congelado", "1.3.5": "sin_reporte"}
    with pytest.raises(ErrorDeRegistro, match="por qué se reabre"):
        operaciones.reabrir_corte(ANALISTA, T4, "")
    operaciones.reabrir_corte(ANALISTA, T4, "Educación mandó un alcance.")
    operaciones.resolver_alcance(ANALISTA, alcance, "", acepta=True)
    operaciones.cerrar_corte(ANALISTA, T4)
    assert [(c.cerrado, c.motivo, c.cifras) for c in consultas.cortes()] == [
        (True, "", 1),
        (False, "Educación mandó un alcance.", 1),
    ]
    assert [uno.valor for uno in consultas.aprobados(T4)] == [16]
    assert len({ficha.huella for ficha in consultas.cortes()}) == 2


def test_no_se_cierra_lo_que_no_ha_terminado_ni_lo_que_falta_revisar(contexto):
    crear_producto("1.3.4")
    with pytest.raises(ErrorDeRegistro, match="todavía no termina"):
        operaciones.cerrar_corte(ANALISTA, Periodo(2099, 4))
    reportar()
    with pytest.raises(EnConflicto, match="Hay un reporte enviado sin revisar de 2023"):
        operaciones.cerrar_corte(ANALISTA, T4)
    with pytest.raises(EnConflicto, match="no está cerrado"):
        operaciones.reabrir_corte(ANALISTA, T4, "x")
    with pytest.raises(NoPermitido):
        operaciones.cerrar_corte(enlace_de(), T4)
