import assert from "node:assert/strict";
import { test } from "node:test";
import { demora, FRASES } from "../../estaticos/campo/red.mjs";

const MINUTO = 60_000;

test("cada falla espera más que la anterior y nunca más de cinco minutos", () => {
  const esperas = Array.from({ length: 30 }, (_, falla) => demora(falla + 1, () => 1));
  assert.deepEqual(esperas.slice(0, 4), [2000, 4000, 8000, 16_000]);
  assert.deepEqual(esperas, [...esperas].sort((a, b) => a - b));
  assert.equal(esperas.at(-1), 5 * MINUTO);
});

test("el azar reparte los reintentos en la mitad de arriba de la espera", () => {
  assert.equal(demora(3, () => 0), 4000);
  assert.equal(demora(30, () => 0), 2.5 * MINUTO);
});

test("la espera que pide el servidor se respeta, hasta cinco minutos", () => {
  assert.equal(demora(1, () => 0, 45_000), 45_000);
  assert.equal(demora(1, () => 0, 3_600_000), 5 * MINUTO);
});

test("cada situación tiene su propia frase, y ninguna deja pensar que algo se perdió", () => {
  assert.equal(new Set(Object.values(FRASES)).size, Object.keys(FRASES).length);
  for (const clase of ["sin_red", "portal_cautivo", "certificado", "servidor"]) {
    assert.match(FRASES[clase], /guardado aquí/);
  }
  for (const frase of Object.values(FRASES)) assert.doesNotMatch(frase, /!/);
});
