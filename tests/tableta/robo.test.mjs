import assert from "node:assert/strict";
import { test } from "node:test";
import { OTRA, UNA } from "./codigos.mjs";
import { ACTIVIDAD } from "./servidor.mjs";
import { enJornada, hasta, PIN, sinRed } from "./tableta.mjs";

/** Todo lo que el navegador guardó, como texto y como bytes. */
async function volcar(indexedDB) {
  const base = await new Promise((listo) => (indexedDB.open("notas").onsuccess = ({ target }) => listo(target.result)));
  const trozos = [];
  const guardar = (valor) => {
    if (valor instanceof ArrayBuffer || ArrayBuffer.isView(valor)) {
      const bytes = Buffer.from(valor.buffer ?? valor);
      trozos.push(bytes.toString("latin1"), bytes.toString("base64"));
    } else if (valor instanceof CryptoKey) {
      assert.ok(valor.type !== "private" || !valor.extractable);
    } else if (typeof valor === "object" && valor) {
      for (const [clave, dentro] of Object.entries(valor)) {
        trozos.push(clave);
        guardar(dentro);
      }
      if ("privateKey" in valor) guardar(valor.privateKey);
    } else trozos.push(String(valor));
  };
  for (const nombre of base.objectStoreNames) {
    const almacen = base.transaction(nombre).objectStore(nombre);
    for (const todo of ["getAll", "getAllKeys"]) {
      await new Promise((listo) => {
        almacen[todo]().onsuccess = ({ target }) => listo(target.result.forEach(guardar));
      });
    }
  }
  base.close();
  return trozos.join("\n");
}

test("un volcado de la tableta robada no tiene códigos, respuestas, lugares ni con qué reconocer una tarjeta", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  const { lectura } = await mundo.tableta.leer(UNA, "qr");
  await mundo.tableta.leer(OTRA, "manual");
  await mundo.tableta.responder(lectura, { genero: "mujer trans" }, { texto_version: 1, medio: "verbal" });
  await mundo.tableta.menor();
  await mundo.tableta.abrirProvisional({ tipo: "jornada", lugar: "Esquina secreta", localidad: "14" });
  mundo.tableta.ocultar();
  const volcado = await volcar(mundo.indexedDB);
  assert.ok(volcado.includes(lectura), "el volcado sí mira lo guardado");
  const llanos = [UNA, OTRA].flatMap((codigo) => [codigo, codigo.replaceAll("-", ""), ...codigo.split("-").slice(1, 4)]);
  for (const secreto of [...llanos, "mujer", "trans", "genero", "menor", "Esquina", "Plaza", "Jornada", "credencial", PIN]) {
    assert.ok(!volcado.includes(secreto), secreto);
    assert.ok(!volcado.includes(Buffer.from(secreto).toString("base64").replace(/=+$/, "").slice(0, -1)), secreto);
  }
});

test("una tableta retirada entrega su cola y después no le queda nada", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  mundo.servidor.revocado = true;
  mundo.servidor.estorbo = null;
  await mundo.tableta.sincronizar();
  await hasta(() => mundo.tableta.estado().pantalla === "inscribir");
  assert.equal(mundo.servidor.recibidas.size, 1);
  const volcado = await volcar(mundo.indexedDB);
  assert.equal(volcado, "");
  assert.deepEqual(mundo.reloj.citas(), []);
});

test("retirada y con la cola vacía, se entera al pedir el paquete, pregunta y se borra", async () => {
  const mundo = await enJornada();
  mundo.servidor.revocado = true;
  await mundo.tableta.sincronizar();
  assert.equal(mundo.tableta.estado().inscripcion.revocada, true);
  assert.equal(mundo.tableta.estado().paquete, null);
  await mundo.reloj.vencer(1000);
  await hasta(() => mundo.tableta.estado().pantalla === "inscribir");
  assert.equal(await volcar(mundo.indexedDB), "");
});

