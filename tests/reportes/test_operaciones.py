"""El camino de un reporte: borrador, envío, devolución, aprobación, alcance; y quién puede cada cosa."""

from decimal import Decimal

import pytest

from registro.errores import EnConflicto, ErrorDeRegistro, NoPermitido
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.lectura import Escrito, Medida
from registro.indicadores.reportes.periodos import Periodo
from registro.seguridad.consultas import bitacora
from tests.fabricas.reportes import ANALISTA, T4, aprobar, borrador, crear_producto, enlace_de, reportar

CODIGO = "1.3.4"


@pytest.fixture
def enlace(contexto):
    crear_producto()
    return enlace_de()


def ficha(actor=ANALISTA, periodo=T4):
    return consultas.reporte(actor, CODIGO, periodo)


def test_del_borrador_a_lo_aprobado_pasando_por_una_devolucion(enlace):
    assert (ficha(enlace).estado, ficha(enlace).version) == ("sin_empezar", 0)
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("14"))
    operaciones.enviar(enlace, CODIGO, T4, version)
    assert consultas.aprobados() == []
    operaciones.devolver(ANALISTA, CODIGO, T4, "Falta el listado.", ficha().version)
    assert ficha(enlace).pasos[-1].dicho == "Falta el listado."
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("15", version=ficha().version))
    operaciones.enviar(enlace, CODIGO, T4, version)
    operaciones.aprobar(ANALISTA, CODIGO, T4, ficha().version)
    assert [(uno.codigo, uno.vigencia, uno.trimestre, uno.valor) for uno in consultas.aprobados(T4)] == [
        (CODIGO, 2023, 4, Decimal(15))
    ]
    assert consultas.aprobados(Periodo(2023, 3)) == []
    assert [paso.paso for paso in ficha().pasos] == ["enviado", "devuelto", "enviado", "aprobado"]
    acciones = {linea.accion for linea in bitacora("reporte:1.3.4:2023-T4")[0]}
    assert acciones == {"reporte.guardar", "reporte.enviar", "reporte.devolver", "reporte.aprobar"}


def test_quien_llega_segunda_lo_sabe_y_no_pisa_a_la_primera(enlace):
    primera = operaciones.guardar(enlace, CODIGO, T4, borrador("14"))
    with pytest.raises(EnConflicto, match="Lo que usted escribió sigue aquí"):
        operaciones.guardar(enlace, CODIGO, T4, borrador("20", version=primera - 1))
    operaciones.guardar(enlace, CODIGO, T4, borrador("16", version=primera))
    with pytest.raises(EnConflicto, match="Otra persona"):
        operaciones.enviar(enlace, CODIGO, T4, primera)
    assert ficha().medida.valor == 16


def test_un_enlace_solo_toca_lo_de_su_sector(enlace):
    ajena = enlace_de("Mujeres")
    reportar()
    intentos = (
        lambda: consultas.reporte(ajena, CODIGO, T4),
        lambda: operaciones.guardar(ajena, CODIGO, T4, borrador("3", version=ficha().version)),
        lambda: operaciones.enviar(ajena, CODIGO, T4, ficha().version),
        lambda: operaciones.enviar_alcance(ajena, CODIGO, T4, "Más", Escrito()),
        lambda: operaciones.adjuntar(ajena, CODIGO, T4, "a.pdf", b"%PDF-"),
        lambda: operaciones.guardar(ANALISTA, CODIGO, T4, borrador("3", version=ficha().version)),
        lambda: operaciones.aprobar(enlace, CODIGO, T4, ficha().version),
        lambda: operaciones.devolver(enlace, CODIGO, T4, "No", ficha().version),
    )
    for intento in intentos:
        with pytest.raises(NoPermitido):
            intento()
    assert ficha().estado == "enviado"


def test_lo_que_no_se_debe_o_no_ha_terminado_no_se_reporta(enlace):
    casos = (
        (Periodo(2023, 2), "es anual: se reporta en T4"),
        (Periodo(2030, 4), "terminó en 2029"),
        (Periodo(2029, 4), "todavía no empieza"),
    )
    for periodo, frase in casos:
        with pytest.raises(ErrorDeRegistro, match=frase):
            operaciones.guardar(enlace, CODIGO, periodo, borrador("1"))
    with pytest.raises(ErrorDeRegistro, match=r"No hay un producto 9\.9\.9"):
        operaciones.guardar(enlace, "9.9.9", T4, borrador("1"))


