import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { leerCodigo } from "../../estaticos/campo/credencial.mjs";

/** Los escribe test_modulos.py con registro/personas/reglas.py: [texto, código o null, frase o null]. */
const vectores = JSON.parse(readFileSync(process.env.VECTORES, "utf8"));

test("la tableta y el servidor leen lo mismo de cada código, y dicen lo mismo de lo que no lo es", () => {
  assert.ok(vectores.length > 500);
  for (const [texto, codigo, frase] of vectores) {
    let leido = null;
    let dicho = null;
    try {
      leido = leerCodigo(texto);
    } catch (error) {
      dicho = error.message;
    }
    assert.deepEqual([leido, dicho], [codigo, frase], JSON.stringify(texto));
  }
});

test("la frase de un código ilegible nunca repite lo leído", () => {
  for (const [texto, codigo, frase] of vectores) {
    if (codigo === null && texto.length > 4) assert.ok(!frase.includes(texto), frase);
  }
});
