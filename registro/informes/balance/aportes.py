"""Lo que la Dirección hizo por la política: socializar, formar a la fuerza pública, acompañar y liderar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from registro.escritores.documento import TablaEnDocumento
from registro.informes.balance.lectura import Lectura
from registro.informes.datos import Renglon, mayor, renglones, totales
from registro.informes.redaccion import Redaccion, Seccion, seccion
from registro.numeros import escribir
from registro.textos import unir


def aportes(lectura: Lectura) -> list[Seccion]:
    """Las cinco, bajo su título."""
    r = Redaccion()
    r.decir(
        "La Dirección impulsa la política con acciones propias: la socializa, forma a la fuerza pública, "
        "lleva servicios a donde están las personas, acompaña a los sectores y lidera su seguimiento."
    )
    return [
        seccion("aportes", "Aportes de la Dirección", 1, r),
        socializaciones(lectura),
        mebog(lectura),
        jornadas(lectura),
        mesas_tecnicas(lectura),
        liderazgo(lectura),
    ]


def socializaciones(lectura: Lectura) -> Seccion:
    """Cuántas actividades llevaron la política a sus públicos."""
    r = Redaccion()
    filas = {fila["Tipo"].escrito: fila for fila in renglones(lectura.tabla("actividades"))}
    todas = totales(lectura.tabla("actividades"))
    partes = [
        r.contar(f"sesiones: {nombre}", filas[nombre]["Sesiones"], uno, varios)
        for nombre, uno, varios in (
            ("Jornadas", "jornada de servicios", "jornadas de servicios"),
            ("Sesiones MEBOG", "sesión con la MEBOG", "sesiones con la MEBOG"),
            ("Mesas técnicas", "mesa de acompañamiento técnico", "mesas de acompañamiento técnico"),
            ("Encuentros", "encuentro", "encuentros"),
        )
        if nombre in filas and filas[nombre]["Sesiones"].valor != 0
    ]
    if not partes:
        r.decir(
            f"En {lectura.vigencia} no hay jornadas, sesiones con la MEBOG, mesas de acompañamiento técnico "
            "ni encuentros registrados."
        )
        return seccion("aportes.socializaciones", "Socializaciones", 2, r)
    r.decir(
        f"En {lectura.vigencia} la política se dio a conocer en {unir(partes)}. En las actividades "
        "registradas en que se sabe cuántas personas asistieron, contadas una vez aunque respondan a dos "
        f"propósitos, hubo {r.contar('asistencias', todas['Asistencias'], 'asistencia', 'asistencias')}. Una "
        "asistencia no es una persona distinta: quien participó en dos actividades está en las dos."
    )
    return seccion("aportes.socializaciones", "Socializaciones", 2, r)


def mebog(lectura: Lectura) -> Seccion:
    """Sesiones con la Policía Metropolitana, tabla 4."""
    r, tabla = Redaccion(), lectura.tabla("mebog")
    filas, todas = renglones(tabla), totales(tabla)
    bloque = TablaEnDocumento(tabla, "Sesiones con la MEBOG por estación")
    if not filas:
        r.decir(f"En {lectura.vigencia} no hay sesiones con la MEBOG registradas.")
        return seccion("aportes.mebog", "Formación con la MEBOG", 2, r, bloque)
    sesiones = r.contar("sesiones con la MEBOG", todas["Sesiones"], "sesión", "sesiones")
    personas = r.contar("participantes de la MEBOG", todas["Participantes"], "participante", "participantes")
    estaciones = r.cifra("estaciones", escribir(len({fila["Estación"].escrito for fila in filas})))
    primera = mayor(filas, "Participantes")
    hubo = "se hizo" if todas["Sesiones"].valor == 1 else "se hicieron"
    r.decir(
        f"Con la Policía Metropolitana de Bogotá (MEBOG) {hubo} {sesiones} en {estaciones} "
        f"{'estación' if estaciones == '1' else 'estaciones'}, con {personas}.",
        ""
        if primera is None
        else f"Donde más hubo en un mes fue {primera['Estación'].escrito}, en "
        f"{primera['Mes'].escrito.lower()}, con "
        f"{r.cifra('participantes de la estación con más', primera['Participantes'])}.",
        _precision(filas),
    )
    return seccion("aportes.mebog", "Formación con la MEBOG", 2, r, bloque)


def _precision(filas: list[Renglon]) -> str:
    varias = any((fila["Sesiones"].numero or 0) > 1 for fila in filas)
    return "Una estación con varias sesiones suma en una fila las que tuvo en el mes." if varias else ""


def jornadas(lectura: Lectura) -> Seccion:
    """Jornadas de servicios, tabla 5."""
    r, tabla = Redaccion(), lectura.tabla("jornadas")
    filas, todas = renglones(tabla), totales(tabla)
    bloque = TablaEnDocumento(tabla, "Jornadas de servicios")
    if not filas:
        r.decir(f"En {lectura.vigencia} no hay jornadas registradas.")
        return seccion("aportes.jornadas", "Jornadas de servicios", 2, r, bloque)
    cuantas = escribir(len(filas))
    lugares = escribir(len({fila["Localidad"].escrito for fila in filas} - {"sin dato"}))
    r.decir(
        f"Se {'hizo' if len(filas) == 1 else 'hicieron'} {r.cifra('jornadas', cuantas)} "
        f"{'jornada' if len(filas) == 1 else 'jornadas'} de servicios en "
        f"{r.cifra('localidades con jornada', lugares)} {'localidad' if lugares == '1' else 'localidades'}, "
        f"con {r.contar('asistencias a jornadas', todas['Asistentes'], 'asistencia', 'asistencias')}.",
        _la_mayor(r, mayor(filas, "Asistentes")),
    )
    return seccion("aportes.jornadas", "Jornadas de servicios", 2, r, bloque)


def _la_mayor(r: Redaccion, fila: Renglon | None) -> str:
    if fila is None:
        return ""
    cuando = f"{fila['Día'].escrito} de {fila['Mes'].escrito.lower()}"
    donde = f"{fila['Lugar'].escrito} ({fila['Localidad'].escrito})"
    cuantas = r.cifra("asistentes de la jornada con más", fila["Asistentes"])
    return f"La de más asistentes fue la del {cuando} en {donde}, con {cuantas}."


def mesas_tecnicas(lectura: Lectura) -> Seccion:
    """Mesas de acompañamiento técnico, tabla 6."""
    r, tabla = Redaccion(), lectura.tabla("mesas_tecnicas")
    filas = renglones(tabla)
    bloque = TablaEnDocumento(tabla, "Mesas de acompañamiento técnico", anchos=(8, 72, 20))
    if not filas:
        r.decir(f"En {lectura.vigencia} no hay mesas de acompañamiento técnico registradas.")
        return seccion("aportes.mesas", "Acompañamiento técnico", 2, r, bloque)
    cuantas = r.cifra("mesas de acompañamiento técnico", escribir(len(filas)))
    r.decir(
        f"Se {'hizo' if len(filas) == 1 else 'hicieron'} {cuantas} "
        f"{'mesa' if len(filas) == 1 else 'mesas'} de acompañamiento técnico, para alinear la ejecución de "
        "los productos y resolver lo que la frena.",
        _la_mas_repetida(r, [fila["Entidad o sector"].escrito for fila in filas]),
    )
    return seccion("aportes.mesas", "Acompañamiento técnico", 2, r, bloque)


def _la_mas_repetida(r: Redaccion, nombres: Sequence[str]) -> str:
    """Con quién hubo más, si hay uno solo: como está escrito, que dos maneras de nombrarlo son dos."""
    match Counter(nombres).most_common(2):
        case [(nombre, n), *otros] if n > 1 and all(m < n for _, m in otros):
            cuantas = r.cifra("mesas de la que más se repite", escribir(n))
            return f"La que más se repite es «{nombre}», en {cuantas}."
        case _:
            return ""


def liderazgo(lectura: Lectura) -> Seccion:
    """Encuentros y otras actividades que la Dirección lideró."""
    r, tabla = Redaccion(), lectura.tabla("encuentros")
    filas, todas = renglones(tabla), totales(tabla)
    if not filas:
        r.decir(f"En {lectura.vigencia} no hay encuentros registrados.")
        return seccion("aportes.liderazgo", "Liderazgo de la política", 2, r)
    total = r.contar("encuentros y otras actividades", todas["Encuentros"], "actividad", "actividades")
    r.decir(f"La Dirección lideró además {total} con las personas que realizan actividades sexuales pagadas:")
    r.enumerar([_de_encuentro(r, fila) for fila in filas])
    return seccion("aportes.liderazgo", "Liderazgo de la política", 2, r)


def _de_encuentro(r: Redaccion, fila: Renglon) -> str:
    nombre = fila["Categoría"].escrito
    texto = f"{nombre}: {r.cifra(f'encuentros: {nombre}', fila['Encuentros'])}"
    detalles = []
    if fila["Participantes"].valor not in {"sin dato", "—"}:
        detalles.append(
            r.contar(f"participantes: {nombre}", fila["Participantes"], "participante", "participantes")
        )
    if fila["Cantidad"].valor != "—":
        detalles.append(f"{r.cifra(f'cantidad: {nombre}', fila['Cantidad'])} {fila['Unidad'].escrito}")
    return f"{texto}, con {unir(detalles)}" if detalles else texto
