"""La tabla revisada: qué guarda cada columna de texto, y por qué está cifrada o a la vista.

Una columna nueva que no se clasifique aquí hace fallar la prueba.
"""

CIFRADAS = {
    "identidad": (
        "Dice quién es alguien, o abre lo suyo.",
        """credencial.codigo delegada.nombre delegada.correo delegada.codigo persona.contacto
        asistencia_institucional.nombre punto_de_agenda.presenta acta.firmas
        usuaria.secreto usuaria.secreto_propuesto""",
    ),
    "respuesta": (
        "Lo que ella contestó o pidió, y lo que se le respondió.",
        "respuesta.valor solicitud_de_datos.pide solicitud_de_datos.respuesta",
    ),
    "escrito": (
        "Alguien lo escribe en un campo libre: puede nombrar a una persona.",
        """actividad.notas actividad.motivo zesai.motivo_extraordinaria zesai.enlace punto_de_agenda.titulo
        acta.apertura acta.cierre desarrollo_de_punto.discusion desarrollo_de_punto.decisiones
        compromiso.que seguimiento_de_compromiso.texto borrador.contenido
        reporte.texto reporte.justificacion paso_de_reporte.dicho
        alcance_de_reporte.texto alcance_de_reporte.respuesta cifra_congelada.texto
        corte_cerrado.motivo dispensa.frase dispensa.motivo plazo_fijado.motivo regla_de_plazo.nota
        texto_de_informe.texto mes_sin_sesion.motivo
        plan_de_trabajo.nombre plan_de_trabajo.como_se_aprobo componente_de_plan.nombre
        producto_de_plan.nombre subproducto_de_plan.nombre subproducto_de_plan.motivo_del_retiro
        reporte_de_plan.texto evidencia_de_reporte.nombre evidencia_de_reporte.enlace adjunto.nombre
        asistencia.motivo asistencia_institucional.motivo asistencia_institucional.entidad
        atencion.motivo credencial.motivo persona.motivo_de_fusion paso_de_solicitud.motivo
        lectura.resolucion dispositivo.motivo exportacion.proposito
        importacion.archivo importacion.problema fila_rechazada.motivo""",
    ),
    "copia": (
        "Guarda entero algo de lo anterior: archivos, versiones, filas, lecturas, celdas verdaderas.",
        """apunte.contenido lectura.crudo version_de_acta.contenido contenido_de_adjunto.cuerpo
        evidencia_de_reporte.contenido importacion.muestra fila_rechazada.contenido
        foto_de_hechos.contenido publicacion.reservado bitacora.detalle""",
    ),
}

