"""Qué pide cada ruta y quién pasa; `python -m tests.seguridad.rutas` vuelve a escribir la tabla."""

from pathlib import Path

from registro.seguridad.permisos import PERMISOS
from registro.web import DISPOSITIVO, LECTOR, PUBLICO
from registro.web.guarda import permiso_de, pide_clave

TABLA = Path(__file__).with_suffix(".txt")
APARTE = {PUBLICO: "cualquiera", DISPOSITIVO: "una tableta inscrita", LECTOR: "un token personal"}


def lineas(app):
    """Una por ruta y método, en orden: el punto, el método, el permiso y los roles que lo tienen."""
    hechas = []
    with app.test_request_context():
        for regla in app.url_map.iter_rules():
            permiso = permiso_de(regla.endpoint)
            quienes = APARTE.get(permiso) or ", ".join(sorted(PERMISOS[permiso]))
            con_clave = " (con la contraseña reciente)" if pide_clave(regla.endpoint) else ""
            hechas += [
                f"{regla.endpoint} {metodo} {regla.rule} · {permiso}{con_clave} · {quienes}"
                for metodo in regla.methods - {"HEAD", "OPTIONS"}
            ]
    return sorted(hechas)


def main():
    """Escribe la tabla con la aplicación instalada en REGISTRO_DATOS."""
    from registro.aplicacion import desde_entorno

    TABLA.write_text("\n".join(lineas(desde_entorno())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
