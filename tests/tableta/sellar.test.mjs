import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { crearSuite } from "../../estaticos/campo/sellar.mjs";

const NORMA = JSON.parse(readFileSync(new URL("./rfc9180.json", import.meta.url), "utf8"));
const bytes = (nombre) => Uint8Array.from(Buffer.from(NORMA[nombre], "hex")).buffer;
const hexa = (datos) => Buffer.from(new Uint8Array(datos)).toString("hex");

test("con el azar de la norma (RFC 9180, P-256, HKDF-SHA256, AES-256-GCM) se sella lo que dice la norma", async () => {
  const suite = crearSuite();
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytes("pkRm"));
  const remitente = await suite.createSenderContext({ recipientPublicKey, info: bytes("info"), ekm: bytes("ikmE") });
  assert.equal(hexa(remitente.enc), NORMA.enc);
  assert.equal(hexa(await remitente.seal(bytes("pt"), bytes("aad"))), NORMA.ct);
});
