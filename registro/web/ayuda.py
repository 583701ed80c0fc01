"""La ayuda: una página por tema, escrita para quien está trabajando."""

from __future__ import annotations

from flask import Blueprint, render_template

from registro.errores import NoEncontrado
from registro.intercambio.tipos import TIPOS as TIPOS_DE_IMPORTACION

bp = Blueprint("ayuda", __name__, url_prefix="/ayuda")

# Tema → (título, una frase). Cada uno es plantillas/ayuda/<tema>.html.
TEMAS: dict[str, tuple[str, str]] = {
    "campo": ("En la plaza", "Registrar con tarjeta o sin ella, deshacer, cerrar."),
    "tarjetas": ("Las tarjetas", "Qué son, cómo se imprimen, qué hacer si se pierde una."),
    "tabletas": ("Las tabletas", "Certificado, inscribirlas, qué hacer sin señal y si se pierde una."),
    "casa": ("Casa de Todas", "Registrar una atención y corregirla."),
    "actividades": ("Actividades", "Crear, corregir, cerrar y anular; qué se cuenta."),
    "mesa": (
        "La mesa y las sesiones institucionales",
        "Invitar, tomar asistencia, escribir el acta, seguir compromisos y el plan de trabajo.",
    ),
    "revisar": ("Por revisar", "Lecturas que esperan una decisión."),
    "reportes": (
        "Reportar cada trimestre",
        "Qué debe un sector, cómo se escribe la cifra y qué pasa después.",
    ),
    "cortes": ("Revisar reportes y cerrar cortes", "Devolver, aprobar, plazos, recordatorios y cortes."),
    "indicadores": (
        "Indicadores",
        "De qué color va cada producto, de dónde sale y cómo cambia lo que se mide.",
    ),
    "tablas": ("Tablas y cifras", "De dónde sale cada número y cómo se abre."),
    "publicar": ("Publicar sin exponer", "Qué quiere decir el asterisco y por qué una tabla se niega."),
    "informes": ("Informes", "Revisar, escribir, firmar y descargar el Balance."),
    "importar": ("Importar archivos", "Columnas de cada tipo y cómo se reconoce lo que ya está."),
    "datos": ("Qué se guarda de las personas", "Qué sabe el registro, quién lo ve, qué no se pregunta."),
    "derechos": ("Los derechos de cada persona", "Pedir, corregir, retirar, borrar; los plazos."),
    "seguridad": ("De quién se cuida el registro", "Qué protege, cómo, y qué no puede evitar."),
    "instalar": ("Instalar y cuidar", "Servidor, certificado, copias de seguridad, cuentas."),
}


@bp.get("")
def inicio() -> str:
    """Los temas."""
    return render_template("ayuda/inicio.html", temas=TEMAS)


@bp.get("/<tema>")
def pagina(tema: str) -> str:
    """Un tema."""
    if tema not in TEMAS:
        raise NoEncontrado("Ese tema de la ayuda no existe. Elija uno de la lista.")
    titulo, frase = TEMAS[tema]
    contexto = {"titulo": titulo, "frase": frase, "importables": TIPOS_DE_IMPORTACION.values()}
    return render_template(f"ayuda/{tema}.html", **contexto)
