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

__all__ = [
    "DatosDeFuncion",
    "DatosDeInstancia",
    "DatosDePuesto",
    "DatosDeSemestre",
    "agregar_funcion",
    "agregar_puesto",
    "corregir_funcion",
    "corregir_instancia",
    "corregir_puesto",
    "crear_instancia",
    "imprimir_codigo",
    "nombrar_delegada",
    "programar",
    "sembrar",
    "terminar_delegada",
]