test("retirada pero con una pieza aparte, no se borra", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  const { lectura } = await mundo.tableta.leer(UNA, "qr");
  await mundo.tableta.sinTarjeta(1);
  mundo.servidor.estorbo = null;
  mundo.servidor.malas.add(lectura);
  mundo.servidor.revocado = true;
  await mundo.tableta.sincronizar();
  assert.equal(mundo.tableta.estado().pendientes, 1);
  assert.notEqual(mundo.tableta.estado().pantalla, "inscribir");
});

test("lo de una tableta sin red pasa sellado a otra, y el servidor lo cuenta una vez", async () => {
  const primera = await enJornada();
  primera.servidor.estorbo = sinRed;
  await primera.tableta.leer(UNA, "qr");
  await primera.tableta.sinTarjeta(1);
  const { nombre, texto, cuantas } = await primera.tableta.exportar();
  assert.deepEqual([nombre, cuantas], ["notas-2026-11-22.json", 2]);
  assert.ok(!texto.includes(UNA));
  primera.servidor.estorbo = null;
  const segunda = await enJornada({ servidor: primera.servidor });
  await assert.rejects(segunda.tableta.importar(texto.slice(0, -9)), /incompleto/);
  await assert.rejects(segunda.tableta.importar('{"formato":"otro"}'), /No se recibió nada/);
  const recortado = { ...JSON.parse(texto), lecturas: JSON.parse(texto).lecturas.slice(1) };
  await assert.rejects(segunda.tableta.importar(JSON.stringify(recortado)), /incompleto/);
  const abierto = texto.replace(/"sellado":"[^"]+"/, '"sellado":"sin sellar"');
  await assert.rejects(segunda.tableta.importar(abierto), /incompleto/);
  assert.deepEqual(await segunda.tableta.importar(texto), { nuevas: 2 });
  assert.deepEqual(await segunda.tableta.importar(texto), { nuevas: 0 });
  assert.equal(segunda.tableta.estado().pendientes, 2);
  for (const { tableta } of [segunda, primera]) {
    await tableta.sincronizar();
    assert.deepEqual(tableta.estado().cuentas, { guardadas: 2, recibidas: 2, contadas: 2 });
  }
  assert.equal(primera.servidor.recibidas.size, 2);
});

test("una llave de sellado nueva no estorba a lo sellado antes, y con el paquete vencido se usa la sucesora", async () => {
  const { crearLlaveDeSellado } = await import("./servidor.mjs");
  const mundo = await enJornada();
  mundo.servidor.llaves.k2 = await crearLlaveDeSellado("k2");
  mundo.servidor.sucesora = { llave: "k2" };
  await mundo.tableta.sincronizar();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  mundo.reloj.avanzar(73 * 3_600_000);
  await mundo.tableta.leer(OTRA, "qr");
  const { lecturas } = JSON.parse((await mundo.tableta.exportar()).texto);
  assert.deepEqual(lecturas.map(({ sellado }) => sellado.split(".")[0]), ["k1", "k2"]);
  mundo.servidor.estorbo = null;
  await mundo.tableta.sincronizar();
  assert.deepEqual([...mundo.servidor.recibidas.values()].map(({ actividad }) => actividad), [ACTIVIDAD, ACTIVIDAD]);
});

test("sin haber recibido nunca con qué sellar, no se guarda nada y se dice qué hacer", async () => {
  const { crearMundo } = await import("./tableta.mjs");
  const mundo = await crearMundo();
  mundo.servidor.estorbo = { antes: (url) => (url.endsWith("/paquete") ? Promise.reject(new TypeError("sin red")) : null) };
  await mundo.tableta.inscribir("BUENO", "T");
  await mundo.tableta.empezarTurno(PIN);
  const abrir = mundo.tableta.abrirProvisional({ tipo: "jornada", lugar: "Plaza", localidad: null });
  await assert.rejects(abrir, /Acérquela una vez a la red/);
  assert.equal(mundo.tableta.estado().pantalla, "actividades");
});
