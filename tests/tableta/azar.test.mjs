/**
 * Al azar, con semilla: lecturas, deshacer, apagones y una red que pierde, repite, desordena y responde como un portal.
 * Al final, con red buena, el servidor tiene exactamente lo que la tableta confirmó, una vez y en su orden.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CODIGOS } from "./codigos.mjs";
import { enJornada, PIN, sinRed } from "./tableta.mjs";

const CORRIDAS = Number(process.env.CORRIDAS ?? 5);
const PASOS = 60;

/** Mulberry32: el mismo número da la misma historia. */
function azarDe(semilla) {
  let estado = semilla;
  return () => {
    estado = (estado + 0x6d2b79f5) | 0;
    let t = Math.imul(estado ^ (estado >>> 15), 1 | estado);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function redMala(azar, servidor) {
  const portal = () => new Response("<h1>wifi</h1>", { status: 200, headers: { "Content-Type": "text/html" } });
  let anterior = null;
  return {
    antes: () => {
      const suerte = azar();
      if (suerte < 0.25) return sinRed.antes();
      return suerte < 0.35 ? portal() : null;
    },
    despues: async (_url, respuesta) => {
      const suerte = azar();
      if (suerte < 0.2) throw new TypeError("la respuesta se perdió");
      const texto = await respuesta.text();
      const otra = anterior;
      anterior = texto;
      const cuerpo = suerte < 0.3 && otra ? otra : texto; // una respuesta vieja llega en vez de la de ahora
      if (suerte > 0.9) servidor.mudas = new Set([...servidor.recibidas.keys()].filter(() => azar() < 0.1));
      return new Response(cuerpo, { status: respuesta.status, headers: { "Content-Type": "application/json" } });
    },
  };
}

for (let semilla = 1; semilla <= CORRIDAS; semilla += 1) {
  test(`semilla ${semilla}: nada se pierde ni se repite`, async () => {
    const azar = azarDe(semilla);
    const mundo = await enJornada({ azar });
    const confirmadas = [];
    const presentes = new Map();
    let anonimas = 0;
    mundo.servidor.estorbo = redMala(azar, mundo.servidor);
    const anotar = (clase) => confirmadas.push(clase);
    const acciones = {
      leer: async () => {
        mundo.reloj.avanzar(5000);
        const codigo = CODIGOS[Math.floor(azar() * CODIGOS.length)];
        const { clase, lectura } = await mundo.tableta.leer(codigo, "qr");
        assert.equal(clase, presentes.has(codigo) ? "ya_estaba" : "registrada");
        if (clase === "registrada") {
          presentes.set(codigo, lectura);
          anotar(lectura);
        } else assert.equal(lectura, presentes.get(codigo));
      },
      anonima: async () => {
        anonimas += 1;
        anotar((await mundo.tableta.sinTarjeta(1)).lectura);
      },
      deshacer: async () => {
        const { ultima } = mundo.tableta.estado().actividad;
        if (!ultima) return assert.rejects(mundo.tableta.deshacer());
        await mundo.tableta.deshacer();
        anotar(`deshacer ${ultima.lectura}`);
        if (ultima.clase === "anonima") anonimas -= 1;
        for (const [codigo, lectura] of presentes) if (lectura === ultima.lectura) presentes.delete(codigo);
      },
      apagon: async () => {
        await mundo.encender();
        await mundo.tableta.desbloquear(PIN);
      },
      enviar: () => mundo.tableta.sincronizar(),
      esperar: () => mundo.reloj.vencer(Math.floor(azar() * 60_000)),
    };
    const baraja = [..."llllllaaadeeeewwwwp"].map((letra) => ({ l: "leer", a: "anonima", d: "deshacer", e: "enviar", w: "esperar", p: "apagon" })[letra]);
    for (let paso = 0; paso < PASOS; paso += 1) await acciones[baraja[Math.floor(azar() * baraja.length)]]();
    mundo.servidor.estorbo = null;
    mundo.servidor.mudas.clear();
    await mundo.tableta.sincronizar();
    for (const { id } of mundo.tableta.estado().cuarentena) await mundo.tableta.reintentar(id);
    await mundo.tableta.sincronizar();

    const { actividad, cuentas, pendientes } = mundo.tableta.estado();
    const llegadas = [...mundo.servidor.recibidas.values()];
    const dichas = llegadas.map(({ id, clase, lectura }) => (clase === "deshacer" ? `deshacer ${lectura}` : id));
    assert.equal(pendientes, 0);
    assert.deepEqual([...dichas].sort(), [...confirmadas].sort());
    assert.deepEqual(cuentas, {
      guardadas: confirmadas.length,
      recibidas: confirmadas.length,
      contadas: llegadas.filter(({ clase }) => clase === "lectura").length,
    });
    assert.deepEqual([actividad.con_tarjeta, actividad.sin_tarjeta], [presentes.size, anonimas]);
    const deshechas = new Set(llegadas.filter(({ clase }) => clase === "deshacer").map(({ lectura }) => lectura));
    const quedan = llegadas.filter(({ id, clase }) => clase === "lectura" && !deshechas.has(id));
    assert.equal(quedan.length, presentes.size + anonimas);
    assert.deepEqual(mundo.errores, []);
  });
}
