"""De una cifra se dice cuántas asistencias son de quien no autorizó, aunque alguien resultara ser otra."""

import json

from sqlalchemy import select, update

from registro.extensiones import ahora_utc, db
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.autorizadas import asistencias_sin_autorizar
from registro.indicadores.reportes import operaciones as cortes
from registro.indicadores.reportes.periodos import Periodo
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Respuesta, TextoDeConsentimiento
from tests.fabricas.reportes import ANALISTA, crear_producto
from tests.fabricas.tablas import asistir, crear_actividad, crear_persona, crear_tarjeta


def autorizar(tarjeta, *, revocado=False):
    texto = db.session.scalars(select(TextoDeConsentimiento).filter_by(finalidad=REPORTES)).first()
    dado = {"finalidad": REPORTES, "texto_id": texto.id, "medio": "verbal", "dado_en": ahora_utc()}
    revocado_en = ahora_utc() if revocado else None
    db.session.add(Consentimiento(persona_id=tarjeta.persona_id, revocado_en=revocado_en, **dado))


def test_cuenta_las_de_quien_no_autorizo_siguiendo_a_la_que_resulto_ser(contexto):
    jornada = crear_actividad("jornada", "2023-03-13", lugar="Alameda", localidad="03")
    asistir(jornada, crear_tarjeta())
    assert asistencias_sin_autorizar(Alcance(), ("jornada",)) == 0, "nadie ha autorizado, y de ésa no se sabe"
    dijo_si, dijo_no, se_arrepintio = crear_persona(), crear_persona(), crear_persona()
    misma_que_si, misma_que_no = crear_persona(dijo_si.persona_id), crear_persona(dijo_no.persona_id)
    otra_que_si = crear_persona()
    fundida_en_otra_que_si = crear_persona(otra_que_si.persona_id)
    autorizar(dijo_si)
    autorizar(se_arrepintio, revocado=True)
    autorizar(fundida_en_otra_que_si)
    for tarjeta in (dijo_si, misma_que_si, otra_que_si, fundida_en_otra_que_si, crear_tarjeta(), None):
        asistir(jornada, tarjeta)
    assert asistencias_sin_autorizar(Alcance(), ("jornada",)) == 0
    for tarjeta in (dijo_no, misma_que_no, se_arrepintio):
        asistir(jornada, tarjeta)
    asistir(jornada, crear_persona(), anulada=True)
    assert asistencias_sin_autorizar(Alcance(), ("jornada",)) == 3
    assert asistencias_sin_autorizar(Alcance(), ("mebog",)) == 0


def test_las_tablas_de_jornadas_actividades_y_encuentros_lo_dicen_en_cada_formato(contexto, terminal, como):
    for tipo, otros in (("jornada", {}), ("encuentro", {"categoria": "asamblea", "unidad": "u"})):
        hecha = crear_actividad(tipo, "2023-03-13", lugar="Alameda", localidad="03", declaradas=30, **otros)
        for _ in range(6):
            asistir(hecha, crear_persona())
    nota = "Asistencias de personas que no autorizaron usar sus respuestas en reportes: 6. Se cuentan"
    for nombre in ("jornadas", "encuentros"):
        dicha = terminal("tabla", nombre, "--formato", "csv")
        assert f"Nota: {nota}" in dicha.stderr
        assert nota not in dicha.stdout
        publica = terminal("tabla", nombre, "--publica", "--formato", "json").stderr
        assert "Quien no autorizó usar sus respuestas en reportes se cuenta igual" in publica
        assert "que no autorizaron" not in publica, "ni por lo bajo: acotaría lo que se oculta"
    assert nota.replace(" 6.", " 12.") in terminal("tabla", "actividades").stdout
    analista = como("analista")
    assert nota in analista.get("/tablas/jornadas").texto
    analista.post("/cuenta/proposito", {"para": "otro", "otro": "Para la revisión"})
    for formato in ("csv", "json"):
        assert nota in analista.get(f"/tablas/jornadas?formato={formato}").datos.decode()


def test_los_registros_de_una_categoria_dicen_solo_las_de_esa_categoria(contexto, como):
    for categoria in ("asamblea", "cine"):
        hecha = crear_actividad(
            "encuentro", "2023-03-13", lugar="Alameda", localidad="03", categoria=categoria, unidad="u"
        )
        asistir(hecha, crear_persona())
    ruta = "/tablas/encuentros/registros?vigencia=2023&f.medida=asistencias&f.categoria=cine"
    assert "que no autorizaron usar sus respuestas en reportes: 1." in como("analista").get(ruta).texto


def test_retirar_la_autorizacion_cambia_lo_abierto_y_deja_lo_del_corte_cerrado(contexto, terminal, como):
    dias = "2023-02-13", "2023-05-13"
    jornadas = [crear_actividad("jornada", dia, lugar="Alameda", localidad="03") for dia in dias]
    personas = [crear_persona() for _ in range(6)]
    for una in personas:
        autorizar(una)
        db.session.add(
            Respuesta(persona_id=una.persona_id, pregunta="genero", valor="mujer", dada_en=ahora_utc())
        )
        for jornada in jornadas:
            asistir(jornada, una)
    crear_producto()
    cortes.cerrar_corte(ANALISTA, Periodo(2023, 1))

    def conteo(*filtros):
        orden = "exportar", "conteos", "--filas", "genero", "--columnas", "trimestre", *filtros
        hecho = terminal(*orden, "--usuaria", "analista", "--motivo", "Para la revisión", "--formato", "json")
        leido = json.loads(hecho.stdout)
        filas = {fila[0]: fila[1:-1] for fila in leido["filas"]}
        return (
            filas["mujer"],
            filas["sin información"],
            [nota for nota in leido["exportacion"]["notas"] if "reportes:" in nota],
        )

    assert conteo() == ([6, 6], [0, 0], [])
    retiran = Consentimiento.persona_id.in_([una.persona_id for una in personas[:2]])
    db.session.execute(update(Consentimiento).where(retiran).values(revocado_en=ahora_utc()))
    db.session.commit()
    dos = "Personas que no autorizaron usar sus respuestas en reportes: 2. Se cuentan"
    mujeres, calladas, (nota,) = conteo()
    assert (mujeres, calladas, nota[: len(dos)]) == ([6, 4], [0, 2], dos)
    assert dos in como("analista").get("/conteos?filas=genero&columnas=trimestre&edicion=reservada").texto
    assert conteo("--filtro", "mes=2023-02") == ([6], [0], [])
    cortes.reabrir_corte(ANALISTA, Periodo(2023, 1), "Faltaba una jornada")
    assert conteo()[:2] == ([4, 4], [2, 2])
