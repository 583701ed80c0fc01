"""El ciclo por pantalla: lo que debe el enlace, su reporte, la cola de la Dirección, plazos y cortes."""

import io

import pytest

from registro.extensiones import db
from registro.indicadores.modelo import CifraDeProducto
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.periodos import Periodo
from tests.fabricas import productos
from tests.fabricas.reportes import ANALISTA, T4, aprobar, crear_producto, reportar, sector_de
from tests.trabajo_principal.formularios import enlace as direccion
from tests.trabajo_principal.formularios import enviar

RUTA = "/reportes/1.3.4/2023/4"
REVISION = "/revision/1.3.4/2023/4"


@pytest.fixture
def producto(app):
    with app.app_context():
        crear_producto()
        operaciones.poner_regla(ANALISTA, Periodo(2023, 4), 10, "Circular 5")
        operaciones.fijar_plazo(ANALISTA, Periodo(2024, 1), Periodo(2024, 2).fin, "Prueba")


def ficha(app):
    with app.app_context():
        return consultas.reporte(ANALISTA, "1.3.4", T4)


def test_el_enlace_entra_a_lo_que_debe_lo_escribe_y_lo_envia(app, como, producto):
    enlace = como("enlace")
    portada = enlace.get("/")
    assert portada.ruta == "/reportes"
    assert "Reportes del sector Educación" in portada.texto
    assert "por enviar" in portada.texto
    assert "Vencido hace" in portada.texto
    pagina = enlace.get(direccion(portada, "1.3.4, cuarto trimestre de 2023"))
    assert "Meta de 2023 15" in pagina.texto
    guardado = enviar(enlace, pagina, "Guardar el borrador", valor="7", texto="Siete talleres")
    assert "El borrador quedó guardado" in guardado.texto
    parado = enviar(enlace, guardado, "Enviar a la Dirección", paso="enviar", texto="Siete talleres.")
    assert parado.estado == 400
    assert "Hay una cosa por revisar" in parado.texto
    assert "46,7 %. Con 50 % o menos hace falta una justificación" in parado.texto
    assert "Siete talleres." in parado.texto
    explicado = enlace.get(direccion(parado, "Decir por qué está bien así"))
    vacio = enviar(enlace, explicado, "Guardar la explicación")
    assert (vacio.estado, "Escriba por qué está bien así" in vacio.texto) == (400, True)
    listo = enviar(enlace, vacio, "Guardar la explicación", motivo="Hubo paro de maestros.")
    assert "Explicado por Enlace sectorial" in listo.texto
    hecho = enviar(enlace, listo, "Enviar a la Dirección", paso="enviar")
    assert "Se envió" in hecho.texto
    assert ficha(app).estado == "enviado"
    assert "la Dirección lo está revisando" in enlace.get(RUTA).texto


MALAS = {
    "N/A": "no es un número",
    "-4": "es menor que cero",
    "1.300": "puede leerse de dos maneras",
    "150000000000": "1.000.000.000 veces la mayor meta",
}


@pytest.mark.parametrize("valor", MALAS)
def test_una_cifra_mala_se_dice_y_no_cuesta_lo_escrito(como, producto, valor):
    enlace = como("enlace")
    datos = {"valor": valor, "texto": "Lo que se hizo", "version": "0", "paso": "enviar"}
    respuesta = enlace.post(RUTA, datos)
    assert respuesta.estado == 400
    assert MALAS[valor] in respuesta.texto
    assert f'value="{valor}"' in respuesta.pagina.texto
    assert "Lo que se hizo" in respuesta.texto


def test_un_porcentaje_dudoso_se_pregunta_y_con_sus_partes_se_calcula(app, como):
    with app.app_context():
        crear_producto(unidad="porcentaje", anualizacion="constante", meta_final=100, metas={2023: 100})
    enlace = como("enlace")
    dudoso = enlace.post(RUTA, {"valor": "1,6", "texto": "x", "version": "0"})
    assert "puede ser 1,6 % o 160 %" in dudoso.texto
    sacado = enviar(enlace, dudoso, "Guardar", valor="", numerador="305", denominador="310")
    assert "El borrador quedó guardado" in sacado.texto
    assert str(ficha(app).medida.valor) == "98.387097"
    assert enviar(enlace, sacado, "Guardar", texto="Otra vez, sin tocar la cifra").estado == 200


