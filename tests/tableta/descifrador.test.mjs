import assert from "node:assert/strict";
import { test } from "node:test";
import { crearDescifrador } from "../../estaticos/campo/descifrador.mjs";

/** Trabajadores de mentira: contestan cuando la prueba quiere. */
function taller() {
  const encendidos = [];
  const descifrador = crearDescifrador(() => {
    const trabajador = { pedidos: [], vivo: true, terminate: () => (trabajador.vivo = false) };
    trabajador.postMessage = (pedido, entregados) => trabajador.pedidos.push({ ...pedido, entregados });
    trabajador.decir = (data) => trabajador.onmessage({ data });
    encendidos.push(trabajador);
    return trabajador;
  });
  return { encendidos, descifrador };
}
const imagen = () => ({ close() {} });

test("cada imagen se entrega al trabajador y vuelve con los textos que tenía", async () => {
  const { encendidos, descifrador } = taller();
  const una = imagen();
  const leyendo = descifrador.leer(una);
  const [{ turno, entregados }] = encendidos[0].pedidos;
  assert.deepEqual(entregados, [una]);
  assert.equal(descifrador.ocupado(), true);
  encendidos[0].decir({ listo: true });
  encendidos[0].decir({ turno, textos: ["R1"] });
  assert.deepEqual(await leyendo, ["R1"]);
  assert.equal(descifrador.ocupado(), false);
});

test("mientras mira una imagen no acepta otra, y una respuesta vieja no se confunde con la de ahora", async () => {
  const { encendidos, descifrador } = taller();
  const primera = descifrador.leer(imagen());
  await assert.rejects(descifrador.leer(imagen()), /todavía está con la imagen anterior/);
  encendidos[0].decir({ turno: 1, textos: [] });
  assert.deepEqual(await primera, []);
  const segunda = descifrador.leer(imagen());
  encendidos[0].decir({ turno: 1, textos: ["vieja"] });
  encendidos[0].decir({ turno: 2, textos: ["nueva"] });
  assert.deepEqual(await segunda, ["nueva"]);
});

test("una imagen que no se pudo mirar se dice, y el trabajador sigue", async () => {
  const { encendidos, descifrador } = taller();
  const leyendo = descifrador.leer(imagen());
  encendidos[0].decir({ turno: 1, error: "imagen vacía" });
  await assert.rejects(leyendo, /imagen vacía/);
  assert.equal(encendidos[0].vivo, true);
});

for (const [nombre, caer] of [
  ["no arranca", (trabajador) => trabajador.onerror({ message: "sin red" })],
  ["no encuentra el wasm", (trabajador) => trabajador.decir({ error: "wasm" })],
]) {
  test(`si el trabajador ${nombre}, quien esperaba se entera y la siguiente imagen enciende otro`, async () => {
    const { encendidos, descifrador } = taller();
    const leyendo = descifrador.leer(imagen());
    caer(encendidos[0]);
    await assert.rejects(leyendo);
    assert.equal(encendidos[0].vivo, false);
    const otra = descifrador.leer(imagen());
    encendidos[1].decir({ turno: 2, textos: ["ya"] });
    assert.deepEqual(await otra, ["ya"]);
  });
}

test("los cuadros de cada cámara van al trabajador y sólo avisa la que los ve; una suelta ya no avisa", () => {
  const { encendidos, descifrador } = taller();
  const [visto, caidas] = [[], []];
  const seguir = (nombre) =>
    descifrador.seguir({ nombre }, (textos) => visto.push([nombre, ...textos]), () => caidas.push(nombre));
  const una = seguir("una");
  const otra = seguir("otra");
  const [trabajador] = encendidos;
  assert.deepEqual(trabajador.pedidos.map(({ cual, corriente }) => [cual, corriente.nombre]), [[1, "una"], [2, "otra"]]);
  una.detener(true);
  assert.deepEqual([trabajador.pedidos[2].cual, trabajador.pedidos[2].pausa], [1, true]);
  trabajador.decir({ cual: 1, textos: ["R1"], vista: 0 });
  otra.soltar();
  otra.detener(true);
  trabajador.decir({ cual: 2, textos: ["R2"], vista: 0 });
  assert.deepEqual(visto, [["una", "R1"]]);
  assert.equal(trabajador.pedidos.length, 3);
  trabajador.decir({ error: "se acabó la memoria" });
  assert.deepEqual(caidas, ["una"]);
});
