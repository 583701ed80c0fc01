import assert from "node:assert/strict";
import { test } from "node:test";
import { crearReloj, diaDeBogota, horaDeBogota } from "../../estaticos/campo/reloj.mjs";
import { INICIO, crearReloj as crearFuente } from "./tableta.mjs";

const HORA = 3_600_000;

test("mover el reloj de pared a mitad de la actividad no mueve las lecturas", () => {
  const fuente = crearFuente();
  const reloj = crearReloj(fuente);
  fuente.avanzar(1000);
  fuente.mover(3 * HORA);
  assert.equal(reloj.ahora(), INICIO + 1000);
  assert.equal(reloj.marca(), null);
});

test("un desfase de más de cinco minutos con el servidor se corrige y queda marcado", () => {
  const fuente = crearFuente(INICIO + 3 * HORA);
  const reloj = crearReloj(fuente);
  assert.equal(reloj.comparar(new Date(INICIO).toISOString()), true);
  assert.equal(reloj.ahora(), INICIO);
  assert.deepEqual(reloj.marca(), { desfase_s: -10_800, corregida: true });
  assert.deepEqual(reloj.estado(), { desfase_s: -10_800, corregido: true });
});

test("un desfase de cinco minutos exactos no se toca, y uno de un milisegundo más sí", () => {
  const reloj = crearReloj(crearFuente());
  assert.equal(reloj.comparar(new Date(INICIO + 300_000).toISOString()), false);
  assert.equal(reloj.comparar(new Date(INICIO + 300_001).toISOString()), true);
  assert.equal(reloj.ahora(), INICIO + 300_001);
});

test("una hora del servidor que no se entiende no cambia nada", () => {
  const reloj = crearReloj(crearFuente());
  assert.equal(reloj.comparar("mañana"), false);
  assert.equal(reloj.marca(), null);
});

test("lo que la tableta durmió se cuenta al despertar y queda marcado sin corregir", () => {
  const fuente = crearFuente();
  const reloj = crearReloj(fuente);
  fuente.mover(2 * HORA);
  reloj.reanudar();
  assert.equal(reloj.ahora(), INICIO + 2 * HORA);
  assert.deepEqual(reloj.marca(), { desfase_s: 7200, corregida: false });
  reloj.comparar(new Date(INICIO + 2 * HORA).toISOString());
  assert.equal(reloj.marca(), null);
});

test("al despertar, un reloj que retrocede o que salta más de un día no se cree", () => {
  for (const movido of [-2 * HORA, 30 * HORA]) {
    const fuente = crearFuente();
    const reloj = crearReloj(fuente);
    fuente.mover(movido);
    reloj.reanudar();
    assert.equal(reloj.ahora(), INICIO);
  }
});

test("al encender, nada ocurre antes de lo último que se guardó", () => {
  const reloj = crearReloj({ ...crearFuente(), ultima: INICIO + HORA });
  assert.equal(reloj.ahora(), INICIO + HORA);
  assert.deepEqual(reloj.marca(), { desfase_s: 3600, corregida: false });
});

test("la hora se escribe en la de Bogotá, también pasada la medianoche", () => {
  const reloj = crearReloj(crearFuente(Date.parse("2026-11-23T04:59:59.000Z")));
  assert.equal(reloj.iso(), "2026-11-22T23:59:59.000-05:00");
  assert.equal(diaDeBogota(reloj.ahora() + 1000), "2026-11-23");
  assert.equal(horaDeBogota(reloj.ahora() + 1000), "12:00 a. m.");
  assert.equal(horaDeBogota(Date.parse("2026-11-22T12:05:00-05:00")), "12:05 p. m.");
});
