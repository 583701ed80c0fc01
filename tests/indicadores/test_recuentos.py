"""Lo contado de un período pasado se guarda, y ninguna manera de escribir en él deja una cifra vieja."""

import fcntl
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import create_engine, delete, event, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.sql import visitors

from registro.asistencia.operaciones import recibir_lote
from registro.extensiones import ahora_utc, db, transaccion
from registro.fechas import ZONA, Fecha, Precision, hoy
from registro.indicadores.consultas.fuentes import FUENTES
from registro.indicadores.consultas.medidas import Recorrido
from registro.indicadores.consultas.medidor import Medidor
from registro.indicadores.hechos import Medicion
from registro.indicadores.recuentos import consultas, disparadores, operaciones
from registro.indicadores.recuentos.modelo import CANDADO, Recuento, Toque
from registro.indicadores.reglas import ATENCIONES, Medida, Regla
from registro.indicadores.reportes.periodos import Periodo
from registro.intercambio import respaldo
from registro.personas.modelo import Persona
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.productos import crear_producto
from tests.fabricas.tablas import asistir, atender, crear_persona, crear_tarjeta
from tests.fabricas.tablas import crear_actividad as crear_cerrada
from tests.indicadores.maneras_de_escribir import DE_OTRO_TRIMESTRE, DIA, PASADO, Maneras

DESDE, HASTA = date(PASADO - 1, 1, 1), date(PASADO, 12, 31)
CORTE = date(PASADO, 4, 15)
TRIMESTRES = [Periodo(PASADO, numero) for numero in (1, 2, 3, 4)]
DE_ESTE_ANO = Periodo.de(hoy()).trimestre - 1
ASISTENCIAS = Regla("jornada", Medida.ASISTENCIAS)
REGLAS = (
    ASISTENCIAS,
    Regla("jornada", Medida.ACTIVIDADES),
    Regla("jornada", Medida.ASISTENCIAS, (("publico", ("asp",)),)),
    Regla("jornada", Medida.PERSONAS, (("localidad", ("03", "08")),)),
    Regla("mebog", Medida.ASISTENCIAS, (("estacion", ("Kennedy",)),)),
    Regla("encuentro", Medida.CANTIDAD, (("categoria", ("recorrido",)),)),
    Regla(ATENCIONES, Medida.ATENCIONES, (("area", ("juridica",)),)),
    Regla(ATENCIONES, Medida.PERSONAS),
)


HOLGURA = consultas.HOLGURA


@pytest.fixture(autouse=True)
def _sea_el_dia_que_sea(monkeypatch):
    """También el primer día de un año o un trimestre, el pasado ya es de los que se guardan."""
    monkeypatch.setattr(consultas, "HOLGURA", timedelta(0))


def medir(regla=ASISTENCIAS):
    db.session.rollback()
    return Medidor(DESDE, HASTA).medir(regla)


def contar(regla=ASISTENCIAS):
    db.session.rollback()
    return Recorrido(DESDE, HASTA).medir(regla)


def todas(clase, desde=DESDE, hasta=HASTA, reglas=REGLAS):
    """Lo de todas las reglas, con lo guardado (``Medidor``) o sin ello (``Recorrido``)."""
    db.session.rollback()
    quien = clase(desde, hasta)
    return {regla: quien.medir(regla) for regla in reglas}


def hasta_hoy_y_a_un_corte(clase):
    """Lo mismo hasta hoy, y de una vigencia pasada hasta un día de su segundo trimestre."""
    de_personas = [regla for regla in REGLAS if regla.medida is Medida.PERSONAS]
    a_un_corte = todas(clase, date(PASADO, 1, 1), CORTE, (ASISTENCIAS, *de_personas))
    return todas(clase, hasta=hoy()), a_un_corte


def toques():
    db.session.rollback()
    filas = db.session.scalars(select(Toque))
    return {(fila.vigencia, fila.trimestre, fila.tipo): fila.veces for fila in filas}


def con_quienes():
    db.session.rollback()
    return db.session.scalars(select(Recuento.quienes).where(Recuento.quienes.is_not(None))).all()


def una_sin_tarjeta():
    persona = Persona(creada_en=ahora_utc())
    db.session.add(persona)
    db.session.commit()
    return persona.id


