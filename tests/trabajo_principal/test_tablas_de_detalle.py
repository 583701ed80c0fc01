"""Las tablas que abren un poco más lo publicado: clases, actuaciones, encuentros, metas y el conjunto."""

EN_2023 = ("--vigencia", "2023")


def numero(texto):
    """El valor publicado: entero si lo es, como sale en el JSON."""
    valor = float(texto)
    return int(valor) if valor.is_integer() else valor


def test_las_clases_del_area_juridica(tabla, datos_reales):
    publicadas = datos_reales("atenciones_2023.json")["areas"]["juridica"]["por_clase"]
    leida = tabla("atenciones_por_clase", *EN_2023)
    juridicas = {clase.lower(): cuantas for area, clase, cuantas in leida["filas"] if area == "Jurídica"}
    assert juridicas == publicadas
    assert leida["totales"] == ["Total", "", 11_196]


def test_las_actuaciones_juridicas(tabla, datos_reales):
    publicadas = datos_reales("atenciones_2023.json")["areas"]["juridica"]["actuaciones"]
    leida = tabla("actuaciones", *EN_2023)
    assert {actuacion.lower(): veces for actuacion, veces in leida["filas"]} == publicadas
    assert leida["totales"] == ["Total", sum(publicadas.values())]


def test_todas_las_gestiones_de_trabajo_social(tabla, datos_reales):
    leida = tabla("gestiones", *EN_2023)
    assert [gestion for gestion, _ in leida["filas"]] == (
        datos_reales("atenciones_2023.json")["gestiones_trabajo_social"]
    )
    assert all(veces > 0 for _, veces in leida["filas"])


def test_los_encuentros_por_categoria(tabla, datos_reales):
    publicados = datos_reales("encuentros_2023.csv")
    leida = {fila[0].lower(): fila[1:] for fila in tabla("encuentros", *EN_2023)["filas"]}
    assert list(leida) == [fila["categoria"] for fila in publicados]
    for fila in publicados:
        encuentros, participantes, *_ = leida[fila["categoria"]]
        assert encuentros == int(fila["cuantos"]), fila["categoria"]
        assert participantes == (int(fila["participantes"]) if fila["participantes"] else None)
    assert leida["escuela de educación emocional"][2:] == [40, "personas graduadas"]
    assert leida["recorrido"][2:] == [395, "escenarios visitados"]


def test_las_metas_y_lo_alcanzado_de_los_73_productos(tabla, datos_reales):
    leida = tabla("productos")
    cifras = {
        "Meta 2023": "meta_2023",
        "Alcanzado 2023": "alcanzado_2023",
        "Meta acumulada 2020–2023": "meta_acumulada_2020_2023",
        "Alcanzado acumulado 2020–2023": "alcanzado_acumulado_2020_2023",
    }
    filas = {fila[0]: fila for fila in leida["filas"]}
    assert len(filas) == 73
    for publicado in datos_reales("ppasp_productos.csv"):
        fila = filas[publicado["codigo"]]
        esperados = [publicado[clave] for clave in cifras.values()]
        hallados = [fila[leida["columnas"].index(titulo)] for titulo in cifras]
        assert hallados == [numero(valor) if valor else None for valor in esperados], fila[0]


def test_el_total_de_actividades_cuenta_una_vez_la_mesa_que_tambien_es_jornada(tabla):
    leida = tabla("actividades", *EN_2023)
    por_tipo = {fila[0]: fila[1] for fila in leida["filas"]}
    assert (por_tipo["Jornadas"], por_tipo["Mesas técnicas"]) == (25, 100)
    assert leida["totales"][1] == sum(por_tipo.values()) - 10
