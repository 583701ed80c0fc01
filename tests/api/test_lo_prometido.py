"""El servidor cumple su descripción ante lo que ella permite y ante lo que no; nunca responde otra cosa."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fabricas.tabletas import API, Tableta

PROMESAS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
EJEMPLOS = 8


@pytest.fixture
def operaciones(app):
    esquema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app)
    return [hallada.ok() for hallada in esquema.get_all_operations()]


@pytest.mark.parametrize("modo", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["bueno", "malo"])
def test_cualquier_peticion_recibe_una_respuesta_de_las_prometidas(contexto, operaciones, modo):
    tableta, vistas = Tableta(contexto), {}
    # Lo que no lleva nada no se puede pedir mal.
    con_algo = [una for una in operaciones if una.body or una.headers or modo is GenerationMode.POSITIVE]
    for operacion in con_algo:

        @settings(
            max_examples=EJEMPLOS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(caso=operacion.as_strategy(generation_mode=modo))
        def cumple(caso):
            respuesta = caso.call(headers=tableta.cabeceras | {"Accept-Encoding": "identity"})
            caso.validate_response(respuesta, checks=PROMESAS)
            vistas.setdefault(caso.operation.label, set()).add(respuesta.status_code)

        cumple()
    bien = 200 if modo is GenerationMode.POSITIVE else 400
    assert bien in vistas["POST /lotes"]
    assert set(vistas) >= {"POST /dispositivos", "GET /paquete"}
