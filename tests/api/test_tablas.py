"""Una hoja de cálculo pide tablas con un token personal: lo que su dueña puede ver, y sólo eso."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import update

from registro.extensiones import ahora_utc, db
from registro.seguridad import operaciones as de_usuarias
from registro.seguridad.consultas import bitacora, usuarias
from registro.seguridad.divulgacion.consultas import salidas
from registro.seguridad.permisos import Actor, de_terminal
from registro.seguridad.tokens import operaciones
from registro.seguridad.tokens.modelo import TokenDeLectura
from tests.fabricas.tablas import crear_actividad
from tests.fabricas.tabletas import API, contrato
from tests.navegacion.paginas import letras


def duena(rol="analista"):
    ficha = next(una for una in usuarias() if una.usuario == rol)
    return Actor(ficha.id, ficha.nombre, frozenset(ficha.roles))


@pytest.fixture
def token(contexto):
    crear_actividad("jornada", "2023-03-13", lugar="Plaza", localidad="14", declaradas=25)
    return operaciones.crear(duena(), "Hoja de la Dirección")


def pedir(app, token, ruta, **encabezados):
    if token:
        encabezados["Authorization"] = f"Bearer {token}"
    with app.app_context():
        return app.test_client().get(f"{API}{ruta}", headers=encabezados)


def cumple(respuesta, esquema):
    forma = {"$ref": f"#/components/schemas/{esquema}", "components": contrato()["components"]}
    Draft202012Validator(forma).validate(respuesta.json)
    return respuesta.json


def test_la_misma_tabla_que_en_pantalla_en_json_y_en_csv(contexto, token):
    leida = cumple(pedir(contexto, token, "/tablas/jornadas?vigencia=2023"), "Tabla")
    assert leida["filas"] == [["Marzo", 13, "Plaza", "Los Mártires", 25]]
    plana = pedir(contexto, token, "/tablas/jornadas?vigencia=2023&formato=csv")
    assert plana.mimetype == "text/csv"
    assert plana.text.splitlines()[1] == "Marzo,13,Plaza,Los Mártires,25"
    lista = cumple(pedir(contexto, token, "/tablas"), "Tablas")["tablas"]
    assert {"jornadas", "cumplimiento"} <= {una["nombre"] for una in lista}
    assert all(una["direccion"].endswith(f"{API}/tablas/{una['nombre']}") for una in lista)
    assert not re.search(r"R1-[0-9A-Z]", leida["titulo"] + plana.text)


def test_lo_que_no_cambio_no_se_entrega_otra_vez(contexto, token):
    primera = pedir(contexto, token, "/tablas/jornadas?vigencia=2023")
    marca = primera.headers["ETag"]
    assert "no-store" not in primera.headers["Cache-Control"]
    igual = pedir(contexto, token, "/tablas/jornadas?vigencia=2023", **{"If-None-Match": marca})
    assert (igual.status_code, igual.data) == (304, b"")
    crear_actividad("jornada", "2023-04-18", lugar="Alameda", localidad="03", declaradas=42)
    distinta = pedir(contexto, token, "/tablas/jornadas?vigencia=2023", **{"If-None-Match": marca})
    assert (distinta.status_code, len(distinta.json["filas"])) == (200, 2)


def test_lo_que_salio_por_la_api_queda_una_vez_al_dia_con_el_proposito_del_token(contexto, token):
    fichas = []
    for ruta in ("/tablas/jornadas", "/tablas/jornadas", "/tablas/jornadas?formato=csv", "/tablas/mebog"):
        respuesta = pedir(contexto, token, ruta)
        assert respuesta.status_code == 200
        fichas.append(dict(parse_qsl(respuesta.headers["Registro-Ficha"])))
    hechas, total = salidas()
    assert total == 3
    assert [ficha["serie"] for ficha in fichas[1:]] == [una.serie for una in reversed(hechas)]
    assert fichas[0] == fichas[1]
    assert fichas[0]["proposito"] == "Token «Hoja de la Dirección»"
    assert fichas[0]["borrar_el"] == hechas[0].borrar_el.isoformat()
    una = hechas[-1]
    assert (una.que, una.formato) == ("Jornadas de servicios (token 1)", "api json")
    assert (una.proposito, una.autora, una.clase) == (
        *("Token «Hoja de la Dirección»", duena().nombre),
        "Reservada",
    )
    assert una.borrar_el is not None


def test_sin_un_token_que_sirva_no_se_lee_nada(contexto, token):
    vencido, de_otra = operaciones.crear(duena(), "Viejo"), operaciones.crear(duena("auditoria"), "Suyo")
    db.session.execute(
        update(TokenDeLectura)
        .where(TokenDeLectura.nombre == "Viejo")
        .values(vence=ahora_utc() - timedelta(1))
    )
    db.session.commit()
    de_usuarias.activar_usuaria(de_terminal(), duena("auditoria").usuaria_id, activa=False)
    for malo in ("", "rl_inventado", vencido, de_otra, f"{token}x"):
        respuesta = pedir(contexto, malo, "/tablas/jornadas")
        assert respuesta.status_code == 401, malo
        assert respuesta.headers["WWW-Authenticate"] == "Bearer"
        cumple(respuesta, "Error")
    assert pedir(contexto, token, "/tablas/jornadas").status_code == 200
    assert pedir(contexto, token, "/paquete").status_code == 401, "un token de lectura no es una tableta"
    assert (
        contexto.test_client().get("/tablas", headers={"Authorization": f"Bearer {token}"}).status_code == 302
    )


def test_quien_deja_de_poder_ver_tablas_deja_de_leerlas_con_su_token(contexto, token):
    de_usuarias.cambiar_roles(de_terminal(), duena().usuaria_id, "Ana", ["campo"])
    assert pedir(contexto, token, "/tablas/jornadas").status_code == 403
    with pytest.raises(Exception, match="Su rol no permite"):
        operaciones.crear(Actor(1, "Ana", frozenset({"campo"})), "x")


@pytest.mark.parametrize(
    "ruta,estado,campo",
    [
        ("/tablas/no_existe", 404, "tabla"),
        ("/tablas/jornadas?vigencia=ayer", 400, "vigencia"),
        ("/tablas/jornadas?vigensia=2023", 400, "filtro"),
        ("/tablas/jornadas?sector=Salud", 400, "sector"),
        ("/tablas/jornadas?formato=exe", 400, "formato"),
    ],
)
def test_pedir_mal_se_dice_con_su_campo(contexto, token, ruta, estado, campo):
    respuesta = pedir(contexto, token, ruta)
    assert respuesta.status_code == estado
    assert cumple(respuesta, "Error")["error"]["campo"] == campo


def test_el_uso_queda_anotado_una_vez_por_hora_y_sin_el_token(contexto, token):
    for _ in range(3):
        pedir(contexto, token, "/tablas/jornadas")
    lineas, cuantas = bitacora("token.usar")
    assert (cuantas, lineas[0].origen, lineas[0].detalle) == (1, "token", {"pidio": "jornadas"})
    assert token not in "".join(f"{linea.objeto}{linea.detalle}" for linea in bitacora()[0])
    guardado = db.session.query(TokenDeLectura).one()
    assert token not in (guardado.huella, guardado.nombre)
    assert guardado.ultimo_uso is not None


def test_en_su_cuenta_se_crea_se_ve_una_vez_y_se_revoca(contexto, como):
    enlace = como("enlace")
    assert "Tokens de lectura" in enlace.get("/cuenta").texto
    sin_nombre = enlace.post("/cuenta/tokens", {"nombre": " "})
    assert (sin_nombre.estado, "Escriba para qué es" in sin_nombre.texto) == (400, True)
    creado = enlace.post("/cuenta/tokens", {"nombre": "Mi hoja"})
    token = next(e.get("value") for e in creado.pagina.todos("input") if e.get("id") == "token")
    assert pedir(contexto, token, "/tablas").status_code == 200
    otra_vez = enlace.get("/cuenta/tokens")
    assert token not in otra_vez.pagina.texto
    revocar = next(
        f.get("action")
        for f in otra_vez.pagina.todos("form")
        if any("Revocar" in letras(b) for b in f.iter("button"))
    )
    assert como("auditoria").post(revocar, {}).estado == 404
    assert "ya no lee nada" in enlace.post(revocar, {}).texto
    assert pedir(contexto, token, "/tablas").status_code == 401
    for numero in range(10):
        enlace.post("/cuenta/tokens", {"nombre": f"Hoja {numero}"})
    assert "Ya tiene 10 tokens" in enlace.post("/cuenta/tokens", {"nombre": "Otra más"}).texto
    assert como("campo").get("/cuenta/tokens").estado == 403
    assert "Tokens de lectura" not in como("campo").get("/cuenta").texto
