"""Una definición cambia por acto: la anterior queda, y dos personas no se pisan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado, NoPermitido
from registro.indicadores.consultas import plan
from registro.indicadores.definiciones import operaciones
from registro.indicadores.versiones import con_metas
from registro.seguridad.permisos import Actor
from tests.fabricas.productos import crear_producto

ANALISTA = Actor(None, "Análisis", frozenset({"analista"}))
ACTO = ("Acta 4 de la mesa de seguimiento", date(2024, 1, 1))


@pytest.fixture
def producto(contexto):
    crear_producto("1.3.4", cifras=[("meta", 2023, 2023, 15)], meta_final=Decimal(150))
    return plan.producto("1.3.4")


def test_la_version_nueva_rige_desde_su_fecha_y_la_anterior_queda(producto):
    nueva = con_metas(replace(producto.definicion, meta_final=Decimal(120)), {2023: Decimal(12)})
    assert operaciones.definir(ANALISTA, "1.3.4", nueva, ACTO, 1) == 2
    antes, despues = (plan.producto("1.3.4", dia) for dia in (date(2023, 12, 31), date(2024, 1, 1)))
    assert antes.definicion == producto.definicion
    assert (despues.definicion, despues.version.acto, len(despues.versiones)) == (nueva, ACTO[0], 2)


def test_lo_que_no_se_puede_guardar_lo_dice(producto):
    otra = replace(producto.definicion, meta_final=Decimal(1))
    for error, pedido in [
        (NoPermitido, (Actor(None, "x", frozenset({"enlace"})), "1.3.4", otra, ACTO, 1)),
        (ErrorDeRegistro, (ANALISTA, "1.3.4", otra, (" ", ACTO[1]), 1)),
        (ErrorDeRegistro, (ANALISTA, "1.3.4", otra, ("Acta", date(1900, 1, 1)), 1)),
        (ErrorDeRegistro, (ANALISTA, "1.3.4", producto.definicion, ACTO, 1)),
        (ErrorDeRegistro, (ANALISTA, "1.3.4", replace(otra, anualizacion="a ratos"), ACTO, 1)),
        (NoEncontrado, (ANALISTA, "9.9.9", otra, ACTO, 1)),
    ]:
        with pytest.raises(error):
            operaciones.definir(*pedido)
    assert len(plan.producto("1.3.4").versiones) == 1


def test_la_segunda_que_guarda_se_entera(producto):
    operaciones.definir(ANALISTA, "1.3.4", replace(producto.definicion, meta_final=Decimal(1)), ACTO, 1)
    with pytest.raises(EnConflicto, match="Otra persona"):
        operaciones.definir(ANALISTA, "1.3.4", replace(producto.definicion, meta_final=Decimal(2)), ACTO, 1)
