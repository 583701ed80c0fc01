"""El Balance 2023 de la demostración: entero, con las cifras publicadas y en los cuatro formatos."""

import io
import re

import docx
import pypdf
import pytest
from openpyxl import load_workbook

from registro.errores import ErrorDeRegistro
from registro.indicadores.avance import Corte
from registro.indicadores.explicar import al_corte
from registro.informes import catalogo
from registro.informes.balance import armado
from registro.informes.balance.lectura import Lectura
from registro.informes.publicas.tablas import TablasPublicas
from registro.informes.textos.citas import cita


@pytest.fixture
def generar(terminal, tmp_path):
    def pedir(formato, *opciones, vigencia="2023"):
        salida = tmp_path / f"balance.{formato}"
        orden = "informe", "balance", "--vigencia", vigencia, "--formato", formato, "--salida", salida
        dicho = terminal(*orden, *opciones)
        return dicho, salida.read_bytes() if salida.exists() else None

    return pedir


@pytest.fixture
def partes(app):
    with app.app_context():
        return {parte.seccion.clave: parte for parte in armado.partes(2023)}


def texto(parte):
    return parte.texto.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.un_motor
def test_el_docx_trae_las_secciones_las_tablas_y_las_figuras_en_su_orden(generar):
    dicho, contenido = generar("docx")
    assert dicho.exit_code == 0, dicho.stderr
    leido = docx.Document(io.BytesIO(contenido))
    titulos = [p.text for p in leido.paragraphs if p.style.name == "Heading 1"]
    assert titulos == [
        *("Introducción", "La política y sus productos", "Aportes de la Dirección"),
        *("Método y datos generales", "Avance por sector", "Casa de Todas", "Conclusiones"),
        "Créditos y firmas",
    ]
    rotulos = [p.text for p in leido.paragraphs if p.style.name == "Caption"]
    numeradas = [int(n) for r in rotulos for n in re.findall(r"^Tabla (\d+)\.", r)]
    assert numeradas == list(range(1, 29))
    assert sum(r.startswith("Figura") for r in rotulos) == 15
    assert rotulos[12:16] == [
        *("Tabla 11. Cumplimiento de los productos, sector Cultura, Recreación y Deporte",),
        *("Figura 3. Productos de cada color, sector Cultura, Recreación y Deporte",),
        *("Tabla 12. Cumplimiento de los productos, sector Desarrollo Económico, Industria y Turismo",),
        *("Figura 4. Productos de cada color, sector Desarrollo Económico, Industria y Turismo",),
    ]
    assert leido.sections[0].header.paragraphs[0].text.endswith("Edición reservada")


@pytest.mark.un_motor
def test_el_pdf_es_accesible_y_el_libro_trae_una_hoja_por_tabla(generar):
    leido = pypdf.PdfReader(io.BytesIO(generar("pdf")[1]))
    assert leido.metadata.title == "Balance 2023"
    assert len([uno for uno in leido.outline if not isinstance(uno, list)]) == 8
    libro = load_workbook(io.BytesIO(generar("xlsx")[1]))
    assert libro.sheetnames[:2] + libro.sheetnames[-2:] == ["Tabla 1", "Tabla 2", "Figura 15", "Exportación"]
    assert len(libro.sheetnames) == 44
    educacion = [
        [celda.value for celda in fila] for fila in libro["Tabla 13"].iter_rows(min_row=5, max_row=6)
    ]
    assert [fila[1:6] for fila in educacion] == [[60, 92, 15, 77, 32], [20, 10, 5, 5, -10]]
    assert "11.196 atenciones a 2.115 mujeres" in generar("html")[1].decode()