@pytest.fixture
def sin_contar(monkeypatch):
    """Desde que se llama, nadie puede contar de nuevo un año pasado ni un trimestre entero."""

    def prohibir():
        def medir(recorrido, regla):
            assert recorrido.hasta.year > PASADO, "se contó otra vez"
            return {}

        def parcial(recorrido, regla):
            assert recorrido.hasta == CORTE, "se contó otra vez"

        monkeypatch.setattr(Recorrido, "medir", medir)
        monkeypatch.setattr(Recorrido, "parcial", parcial)

    return prohibir


def test_se_escriba_como_se_escriba_lo_guardado_dice_lo_que_se_cuenta(contexto, tmp_path, sin_contar):
    sin_mover, contadas = [], {}
    for paso, hacer in Maneras(tmp_path).pasos():
        operaciones.guardar(ACTOR)
        hacer()
        quedan = con_quienes()
        antes, contadas = contadas, hasta_hoy_y_a_un_corte(Recorrido)
        assert hasta_hoy_y_a_un_corte(Medidor) == contadas, paso
        sin_mover += [paso] if antes == contadas else []
    assert (paso, quedan) == ("borrarla", []), "de quien se borra no queda ni lo contado que la nombra"
    operaciones.guardar(ACTOR)
    assert con_quienes()
    guardados = 2 + len(TRIMESTRES) + DE_ESTE_ANO  # dos años, y los trimestres del último y del que corre
    assert consultas.que_no_coinciden() == (len(REGLAS) * guardados, [])
    assert sin_mover == ["reabrir", "reemplazar"]
    db.session.execute(update(Recuento).values(quienes=None))
    assert "personas distintas de jornada" in str(consultas.que_no_coinciden()[1])
    sin_contar()
    todas(Medidor, date(PASADO, 1, 1), CORTE)
    for regla, guardadas in todas(Medidor).items():
        assert guardadas == {v: m for v, m in contadas[0][regla].items() if v <= PASADO}
    db.session.execute(delete(Persona).where(Persona.id == una_sin_tarjeta()))
    db.session.commit()
    assert con_quienes() == [], "la borre quien la borre"


def test_las_partes_de_un_ano_juntas_dicen_lo_que_dice_el_ano(contexto, monkeypatch):
    """También lo que se sabe sólo por mes o por año: es del trimestre en que termina su período."""
    ellas = [crear_persona() for _ in range(4)]
    ellas.append(crear_persona(fusionada_en=ellas[0].persona_id))
    for n, cuando in enumerate(("", "-03", "-01-31", "-03-31", "-04-01", "-06", "-09-30", "-12-31")):
        for tipo in ("jornada", "casa_de_todas", "mebog", "encuentro"):
            propios = {"encuentro": {"categoria": "recorrido", "cantidad": n or None, "unidad": "condones"}}
            propios["mebog"] = {"estacion": "Kennedy"}
            declaradas = n if tipo == "mebog" and n % 2 else None
            una = crear_cerrada(tipo, f"{PASADO}{cuando}", declaradas=declaradas, **propios.get(tipo, {}))
            for ella in {"jornada": ellas[n % 4 :], "casa_de_todas": ellas[n % 3 :: 2]}.get(tipo, ()):
                suya = asistir(una, ella)
                atender(suya, "juridica") if tipo == "casa_de_todas" else None
    monkeypatch.setattr(consultas, "ahora", lambda: datetime(PASADO, 11, 15, tzinfo=ZONA))
    enero = date(PASADO, 1, 1)
    for hasta in (date(PASADO, 12, 31), date(PASADO, 12, 30), date(PASADO, 8, 15), date(PASADO, 3, 31)):
        assert todas(Medidor, enero, hasta) == todas(Recorrido, enero, hasta), hasta


def test_se_vigila_toda_tabla_de_la_que_se_mide(contexto):
    """Una de la que nadie avisara dejaría viejas las cifras sin que se notara."""
    leidas, motor = set(), db.engine

    def anotar(_conexion, orden, *_):
        leidas.update(parte.name for parte in visitors.iterate(orden) if parte.__visit_name__ == "table")

    crear_cerrada("casa_de_todas", str(PASADO))
    crear_cerrada("jornada", str(PASADO))
    event.listen(motor, "before_execute", anotar)
    try:
        for fuente in FUENTES.values():
            for medida in fuente.medidas:
                contar(Regla(fuente.clave, medida))
    finally:
        event.remove(motor, "before_execute", anotar)
    assert leidas == set(disparadores.vigiladas())


