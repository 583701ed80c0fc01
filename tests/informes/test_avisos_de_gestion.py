"""Una función que ninguna sesión ha abordado se avisa mientras todavía se puede abordar."""

from datetime import date

from registro.fechas import Semestre, hoy
from registro.informes.gestion.avisos import por_abordar

SEMESTRE = Semestre(2026, 1)


def test_se_avisa_mientras_el_semestre_corre_y_no_antes_ni_despues(contexto):
    dicho = por_abordar("ZESAI", SEMESTRE, date(2026, 6, 29))
    assert "las funciones 1, 2, 3, 4, 5, 6, 7, 8, 9 y 10" in dicho
    assert "queda 1 día" in dicho
    assert "quedan 180 días" in por_abordar("ZESAI", SEMESTRE, date(2026, 1, 1))
    assert "hoy termina" in por_abordar("ZESAI", SEMESTRE, date(2026, 6, 30))
    for fuera in (date(2025, 12, 31), date(2026, 7, 1)):
        assert por_abordar("ZESAI", SEMESTRE, fuera) == ""


def test_la_secretaria_lo_ve_en_las_sesiones_del_semestre(como):
    dia = hoy()
    secretaria = como("secretaria")
    en_curso = Semestre(dia.year, 1 if dia.month <= 6 else 2)
    ahora = secretaria.get(f"/mesa/instancia/1/sesiones?semestre={en_curso}").texto
    assert "Ninguna sesión ha abordado" in ahora
    antes = secretaria.get("/mesa/instancia/1/sesiones?semestre=2020-1").texto
    assert "Ninguna sesión ha abordado" not in antes