A_LA_VISTA = {
    "clave": (
        "Una opción de una lista cerrada del programa o de un catálogo, una hora, un número, un semestre.",
        """apunte.clase apunte.estado apunte.motivo bitacora.origen bitacora.accion conjunto_de_semaforo.clave
        conjunto_de_semaforo.sobre importacion.tipo importacion.estado llave_de_sellado.id
        llave_de_sellado.uso llave_de_sellado.estado localidad.codigo localidad.clave opcion.catalogo
        opcion.clave opcion.padre politica_de_divulgacion.edicion sector.clave
        texto_de_consentimiento.finalidad texto_de_informe.informe texto_de_informe.ambito
        texto_de_informe.seccion alias_de_localidad.clave alias_de_localidad.localidad_codigo
        consentimiento.finalidad consentimiento.medio credencial.estado entidad.clave fila_rechazada.columna
        lugar.clave lugar.localidad_codigo producto.codigo programacion.semestre publicacion.edicion
        publicacion_web.semestre publicacion_web.documento puesto.clave puesto.rol
        rango_de_semaforo.conjunto_clave rango_de_semaforo.color regla_de_calendario.hora
        regla_de_quorum.roles respuesta.pregunta rol_de_usuaria.rol solicitud_de_datos.clase
        solicitud_de_datos.canal solicitud_de_datos.estado actividad.tipo actividad.precision
        actividad.localidad_codigo actividad.estado actividad.origen definicion_de_producto.unidad
        definicion_de_producto.anualizacion definicion_de_producto.anualizacion_origen
        definicion_de_producto.periodicidad definicion_de_producto.estado
        definicion_de_producto.meta_final_origen definicion_de_producto.fuente_oficial
        definicion_de_producto.semaforo corte_cerrado.semaforo exportacion.clase
        exportacion.formato paso_de_solicitud.paso
        reporte.estado reporte.origen servicio.clave adjunto.formato alcance_de_reporte.estado
        asistencia.publico asistencia.origen asistencia_institucional.origen cifra_congelada.origen
        conteo.publico encuentro.categoria paso_de_reporte.paso zesai.clase zesai.modalidad
        zesai.hora_inicio zesai.hora_fin acta.numero atencion.area atencion.clase atencion.modalidad
        compromiso.estado lectura.estado lectura.motivo lectura.medio prestacion.clase prestacion.resultado
        gestion_de_atencion.catalogo gestion_de_atencion.clave reporte_de_plan.semestre
        seguimiento_de_compromiso.estado borrador.clave sesion_de_usuaria.navegador""",
    ),
    "publico": (
        """Texto oficial o publicado: normas, funciones, productos, puestos, lugares, y cómo se anuncia una
        actividad (su título está en las tablas públicas, en el paquete de las tabletas y en la búsqueda).""",
        """cifra_publicada.tabla cifra_publicada.fila cifra_publicada.columna cifra_publicada.periodo
        conjunto_de_semaforo.nombre instancia.sigla instancia.nombre instancia.norma_creacion
        instancia.reglamento instancia.secretaria_tecnica localidad.nombre objetivo.texto opcion.etiqueta
        politica_de_divulgacion.acto conjunto_de_semaforo.acto sector.nombre
        texto_de_consentimiento.texto alias_de_localidad.nombre
        entidad.nombre funcion.texto lugar.nombre norma_de_instancia.texto
        publicacion_web.enlace puesto.nombre regla_de_quorum.norma actividad.titulo actividad.busqueda
        definicion_de_producto.acto definicion_de_producto.nombre definicion_de_producto.responsable
        definicion_de_producto.corresponsables servicio.nombre mebog.estacion encuentro.unidad
        mesa_tecnica.entidad_o_sector""",
    ),
    "inventario": (
        "Cómo se llama una cosa (una tableta, un lote, un programa, una llave), para poder revocarla.",
        """dispositivo.nombre dispositivo.version invitacion_de_dispositivo.nombre lote_de_tarjetas.nombre
        token_de_lectura.nombre llave_de_paso.nombre apunte.recibido_de lectura.recibida_de""",
    ),
    "autoria": (
        "Quién del equipo lo hizo. La bitácora tiene que poder decirlo aunque falte la llave.",
        """bitacora.actor usuaria.usuario usuaria.nombre corte_cerrado.cerrado_por corte_cerrado.reabierto_por
        dispensa.actor dispositivo.revocado_por importacion.creada_por lote_de_tarjetas.creado_por
        texto_de_informe.escrito_por invitacion_de_dispositivo.creada_por publicacion.publicada_por
        actividad.creada_por actividad.anulada_por definicion_de_producto.registrada_por exportacion.autora
        conjunto_de_semaforo.registrado_por
        paso_de_solicitud.quien reporte.cambiado_por adjunto.subido_por alcance_de_reporte.enviado_por
        alcance_de_reporte.resuelto_por asistencia.anulada_por asistencia_institucional.registrada_por
        asistencia_institucional.anulada_por paso_de_reporte.actor acta.aprobada_por
        atencion.registrada_por atencion.anulada_por compromiso.creado_por lectura.resuelta_por
        prestacion.registrada_por punto_de_agenda.anulado_por reporte_de_plan.creado_por
        reporte_de_plan.anulado_por seguimiento_de_compromiso.anotado_por version_de_acta.creada_por""",
    ),
    "calculado": (
        "Lo arma el programa con claves, identificadores opacos y cifras.",
        """bitacora.objeto dispensa.llave texto_de_informe.cifras publicacion.especificacion exportacion.que
        definicion_de_producto.regla recuento.regla recuento.huella recuento.fuente recuento.quienes
        toque.tipo toque.transaccion""",
    ),
    "huella": (
        "Un resumen con llave, una clave pública o algo ya sellado: nada se lee de ahí.",
        """apunte.huella bitacora.sello corte_cerrado.huella dispositivo.token_huella dispositivo.llave
        espera_de_ingreso.huella foto_de_hechos.marca llave_de_sellado.publica llave_de_sellado.privada
        publicacion.huella usuaria.clave_cifrada codigo_de_recuperacion.huella credencial.huella
        invitacion_de_dispositivo.codigo_huella llave_de_paso.credencial llave_de_paso.publica
        secreto_de_titular.huella sesion_de_usuaria.huella token_de_lectura.huella delegada.huella
        actividad.llave_de_importacion asistencia.llave_de_importacion asistencia_institucional.llave
        atencion.llave_de_importacion lectura.huella adjunto.huella version_de_acta.huella""",
    ),
}


def de(clases):
    """Las columnas de esas clases, en una lista."""
    return [columna for _porque, columnas in clases.values() for columna in columnas.split()]