def test_en_un_ano_sin_ningun_registro_se_guarda_que_no_se_sabe(contexto, sin_contar):
    crear_cerrada("jornada", str(PASADO))
    with transaccion():
        Medidor(DESDE, HASTA).medir(ASISTENCIAS)
    assert operaciones.guardar(ACTOR) == 0, "quien escribe no deja nada: lo suyo puede deshacerse"
    assert medir() == {PASADO: Medicion(None, 0)}
    assert operaciones.guardar(ACTOR) == 2 + len(TRIMESTRES)
    with transaccion() as sesion:
        disparadores.vencer(sesion.connection())
    medir()
    assert operaciones.guardar(ACTOR) == 2 + len(TRIMESTRES), "se contó otra vez"
    sin_contar()
    assert medir() == {PASADO: Medicion(None, 0)}


@pytest.fixture
def otro_proceso(contexto):
    """Escribe por su lado, con un motor que no es el de la aplicación."""
    motor = create_engine(contexto.config["REGISTRO"].base)
    yield motor
    motor.dispose()


DECLARAR = text("update conteo set cantidad = cantidad + 1")


def test_lo_que_otra_confirma_mientras_se_cuenta_vence_lo_contado(otro_proceso, monkeypatch):
    crear_cerrada("jornada", str(PASADO), declaradas=25)
    contar_de_verdad = Recorrido.medir

    def confirmar():
        with otro_proceso.begin() as conexion:
            conexion.execute(DECLARAR)

    def lento(recorrido, regla):
        monkeypatch.setattr(Recorrido, "medir", contar_de_verdad)
        confirmar()
        return recorrido.medir(regla)

    monkeypatch.setattr(Recorrido, "medir", lento)
    medir()
    # El año y su cuarto trimestre se contaron después de mirar cuántos toques llevaban.
    assert operaciones.guardar(ACTOR) == 4
    assert medir()[PASADO].valor == 26
    confirmar()  # y ahora, entre contar y guardar
    assert operaciones.guardar(ACTOR) == 0
    assert medir()[PASADO].valor == contar()[PASADO].valor == 27
    operaciones.guardar(ACTOR)
    with otro_proceso.connect() as conexion:
        conexion.execute(DECLARAR)  # y uno que todavía no confirma
        assert medir()[PASADO].valor == 27
        if db.engine.dialect.name == "postgresql":  # en SQLite nadie más escribe mientras tanto
            medir(REGLAS[1])
            operaciones.guardar(ACTOR)
        conexion.commit()
    assert medir()[PASADO].valor == 28
    operaciones.guardar(ACTOR)
    assert consultas.que_no_coinciden()[1] == []


