"""Las pantallas, una sección por tipo de usuaria. Sin consultas ni reglas: llaman a las piezas de abajo.

Esta tabla dice qué permiso pide cada sección. Lo que no está en ella se niega (ver ``guarda``).
"""

from __future__ import annotations

PUBLICO = "publico"  # cualquiera, sin entrar
DISPOSITIVO = "dispositivo"  # una tableta inscrita, con su token: lo revisa la guarda de la API

LECTOR = "lector"  # quien trae un token personal de lectura: lo revisa la guarda de las tablas de la API

PERMISO_DE_SECCION: dict[str, str] = {
    "static": PUBLICO,
    "ingreso": PUBLICO,
    "publico": PUBLICO,
    "pwa": PUBLICO,
    "titular": PUBLICO,
    "cuenta": "cuenta.propia",
    "ayuda": "ayuda.leer",
    "campo": "campo.registrar",
    "casa": "casa.atender",
    "secretaria": "actividades.gestionar",
    "mesa": "actividades.gestionar",
    "bandeja": "bandeja.resolver",
    "enlace": "reportes.reportar",
    "revision": "reportes.revisar",
    "analisis": "tablas.ver",
    "indicadores": "tablas.ver",
    "informes": "informes.ver",
    "conteos": "conteos.exportar",
    "importacion": "importar.entrar",
    "derechos": "derechos.atender",
    "administracion": "administrar",
    "bitacora": "bitacora.ver",
    "api": DISPOSITIVO,
}

# Rutas que piden más (o menos) que su sección.
PERMISO_DE_RUTA: dict[str, str] = {
    "api.inscribir": PUBLICO,
    "api.descripcion": PUBLICO,
    "api.tablas": LECTOR,
    "api.tabla": LECTOR,
    "cuenta.tokens": "tablas.ver",
    "cuenta.revocar_token": "tablas.ver",
    "analisis.registros_de_una_cifra": "registros.ver",
    "analisis.publica": "conteos.publicar",
    "cuenta.proposito": "tablas.ver",
    "indicadores.registros": "registros.ver",
    "indicadores.definicion": "indicadores.definir",
    "indicadores.regla": "indicadores.definir",
    "indicadores.semaforo_nuevo": "indicadores.definir",
}

# Entregan un archivo. Ruta → con qué argumento lo hace (vacío: siempre).
RUTAS_QUE_ENTREGAN: dict[str, str] = {
    "analisis.tabla": "formato",
    "analisis.registros_de_una_cifra": "formato",
    "analisis.publica": "formato",
    "informes.descargar": "",
    "revision.seguimiento": "",
    "revision.recordar_por_correo": "",
    "revision.archivo": "",
    "enlace.archivo": "",
    "mesa.descargar_acta": "",
    "mesa.descargar_invitacion": "",
    "mesa.evidencia": "",
    "importacion.rechazos": "",
    "derechos.expediente": "formato",
    "conteos.descargar": "",
}

# Piden haber escrito la contraseña en los últimos minutos: administrar, sacar datos en un archivo y cambiar
# cómo se entra. Quien encuentra un equipo abierto no se queda con la cuenta.
SECCIONES_QUE_PIDEN_CLAVE = frozenset({"administracion"})
RUTAS_QUE_PIDEN_CLAVE: dict[str, str] = RUTAS_QUE_ENTREGAN | {
    "conteos.inicio": "",
    "cuenta.tokens": "",
    "cuenta.inicio": "llave",
    "cuenta.opciones_de_llave": "",
    "cuenta.guardar_llave": "",
    "cuenta.codigo": "",
    "cuenta.recuperacion": "",
}

# De ésas, las que preguntan una vez por sesión para qué; en las demás lo dice el acto.
RUTAS_QUE_PIDEN_PROPOSITO: dict[str, str] = {
    "analisis.tabla": "formato",
    "analisis.registros_de_una_cifra": "formato",
    "analisis.publica": "formato",
    "informes.descargar": "",
    "revision.seguimiento": "",
}
