import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIVIDAD, SIN_TARJETAS } from "./servidor.mjs";
import { INICIO, PIN, crearMundo, enJornada, guardado, sinRed } from "./tableta.mjs";
import { UNA, OTRA } from "./codigos.mjs";
import { enBase64, enBytes } from "../../estaticos/campo/bytes.mjs";

const HORA = 3_600_000;
const recibidas = ({ servidor }) => [...servidor.recibidas.values()];

async function enviado(mundo) {
  await mundo.tableta.sincronizar();
  return recibidas(mundo);
}

test("una tarjeta se registra y lo que viaja es lo del contrato", async () => {
  const mundo = await enJornada();
  const respuesta = await mundo.tableta.leer(UNA.toLowerCase().replaceAll("-", " "), "manual");
  assert.equal(respuesta.clase, "registrada");
  assert.deepEqual(await enviado(mundo), [
    {
      ...{ id: respuesta.lectura, clase: "lectura", actividad: ACTIVIDAD, credencial: UNA, medio: "manual" },
      ...{ leida_en: "2026-11-22T20:00:00.000-05:00", cantidad: 1 },
    },
  ]);
});

test("la misma tarjeta otra vez dice desde cuándo estaba, no envía nada y apunta a la primera lectura", async () => {
  const mundo = await enJornada();
  const primera = await mundo.tableta.leer(UNA, "qr");
  mundo.reloj.avanzar(HORA);
  const segunda = await mundo.tableta.leer(UNA, "qr");
  assert.deepEqual([segunda.clase, segunda.frase], ["ya_estaba", "Ya estaba desde las 8:00 p. m."]);
  assert.deepEqual([segunda.lectura, segunda.hora, segunda.eco], [primera.lectura, INICIO, false]);
  assert.equal(mundo.tableta.estado().actividad.repetidas, 1);
  assert.equal((await enviado(mundo)).length, 1);
});

test("mientras la tarjeta siga frente a la cámara es la misma respuesta, sin sonar otra vez", async () => {
  const { tableta, reloj } = await enJornada();
  const primera = await tableta.leer(UNA, "qr");
  for (let cuadro = 0; cuadro < 5; cuadro += 1) {
    reloj.avanzar(2000);
    assert.deepEqual(await tableta.leer(UNA, "qr"), { ...primera, eco: true });
  }
  await tableta.leer(OTRA, "qr");
  assert.equal((await tableta.leer(UNA, "qr")).clase, "ya_estaba");
  assert.equal(tableta.estado().actividad.con_tarjeta, 2);
});

test("dos cuadros de la misma tarjeta a la vez registran una sola", async () => {
  const mundo = await enJornada();
  const respuestas = await Promise.all([1, 2, 3].map(() => mundo.tableta.leer(UNA, "qr")));
  assert.deepEqual(respuestas.map(({ clase, eco }) => [clase, eco]), [
    ["registrada", false],
    ["registrada", true],
    ["registrada", true],
  ]);
  assert.equal((await enviado(mundo)).length, 1);
});

test("lo que no es una tarjeta se dice y no deja rastro", async () => {
  const mundo = await enJornada();
  const respuesta = await mundo.tableta.leer("https://otra.invalid/R9", "qr");
  assert.deepEqual([respuesta.clase, respuesta.lectura], ["no_es_tarjeta", null]);
  assert.match(respuesta.frase, /otro sistema/);
  assert.equal((await enviado(mundo)).length, 0);
});

test("una tarjeta retirada se guarda para revisar y cuenta como tal", async () => {
  const mundo = await crearMundo();
  const sal = new Uint8Array(16).fill(7);
  const llave = await crypto.subtle.importKey("raw", sal, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const huella = new Uint8Array(await crypto.subtle.sign("HMAC", llave, enBytes(UNA))).slice(0, 12);
  mundo.servidor.revocadas = { sal: enBase64(sal), huellas: [enBase64(huella)] };
  await mundo.tableta.inscribir("BUENO", "T");
  await mundo.tableta.empezarTurno(PIN);
  await mundo.tableta.sincronizar();
  await mundo.tableta.abrirActividad(ACTIVIDAD);
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "en_revision");
  assert.equal((await mundo.tableta.leer(OTRA, "qr")).clase, "registrada");
  const { con_tarjeta, en_revision } = mundo.tableta.estado().actividad;
  assert.deepEqual([con_tarjeta, en_revision], [2, 1]);
  assert.equal((await enviado(mundo)).length, 2);
});

