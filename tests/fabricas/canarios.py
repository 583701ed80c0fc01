"""Un canario en cada columna cifrada: una fila en cada tabla que las tiene, y las filas de que cuelga."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sqlalchemy import String, func, insert, select

from registro.extensiones import db, tabla_de
from registro.indicadores.definiciones.modelo import DefinicionDeProducto
from registro.seguridad.cifrado import DetalleCifrado, TextoCifrado

VALORES = {
    bool: lambda: False,
    int: lambda: 1,
    object: dict,  # JSON
    date: date.today,
    datetime: lambda: datetime.now(UTC),
    UUID: uuid4,
}


def cifradas():
    """Las columnas de texto que se cifran, tabla por tabla (la bitácora aparte: sólo crece)."""
    return [
        columna
        for tabla in db.metadata.sorted_tables
        for columna in tabla.columns
        if isinstance(columna.type, TextoCifrado) and not isinstance(columna.type, DetalleCifrado)
    ]


def plantar(sesion, canario):
    """Deja ``canario`` en todas."""
    for tabla in dict.fromkeys(columna.table for columna in cifradas()):
        _poner(sesion, tabla, canario)
    _poner(sesion, tabla_de(DefinicionDeProducto), canario)  # un producto no se lee sin ella
    sesion.commit()


def _poner(sesion, tabla, canario):
    valores = {}
    for columna in tabla.columns:
        if isinstance(columna.type, TextoCifrado):
            valores[columna.name] = canario
        elif columna.foreign_keys:
            if not columna.nullable:
                valores[columna.name] = _de_que_cuelga(sesion, columna, canario)
        elif not columna.nullable and columna is not tabla.autoincrement_column:
            valores[columna.name] = _cualquiera(columna)
    sesion.execute(insert(tabla).values(valores))


def _de_que_cuelga(sesion, columna, canario):
    (llave,) = columna.foreign_keys
    if columna.primary_key or not (hay := sesion.scalar(select(func.max(llave.column)))):
        _poner(sesion, llave.column.table, canario)
        hay = sesion.scalar(select(func.max(llave.column)))
    return hay


def _cualquiera(columna):
    if columna.table.name == "actividad" and columna.name == "tipo":
        return "zesai"
    tipo = getattr(columna.type, "impl_instance", columna.type)
    return uuid4().hex[: tipo.length] if isinstance(tipo, String) else VALORES[tipo.python_type]()
