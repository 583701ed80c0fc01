"""Un documento que tiene de todo, para probar las maneras de escribirlo."""

from datetime import date

from registro.escritores import documento as d
from registro.escritores.parrafos import de_texto
from tests.escritores.tablas import crear_tabla

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 80">'
    '<rect x="10" y="20" width="300" height="40" fill="#1f7a4d"/>'
    '<text x="330" y="46" font-family="system-ui, sans-serif" font-size="16">54</text></svg>'
)
ALTERNATIVO = "Una barra con 54 productos en verde."


def crear_documento(*bloques):
    return d.Documento(
        *("Balance <de> la política & «más»", "Secretaría Distrital de la Mujer", date(2023, 12, 31)),
        bloques or _de_todo(),
        subtitulo="Vigencia 2023",
        edicion="Edición reservada",
        asunto="Seguimiento anual",
    )


def _de_todo():
    texto = "Se cumplió **todo**[nota: Hasta 100 % & no más.] <script>.\n\n- uno\n- dos"
    texto += "\n\n1. a\n2. b\n\nfin\n1. c"
    return (
        *(d.Portada(), d.TablaDeContenido(), d.SaltoDePagina(), d.ListaDeTablas(), d.ListaDeFiguras()),
        *(d.SaltoDePagina(), d.Titulo("Presentación", numerado=False), *de_texto(texto)),
        *(d.Titulo("Contexto"), d.Titulo("Antes", 2), d.TablaEnDocumento(crear_tabla())),
        d.parrafo(
            "Ver ", d.Trozo("el plan", enlace="https://bogota.gov.co/plan"), d.Trozo(" ya", cursiva=True)
        ),
        d.Figura(SVG, "Productos por color", ALTERNATIVO, crear_tabla(nombre="colores", notas=())),
        d.TablaEnDocumento(crear_tabla(totales=None), "Otra", apaisada=True),
        d.SeccionApaisada((d.Titulo("Anexo ancho", 2),)),
        *(d.Titulo("Créditos"), d.Firmas((d.Firma("Elaboró", "Ella", "Profesional"), d.Firma("Aprobó")))),
    )