test("deshacer quita la última, se envía, y la tarjeta se puede volver a leer", async () => {
  const mundo = await enJornada();
  const { lectura } = await mundo.tableta.leer(UNA, "qr");
  await mundo.tableta.deshacer();
  assert.equal(mundo.tableta.estado().actividad.con_tarjeta, 0);
  await assert.rejects(mundo.tableta.deshacer(), /No hay una lectura que deshacer/);
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "registrada");
  const piezas = await enviado(mundo);
  assert.deepEqual(piezas.map(({ clase }) => clase), ["lectura", "deshacer", "lectura"]);
  assert.equal(piezas[1].lectura, lectura);
});

test("sin tarjeta se anotan varias con su público, y una cantidad imposible no se guarda", async () => {
  const mundo = await enJornada();
  await mundo.tableta.sinTarjeta(12, "asp");
  for (const mala of [0, -1, 1.5, 501, Number.NaN]) {
    await assert.rejects(mundo.tableta.sinTarjeta(mala), /de 1 a 500/);
  }
  assert.match(mundo.tableta.estado().error, /de 1 a 500/);
  const [pieza, ...otras] = await enviado(mundo);
  assert.deepEqual([pieza.cantidad, pieza.publico, pieza.credencial, pieza.medio], [12, "asp", null, "anonima"]);
  assert.deepEqual(otras, []);
  assert.equal(mundo.tableta.estado().actividad.sin_tarjeta, 12);
});

test("una anotada sin tarjeta se vuelve tarjeta una sola vez, y esa tarjeta ya estaba después", async () => {
  const mundo = await enJornada();
  const { lectura } = await mundo.tableta.sinTarjeta(1);
  assert.equal((await mundo.tableta.ponerTarjeta(lectura, UNA)).clase, "registrada");
  await assert.rejects(mundo.tableta.ponerTarjeta(lectura, OTRA), /ya no se puede pasar/);
  const { con_tarjeta, sin_tarjeta, anonimas } = mundo.tableta.estado().actividad;
  assert.deepEqual([con_tarjeta, sin_tarjeta, anonimas], [1, 0, []]);
  assert.deepEqual((await mundo.tableta.leer(UNA, "qr")).lectura, lectura);
  const [, tarjeta] = await enviado(mundo);
  assert.deepEqual([tarjeta.clase, tarjeta.lectura, tarjeta.credencial], ["tarjeta", lectura, UNA]);
});

test("poner una tarjeta que ya estaba no cambia la anotada", async () => {
  const { tableta } = await enJornada();
  await tableta.leer(UNA, "qr");
  const { lectura } = await tableta.sinTarjeta(1);
  assert.equal((await tableta.ponerTarjeta(lectura, UNA)).clase, "ya_estaba");
  assert.equal(tableta.estado().actividad.sin_tarjeta, 1);
});

test("servicios, remisiones, respuestas y la alerta de menor viajan selladas y sin nada de más", async () => {
  const mundo = await enJornada();
  const { lectura } = await mundo.tableta.leer(UNA, "qr");
  await mundo.tableta.prestar(lectura, { servicio: 1 });
  const remision = await mundo.tableta.prestar(lectura, { remitida_a: 7 });
  await mundo.tableta.retirar(lectura, remision);
  await mundo.tableta.responder(lectura, { genero: "mujer trans" }, { texto_version: 2, medio: "verbal" });
  await mundo.tableta.menor();
  const sinId = (await enviado(mundo)).slice(1).map(({ id: _, ...resto }) => resto);
  assert.deepEqual(sinId, [
    { clase: "prestacion", lectura, servicio: 1 },
    { clase: "prestacion", lectura, remitida_a: 7 },
    { clase: "retiro", lectura, prestacion: remision },
    { clase: "respuestas", lectura, valores: { genero: "mujer trans" }, autorizacion: { texto_version: 2, medio: "verbal" } },
    { clase: "menor", actividad: ACTIVIDAD },
  ]);
  assert.equal(mundo.tableta.estado().actividad.con_tarjeta, 1);
});

