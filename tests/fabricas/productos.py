"""Productos con su definición, sus metas y lo que alcanzaron."""

from decimal import Decimal

from sqlalchemy import select

from registro.catalogos.modelo import Sector
from registro.extensiones import db
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.formulas import Tramo
from registro.indicadores.modelo import CifraDeProducto, Producto
from registro.indicadores.versiones import Definicion


def sector_llamado(nombre):
    """El id de un sector del catálogo."""
    return db.session.scalar(select(Sector.id).where(Sector.nombre == nombre))


def crear_producto(codigo, sector="Educación", *, cifras=(), **definicion):
    """`cifras`: (clase, desde, hasta, valor), donde clase es «meta» o «alcanzado». Devuelve el id."""
    datos = {"unidad": "numero", "anualizacion": "suma", "anualizacion_origen": "deducida"} | definicion
    datos |= {"nombre": f"Producto {codigo}", "sector_id": sector_llamado(sector)}
    tramos = [(clase, Tramo(desde, hasta, Decimal(valor))) for clase, desde, hasta, valor in cifras]
    producto = Producto(
        codigo=codigo,
        objetivo_numero=int(codigo[0]),
        cifras=[
            CifraDeProducto(desde=t.desde, hasta=t.hasta, valor=t.valor)
            for clase, t in tramos
            if clase == "alcanzado"
        ],
    )
    db.session.add(producto)
    db.session.flush()
    metas = tuple(tramo for clase, tramo in tramos if clase == "meta")
    nueva_version(db.session(), producto.id, Definicion(**datos, metas=metas), ("Plan", None), "pruebas")
    db.session.commit()
    return producto.id
