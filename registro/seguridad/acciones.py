"""Cómo se lee en español cada acción de la bitácora: en la base queda su código, que no cambia."""

from __future__ import annotations

from registro.textos import clave

LARGO_DE_UUID = 36
_DICHAS = {
    "ingreso.correcto": "Entró",
    "ingreso.fallido": "No pudo entrar",
    "ingreso.bloqueado": "Debe esperar para entrar",
    "ingreso.codigo": "Entró con código",
    "ingreso.codigo_fallido": "Se equivocó de código",
    "ingreso.recuperacion": "Entró con código de recuperación",
    "ingreso.confirmar": "Confirmó su contraseña",
    "ingreso.confirmar_fallido": "No pudo confirmar su contraseña",
    "ingreso.cerrar_otras": "Cerró sus otras sesiones",
    "turno.entregar": "Entregó el turno",
    "clave.pedir": "Pidió recuperar su contraseña",
    "clave.recuperar": "Recuperó su contraseña",
    "clave.recuperar_fallido": "No pudo recuperar su contraseña",
    "usuaria.crear": "Creó una usuaria",
    "usuaria.clave": "Cambió una contraseña",
    "usuaria.roles": "Cambió los roles de una usuaria",
    "usuaria.sector": "Cambió el sector de una usuaria",
    "usuaria.activar": "Activó una usuaria",
    "usuaria.desactivar": "Desactivó una usuaria",
    "usuaria.restablecer": "Restableció una contraseña",
    "actividad.crear": "Creó una actividad",
    "actividad.corregir": "Corrigió una actividad",
    "actividad.abrir": "Abrió una actividad",
    "actividad.cerrar": "Cerró una actividad",
    "actividad.reabrir": "Reabrió una actividad",
    "actividad.anular": "Anuló una actividad",
    "actividad.ligar": "Ligó una mesa con su jornada",
    "actividad.desligar": "Desligó una mesa de su jornada",
    "actividad.provisional": "Recibió una actividad abierta en una tableta",
    "lecturas.recibir": "Recibió lecturas de una tableta",
    "lecturas.archivo": "Recibió lecturas en un archivo",
    "lectura.deshacer": "Deshizo una lectura",
    "lectura.poner_tarjeta": "Puso tarjeta a una lectura",
    "servicio.recibido": "Anotó un servicio recibido",
    "servicio.quitar": "Quitó un servicio",
    "remision.hacer": "Remitió a otra entidad",
    "remision.quitar": "Quitó una remisión",
    "remision.resultado": "Anotó el resultado de una remisión",
    "casa.ver_dia": "Miró un día de la casa",
    "casa.abrir_dia": "Abrió el día de la casa",
    "casa.quitar_visita": "Quitó una visita",
    "casa.leer_tarjeta": "Leyó una tarjeta en la casa",
    "invitacion.abrir": "Abrió una invitación",
    "acta.guardar": "Guardó un acta",
    "acta.aprobar": "Aprobó un acta",
    "compromiso.corregir": "Corrigió un compromiso",
    "compromiso.seguir": "Anotó un seguimiento a un compromiso",
    "plan.guardar": "Guardó el plan de trabajo",
    "plan.reportar": "Reportó un avance del plan",
    "plan.anular_reporte": "Anuló un avance del plan",
    "bandeja.abrir": "Abrió una lectura por revisar",
    "bandeja.aceptar": "Aceptó una lectura por revisar",
    "bandeja.descartar": "Descartó una lectura por revisar",
    "bandeja.suelta": "Contó una lectura sin persona",
    "bandeja.unir": "Unió una tarjeta desconocida",
    "lectura.recibida": "Recibió una lectura",
    "auditoria.codigo": "Buscó lo hecho con una tarjeta",
    "derechos.radicar": "Radicó una solicitud de datos",
    "derechos.expediente": "Abrió un expediente de datos",
    "derechos.corregir": "Corrigió datos a solicitud",
    "derechos.suprimir": "Suprimió datos a solicitud",
    "derechos.prorrogar": "Prorrogó una solicitud de datos",
    "reporte.adjuntar": "Adjuntó un soporte",
    "reporte.alcance": "Dio alcance a un reporte",
    "catalogos.sembrar": "Cargó los catálogos iniciales",
    "instancia.sembrar": "Cargó la instancia inicial",
    "consentimientos.sembrar": "Cargó los textos de autorización",
    "llaves.sembrar": "Creó la primera llave de las tabletas",
    "divulgacion.sembrar": "Cargó las reglas de publicación",
    "plazos.sembrar": "Cargó los plazos iniciales",
    "objetivos.sembrar": "Cargó los objetivos",
    "atencion.registrar": "Registró una atención",
    "atencion.corregir": "Corrigió una atención",
    "atencion.anular": "Anuló una atención",
    "atenciones.abrir": "Abrió atenciones",
    "persona.responder": "Guardó respuestas opcionales",
    "persona.fusionar": "Unió dos registros de la misma persona",
    "consentimiento.dar": "Anotó una autorización",
    "consentimiento.cambiar": "Cambió una autorización",
    "tarjetas.emitir": "Emitió tarjetas",
    "tarjetas.reimprimir": "Reimprimió tarjetas",
    "tarjeta.reemplazar": "Reemplazó una tarjeta",
    "tarjeta.revocar": "Revocó una tarjeta",
    "proteccion.alerta": "Dejó una alerta de protección",
    "agenda.agregar": "Agregó un punto al orden del día",
    "agenda.corregir": "Corrigió un punto del orden del día",
    "agenda.anular": "Anuló un punto del orden del día",
    "instancia.crear": "Creó una instancia",
    "instancia.corregir": "Corrigió una instancia",
    "instancia.programar": "Programó sesiones",
    "puesto.agregar": "Agregó un puesto",
    "puesto.corregir": "Corrigió un puesto",
    "funcion.agregar": "Agregó una función",
    "funcion.corregir": "Corrigió una función",
    "delegada.nombrar": "Nombró una delegada",
    "delegada.terminar": "Terminó una delegación",
    "delegada.imprimir_codigo": "Imprimió el código de una delegada",
    "asistencia_mesa.lista": "Pasó lista en una sesión",
    "asistencia_mesa.codigo": "Leyó el código de una delegada",
    "asistencia_mesa.autorregistro": "Se registró desde su teléfono",
    "asistencia_institucional.contar": "Contó asistencia institucional",
    "asistencia_institucional.autorregistro": "Se registró desde su teléfono",
    "asistencia_institucional.anular": "Anuló una asistencia institucional",
    "dispositivo.invitar": "Invitó una tableta",
    "dispositivo.inscribir": "Inscribió una tableta",
    "dispositivo.revocar": "Retiró una tableta",
    "catalogos.guardar": "Guardó una fila de un catálogo",
    "catalogos.activar": "Activó una fila de un catálogo",
    "catalogos.desactivar": "Desactivó una fila de un catálogo",
    "importacion.subir": "Subió un archivo por importar",
    "importacion.terminar": "Terminó una importación",
    "importacion.interrumpir": "Interrumpió una importación",
    "importacion.descartar": "Descartó una importación",
    "importar.lote": "Importó filas",
    "indicadores.registros": "Abrió los registros de una cifra",
    "base.respaldar": "Respaldó la base",
    "base.restaurar": "Restauró la base",
    "base.verificar": "Verificó la base",
    "demostracion.cargar": "Cargó la demostración",
    "claves.rotar": "Cambió las llaves de cifrado",
    "llaves.rotar": "Cambió la llave de las tabletas",
    "informe.generar": "Generó un informe",
    "informe.escribir": "Escribió en un informe",
    "exportar": "Asentó un archivo que salió",
    "exportar.archivo": "Exportó un archivo",
    "divulgacion.cambiar": "Cambió la política de divulgación",
    "tabla.publicar": "Sacó la edición pública de una tabla",
    "conteos.publicar": "Publicó un conteo",
    "conteos.exportar": "Sacó un conteo reservado",
    "corte.cerrar": "Cerró un corte",
    "corte.reabrir": "Reabrió un corte",
    "producto.definir": "Cambió la definición de un producto",
    "semaforo.fijar": "Cambió las reglas del semáforo",
    "reporte.guardar": "Guardó un reporte",
    "reporte.enviar": "Envió un reporte",
}


