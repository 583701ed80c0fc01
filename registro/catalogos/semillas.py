"""Filas con que nace un registro nuevo. Después las editan las personas: sembrar otra vez no las pisa."""

from __future__ import annotations

# Alias de localidad: el mismo en dos localidades es ambiguo y se pregunta («Santa Fe» también es un barrio
# de Los Mártires).
ALIAS: tuple[tuple[str, str], ...] = (
    ("Santafé", "03"),
    ("Alameda", "03"),
    ("Alameda Santa Fe", "03"),
    ("La Alameda", "03"),
    ("La Mariposa", "03"),
    ("Plazoleta Mariposa", "03"),
    ("Plaza La Mariposa", "03"),
    ("San Victorino", "03"),
    ("Barrio Santa Fe", "14"),
    ("Santa Fe", "14"),
    ("Voto Nacional", "14"),
    ("Casa de Todas", "14"),
    ("La Favorita", "14"),
    ("Centro", "03"),
    ("Centro", "14"),
    ("Centro", "17"),
    ("San Bernardo", "03"),
    ("Patio Bonito", "08"),
    ("Primero de Mayo", "08"),
    ("Verbenal", "01"),
    ("Restrepo", "15"),
    ("Candelaria", "17"),
    ("Mártires", "14"),
    ("Siete de Agosto", "12"),
    ("Lourdes", "02"),
    ("Venecia", "06"),
)

SECTORES: tuple[str, ...] = (
    "Ambiente",
    "Cultura, Recreación y Deporte",
    "Desarrollo Económico, Industria y Turismo",
    "Educación",
    "Gestión Jurídica",
    "Gestión Pública",
    "Gobierno",
    "Hábitat",
    "Hacienda",
    "Integración Social",
    "Movilidad",
    "Mujeres",
    "Organismos de Control",
    "Planeación",
    "Salud",
    "Seguridad, Convivencia y Justicia",
)

SERVICIOS: tuple[str, ...] = (
    "Salud",
    "Empleo",
    "Jurídica",
    "Psicosocial",
    "Trabajo social",
    "Educación",
    "Documento de identidad",
    "Pruebas rápidas",
    "Entrega de preservativos",
    "Vacunación",
    "SISBEN",
    "Migración",
    "Víctimas",
    "Cuidado y alimentos",
)

ENTIDADES: tuple[tuple[str, str], ...] = (
    ("Secretaría Distrital de la Mujer", "Mujeres"),
    ("Secretaría Distrital de Salud", "Salud"),
    ("Secretaría Distrital de Integración Social", "Integración Social"),
    ("Secretaría Distrital de Gobierno", "Gobierno"),
    ("Secretaría Distrital de Desarrollo Económico", "Desarrollo Económico, Industria y Turismo"),
    ("Secretaría de Educación del Distrito", "Educación"),
    ("Secretaría Distrital del Hábitat", "Hábitat"),
    ("Personería Distrital", "Organismos de Control"),
    ("Defensoría del Pueblo", "Organismos de Control"),
)

# catálogo → (clave, etiqueta, clave de la opción de que depende)
OPCIONES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "area": (
        ("trabajo_social", "Trabajo social", ""),
        ("juridica", "Jurídica", ""),
        ("psicosocial", "Psicosocial", ""),
    ),
    "clase": (
        ("valoración inicial", "Valoración inicial", "juridica"),
        ("asesoría", "Asesoría", "juridica"),
        ("seguimiento", "Seguimiento", "juridica"),
        ("cierre", "Cierre", "juridica"),
        ("orientación", "Orientación", "trabajo_social"),
        ("gestión", "Gestión", "trabajo_social"),
        ("seguimiento", "Seguimiento", "trabajo_social"),
        ("cierre", "Cierre", "trabajo_social"),
        ("valoración inicial", "Valoración inicial", "psicosocial"),
        ("acompañamiento", "Acompañamiento", "psicosocial"),
        ("seguimiento", "Seguimiento", "psicosocial"),
        ("cierre", "Cierre", "psicosocial"),
    ),
    "modalidad": (("presencial", "Presencial", ""), ("telefónica", "Telefónica", "")),
    "actuacion": tuple(
        (nombre, nombre[0].upper() + nombre[1:], "juridica")
        for nombre in (
            "derecho de petición",
            "impulso procesal",
            "escrito de denuncia",
            "comité jurídico de estudio de caso",
            "comité interdisciplinario de estudio de caso",
            "audiencia",
            "proceso en representación",
            "tutela",
        )
    ),
    "gestion": tuple(
        (nombre, nombre, "trabajo_social")
        for nombre in (
            "Activación de servicios de SDIS",
            "Afiliación al sistema de salud",
            "Anticoncepción",
            "Duplicado de cédula",
            "Ingreso a educación superior",
            "Empleabilidad",
            "Fondo Nacional del Ahorro",
            "Formación para el trabajo",
            "Cursos técnicos SENA",
            "Movilidad escolar",
            "Portabilidad",
            "Educación flexible",
            "Pruebas rápidas",
            "Remisión IVE",
            "Salud sexual y reproductiva",
            "Cupo DLE",
            "Encuesta SISBEN",
            "Subsidio de Hábitat",
            "Traslado de municipio en salud",
            "Ruta de víctimas del conflicto",
        )
    ),
    "categoria_encuentro": tuple(
        (nombre, nombre[0].upper() + nombre[1:], "")
        for nombre in (
            "espacio de cuidado psicoemocional",
            "escuela de educación emocional",
            "encuentro poblacional",
            "semillero",
            "proceso educativo con mujeres emprendedoras",
            "espacio de cuidado menstrual",
            "feria de empleabilidad",
            "encuentro de derechos",
            "jornada de cine",
            "jornada de autocuidado",
            "fecha conmemorativa",
            "red de apoyo",
            "asamblea de seguimiento",
            "recorrido",
            "entrega de insumos",
            "otro",
        )
    ),
}
