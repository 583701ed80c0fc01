"""Cambiar una instancia: puestos, funciones, delegadas que se suceden y lo programado. Nada se borra."""

from registro.instancias.operaciones.instancia import (
    DatosDeInstancia,
    corregir_instancia,
    crear_instancia,
)
from registro.instancias.operaciones.integrantes import (
    DatosDePuesto,
    agregar_puesto,
    corregir_puesto,
    imprimir_codigo,
    nombrar_delegada,
    relevar_entidades,
    terminar_delegada,
)
from registro.instancias.operaciones.marco import (
    DatosDeFuncion,
    DatosDeSemestre,
    agregar_funcion,
    corregir_funcion,
    programar,
    sembrar,
)
from registro.instancias.operaciones.plan import (
    DatosDePlan,
    DatosDeReporte,
    DatosDeSubproducto,
    anular_reporte,
    corregir_subproducto,
    guardar_plan,
    reportar,
    retirar_subproducto,
)
from registro.instancias.operaciones.secretaria import (
    DatosDePublicacion,
    poner_calendario,
    poner_quorum,
    publicar,
)

__all__ = [
    "DatosDeFuncion",
    "DatosDeInstancia",
    "DatosDePlan",
    "DatosDePublicacion",
    "DatosDePuesto",
    "DatosDeReporte",
    "DatosDeSemestre",
    "DatosDeSubproducto",
    "agregar_funcion",
    "agregar_puesto",
    "anular_reporte",
    "corregir_funcion",
    "corregir_instancia",
    "corregir_puesto",
    "corregir_subproducto",
    "crear_instancia",
    "guardar_plan",
    "imprimir_codigo",
    "nombrar_delegada",
    "poner_calendario",
    "poner_quorum",
    "programar",
    "publicar",
    "relevar_entidades",
    "reportar",
    "retirar_subproducto",
    "sembrar",
    "terminar_delegada",
]