def en_palabras(accion: str) -> str:
    """«Cerró una actividad»; una acción sin frase propia se lee por sus palabras: «Plan: guardar»."""
    if accion in _DICHAS:
        return _DICHAS[accion]
    que, _, verbo = accion.replace("_", " ").partition(".")
    return f"{que[:1].upper()}{que[1:]}: {verbo}" if verbo else que[:1].upper() + que[1:]


def que_dicen(texto: str) -> list[str]:
    """Los códigos de las acciones cuya frase contiene ``texto``, sin mirar tildes ni mayúsculas."""
    buscado = clave(texto)
    return [accion for accion, frase in _DICHAS.items() if buscado and buscado in clave(frase)]


# Las claves van en ASCII; lo que se lee lleva sus tildes.
_CON_TILDE = {
    "analisis": "análisis",
    "anulacion": "anulación",
    "atencion": "atención",
    "autorizacion": "autorización",
    "categoria": "categoría",
    "codigo": "código",
    "codigos": "códigos",
    "decision": "decisión",
    "definicion": "definición",
    "delegacion": "delegación",
    "despues": "después",
    "edicion": "edición",
    "exportacion": "exportación",
    "funcion": "función",
    "gestion": "gestión",
    "importacion": "importación",
    "numero": "número",
    "proteccion": "protección",
    "que": "qué",
    "sesion": "sesión",
    "version": "versión",
}


def con_tildes(palabras: str) -> str:
    """«edicion» es «edición»: las palabras de una clave, como se escriben."""
    return " ".join(_CON_TILDE.get(una, una) for una in palabras.replace("_", " ").split())


def dicho(valor: object) -> object:
    """Un valor que es una clave suelta, con sus tildes; lo demás, como se anotó."""
    return _CON_TILDE.get(valor, valor) if isinstance(valor, str) else valor


def objeto_en_palabras(objeto: str) -> str:
    """«actividad 3f2a91c0»: el comienzo de un identificador largo basta para reconocerlo."""
    que, _, cual = objeto.partition(":")
    cual = cual[:8] if len(cual) == LARGO_DE_UUID else con_tildes(cual.replace(":", " "))
    return f"{con_tildes(que)} {cual}".strip()
