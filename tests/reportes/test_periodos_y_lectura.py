"""Cuándo se reporta, cuándo vence y cómo se entiende una cifra: sin base de datos."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.indicadores.reportes import estados
from registro.indicadores.reportes.lectura import Escrito, Medida, leer
from registro.indicadores.reportes.periodos import Calendario, Periodo
from registro.indicadores.reportes.plazos import Regla, cuanto_falta, urgencia, vencimiento
from registro.indicadores.reportes.recordatorio import Pendiente, asunto, eml, texto
from registro.seguridad import adjuntos

PERIODOS = st.builds(Periodo, st.integers(2010, 2100), st.sampled_from([1, 2, 3, 4]))


def negado(llamada, *datos, **otros):
    with pytest.raises(ErrorDeRegistro) as error:
        llamada(*datos, **otros)
    return error.value.mensaje


def test_cada_periodicidad_se_reporta_en_sus_trimestres():
    debidos = {
        periodicidad: [t for t in (1, 2, 3, 4) if Calendario(periodicidad).debe(Periodo(2023, t))]
        for periodicidad in ("anual", "semestral", "cuatrimestral", "trimestral", "bimestral", "mensual", "")
    }
    assert debidos["anual"] == debidos[""] == [4]
    assert debidos["semestral"] == [2, 4]
    assert debidos["cuatrimestral"] == [2, 3, 4]
    assert debidos["trimestral"] == debidos["bimestral"] == debidos["mensual"] == [1, 2, 3, 4]
    assert Calendario("").por_que_no(Periodo(2023, 1)).startswith("no tiene periodicidad publicada")
    assert Calendario("semestral").por_que_no(Periodo(2023, 1)) == "es semestral: se reporta en T2 y T4"


def test_fuera_de_sus_vigencias_un_producto_no_se_reporta():
    calendario = Calendario("anual", 2021, 2023)
    assert [calendario.debe(Periodo(vigencia, 4)) for vigencia in range(2020, 2025)] == [
        *(False, True, True, True, False)
    ]
    assert calendario.por_que_no(Periodo(2020, 4)) == "empieza en 2021"
    assert calendario.por_que_no(Periodo(2024, 4)) == "terminó en 2023"


@given(PERIODOS)
def test_los_trimestres_se_siguen_sin_huecos(periodo):
    assert periodo.siguiente.anterior == periodo
    assert periodo.anterior.siguiente == periodo
    assert Periodo.de(periodo.inicio) == Periodo.de(periodo.fin) == periodo
    assert (periodo.siguiente.inicio - periodo.fin).days == 1
    assert Periodo.leer(periodo.vigencia, periodo.trimestre) == periodo


def test_un_trimestre_que_no_existe_se_dice():
    assert "No hay trimestre 5" in negado(Periodo.leer, 2023, 5)
    assert "No hay vigencia 23" in negado(Periodo.leer, 23, 1)
    assert (Periodo(2026, 3).nombre, str(Periodo(2026, 3))) == ("tercer trimestre de 2026", "2026-T3")


def test_el_plazo_sale_de_la_regla_vigente_o_del_que_se_fijo():
    reglas = [Regla(Periodo(2024, 1), 10), Regla(Periodo(2026, 1), 5)]
    assert vencimiento(Periodo(2023, 4), reglas, {}) is None
    assert vencimiento(Periodo(2025, 4), reglas, {}) == date(2026, 1, 16)
    assert vencimiento(Periodo(2026, 3), reglas, {}) == date(2026, 10, 7)
    assert vencimiento(Periodo(2026, 3), reglas, {Periodo(2026, 3): date(2026, 11, 4)}) == date(2026, 11, 4)


def test_la_urgencia_se_cuenta_en_dias_habiles():
    vence = date(2026, 10, 15)  # jueves, con un festivo el lunes 12
    dias = {6: "lejos", 7: "D-5", 8: "D-4", 9: "D-3", 13: "D-2", 14: "D-1", 15: "hoy", 16: "vencido"}
    assert {dia: urgencia(vence, date(2026, 10, dia)) for dia in dias} == dias
    assert cuanto_falta(vence, date(2026, 10, 14)) == "falta 1 día hábil"
    assert cuanto_falta(vence, date(2026, 10, 9)) == "faltan 3 días hábiles"
    assert cuanto_falta(vence, vence) == "vence hoy"
    assert cuanto_falta(vence, date(2026, 11, 26)) == "venció hace 28 días hábiles"
    assert cuanto_falta(date(2026, 10, 16), date(2026, 10, 17)) == "venció"


def test_la_escala_de_un_porcentaje_no_se_adivina():
    assert "1,6 % o 160 %" in negado(leer, Escrito("1,6"), "porcentaje")
    assert "0,65 % o 65 %" in negado(leer, Escrito(0.65), "porcentaje")
    assert leer(Escrito("1,6 %"), "porcentaje") == Medida(Decimal("1.6"))
    assert leer(Escrito("160%"), "porcentaje") == Medida(Decimal(160))
    assert leer(Escrito("65"), "porcentaje") == Medida(Decimal(65))
    assert leer(Escrito("0"), "porcentaje") == Medida(Decimal(0))
    assert leer(Escrito("1,6"), "numero") == Medida(Decimal("1.6"))


def test_el_porcentaje_sale_de_sus_partes_y_si_se_escribe_debe_coincidir():
    sacado = leer(Escrito(None, "305", "310"), "porcentaje")
    assert sacado == Medida(Decimal("98.387097"), Decimal(305), Decimal(310))
    assert leer(Escrito("98,4 %", "305", "310"), "porcentaje") == sacado
    assert "305 de 310 es 98,4 %" in negado(leer, Escrito("93", "305", "310"), "porcentaje")
    assert "Falta el denominador" in negado(leer, Escrito(None, "305"), "porcentaje")
    assert "Falta el numerador" in negado(leer, Escrito(None, None, "305"), "porcentaje")
    assert "denominador es cero" in negado(leer, Escrito(None, "305", "0"), "porcentaje")
    assert "no lleva numerador" in negado(leer, Escrito("5", "3"), "numero")


MALOS = {
    "N/A": "no es un número",
    "-3": "menor que cero",
    "1.300": "dos maneras",
    "5,1234567": "más de 6 decimales",
    "1000000000000": "más de lo que se puede guardar",
    "9" * 39: "más cifras",
}


@pytest.mark.parametrize("escrito", MALOS)
def test_lo_que_no_es_una_cifra_se_dice_con_su_razon(escrito):
    assert MALOS[escrito] in negado(leer, Escrito(escrito), "numero")
    assert leer(Escrito("  "), "numero") == leer(Escrito(None), "porcentaje") == Medida()


@given(st.decimals(0, 10**9, places=6), st.sampled_from(["numero", "porcentaje"]))
def test_una_cifra_bien_escrita_se_lee_exacta(cifra, unidad):
    escrita = f"{cifra:f}".rstrip("0").rstrip(".").replace(".", ",") or "0"
    if "," not in escrita or len(escrita.partition(",")[2]) != 3:
        signo = " %" if unidad == "porcentaje" else ""
        assert leer(Escrito(escrita + signo), unidad).valor == cifra


def test_cada_paso_sale_solo_de_donde_puede():
    assert estados.despues_de("enviar", "devuelto") == "enviado"
    assert estados.despues_de("reabrir", "aprobado") == "devuelto"
    with pytest.raises(EnConflicto, match="está aprobado: no se puede enviar"):
        estados.despues_de("enviar", "aprobado")
    estados.exigir_editable("borrador")
    with pytest.raises(EnConflicto, match="alcance"):
        estados.exigir_editable("aprobado")
    with pytest.raises(EnConflicto, match="ya se envió"):
        estados.exigir_editable("enviado")


def comprimido(*partes):
    import io
    import zipfile

    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        for parte in partes:
            archivo.writestr(parte, "x")
    return salida.getvalue()


def test_un_archivo_se_mira_por_dentro():
    buenos = {
        "a.pdf": b"%PDF-1.7",
        "a.PNG": b"\x89PNG\r\n\x1a\n",
        "a.jpeg": b"\xff\xd8\xff\xe0",
        "a.csv": "año;cifra\n2023;5".encode("cp1252"),
        "a.txt": b"hola",
        "a.docx": comprimido("word/document.xml"),
        "a.xlsx": comprimido("xl/workbook.xml"),
    }
    assert [adjuntos.reconocer(*par) for par in buenos.items()] == [
        *("pdf", "png", "jpg", "csv", "csv", "docx", "xlsx")
    ]
    malos = {
        "a.pdf": (b"", "vacío"),
        "b.pdf": (b"MZ\x90\x00", "no se puede adjuntar"),
        "c.pdf": (b"\x89PNG\r\n\x1a\n", "por dentro es PNG"),
        "d.pdf": (b"%PDF-" + b"x" * adjuntos.MAXIMO, "pasa de 5 MB"),
        "e.csv": (b"<html><script>", "no se puede adjuntar"),
        "f.xlsx": (comprimido("xl/workbook.xml", "xl/vbaProject.bin"), "no se puede adjuntar"),
        "g.zip": (comprimido("a.txt"), "no se puede adjuntar"),
        "h.docx": (b"PK\x03\x04roto", "no se puede adjuntar"),
    }
    for nombre, (contenido, frase) in malos.items():
        assert frase in negado(adjuntos.reconocer, nombre, contenido), nombre


def test_el_nombre_de_un_archivo_no_trae_carpetas_ni_se_pasa_de_largo():
    assert adjuntos.nombre_seguro("../../etc/acta final.pdf") == "acta final.pdf"
    assert adjuntos.nombre_seguro('C:\\papeles\\a"b.pdf') == "a_b.pdf"
    largo = adjuntos.nombre_seguro("x" * 400 + ".pdf")
    assert (len(largo), largo[-4:]) == (160, ".pdf")
    assert adjuntos.nombre_seguro("") == "archivo"


def test_el_recordatorio_dice_que_falta_y_hasta_cuando():
    uno = Pendiente(
        "1.3.4",
        "Talleres",
        "cuarto trimestre de 2023",
        "Borrador",
        date(2024, 1, 16),
        "vence hoy",
    )
    otro = replace(uno, codigo="1.3.5", vence=None, plazo="")
    escrito = texto("Educación", [uno, otro])
    assert "- 1.3.4 Talleres\n  Cuarto trimestre de 2023. Borrador; vence hoy (plazo: 16 de enero" in escrito
    assert "- 1.3.5 Talleres\n  Cuarto trimestre de 2023. Borrador.\n" in escrito
    assert asunto("Educación", [uno]) == "Educación: 1 reporte de la política por enviar"
    correo = message_from_bytes(eml("Educación", [uno, otro]), policy=default)
    assert correo["Subject"] == "Educación: 2 reportes de la política por enviar"
    assert correo.get_content().replace("\r\n", "\n") == escrito
    assert (
        message_from_bytes(eml("Educación", [uno], "serie: E-1"), policy=default)["X-Registro"]
        == "serie: E-1"
    )
