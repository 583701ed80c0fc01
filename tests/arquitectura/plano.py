"""El plano de la casa: qué hay, en qué orden y quién abre cada puerta."""

ARRIBA = {"registro", "plantillas", "estaticos", "migraciones", "tests", "pyproject.toml", "README.md"}

CIMIENTO = {
    *("errores", "textos", "numeros", "fechas", "festivos", "tabla"),
    *("qr", "rutas", "extensiones", "en_bloque", "marca", "recordadas", "config", "esquema", "datos"),
}
# De abajo arriba: cada piso importa sólo lo que queda debajo; los del mismo piso no se conocen.
PISOS = [
    CIMIENTO,
    {"seguridad"},
    {"catalogos"},
    {"personas"},
    {"instancias"},
    {"actividades"},
    {"asistencia"},
    {"indicadores", "actas"},
    {"matrices"},
    {"escritores"},
    {"informes", "intercambio", "derechos"},
    {"cli", "web"},
]
UNE_TODO = "aplicacion"

PUROS = {
    *("errores", "textos", "numeros", "fechas", "festivos", "tabla"),
    *(
        *("seguridad.permisos", "seguridad.adjuntos"),
        *(f"seguridad.divulgacion.{m}" for m in ("cubo", "circuito", "busqueda", "proteger", "auditoria")),
        *(f"seguridad.divulgacion.{m}" for m in ("publicada", "planta", "conjunto")),
        "indicadores.contados",
        "personas.reglas",
        "derechos.reglas",
        "personas.respuestas",
        "actividades.conteos",
        "actividades.estados",
        "asistencia.reglas",
    ),
    *(
        f"indicadores.{modulo}"
        for modulo in (
            "magnitud",
            "hechos",
            "parciales",
            "formulas",
            "semaforo",
            "reglas",
            "versiones",
            "avance",
            "explicar",
        )
    ),
    *(f"indicadores.reportes.{modulo}" for modulo in ("aportes", "estados", "lectura", "periodos", "plazos")),
    *(f"indicadores.reportes.{modulo}" for modulo in ("recordatorio", "revisiones")),
    *(f"instancias.{modulo}" for modulo in ("calendario", "quorum", "avance", "plan_escrito")),
    *(f"actas.{modulo}" for modulo in ("reglas", "contenido", "invitacion")),
    "actividades.agenda_escrita",
    *("matrices.motor", "matrices.zesai", "matrices.participacion"),
    "informes.textos.citas",
    "informes.publicas.sumar",
    "informes.contraste.causas",
    *("informes.datos", "informes.redaccion"),
    *(f"informes.balance.{modulo}" for modulo in ("producto", "papel", "dibujos", "reglas")),
    *(f"escritores.{modulo}" for modulo in ("documento", "parrafos", "senales", "anchos")),
    *(f"escritores.{modulo}" for modulo in ("graficas", "trazos", "celdas")),
}

_FLASK = ("web", "seguridad.acceso", "cli", "aplicacion", "extensiones", "esquema")
# Librería → quiénes pueden importarla. Una librería que no está aquí ni en LIBRES no tiene puerta.
PUERTAS = {
    "alembic": ("esquema",),
    "argon2": ("seguridad",),
    "click": ("cli",),
    "cryptography": ("seguridad",),
    "docx": ("escritores.en_docx",),
    "flask": _FLASK,
    "flask_sqlalchemy": ("extensiones",),
    "flask_wtf": ("aplicacion", "web"),
    "granian": ("cli",),
    "itsdangerous": ("seguridad",),
    "jinja2": ("aplicacion", "web", "escritores.en_html"),
    "openpyxl": ("intercambio",),
    "pandas": ("intercambio", "escritores.en_xlsx"),
    "psycopg": (),
    "pyotp": ("seguridad",),
    "qrcode": ("qr",),
    "ttf_opensans": ("escritores.en_pdf",),
    "scipy": ("seguridad.divulgacion.exacta",),
    "typst": ("escritores.en_pdf",),
    "webauthn": ("seguridad",),
    "werkzeug": _FLASK,
    "xlsxwriter": ("escritores.en_xlsx",),
}
LIBRES = {"sqlalchemy", "wtforms", "markupsafe"}
# Lo que no se importa hasta que alguien lo usa.
PESADAS = (
    *("pandas", "numpy", "scipy", "docx", "typst", "xlsxwriter", "openpyxl", "qrcode", "alembic"),
    "webauthn",
)

# Lo que las pantallas y las órdenes pueden llamar de las demás carpetas, por nombre de módulo o de carpeta.
VENTANILLAS = {
    *("operaciones", "consultas", "tipos", "informes", "reglas", "formularios", "catalogo"),
    "consultas_institucionales",  # apartes de las de personas a propósito: nada las junta
    "consultas_de_atenciones",
    "consultas_de_codigo",
}
VECINAS = {
    *("errores", "fechas", "festivos", "numeros", "textos", "tabla", "qr", "rutas"),
    *("escritores", "intercambio", "derechos", "informes"),
    *("seguridad.permisos", "seguridad.acceso"),
}
SOLO_DE_CLI = {"config", "aplicacion", "esquema"}

NOMBRES_VACIOS = {"util", "utils", "helper", "helpers", "common", "comun", "comunes", "misc", "varios"}

LINEAS_POR_ARCHIVO = 400
LINEAS_POR_FUNCION = 40
PARAMETROS = 5
MEDIANA = 90
NOVENO_DECIL = 220
