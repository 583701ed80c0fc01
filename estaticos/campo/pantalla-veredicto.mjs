/** La respuesta grande a cada lectura: forma, color, palabra, frase, sonido y vibración; y lo que se cuelga de ella. */
import { cifra, crearBoton, en, escribir, hora, molde, parte, pedir } from "./pantalla-piezas.mjs";

/** @typedef {import("./tipos.d.ts").Respuesta} Respuesta */

const A_LA_VISTA = 3;
const SEGUIR = "Puede seguir con la siguiente.";
/** Cómo suena y vibra cada clase: tonos en hercios y milisegundos de vibración.
 * @type {Record<string, { tonos: number[], vibra: number[] }>} */
const SENALES = {
  registrada: { tonos: [1320], vibra: [70] },
  ya_estaba: { tonos: [660, 660], vibra: [60, 60, 60] },
  en_revision: { tonos: [880, 1320], vibra: [150] },
  no_es_tarjeta: { tonos: [300, 220], vibra: [250, 80, 250] },
};
/** @type {AudioContext | null} */
let audio = null;
/** Qué se le anotó a quien está en la pantalla y con qué id, por si hay que retirarlo; se olvida con la siguiente.
 * @type {{ lectura: string, ids: Map<string, string> }} */
let anotado = { lectura: "", ids: new Map() };

/** @param {string} lectura */
function anotadoDe(lectura) {
  if (anotado.lectura !== lectura) anotado = { lectura, ids: new Map() };
  return anotado.ids;
}

/** @param {string} clase */
function avisar(clase) {
  const { tonos, vibra } = SENALES[clase];
  navigator.vibrate?.(vibra);
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume();
  tonos.forEach((tono, lugar) => {
    const desde = /** @type {AudioContext} */ (audio).currentTime + lugar * 0.14;
    const oscilador = new OscillatorNode(/** @type {AudioContext} */ (audio), { frequency: tono });
    oscilador.connect(/** @type {AudioContext} */ (audio).destination);
    oscilador.start(desde);
    oscilador.stop(desde + 0.11);
  });
}

/** Un botón que anota un servicio o una remisión; lo anotado queda marcado, y otro toque lo retira.
 * @param {import("./pantalla-piezas.mjs").Mando} mando @param {string} lectura
 * @param {{ clave: string, nombre: string, dato: { servicio?: number, remitida_a?: number } }} que */
export function fichaDe({ app }, lectura, { clave, nombre, dato }) {
  const ficha = crearBoton(nombre, "ficha");
  const marcar = () => {
    const puesta = anotadoDe(lectura).has(clave);
    ficha.setAttribute("aria-pressed", String(puesta));
    ficha.textContent = puesta ? `✓ ${nombre}` : nombre;
  };
  ficha.addEventListener("click", async () => {
    const ids = anotadoDe(lectura);
    const puesta = ids.get(clave);
    const hecho = await pedir(ficha, async () => {
      if (puesta) await app.retirar(lectura, puesta);
      else ids.set(clave, await app.prestar(lectura, dato));
    });
    if (hecho && puesta) ids.delete(clave);
    marcar();
  });
  marcar();
  return ficha;
}

/** @param {Respuesta} respuesta @param {string} palabra */
function palabraDe({ clase, hora: cuando }, palabra) {
  return clase === "ya_estaba" ? `${palabra}, ${hora(cuando)}` : palabra;
}

/** La frase que acompaña a la palabra sin repetirla.
 * @param {Respuesta} respuesta */
function fraseDe({ clase, frase }) {
  if (clase === "ya_estaba") return `Cuenta una sola vez. ${SEGUIR}`;
  return frase === "Registrada." ? SEGUIR : frase;
}

/** @param {HTMLElement} nodo el panel @param {import("./pantalla-piezas.mjs").Mando} mando */
export function ponerVeredicto(nodo, mando) {
  const dicho = parte(nodo, "[data-dicho]");
  const servicios = parte(nodo, "[data-servicios]");
  const deLaLectura = parte(nodo, "[data-de-la-lectura]");
  /** @type {string | null} */
  let puesto = null;

  /** @param {string} clase @param {(palabra: string) => string} palabra @param {string} frase */
  function decir(clase, palabra, frase) {
    const forma = /** @type {Element} */ (molde(`forma-${clase}`).querySelector("svg"));
    const nombre = document.getElementById(`forma-${clase}`)?.dataset.palabra ?? "";
    nodo.className = `veredicto veredicto-${clase}`;
    const grande = en("p", palabra(nombre));
    grande.className = "palabra";
    const chica = en("p", frase);
    chica.className = "frase";
    dicho.replaceChildren(forma, grande, chica);
  }

  /** @param {import("./tipos.d.ts").Estado} estado @param {Respuesta | null} respuesta */
  function colgar({ actividad, paquete }, respuesta) {
    const lectura = respuesta && respuesta.clase !== "no_es_tarjeta" ? respuesta.lectura : null;
    const anonima = Boolean(actividad?.anonimas.some((una) => una.lectura === lectura));
    const ofrecidos = lectura && actividad ? (paquete?.servicios ?? []).filter(({ id }) => actividad.servicios.includes(id)) : [];
    servicios.replaceChildren(
      ...ofrecidos.slice(0, A_LA_VISTA).map(({ id, nombre }) =>
        fichaDe(mando, lectura ?? "", { clave: `s${id}`, nombre, dato: { servicio: id } })),
    );
    if (lectura && (ofrecidos.length || paquete?.entidades.length)) {
      const mas = crearBoton(ofrecidos.length ? "+ servicio o remisión" : "Remitir", "ficha");
      mas.addEventListener("click", () => mando.ir("servicios", lectura));
      servicios.append(mas);
    }
    const [preguntas, tarjeta] = deLaLectura.children;
    /** @type {HTMLElement} */ (preguntas).hidden = !lectura || anonima || respuesta?.clase !== "registrada" || !actividad?.ultima || actividad.ultima.clase !== "tarjeta";
    /** @type {HTMLElement} */ (tarjeta).hidden = !anonima;
  }

  /** Lo que no quedó guardado no puede dejar a la vista el visto bueno de la anterior.
   * @param {import("./tipos.d.ts").Estado} estado */
  function negar(estado) {
    if (puesto === estado.error) return;
    puesto = estado.error;
    decir("no_es_tarjeta", () => "No se guardó", estado.error);
    colgar(estado, null);
    avisar("no_es_tarjeta");
  }

  return {
    /** @param {import("./tipos.d.ts").Estado} estado @param {Respuesta | null} respuesta @param {string} enEspera */
    actualizar(estado, respuesta, enEspera) {
      const { actividad } = estado;
      const total = (actividad?.con_tarjeta ?? 0) + (actividad?.sin_tarjeta ?? 0);
      escribir(nodo, "[data-total]", cifra(total));
      escribir(nodo, "[data-unidad]", total === 1 ? "persona hasta ahora" : "personas hasta ahora");
      if (estado.error) return negar(estado);
      const clave = respuesta ? `${respuesta.turno} ${respuesta.lectura} ${actividad?.anonimas.length}` : `espera ${enEspera}`;
      if (clave === puesto) return;
      puesto = clave;
      if (respuesta) decir(respuesta.clase, (palabra) => palabraDe(respuesta, palabra), fraseDe(respuesta));
      else decir("espera", (palabra) => palabra, enEspera);
      colgar(estado, respuesta);
    },
    /** @param {Respuesta} respuesta */
    sonar(respuesta) {
      if (!respuesta.eco) avisar(respuesta.clase);
    },
  };
}
