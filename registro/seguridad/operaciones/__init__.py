"""Entrar, salir, contraseñas, códigos y llaves de acceso, y las usuarias mismas."""

from registro.seguridad.operaciones.codigos import (
    Propuesto,
    codigo_del_momento,
    confirmar_codigo,
    proponer_codigo,
    quitar_codigo,
    renovar_recuperacion,
)
from registro.seguridad.operaciones.ingreso import (
    Entrada,
    abrir_sesion,
    autenticar,
    cerrar_otras,
    cerrar_sesion,
    comprobar_codigo,
    confirmar_clave,
    entregar_turno,
)
from registro.seguridad.operaciones.llaves import (
    Sitio,
    entrar_con_llave,
    guardar_llave,
    opciones_de_llave,
    opciones_para_entrar,
    quitar_llave,
)
from registro.seguridad.operaciones.propia import cambiar_clave_propia, olvidar_clave, pedir_clave
from registro.seguridad.operaciones.rotacion import rotar_cifrado
from registro.seguridad.operaciones.usuarias import (
    activar_usuaria,
    cambiar_roles,
    crear_usuaria,
    poner_sector,
    restablecer_clave,
)

__all__ = [
    "Entrada",
    "Propuesto",
    "Sitio",
    "abrir_sesion",
    "activar_usuaria",
    "autenticar",
    "cambiar_clave_propia",
    "cambiar_roles",
    "cerrar_otras",
    "cerrar_sesion",
    "codigo_del_momento",
    "comprobar_codigo",
    "confirmar_clave",
    "confirmar_codigo",
    "crear_usuaria",
    "entrar_con_llave",
    "entregar_turno",
    "guardar_llave",
    "olvidar_clave",
    "opciones_de_llave",
    "opciones_para_entrar",
    "pedir_clave",
    "poner_sector",
    "proponer_codigo",
    "quitar_codigo",
    "quitar_llave",
    "renovar_recuperacion",
    "restablecer_clave",
    "rotar_cifrado",
]