def test_quien_cambia_lo_que_otra_esta_anotando_en_un_trimestre_pasado_espera(otro_proceso):
    """Si no, ninguna de las dos vería lo de la otra, y al confirmar nadie habría tocado ese tiempo."""
    ella, otra = crear_persona(), crear_persona()
    pasada, de_hoy = (crear_cerrada("jornada", str(dia), declaradas=3) for dia in (DIA, hoy()))
    de_otro = crear_cerrada("jornada", str(DE_OTRO_TRIMESTRE))
    suya, tardia = asistir(de_hoy, crear_persona()), asistir(pasada, crear_tarjeta())
    if db.engine.dialect.name == "sqlite":
        return  # quien escribe está solo
    anotar = (
        "insert into asistencia (actividad_id, credencial_id, cantidad, publico, origen, leida_en) "
        f"values ({{}}, {ella.id}, 1, '', 'qr', now())"
    )
    fusionar = f"update persona set fusionada_en_id = {otra.persona_id} where id = {ella.persona_id}"
    dar = f"update credencial set persona_id = {otra.persona_id} where id = {ella.id}"
    contar_en = "insert into conteo (actividad_id, publico, cantidad) values ({}, 'asp', 3)"
    pasar = f"update actividad set fecha = '{DIA}', fin = '{DIA}' where id = {{}}"
    de_tipo = f"update actividad set tipo = 'casa_de_todas' where id = {pasada.id}"
    borrar = f"delete from persona where id = {una_sin_tarjeta()}"
    guardar = f"select pg_advisory_xact_lock({CANDADO})"
    quitar = f"update credencial set persona_id = null where id = {suya.credencial_id}"
    darle = f"update credencial set persona_id = {ella.persona_id} where id = {tardia.credencial_id}"
    recontar = f"update conteo set cantidad = 4 where actividad_id = {de_hoy.id}"
    anular = f"update asistencia set anulada_en = now() where id = {suya.id}"
    mudar = f"update asistencia set actividad_id = {de_hoy.id} where id = {tardia.id}"
    atenderla = (
        "insert into atencion (asistencia_id, area, clase, modalidad, registrada_en, registrada_por) "
        "values ({}, '', '', '', now(), '')"
    )
    for primera, segunda in (
        *((fusionar, anotar.format(pasada.id)), (anotar.format(pasada.id), fusionar)),
        (dar, anotar.format(pasada.id)),
        *((contar_en.format(una.id), pasar.format(una.id)) for una in (de_hoy, de_otro)),
        *((pasar.format(una.id), contar_en.format(una.id)) for una in (de_hoy, de_otro)),
        *((de_tipo, contar_en.format(pasada.id)), (quitar, pasar.format(de_hoy.id))),
        *((pasar.format(de_hoy.id), que) for que in (recontar, anular, atenderla.format(suya.id))),
        *((mudar, atenderla.format(tardia.id)), (darle, fusionar), (borrar, guardar), (guardar, borrar)),
    ):
        assert esperan(otro_proceso, primera, segunda), (primera, segunda)
    assert not esperan(otro_proceso, fusionar, anotar.format(de_hoy.id)), "en este trimestre nadie espera"


def esperan(motor, primera, segunda):
    """Si la segunda no pasa mientras la primera no confirme."""
    with motor.connect() as una, motor.connect() as otra:
        una.execute(text(primera))
        otra.execute(text("set lock_timeout = '50ms'"))
        try:
            otra.execute(text(segunda))
        except OperationalError:
            return True
        return False


def test_quien_lee_ni_espera_a_quien_escribe_ni_falla_si_no_puede_guardar(contexto, monkeypatch):
    crear_cerrada("jornada", str(PASADO), declaradas=25)
    medir()
    with (contexto.config["REGISTRO"].datos / "escritura.candado").open("a") as candado:
        fcntl.flock(candado, fcntl.LOCK_EX)
        operaciones.al_terminar(None)
    guardados = db.session.scalars(select(Recuento)).all()
    assert bool(guardados) == (db.engine.dialect.name == "postgresql")
    medir(REGLAS[1])
    monkeypatch.setattr(operaciones, "toques", lambda _: db.session.execute(text("select no_hay")))
    operaciones.al_terminar(None)
    assert db.session.scalars(select(Recuento)).all() == guardados
    assert medir() == contar()


def test_escribir_en_el_trimestre_que_corre_no_toca_nada_y_en_uno_pasado_si(contexto):
    antes, tarjetas = toques(), crear_tarjetas(2)
    jornada = crear_actividad()
    recibir_lote(ACTOR, [crear_lectura(jornada, una) for una in (*tarjetas, None)])
    assert toques() == antes
    adelantado = Periodo.de(hoy())  # lo guardó un reloj que ya se corrigió
    de_nada = {"huella": "", "regla": "", "fuente": "", "toques": 0, "registros": 0, "sin_persona": 0}
    db.session.add(Recuento(vigencia=adelantado.vigencia, trimestre=0, con_fuente=False, **de_nada))
    db.session.commit()
    recibir_lote(ACTOR, [crear_lectura(jornada)])
    assert toques().keys() - antes.keys() == {(adelantado.vigencia, adelantado.trimestre, "jornada")}
    antes = toques()
    crear_actividad(fecha=Fecha(DIA))
    crear_actividad(fecha=Fecha(date(PASADO, 1, 1), Precision.ANIO))
    assert toques().keys() - antes.keys() == {(PASADO, 1, "jornada"), (PASADO, 4, "jornada")}
    for descuadrada in (f"fecha = '{DE_OTRO_TRIMESTRE}'", f"fin = '{DE_OTRO_TRIMESTRE}'"):
        with pytest.raises(IntegrityError):
            db.session.execute(text(f"update actividad set {descuadrada}"))
        db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("truncate conteo"))
        db.session.commit()
        todos = consultas.TODOS, consultas.ENTERO, ""
        assert toques()[todos] > antes[todos], "vaciar una tabla entera vence todo lo contado"