def test_cincuenta_mil_caracteres_se_devuelven_enteros_con_su_razon(como, producto):
    largo = "palabra " * 6250
    respuesta = como("enlace").post(RUTA, {"valor": "5", "texto": largo, "version": "0"})
    assert respuesta.estado == 400
    assert "49.999 caracteres y el límite es 20.000" in respuesta.texto
    assert largo.strip() in respuesta.texto


def test_la_segunda_persona_sabe_que_otra_guardo_y_conserva_su_texto(app, como, producto):
    una, otra = como("enlace"), como("enlace")
    datos = {"valor": "15", "texto": "El texto de la primera", "version": "0"}
    una.post(RUTA, datos)
    aviso = otra.post(RUTA, datos | {"texto": "El texto de la segunda", "valor": "12"})
    assert aviso.estado == 400
    assert "Otra persona guardó este reporte" in aviso.texto
    assert "Qué se hizo El texto de la primera" in aviso.texto
    assert "El texto de la segunda" in aviso.texto
    assert ficha(app).texto == "El texto de la primera"
    assert enviar(otra, aviso, "Guardar el borrador").estado == 200
    assert ficha(app).texto == "El texto de la segunda"


def test_lo_que_no_le_toca_o_esta_cerrado_se_dice_con_lo_escrito_a_la_vista(app, como, producto):
    with app.app_context():
        crear_producto("1.4.2", "Mujeres")
        crear_producto("1.3.5", periodicidad="trimestral")
    enlace = como("enlace")
    assert enlace.get("/reportes/1.4.2/2023/4").estado == 403
    assert "no se reporta en el segundo trimestre" in enlace.get("/reportes/1.3.4/2023/2").texto
    datos = {"valor": "3", "texto": "Lo mío", "version": "0"}
    no_debe = enlace.post("/reportes/1.3.4/2023/2", datos)
    assert (no_debe.estado, "es anual: se reporta en T4" in no_debe.texto) == (400, True)
    with app.app_context():
        operaciones.cerrar_corte(ANALISTA, T4)
    cerrado = enlace.post("/reportes/1.3.5/2023/2", datos)
    assert cerrado.estado == 400
    assert "El corte al 31 de diciembre de 2023 está cerrado" in cerrado.texto
    assert "Lo mío" in cerrado.texto
    assert "la otra persona" not in cerrado.texto, "nadie más lo guardó"
    sin_reporte = enlace.get("/reportes/1.3.5/2023/2")
    assert "se cerró sin este reporte. Para enviarlo, la Dirección lo reabre" in sin_reporte.texto
    assert "Guardar el borrador" not in sin_reporte.texto, "no se ofrece lo que no se puede"
    assert "Cerrado sin reporte" in enlace.get("/reportes?periodo=2023-T2").texto
    assert "1.3.5, segundo trimestre de 2023" not in como("analista").get("/revision/tablero").texto
    manana = enlace.get("/reportes/1.3.4/2029/4")
    assert ("todavía no empieza" in manana.texto, "Guardar el borrador" in manana.texto) == (True, False)


def test_lo_que_un_saldo_de_varios_anos_ya_suma_no_se_reporta_otra_vez(app, como, producto):
    with app.app_context():
        cifras = [("meta", 2023, 2023, 15), ("alcanzado", 2020, 2022, 28)]
        productos.crear_producto("1.3.9", cifras=cifras, periodicidad="anual")
        reportar("1.3.4", T4)
        db.session.add(CifraDeProducto(producto_id=ficha(app).producto.id, desde=2021, hasta=2023, valor=40))
        db.session.commit()
        assert consultas.del_trimestre(Periodo(2021, 4)) == ()
    enlace = como("enlace")
    ruta = "/reportes/1.3.9/2021/4"
    assert "2021 ya está contado en el saldo 2020–2022 (28): no se suma otra vez." in enlace.get(ruta).texto
    datos = {"valor": "3", "texto": "Lo que escribí", "version": "0", "paso": "enviar"}
    contado = enlace.post(ruta, datos)
    assert (contado.estado, "saldo 2020–2022 (28): no se suma otra vez. No se guardó" in contado.texto) == (
        400,
        True,
    )
    assert "Lo que escribí" in contado.texto
    assert 'value="3"' in contado.pagina.texto
    parado = enviar(como("analista"), como("analista").get(REVISION), "Aprobar")
    assert "2023 ya está contado en el saldo 2021–2023 (40)" in parado.texto
    assert ficha(app).estado == "enviado"