def test_cada_frase_sale_de_las_cifras_del_registro_y_las_nombra(partes):
    apertura = texto(partes["sector.educacion"])
    assert apertura.startswith("El sector Educación avanzó 40,7 % de sus metas finales[nota: ")
    assert "era 40,0 %: presenta una sobre-ejecución de 0,7 puntos porcentuales." in apertura
    assert "Alcanzó sus metas de 2023 en 2 de 2 productos." in apertura
    assert "33,3 %: está en lo programado." in texto(partes["sector.habitat"])
    assert "4 quedaron por fuera porque no se conoce su meta final" in texto(
        partes["sector.integracion-social"]
    )
    assert sum(clave.startswith("producto.") for clave in partes) == 73
    assert "cumplió 513,3 %, en verde" in texto(partes["producto.1.3.4"])
    no_contados = texto(partes["metodo.no_contados"])
    assert "3.1.4 (Cultura, Recreación y Deporte): se cumplió en 2021." in no_contados
    assert "3.2.3 (Mujeres): inicia en 2025." in no_contados
    assert "\n\n29 productos no entran en el promedio de avance de su sector" in no_contados
    assert "6 productos alcanzaron la meta del año. Retos" in texto(partes["conclusiones.objetivo.4"])
    assert "el de mayor cumplimiento, 3.2.1 (285,7 %)." in texto(partes["conclusiones.objetivo.3"])
    assert "La que más se repite es «Sector Mujeres», en 29." in texto(partes["aportes.mesas"])
    assert "Objetivo 1" in partes["conclusiones.objetivo.1"].seccion.titulo
    assert "12 sesiones en 9 estaciones, con 337 participantes" in texto(partes["aportes.mebog"])
    assert "25 jornadas de servicios en 12 localidades, con 551 asistencias" in texto(
        partes["aportes.jornadas"]
    )
    assert "100 mesas de acompañamiento técnico" in texto(partes["aportes.mesas"])
    assert "Recorrido: 11, con 395 escenarios visitados" in texto(partes["aportes.liderazgo"])
    assert "136 de 371" in texto(partes["casa"])
    perdidas = [
        (clave, nombre, escrita)
        for clave, parte in partes.items()
        for nombre, escrita in parte.seccion.cifras.items()
        if not cita(parte.seccion.borrador, escrita)
    ]
    assert perdidas == []


@pytest.mark.un_motor
def test_la_edicion_publica_oculta_las_jornadas_pequenas_y_lo_que_las_devolveria(app, generar):
    dicho, contenido = generar("html", "--edicion", "publica")
    assert dicho.exit_code == 0, dicho.stderr
    pagina = contenido.decode()
    assert "Edición pública" in pagina
    assert "Se oculta para no exponer a nadie" in pagina
    with app.app_context():
        exacta, publica = (
            Lectura(2023, leer).tabla("jornadas") for leer in (catalogo.tabla, TablasPublicas.vigentes())
        )
        cifras = [(e[4].valor, p[4].valor) for e, p in zip(exacta.filas, publica.filas, strict=True)]
        assert all(vista == "*" for real, vista in cifras if real < 5)
        assert sum(vista == "*" for _, vista in cifras) >= 2
        assert publica.totales == exacta.totales


def test_una_vigencia_sin_nada_tambien_tiene_balance_y_lo_dice(generar):
    dicho, contenido = generar("html", vigencia="2026")
    assert dicho.exit_code == 0, dicho.stderr
    pagina = contenido.decode()
    assert "En 2026 no hay atenciones registradas en Casa de Todas." in pagina
    cuando = al_corte(Corte.en(2026, Lectura(2026).corte))
    assert f"y lo programado {cuando} era" in pagina, "el año que corre va hasta su último trimestre"
    assert "De ninguno de sus productos se conoce el cumplimiento del año." in pagina
    assert "4 se cumplieron antes y de 69 no se conoce el cumplimiento." in pagina


@pytest.mark.un_motor
def test_lo_que_no_se_puede_pedir_se_dice(terminal, tmp_path):
    orden = "informe", "balance", "--formato", "pdf", "--salida", tmp_path / "no" / "b.pdf"
    assert "No se pudo escribir" in terminal(*orden, "--vigencia", "2023").stderr
    assert "No hay vigencia 1999" in terminal(*orden, "--vigencia", "1999").stderr


def test_una_seccion_o_una_edicion_que_no_existen_se_dicen(app):
    with app.app_context():
        with pytest.raises(ErrorDeRegistro, match="no tiene una sección «nada»"):
            armado.parte(2023, "nada")
        with pytest.raises(ErrorDeRegistro, match="reservada o publica"):
            armado.documento(2023, "secreta")