def test_lo_de_un_ano_o_un_trimestre_se_guarda_dos_dias_despues_de_terminar(monkeypatch):
    monkeypatch.setattr(consultas, "HOLGURA", HOLGURA)

    def cuales(desde, hasta):
        recuentos = consultas.Recuentos(desde, hasta)
        return list(recuentos.vigencias), [str(trimestre) for trimestre in recuentos.trimestres]

    def de(vigencia, *numeros):
        return [f"{vigencia}-T{numero}" for numero in numeros]

    def el_dia(*dia, desde=date(2025, 3, 1), hasta=date(2028, 12, 31)):
        monkeypatch.setattr(consultas, "ahora", lambda: datetime(*dia, tzinfo=ZONA))
        return cuales(desde, hasta)

    assert el_dia(2026, 12, 31, 23, 59) == el_dia(2027, 1, 2, 23, 59) == ([], [])
    assert el_dia(2027, 1, 3, 0, 0) == ([2026], de(2026, 1, 2, 3, 4))
    de_2026 = {"desde": date(2025, 1, 1), "hasta": date(2026, 12, 31)}
    assert el_dia(2026, 10, 2, 23, 59, **de_2026) == ([2025], [*de(2025, 1, 2, 3, 4), *de(2026, 1, 2)])
    assert el_dia(2026, 10, 3, 0, 0, **de_2026) == ([2025], [*de(2025, 1, 2, 3, 4), *de(2026, 1, 2, 3)])
    assert cuales(date(2024, 1, 1), date(2026, 6, 29)) == (
        [2024, 2025],
        [*de(2025, 1, 2, 3, 4), *de(2026, 1)],
    )
    assert cuales(date(2026, 2, 1), date(2026, 6, 30)) == ([], []), "un trimestre empezado no es entero"


def test_leer_o_migrar_guardan_verificar_dice_si_no_es_lo_que_se_cuenta_y_recontar_lo_arregla(app, terminal):
    with app.app_context():
        crear_producto("1.1.1", regla=ASISTENCIAS, fuente_oficial="regla", vigencia_inicial=PASADO)
        crear_cerrada("jornada", str(PASADO), declaradas=25)
        crear_cerrada("jornada", f"{PASADO}-02", declaradas=8)
    todas_son = 1 + len(TRIMESTRES) + DE_ESTE_ANO
    hasta_abril = "tabla", "cumplimiento", "--corte", f"{PASADO}-04-15", "--sector", "Educación"
    for cuantas, orden in ((1, hasta_abril), (todas_son, ("base", "migrar"))):
        dicho = terminal(*orden)
        assert dicho.exit_code == 0, dicho.output
        bien = f"bien  Lo contado de períodos pasados es lo que dicen sus registros (cifras: {cuantas})"
        assert bien in terminal("base", "verificar").stdout
    with app.app_context(), transaccion() as sesion:
        sesion.execute(text("update recuento set valor = valor + 1"))
        donde = "" if db.engine.dialect.name == "sqlite" else " on conteo"
        sesion.execute(text(f"drop trigger toque_conteo_insert{donde}"))
    mal = terminal("base", "verificar")
    assert mal.exit_code == 1
    de = "asistencias de jornada en"
    distintas = f"{de} {PASADO}, {de} el primer trimestre de {PASADO} y {de} el cuarto trimestre de {PASADO}"
    assert (
        f"MAL   Lo contado de períodos pasados no es lo que dicen sus registros: {distintas}." in mal.stdout
    )
    assert "MAL   La base avisa cuando cambia algo de un período pasado" in mal.stdout
    assert "Ejecute «registro base recontar»" in mal.stdout
    assert f"contadas otra vez: {todas_son}." in terminal("base", "recontar").stdout
    assert terminal("base", "verificar").exit_code == 0
    assert not {"recuento", "toque"} & {una.name for una in respaldo.tablas()}