def test_un_soporte_se_adjunta_se_abre_y_se_retira(app, como, producto):
    enlace, analista = como("enlace"), como("analista")
    subir = enviar(enlace, enlace.get(RUTA), "Guardar y adjuntar", valor="15", texto="x", paso="adjuntar")
    assert subir.pagina.h1 == "Adjuntar un archivo"
    assert ficha(app).texto == "x", "lo escrito se guarda antes de ir por el archivo"
    malo = enlace.post(f"{RUTA}/archivos", {"archivo": [(io.BytesIO(b"MZ\x90\x00"), "acta.pdf")]})
    assert (malo.estado, "no se puede adjuntar" in malo.texto) == (400, True)
    assert enlace.post(f"{RUTA}/archivos", {}).estado == 400
    bueno = enlace.post(f"{RUTA}/archivos", {"archivo": [(io.BytesIO(b"%PDF-1.7 acta"), "acta año.pdf")]})
    assert "acta año.pdf" in bueno.texto
    bajado = enlace.get(direccion(bueno, "acta año.pdf"))
    assert bajado.datos == b"%PDF-1.7 acta"
    assert "attachment" in bajado.cruda.headers["Content-Disposition"]
    assert analista.get(direccion(analista.get(REVISION), "acta año.pdf")).datos == b"%PDF-1.7 acta"
    assert "Sin archivos" in enviar(enlace, bueno, "Retirar").texto


def test_la_direccion_devuelve_con_observaciones_y_despues_aprueba(app, como, producto):
    with app.app_context():
        reportar()
    analista, enlace = como("analista"), como("enlace")
    cola = analista.get("/revision")
    assert "1 reporte espera a la Dirección" in cola.texto
    pagina = analista.get(direccion(cola, "1.3.4"))
    sin_decir = enviar(analista, pagina, "Devolver al sector")
    assert (sin_decir.estado, "Escriba qué debe corregir" in sin_decir.texto) == (400, True)
    enviar(analista, sin_decir, "Devolver al sector", observaciones="Falta el listado de colegios.")
    assert "La Dirección pide corregir. Falta el listado" in enlace.get(RUTA).texto
    enviar(enlace, enlace.get(RUTA), "Enviar a la Dirección", paso="enviar")
    assert "Quedó aprobado" in enviar(analista, analista.get(REVISION), "Aprobar el reporte").texto
    assert "No hay nada por revisar" in analista.get("/revision").texto
    reabierto = enviar(analista, analista.get(f"{REVISION}/reabrir"), "Reabrir", motivo="Era otro producto")
    assert "Devuelto" in reabierto.texto
    assert enlace.get("/revision").estado == 403
    assert analista.get("/reportes").estado == 403


def test_un_alcance_se_envia_y_se_responde(app, como, producto):
    with app.app_context():
        aprobar()
    enlace, analista = como("enlace"), como("analista")
    vacio = enlace.post(f"{RUTA}/alcance", {"valor": "17", "texto": ""})
    assert (vacio.estado, "Escriba qué añade" in vacio.texto, 'value="17"' in vacio.pagina.texto) == (
        400,
        True,
        True,
    )
    enviado = enviar(enlace, vacio, "Enviar el alcance", texto="Dos colegios más", valor="40").texto
    assert "El alcance se envió" in enviado
    assert "Enviar un alcance" not in enviado, "mientras espera respuesta no se envía otro"
    pagina = analista.get(direccion(analista.get("/revision"), "1.3.4"))
    respuesta = analista.get(direccion(pagina, "Responder"))
    assert "Lo aprobado dice 15 y con el alcance sería 40" in respuesta.texto
    assert "Si lo acepta, no cuadra. Lleva 40 de 15 esperado a este trimestre: 266,7 %" in respuesta.texto
    cierre = analista.get("/revision/cortes/2023/4/cerrar").texto
    assert "1 alcance espera respuesta: 1.3.4. Con el corte cerrado sólo se pueden negar" in cierre
    sin_razon = enviar(analista, respuesta, "Negar el alcance", paso="negar")
    assert (sin_razon.estado, "por qué no se acepta" in sin_razon.texto) == (400, True)
    assert "Se aceptó el alcance" in enviar(analista, sin_razon, "Aceptar el alcance", paso="aceptar").texto
    assert ficha(app).medida.valor == 40