def test_sin_cifra_se_envia_solo_si_se_dice_que_no_hubo_dato(enlace):
    version = operaciones.guardar(enlace, CODIGO, T4, borrador(""))
    with pytest.raises(ErrorDeRegistro, match="Falta la cifra"):
        operaciones.enviar(enlace, CODIGO, T4, version)
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("7", sin_dato=True, version=version))
    operaciones.enviar(enlace, CODIGO, T4, version)
    operaciones.aprobar(ANALISTA, CODIGO, T4, version + 1)
    assert ficha().medida == Medida()
    assert consultas.aprobados()[0].valor is None, "sin dato nunca es cero"


def test_un_texto_de_cincuenta_mil_caracteres_no_se_guarda_y_se_dice(enlace):
    with pytest.raises(ErrorDeRegistro, match=r"50\.000 caracteres y el límite es 20\.000"):
        operaciones.guardar(enlace, CODIGO, T4, borrador("1", texto="x" * 50_000))


def test_lo_aprobado_no_se_edita_pero_recibe_un_alcance_que_la_direccion_resuelve(enlace):
    aprobar(valor="15")
    with pytest.raises(EnConflicto, match="envíe un alcance"):
        operaciones.guardar(enlace, CODIGO, T4, borrador("20", version=ficha().version))
    primero = operaciones.enviar_alcance(enlace, CODIGO, T4, "Eran dos colegios más.", Escrito("17"))
    with pytest.raises(EnConflicto, match="Ya hay un alcance"):
        operaciones.enviar_alcance(enlace, CODIGO, T4, "Y otro", Escrito("18"))
    assert ficha().medida.valor == 15, "mientras nadie lo acepta, la cifra es la aprobada"
    assert consultas.con_alcance(ficha(), ficha().alcances[0]) == []
    with pytest.raises(ErrorDeRegistro, match="por qué no se acepta"):
        operaciones.resolver_alcance(ANALISTA, primero, "", acepta=False)
    operaciones.resolver_alcance(ANALISTA, primero, "Sin soporte.", acepta=False)
    with pytest.raises(ErrorDeRegistro, match=r"¿sobran cifras\? Corrija la cifra. No se envió"):
        operaciones.enviar_alcance(enlace, CODIGO, T4, "Con soporte.", Escrito("17000000000"))
    solo_texto = operaciones.enviar_alcance(enlace, CODIGO, T4, "Otra fuente.", Escrito())
    assert consultas.con_alcance(ficha(), ficha().alcances[-1]) == []
    operaciones.resolver_alcance(ANALISTA, solo_texto, "No hace falta.", acepta=False)
    segundo = operaciones.enviar_alcance(enlace, CODIGO, T4, "Con soporte.", Escrito("17"))
    operaciones.resolver_alcance(ANALISTA, segundo, "", acepta=True)
    with pytest.raises(EnConflicto, match="ya fue aceptado"):
        operaciones.resolver_alcance(ANALISTA, segundo, "", acepta=True)
    assert ficha().medida.valor == 17
    assert ficha().texto.endswith("Con soporte.")
    assert consultas.aprobados()[0].valor == 17


def test_reabrir_pide_motivo_y_la_cifra_deja_de_contar(enlace):
    version = aprobar()
    with pytest.raises(ErrorDeRegistro, match="por qué se reabre"):
        operaciones.reabrir(ANALISTA, CODIGO, T4, " ", version)
    operaciones.reabrir(ANALISTA, CODIGO, T4, "Se reportó otro producto.", version)
    assert (ficha().estado, consultas.aprobados()) == ("devuelto", [])
    assert consultas.por_revisar() == []
    assert ficha().pasos[-1].dicho == "Se reportó otro producto."


def test_los_archivos_se_guardan_cifrados_y_los_abre_quien_puede(enlace):
    contenido = b"%PDF-1.7 soporte de los talleres"
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("15"))
    propio = operaciones.adjuntar(enlace, CODIGO, T4, "carpeta/acta.pdf", contenido)
    with pytest.raises(EnConflicto, match="ya está adjunto"):
        operaciones.adjuntar(enlace, CODIGO, T4, "otra.pdf", contenido)
    assert [uno.nombre for uno in ficha().adjuntos] == ["acta.pdf"]
    for quien in (enlace, ANALISTA):
        assert operaciones.descargar(quien, propio).contenido == contenido
    with pytest.raises(NoPermitido):
        operaciones.descargar(enlace_de("Mujeres"), propio)
    otro = operaciones.adjuntar(enlace, CODIGO, T4, "lista.csv", b"nombre;taller\n")
    operaciones.retirar(enlace, CODIGO, T4, otro)
    with pytest.raises(ErrorDeRegistro, match="se retiró"):
        operaciones.descargar(enlace, otro)
    operaciones.enviar(enlace, CODIGO, T4, version)
    with pytest.raises(EnConflicto, match="la Dirección lo está revisando"):
        operaciones.adjuntar(enlace, CODIGO, T4, "tarde.csv", b"a;b\n")