test("donde se cuenta sin tarjetas, leer una lo dice y no guarda cuál era", async () => {
  const mundo = await enJornada();
  await mundo.tableta.abrirActividad(SIN_TARJETAS);
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "no_es_tarjeta");
  assert.equal((await enviado(mundo)).length, 0);
});

test("pasada la medianoche la actividad de anoche sigue, con la hora de cada lectura", async () => {
  const mundo = await enJornada();
  mundo.reloj.avanzar(5 * HORA);
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "registrada");
  const [pieza] = await enviado(mundo);
  assert.deepEqual([pieza.actividad, pieza.leida_en], [ACTIVIDAD, "2026-11-23T01:00:00.000-05:00"]);
});

test("leer días antes de la fecha de la actividad deja la lectura para revisar", async () => {
  const mundo = await enJornada();
  mundo.servidor.fecha = "2026-11-24";
  await mundo.tableta.cerrarActividad();
  await mundo.tableta.sincronizar();
  await mundo.tableta.abrirActividad(ACTIVIDAD);
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "en_revision");
  mundo.reloj.avanzar(4 * HORA);
  assert.equal((await mundo.tableta.leer(OTRA, "qr")).clase, "registrada");
});

test("sin paquete vigente se abre una provisional, y sus lecturas la nombran", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.soltarActividad();
  await mundo.tableta.cerrarActividad().catch((error) => assert.match(error.message, /No hay una actividad/));
  mundo.reloj.avanzar(73 * HORA);
  assert.equal(mundo.tableta.estado().vigente, false);
  await assert.rejects(mundo.tableta.abrirActividad(SIN_TARJETAS), /ya venció/);
  await assert.rejects(mundo.tableta.abrirProvisional({ tipo: "zesai", lugar: "x", localidad: null }), /clase/);
  await assert.rejects(mundo.tableta.abrirProvisional({ tipo: "jornada", lugar: "  ", localidad: null }), /lugar/);
  await mundo.tableta.abrirProvisional({ tipo: "jornada", lugar: " Plaza España ", localidad: "14" });
  await mundo.tableta.leer(UNA, "qr");
  await mundo.tableta.cerrarActividad();
  mundo.servidor.estorbo = null;
  const [provisional, lectura, cierre] = await enviado(mundo);
  assert.deepEqual([provisional.clase, provisional.lugar, provisional.fecha], ["provisional", "Plaza España", "2026-11-25"]);
  assert.deepEqual([lectura.provisional, lectura.actividad, cierre.provisional], [provisional.id, undefined, provisional.id]);
});

test("al cerrar la actividad se olvidan sus huellas", async () => {
  const mundo = await enJornada();
  await mundo.tableta.leer(UNA, "qr");
  assert.equal((await guardado(mundo.indexedDB, "huellas")).length, 1);
  await mundo.tableta.cerrarActividad();
  assert.equal((await guardado(mundo.indexedDB, "huellas")).length, 0);
  assert.equal(mundo.tableta.estado().pantalla, "actividades");
  await mundo.tableta.abrirActividad(ACTIVIDAD);
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "registrada");
  assert.deepEqual((await enviado(mundo)).map(({ clase }) => clase), ["lectura", "cierre", "lectura"]);
});

test("dos actividades abiertas a la vez llevan cada una su cuenta", async () => {
  const { tableta } = await enJornada();
  await tableta.leer(UNA, "qr");
  await tableta.abrirActividad(SIN_TARJETAS);
  await tableta.sinTarjeta(3);
  await tableta.abrirActividad(ACTIVIDAD);
  const { actividad, abiertas } = tableta.estado();
  assert.deepEqual([actividad.con_tarjeta, abiertas.map(({ sin_tarjeta }) => sin_tarjeta)], [1, [3]]);
});
