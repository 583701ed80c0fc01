"""Une las piezas y nada más: configuración, base, sesiones, pantallas y sus guardas."""

from __future__ import annotations

import gc
import sys
from datetime import timedelta

from flask import Flask
from flask_wtf import CSRFProtect

# Al importar estos módulos quedan registradas todas las tablas.
from registro import rutas
from registro.actas import modelo as _actas
from registro.actividades import tipos
from registro.asistencia import ciudadana, institucional
from registro.asistencia.tabletas import modelo as _tabletas
from registro.config import Config
from registro.derechos import modelo as _derechos
from registro.extensiones import db, preparar_motor
from registro.indicadores import modelo as _indicadores
from registro.indicadores.recuentos import operaciones as recuentos
from registro.indicadores.reportes import modelo as _reportes
from registro.informes.textos import modelo as _textos
from registro.instancias import plan_de_trabajo as _plan_de_trabajo
from registro.intercambio import modelo as _intercambio
from registro.personas import modelo as _personas
from registro.seguridad import modelo as _seguridad
from registro.seguridad.dispositivos import modelo as _dispositivos
from registro.seguridad.divulgacion import modelo as _divulgacion
from registro.seguridad.sellado import modelo as _sellado
from registro.seguridad.tokens import modelo as _tokens
from registro.web import api, cabeceras, errores, guarda, presentacion, secciones
from registro.web.turnos import por_turnos

SEGUNDOS_POR_HILO = 0.001  # un lote grande suelta pronto el procesador a quien espera una página

MODELOS = (tipos, ciudadana, institucional, _tabletas, _indicadores, _intercambio, _personas, _seguridad)
MODELOS_DE_REPORTES = (_reportes, _textos, _derechos)
MODELOS_DE_TABLETAS = (_dispositivos, _sellado)
MODELOS_DE_LECTURA = (_tokens, _divulgacion)
MODELOS_DE_LA_MESA = (_actas, _plan_de_trabajo)


def crear_app(config: Config, *, con_pantallas: bool = True) -> Flask:
    """Aplicación lista para servir o, sin pantallas, para una orden de terminal; no toca la base."""
    app = Flask(
        "registro",
        template_folder=str(rutas.plantillas()),
        static_folder=str(rutas.estaticos()),
        static_url_path="/estaticos",
    )
    app.config.from_mapping(
        REGISTRO=config,
        SECRET_KEY=config.claves.sesion,
        SQLALCHEMY_DATABASE_URI=config.base,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # un error de la base no dice los datos
        SESSION_COOKIE_NAME="registro",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.cookie_segura,
        SESSION_REFRESH_EACH_REQUEST=False,  # se manda cuando cambia
        PERMANENT_SESSION_LIFETIME=timedelta(hours=config.horas_de_sesion),
        MAX_CONTENT_LENGTH=config.megabytes_por_archivo * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=config.horas_de_sesion * 3600,
        WTF_CSRF_SSL_STRICT=config.cookie_segura,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]  # preguntas y tipos llevan su orden
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # se lee como se escribe
    db.init_app(app)
    with app.app_context():
        preparar_motor(db.engine)
    app.teardown_appcontext(recuentos.al_terminar)
    if con_pantallas:
        _poner_pantallas(app)
    return app


def _poner_pantallas(app: Flask) -> None:
    CSRFProtect(app).exempt(api.bp)  # sus peticiones llevan un token propio, nunca la galleta de nadie
    presentacion.instalar(app)
    secciones.registrar(app)
    guarda.instalar(app)
    cabeceras.instalar(app)
    errores.instalar(app)


def desde_entorno() -> Flask:
    """Lo que carga cada trabajador del servidor.

    Lo ya cargado vive lo que el trabajador: sin apartarlo, cada tanto el recolector lo repasa entero y una
    página espera 77 ms.
    """
    sys.setswitchinterval(SEGUNDOS_POR_HILO)
    app = crear_app(Config.desde_entorno())
    por_turnos(app)
    gc.collect()
    gc.freeze()
    return app
