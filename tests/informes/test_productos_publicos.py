"""Lo que una regla cuenta de personas se publica como toda cuenta: lo pequeño no, ni lo que lo devuelve."""

from decimal import Decimal

import pytest

from registro.extensiones import db, transaccion
from registro.indicadores.modelo import CifraPublicada
from registro.indicadores.reglas import Medida, Regla
from registro.indicadores.reportes.operaciones import cortes
from registro.informes.balance.armado import documento
from registro.informes.catalogo import CATALOGO
from registro.informes.parametros import Parametros
from registro.informes.publicas.tablas import TablasPublicas
from tests.fabricas.reportes import ANALISTA, T4, aprobar, crear_producto
from tests.fabricas.tablas import asistir, atender, crear_actividad, crear_persona
from tests.informes.test_edicion_publica import EN_2023, publicar

JURIDICA = Regla("atenciones", Medida.PERSONAS, (("area", ("juridica",)),))
MUJERES = "Mujeres"


@pytest.fixture
def atendidas(contexto):
    """Tres mujeres por lo jurídico y cuarenta por lo psicosocial, con sus productos."""

    def atender_a(cuantas, area="juridica", mes=5):
        dia = crear_actividad("casa_de_todas", f"2023-{mes:02d}-04", lugar="Casa", localidad="14")
        for _ in range(cuantas):
            atender(asistir(dia, crear_persona()), area)

    atender_a(3)
    atender_a(40, "psicosocial")
    comunes = {"metas": {2023: 50}, "meta_final": Decimal(100), "fuente_oficial": "regla"}
    crear_producto("1.4.1", MUJERES, regla=JURIDICA, **comunes)
    otra = Regla("atenciones", Medida.PERSONAS, (("area", ("psicosocial",)),))
    crear_producto("1.4.6", MUJERES, regla=otra, **comunes)
    crear_producto("1.4.9", MUJERES, metas={2023: 2})
    crear_producto("3.1.1", "Educación")
    aprobar("1.4.9", valor="2", sector=MUJERES)
    aprobar("3.1.1")
    return atender_a


def asentar(tablas):
    with transaccion() as sesion:
        tablas.lanzamiento.asentar(sesion, ANALISTA)


def filas_de(tabla):
    """Las de las tres cifras que se publicaron en la prueba."""
    suyas = ("Atenciones de Casa", "Cumplimiento de")
    return [[c.valor for c in fila] for fila in tabla.filas if str(fila[0].valor).startswith(suyas)]


def filas(tabla):
    return {fila[0].valor: [celda.valor for celda in fila[1:]] for fila in tabla.todas}


def test_tres_mujeres_no_se_dicen_ni_por_su_porcentaje_su_color_su_sector_o_el_total(atendidas):
    tablas = TablasPublicas.vigentes()
    cumplimiento = filas(tablas("cumplimiento", EN_2023))
    assert cumplimiento["1.4.1"][1:] == [50, "*", 50, "*", "*", "*", "*", "*", "*"]
    assert cumplimiento["1.4.6"][4] == 40
    assert cumplimiento["1.4.9"][4] == 2  # sin regla sobre personas, lo reportado es lo que el sector firmó
    avance = filas(tablas("avance_por_sector", EN_2023))
    assert avance[MUJERES] == ["*", avance[MUJERES][1], "*", 3, 0]
    assert (avance["Total"][0], avance["Total"][2]) == ("*", "*")
    assert avance["Educación"][0] == 10
    for nombre, fila in (("semaforo_por_sector", MUJERES), ("semaforo_por_objetivo", "1")):
        colores = filas(tablas(nombre, EN_2023))
        assert set(colores[fila][1:4]) == set(colores["Total"][1:4]) == {"*"}, nombre
        assert colores[fila][0] == 3
        assert "*" not in colores.get("Educación", colores.get("3"))
    atenciones = filas(tablas("atenciones", EN_2023))
    assert atenciones["Psicosocial"][1] == 40
    assert atenciones["Jurídica"][1] == "*"
    assert tablas.negadas == []
    with pytest.raises(Exception, match="se corta a fin de mes"):
        publicar("cumplimiento", Parametros.leer({"vigencia": "2023", "corte": "2023-05-15"}))


def test_dos_nuevas_no_se_conocen_restando_dos_ediciones_y_un_corte_cerrado_repite_lo_que_dijo(atendidas):
    atendidas(9)
    primera = TablasPublicas.vigentes()
    assert filas(primera("cumplimiento", EN_2023))["1.4.1"][4] == 12
    asentar(primera)
    cortes.cerrar(ANALISTA, T4)
    atendidas(2, mes=6)
    cerrado = filas(publicar("cumplimiento"))
    assert (cerrado["1.4.1"][4], cerrado["1.4.6"][4]) == (12, 40)  # se cerró con 12, y ya se había dicho
    assert filas(publicar("atenciones"))["Jurídica"][1] == "*"  # 14 − 12


def test_un_reporte_de_lo_que_una_regla_cuenta_se_oculta_si_es_pequeno_o_repite_lo_oculto(
    contexto, atendidas
):
    for codigo, valor in (("1.4.2", "4"), ("1.4.3", "6"), ("1.4.4", "60")):
        crear_producto(codigo, MUJERES, metas={2023: int(valor)}, regla=JURIDICA, fuente_oficial="reporte")
        aprobar(codigo, valor=valor, sector=MUJERES)
    publica = filas(publicar("cumplimiento"))
    assert [publica[codigo][4] for codigo in ("1.4.2", "1.4.3", "1.4.4")] == ["*", "*", 60]


def test_el_balance_publico_no_dice_en_ninguna_frase_lo_que_oculta_y_el_contraste_tampoco(atendidas):
    db.session.add_all(
        CifraPublicada(tabla=tabla, fila=fila, columna=columna, valor=Decimal(valor))
        for tabla, fila, columna, valor in (
            ("cumplimiento", "1.4.1", "Alcanzado", 3),
            ("atenciones", "Jurídica", "Mujeres", 2),
            ("atenciones", "Psicosocial", "Atenciones", 41),
        )
    )
    db.session.commit()
    lanzamiento = TablasPublicas.vigentes()
    dicho = repr(documento(2023, "publica", lanzamiento))
    assert "El avance del sector Mujeres no se publica" in dicho
    assert "alcanzó * de una meta de 50." in dicho
    assert "6,0 %" not in dicho  # 3 de 50
    assert "1.4.1 (" not in dicho.replace("1.4.1 (Mujeres)", "")
    exacto = filas_de(CATALOGO["contraste"].armar(EN_2023))
    assert [fila[3:6] for fila in exacto] == [[2, 3, 1], [41, 40, -1]]  # la otra coincide
    negadas = list(lanzamiento.negadas)
    comparadas = filas_de(lanzamiento("contraste", EN_2023))
    assert [fila[3:6] for fila in comparadas] == [[2, "*", "*"], [41, "*", "*"], [3, "*", "*"]]
    assert lanzamiento.negadas == negadas