def test_el_tablero_recuerda_a_cada_sector_lo_que_debe(app, como, producto):
    analista = como("analista")
    tablero = analista.get("/revision/tablero")
    assert "Educación" in tablero.texto
    assert "Vencido" in tablero.texto
    recordatorio = analista.get(direccion(tablero, "Recordar a Educación"))
    assert "- 1.3.4 Producto 1.3.4" in recordatorio.texto
    assert "Cuarto trimestre de 2023. Sin empezar; venció hace" in recordatorio.texto
    correo = analista.get(direccion(recordatorio, "Bajar como correo")).datos.decode()
    assert "X-Unsent: 1" in correo
    with app.app_context():
        mujeres = sector_de("Mujeres")
    assert "no hay qué recordar" in analista.get(f"/revision/recordatorio/{mujeres}").texto
    assert analista.get("/revision/recordatorio/9999").estado == 404


def test_los_plazos_se_cambian_en_pantalla_con_su_razon(como, producto):
    analista = como("analista")
    plazos = analista.get("/revision/plazos?vigencia=2023")
    assert "Cuarto trimestre de 2023 31 dic 2023 16 ene 2024 La regla" in plazos.texto
    assert "Tercer trimestre de 2023 30 sep 2023 no se pide" in plazos.texto
    plazo = analista.get(direccion(plazos, "Cambiar el del cuarto"))
    malo = enviar(analista, plazo, "Guardar el plazo", vence="31/12/2023", motivo="x")
    assert (malo.estado, "no puede vencer antes" in malo.texto) == (400, True)
    assert (
        "31 ene 2024 Circular 8"
        in enviar(analista, malo, "Guardar", vence="31/01/2024", motivo="Circular 8").texto
    )
    regla = {"vigencia": "2025", "trimestre": "5", "dias_habiles": "15", "nota": ""}
    malo = analista.post("/revision/plazos/regla", regla)
    assert (malo.estado, "No hay trimestre 5" in malo.texto) == (400, True)
    hecho = enviar(analista, malo, "Guardar la regla", trimestre="2")
    assert "Desde el segundo trimestre de 2025 hay 15 días hábiles" in hecho.texto


def test_un_corte_se_cierra_y_se_reabre_en_pantalla(app, como, producto):
    with app.app_context():
        aprobar()
    analista, ruta = como("analista"), "/revision/cortes/2023/4"
    assert "Cerrar el del 31 dic 2023" in analista.get("/revision/cortes?vigencia=2023").texto
    pagina = analista.get(f"{ruta}/cerrar")
    assert "1 de ellas aprobada en reportes" in pagina.texto
    cerrado = enviar(analista, pagina, "Cerrar el corte")
    assert "quedó cerrado" in cerrado.texto
    assert analista.post(f"{ruta}/cerrar", {}).estado == 409
    sin_razon = enviar(analista, analista.get(direccion(cerrado, "Reabrir")), "Reabrir el corte")
    assert (sin_razon.estado, "Escriba por qué se reabre" in sin_razon.texto) == (400, True)
    reabierto = enviar(analista, sin_razon, "Reabrir el corte", motivo="Llegó un alcance")
    assert "lo reabrió" in reabierto.texto


@pytest.mark.navegador
def test_nadie_deja_un_reporte_con_algo_sin_guardar_sin_que_se_le_pregunte(app, abrir, producto):
    pagina, preguntas = abrir("enlace"), []

    def quedarse(dialogo):
        preguntas.append(dialogo.type)
        dialogo.dismiss()

    pagina.on("dialog", quedarse)
    pagina.goto(RUTA)
    texto = pagina.get_by_label("Qué se hizo", exact=False)
    texto.press_sequentially("Siete")
    pagina.get_by_role("link", name="Reportes", exact=True).last.click()
    assert (preguntas, texto.input_value()) == (["beforeunload"], "Siete")
    pagina.get_by_role("button", name="Guardar el borrador").click()
    pagina.get_by_text("El borrador quedó guardado").wait_for()
    pagina.get_by_role("link", name="Reportes", exact=True).last.click()
    pagina.wait_for_url("**/reportes")
    assert len(preguntas) == 1
    assert ficha(app).texto == "Siete"
