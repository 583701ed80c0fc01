"""Las pantallas de análisis: la política, un sector, un producto, su definición y su regla."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest

from registro.actividades.encuentro import Encuentro
from registro.catalogos.modelo import Opcion
from registro.extensiones import db
from registro.indicadores.consultas import plan
from registro.indicadores.reglas import Medida, Regla
from tests.fabricas.productos import crear_producto, sector_llamado
from tests.fabricas.tablas import asistir, atender, crear_actividad, crear_persona
from tests.trabajo_principal.formularios import enviar

EN_2023 = "?vigencia=2023"
DEFINICION = {
    "nombre": "Producto 1.3.4",
    "unidad": "numero",
    "anualizacion": "suma",
    "anualizacion_origen": "deducida",
    "estado": "en_ejecucion",
    "vigencia_final": "2024",
    "meta_final": "184",
    "meta_final_origen": "publicada",
    "fuente_oficial": "automatica",
    "anual_2023": "15",
}
RECORRIDOS = Regla("encuentro", Medida.ACTIVIDADES, (("categoria", ("recorrido",)),))


@pytest.fixture
def con_plan(app):
    with app.app_context():
        crear_producto(
            "1.3.4",
            cifras=[
                *(("meta", 2020, 2022, 45), ("meta", 2023, 2023, 15)),
                *(("alcanzado", 2020, 2022, 15), ("alcanzado", 2023, 2023, 77)),
            ],
            meta_final=Decimal(150),
            meta_final_origen="deducida",
        )
        crear_producto("1.3.5", cifras=[("meta", 2023, 2023, 10), ("alcanzado", 2023, 2023, 1)])
        crear_producto("4.1.3", "Mujeres", cifras=[("meta", 2023, 2023, 4)], regla=RECORRIDOS)
        for dia in ("2023-03-01", "2023-11-02"):
            crear_actividad("encuentro", dia, categoria="recorrido", lugar="Alameda")
    return app


def test_la_politica_dice_cuantos_van_bien_y_abre_cada_sector(con_plan, como):
    cliente = como("analista")
    pagina = cliente.get(f"/indicadores{EN_2023}")
    assert pagina.pagina.h1 == "Política PPASP, vigencia 2023"
    for dicho in ("Verde , 75 % o más 1", "Rojo , hasta 50 % 2", "de 3 productos", "Educación 2"):
        assert dicho in pagina.texto, dicho
    abierto = cliente.get(f"/indicadores{EN_2023}&abierto=Educación").texto
    assert "Lleva 61,3 % de su meta final y se esperaba 40,0 %: va 21,3 puntos por encima." in abierto
    assert "1 producto no tiene meta final y no se cuenta." in abierto
    por_objetivo = cliente.get(f"/indicadores{EN_2023}&ver=objetivo&abierto=4").texto
    assert "Sin dato: ningún producto tiene meta final" in por_objetivo
    assert "1.3.5" in cliente.get(f"/indicadores/sector/Educación{EN_2023}").texto
    assert "Diferencia: 61,3 % − 40,0 % = ▲ por encima 21,3 puntos." in abierto
    assert "Sin meta final, por fuera del promedio: 1.3.5 ." in abierto


CIFRA = re.compile(r"\d+(?:,\d+)? %|\d+")


@pytest.mark.parametrize("rol", ["analista", "enlace"])
def test_toda_cifra_de_la_politica_y_de_un_sector_se_abre_hasta_su_calculo(con_plan, como, rol):
    cliente = como(rol)
    for ruta in (
        "/indicadores?vigencia=2023&abierto=Educación",
        "/indicadores/sector/Educación?vigencia=2023",
    ):
        pagina = cliente.get(ruta)
        celdas = re.findall(
            r'<td class="numero">(.*?)</td>', pagina.cruda.text.partition("<tfoot>")[0], re.DOTALL
        )
        assert len(celdas) >= 8, ruta
        sueltas = [
            celda for celda in celdas if CIFRA.search(re.sub("<[^>]+>", "", celda)) and "<a " not in celda
        ]
        assert sueltas == [], ruta
        contadas = re.findall(
            r"<li>.*?</li>", pagina.cruda.text.partition('<ul class="leyenda">')[2], re.DOTALL
        )
        assert all("<a " in una for una in contadas[:2])
        for adonde in set(re.findall(r'<td class="numero"><a href="([^"#]+)', pagina.cruda.text)):
            assert cliente.get(html.unescape(adonde)).estado == 200, adonde
    valor = cliente.get("/indicadores/producto/1.3.4?vigencia=2023&cifra=acumulado").texto
    assert "Alcanzado acumulado Cómo se calcula Saldo 2020–2022 15 Cifra de 2023-T4 77" in valor
    constante = cliente.get("/indicadores/producto/4.1.3?vigencia=2023&cifra=valor").texto
    assert "Cómo se calcula Cifra de 2023-T4 2 Alcanzado en la vigencia 2" in constante


def test_un_producto_dice_donde_va_de_donde_sale_y_se_dibuja(con_plan, como):
    pagina = como("analista").get(f"/indicadores/producto/1.3.4{EN_2023}")
    for dicho in (
        "Verde 513,3 % de cumplimiento en 2023. 92 de 60 esperado a diciembre de 2023: van 32 por encima.",
        "92 ÷ 150, tipo suma 61,3 %",
        "Meta final 150 (deducida)",
        "La cifra oficial es la del reporte del sector.",
        "2020–2022: 15 de 45 y 2023: 92 de 60.",
        "Vigencia Meta Alcanzado Meta acumulada a fin de año Alcanzado acumulado",
    ):
        assert dicho in pagina.texto, dicho
    del_saldo = como("analista").get("/indicadores/producto/1.3.4?vigencia=2022")
    assert "Lo de esta vigencia se conoce junto con lo de otras" in del_saldo.texto
    vigencias = next(e for e in del_saldo.pagina.todos("select") if e.get("name") == "vigencia")
    assert [una.get("value") for una in vigencias.iter("option")][-4:] == ["2023", "2022", "2021", "2020"]
    solo_lee = como("enlace").get(f"/indicadores/producto/4.1.3{EN_2023}")
    assert "Cambiar la definición" not in solo_lee.texto
    assert "2 sesiones realizadas" in solo_lee.texto
    assert como("analista").get("/indicadores/producto/9.9.9").estado == 404


def test_la_regla_se_prueba_antes_de_guardarla(con_plan, como):
    cliente = como("analista")
    ruta = f"/indicadores/producto/4.1.3/regla{EN_2023}"
    assert "2 sesiones realizadas" in cliente.get(ruta).texto
    datos = {"fuente": "encuentro", "medida": "actividades", "filtro_categoria": ["recorrido"]}
    datos |= {"filtro_localidad": ["14"], "fuente_oficial": "regla", "vista": "1"}
    vista = cliente.post(ruta, datos | {"accion": "ver"})
    assert "Contra la regla que rige: de 2 a 0, 2 menos." in vista.texto
    with con_plan.app_context():
        assert len(plan.producto("4.1.3").versiones) == 1
    sin_acto = cliente.post(ruta, datos | {"accion": "guardar"})
    assert "Escriba el acto que trae el cambio." in sin_acto.texto
    acto = {"acto": "Acta 4", "desde": "01/01/2024"}
    assert cliente.post(ruta, datos | acto | {"accion": "guardar"}).ruta == "/indicadores/producto/4.1.3"
    with con_plan.app_context():
        ficha = plan.producto("4.1.3")
        assert ficha.definicion.fuente_oficial == "regla"
        assert ficha.definicion.regla.valores("localidad") == ("14",)
    pisada = cliente.post(ruta, datos | acto | {"accion": "quitar"})
    assert "Otra persona cambió esta definición" in pisada.texto
    assert (
        cliente.post(ruta, datos | acto | {"accion": "quitar", "vista": "2", "acto": "Acta 5"}).ruta
        == "/indicadores/producto/4.1.3"
    )
    with con_plan.app_context():
        ficha = plan.producto("4.1.3")
        assert (ficha.definicion.regla, ficha.definicion.fuente_oficial) == (None, "automatica")


def test_una_regla_con_una_categoria_que_cambio_de_nombre_sigue_y_una_que_ya_no_esta_avisa(con_plan, como):
    cliente = como("analista")
    ruta = f"/indicadores/producto/4.1.3/regla{EN_2023}"
    with con_plan.app_context():
        opcion = db.session.query(Opcion).filter_by(catalogo="categoria_encuentro", clave="recorrido").one()
        opcion.etiqueta = "Recorrido territorial"
        db.session.commit()
    escrita = cliente.get(ruta).texto
    assert "categoría Recorrido territorial. Sale de 2 registros." in escrita
    assert "· aporta 1" in escrita
    with con_plan.app_context():
        db.session.query(Opcion).filter_by(catalogo="categoria_encuentro", clave="recorrido").delete()
        db.session.commit()
    avisada = cliente.get(ruta)
    assert "«recorrido» ya no está en el catálogo de categoría." in avisada.texto
    assert "2 sesiones realizadas" in avisada.texto
    producto = f"/indicadores/producto/4.1.3{EN_2023}"
    assert "No cuadra. «recorrido» ya no está en el catálogo de categoría." in cliente.get(producto).texto
    with con_plan.app_context():
        db.session.query(Encuentro).update({"categoria": "recorridos"})
        db.session.commit()
    assert "Regla sobre el registro sin dato" in cliente.get(producto).texto, "no es cero: no se sabe"


def test_la_vista_previa_dice_que_aporta_cada_registro_y_que_unidades_suma(con_plan, como):
    with con_plan.app_context():
        for categoria, unidad, declaradas in (("feria", "condones", 30), ("feria", "cartillas", None)):
            propios = {"categoria": categoria, "unidad": unidad, "cantidad": Decimal(5)}
            crear_actividad("encuentro", "2023-06-01", declaradas=declaradas, **propios)
    ruta = f"/indicadores/producto/4.1.3/regla{EN_2023}"
    datos = {"fuente": "encuentro", "filtro_categoria": ["feria"], "accion": "ver", "vista": "1"}
    suma = como("analista").post(ruta, datos | {"medida": "cantidad"}).texto
    assert "Suma cantidades de unidades distintas: cartillas y condones." in suma
    una = como("analista").post(ruta, datos | {"medida": "cantidad", "filtro_unidad": "condones"}).texto
    assert "5 condones La cantidad declarada: encuentros, con" in una
    asistencias = como("analista").post(ruta, datos | {"medida": "asistencias"}).texto
    assert "Sale de 1 registro; otro pasa los filtros y no informó." in asistencias
    assert "1 de junio de 2023 · aporta 30" in asistencias
    personas = como("analista").post(ruta, datos | {"medida": "personas"}).texto
    assert "Sale de 0 lecturas en 2 actividades." in personas
    assert "30 asistencias son de nadie conocido: se cuentan aparte, no como personas." in personas


def test_los_registros_de_la_regla_se_abren_salvo_los_de_atenciones(con_plan, como):
    registros = como("analista").get(f"/indicadores/producto/4.1.3/registros{EN_2023}")
    assert registros.pagina.h1 == "2 sesiones realizadas"
    assert "Alameda" in registros.texto
    assert como("enlace").get(f"/indicadores/producto/4.1.3/registros{EN_2023}").estado == 403
    assert como("analista").get(f"/indicadores/producto/1.3.4/registros{EN_2023}").estado == 404
    with con_plan.app_context():
        atender(asistir(crear_actividad("casa_de_todas", "2023-03-01"), crear_persona()), "juridica")
        crear_producto("1.4.1", regla=Regla("atenciones", Medida.PERSONAS, (("area", ("juridica",)),)))
    cerrados = como("analista").get(f"/indicadores/producto/1.4.1/registros{EN_2023}")
    assert cerrados.pagina.h1 == "1 persona distinta"
    assert "sólo los abre Casa de Todas" in cerrados.texto


def test_la_definicion_cambia_por_acto_y_se_ven_las_dos_lecturas(con_plan, como):
    cliente = como("analista")
    ruta = "/indicadores/producto/1.3.4/definicion"
    formulario = cliente.get(ruta)
    assert "De 2020 a 2022 hay un saldo de apertura de 45" in formulario.texto
    with con_plan.app_context():
        salud = str(sector_llamado("Salud"))
    datos = DEFINICION | {"vista": "1", "acto": "Acta 4", "desde": "01/01/2024", "sector_id": salud}
    sin_nadie = cliente.post(ruta, datos | {"nombre": " ", "sector_id": "ninguno"})
    assert "Escriba cómo se llama el producto" in sin_nadie.texto
    assert "Elija una opción de la lista" in sin_nadie.texto
    mala = cliente.post(ruta, datos | {"meta_final": "muchas"})
    assert "«muchas» no es un número" in mala.texto
    assert 'value="muchas"' in mala.cruda.text
    quienes = {"responsable": "Secretaría de Salud", "corresponsables": "IDIPRON; SED"}
    assert cliente.post(ruta, datos | quienes).ruta == "/indicadores/producto/1.3.4"
    with con_plan.app_context():
        ficha = plan.producto("1.3.4", date(2024, 6, 1))
        assert (ficha.version.acto, ficha.definicion.meta_final) == ("Acta 4", 184)
    visible = cliente.get(f"/indicadores/producto/1.3.4{EN_2023}").texto
    assert "Dos lecturas Acta 4, que rige desde el 1 de enero de 2024" in visible
    assert "Avance hacia la meta final 61,3 % 50 %" in visible
    assert "Meta final: de 150 a 184" in visible
    assert "Sector entonces: Educación. Hoy: Salud." in visible
    assert "Sector: de Educación a Salud" in visible
    assert "Entidad responsable sin publicar" in visible
    assert "No cuadra" not in visible
    de_hoy = cliente.get("/indicadores/producto/1.3.4?vigencia=2024").texto
    assert "Entidad responsable Secretaría de Salud Corresponsables IDIPRON; SED" in de_hoy
    assert como("enlace").get(ruta).estado == 403


def test_una_definicion_que_otra_cambio_que_no_cuadra_o_que_otro_acto_tapa_se_dice(con_plan, como):
    cliente, ruta = como("analista"), "/indicadores/producto/1.3.4/definicion"
    with con_plan.app_context():
        educacion = str(sector_llamado("Educación"))
    datos = DEFINICION | {"vista": "1", "acto": "Acta 4", "desde": "01/01/2024", "sector_id": educacion}
    cliente.post(ruta, datos)
    pisada = cliente.post(ruta, datos | {"meta_final": "200"})
    assert "Otra persona cambió esta definición" in pisada.texto
    assert 'value="200"' in pisada.cruda.text
    assert "Lo que la otra persona dejó guardado" in pisada.texto
    assert "Meta final 184; aquí dice 200" in pisada.texto
    sin_cuadrar = datos | {"vista": "2", "desde": "02/01/2024", "anual_2024": "200"}
    guardada = cliente.post(ruta, sin_cuadrar)
    assert guardada.ruta == "/indicadores/producto/1.3.4"
    assert "Quedó guardada y no cuadra: La meta final es 184 y las de sus" in guardada.texto
    assert "Vale hasta que empieza" not in guardada.texto
    de_antes = datos | {"vista": "3", "desde": "01/12/2023", "acto": "Acta 3", "anual_2024": "10"}
    tapada = cliente.post(ruta, de_antes).texto
    assert "Vale hasta que empieza «Acta 4», el 1 de enero de 2024, que sigue diciendo lo suyo." in tapada
    pisada = cliente.post(ruta, datos | {"anual_2024": "30"}).texto
    assert "Meta 2024 10; aquí dice 30" in pisada, "lo último que se guardó, aunque no sea lo último que rige"
    de_hoy = cliente.get("/indicadores/producto/1.3.4?vigencia=2024").texto
    assert "No cuadra. La meta final es 184 y las de sus vigencias suman 260." in de_hoy


def test_otras_reglas_del_semaforo_se_prueban_se_guardan_y_quedan_en_la_lista(con_plan, como):
    cliente = como("analista")
    ruta = "/indicadores/semaforo/nuevo"
    formulario = cliente.get(ruta)
    parada = enviar(cliente, formulario, "Ver qué cambia", accion="ver", hasta_1="80", hasta_2="75")
    assert parada.estado == 400
    assert "termina antes de empezar: el anterior llega hasta 80" in parada.texto
    mala = enviar(cliente, parada, "Ver qué cambia", accion="ver", hasta_2="mucho")
    assert "«mucho» no es un número" in mala.texto
    rangos = {"hasta_1": "20", "hasta_2": "600", "corte": "2023-12-31"}
    vista = enviar(cliente, mala, "Ver qué cambia", accion="ver", **rangos)
    assert "2 productos cambian de color" in vista.texto
    assert "1.3.4 ● Verde → ▲ Amarillo con 513,3 %" in vista.texto
    sin_acto = enviar(cliente, vista, "Guardar las reglas", accion="guardar", nombre="Anchas")
    assert "Escriba el acto que trae el cambio." in sin_acto.texto
    acto = {"acto": "Acta 7", "desde": "01/01/2023"}
    guardadas = enviar(cliente, sin_acto, "Guardar las reglas", accion="guardar", **acto)
    assert guardadas.ruta == "/indicadores/semaforo", guardadas.texto
    assert "Anchas · las que rigen hoy" in guardadas.texto
    assert "Desde el 1 de enero de 2020 hasta el 31 de diciembre de 2022" in guardadas.texto
    assert "más de 20 % y menos de 600 % 2" in cliente.get(f"/indicadores{EN_2023}").texto
    assert "Acta 7" in como("enlace").get("/indicadores/semaforo").texto
    assert como("enlace").get(ruta).estado == 403


def test_sin_plan_la_politica_dice_que_hacer(como):
    assert "Importe el plan de acción" in como("analista").get("/indicadores").texto
