/** Sella con el módulo de la tableta lo que llega por la entrada, para que Python lo abra. */
import { readFileSync } from "node:fs";
import { crearSellador } from "../../estaticos/campo/sellar.mjs";

const { llave, contenidos } = JSON.parse(readFileSync(0, "utf8"));
const sellar = crearSellador();
const sellados = [];
for (const contenido of contenidos) sellados.push(await sellar(llave, contenido.id, contenido));
process.stdout.write(JSON.stringify(sellados));
