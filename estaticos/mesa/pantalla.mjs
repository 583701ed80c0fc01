/** La pantalla con el código de la sesión: lo cambia cada treinta segundos, con red o sin ella. */
import { matriz, trazo } from "./qr.mjs";
import { agrupado, crearRotativo, pasoDe, SEGUNDOS } from "./rotativo.mjs";

const MARGEN = 4;

/** @param {HTMLElement} caja */
async function rotar(caja) {
  const { secreto = "", direccion = "", ahora = "" } = caja.dataset;
  // La hora buena es la del servidor; la de esta máquina puede estar corrida.
  const desfase = Number(ahora) - Date.now();
  const codigoDe = await crearRotativo(crypto, secreto);
  const letras = /** @type {HTMLElement} */ (document.querySelector("[data-codigo]"));

  /** @param {string} codigo */
  function dibujar(codigo) {
    const modulos = matriz(direccion + codigo);
    if (!modulos) return location.reload();
    const lado = modulos.length + 2 * MARGEN;
    caja.querySelector("svg")?.setAttribute("viewBox", `0 0 ${lado} ${lado}`);
    caja.querySelector("rect")?.setAttribute("width", String(lado));
    caja.querySelector("rect")?.setAttribute("height", String(lado));
    caja.querySelector("path")?.setAttribute("d", trazo(modulos, MARGEN));
    letras.textContent = agrupado(codigo);
  }

  async function cambiar() {
    const hora = Date.now() + desfase;
    dibujar(await codigoDe(pasoDe(hora)));
    setTimeout(cambiar, SEGUNDOS * 1000 - (hora % (SEGUNDOS * 1000)) + 50);
  }
  await cambiar();
}

const caja = /** @type {HTMLElement | null} */ (document.querySelector("[data-secreto]"));
// Sin conexión segura no hay con qué calcular: la página se pide otra vez, que trae el código ya hecho.
if (caja && crypto.subtle) await rotar(caja);
else if (caja) setTimeout(() => location.reload(), SEGUNDOS * 1000);