def test_lo_que_no_cuadra_se_corrige_o_se_explica_antes_de_enviar(enlace):
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("7", texto=""))
    with pytest.raises(operaciones.PorRevisar, match="Hay 2 cosas por revisar"):
        operaciones.enviar(enlace, CODIGO, T4, version)
    assert [r.hallazgo.regla for r in consultas.de_ficha(ficha())] == [
        "cifra_sin_texto",
        "cumplimiento_sin_justificar",
    ]
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("7", version=version))
    regla = "cumplimiento_sin_justificar"
    with pytest.raises(ErrorDeRegistro, match="por qué está bien así"):
        operaciones.dispensar(enlace, CODIGO, T4, regla, "")
    operaciones.dispensar(enlace, CODIGO, T4, regla, "Los colegios estuvieron cerrados.")
    (explicado,) = consultas.de_ficha(ficha())
    assert (explicado.abierto, explicado.motivo) == (False, "Los colegios estuvieron cerrados.")
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("6", version=version))
    (otra_vez,) = consultas.de_ficha(ficha())
    assert otra_vez.abierto, "con otra cifra hay que explicarlo otra vez"
    assert "Los colegios estuvieron cerrados." in otra_vez.antes
    operaciones.dispensar(enlace, CODIGO, T4, regla, "Sigue siendo así.")
    operaciones.enviar(enlace, CODIGO, T4, version)
    with pytest.raises(ErrorDeRegistro, match="ya se corrigió"):
        operaciones.dispensar(enlace, CODIGO, T4, "cifra_sin_texto", "x")


def test_mil_millones_de_veces_la_meta_no_se_puede_dejar_pasar(enlace):
    version = operaciones.guardar(enlace, CODIGO, T4, borrador("15000000000", justificacion="x"))
    assert "es 100.000.000 veces la mayor meta" in consultas.de_ficha(ficha())[0].hallazgo.frase
    with pytest.raises(ErrorDeRegistro, match="no se puede dejar pasar"):
        operaciones.dispensar(enlace, CODIGO, T4, "valor_desmedido", "Así es")
    with pytest.raises(operaciones.PorRevisar):
        operaciones.enviar(enlace, CODIGO, T4, version)


def test_lo_que_no_esta_en_manos_del_sector_no_le_impide_enviar(contexto):
    crear_producto("1.4.2", anualizacion="decreciente", meta_final=None)
    enlace = enlace_de()
    version = operaciones.guardar(enlace, "1.4.2", T4, borrador("15"))
    (hallado,) = consultas.de_ficha(consultas.reporte(enlace, "1.4.2", T4))
    assert hallado.hallazgo.regla == "decreciente_sin_linea_base"
    with pytest.raises(NoPermitido):
        operaciones.dispensar(enlace, "1.4.2", T4, hallado.hallazgo.regla, "No es mío")
    operaciones.enviar(enlace, "1.4.2", T4, version)
    operaciones.dispensar(ANALISTA, "1.4.2", T4, hallado.hallazgo.regla, "Se pidió por oficio.")
    assert not consultas.de_ficha(consultas.reporte(ANALISTA, "1.4.2", T4))[0].abierto


def test_un_alcance_de_un_reporte_que_se_reabrio_solo_se_niega(enlace):
    version = aprobar(valor="15")
    alcance = operaciones.enviar_alcance(enlace, CODIGO, T4, "Eran más.", Escrito("17"))
    operaciones.reabrir(ANALISTA, CODIGO, T4, "Se corrige ahí mismo.", version)
    assert [uno.alcance_pendiente for uno in consultas.por_revisar()] == [True]
    with pytest.raises(EnConflicto, match="El reporte se reabrió"):
        operaciones.resolver_alcance(ANALISTA, alcance, "", acepta=True)
    operaciones.resolver_alcance(ANALISTA, alcance, "Corríjalo en el reporte.", acepta=False)
    assert (ficha().medida.valor, consultas.por_revisar()) == (15, [])
