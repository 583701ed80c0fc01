/** Los números que se escriben y las marcas de la lista dicen siempre lo mismo. Sin guiones valen los unos y las otras. */

const MUCHOS = 400;

/** Los números de «2, 5-7 10». @param {string} texto */
export function leer(texto) {
  const numeros = new Set();
  for (const [, desde, hasta] of texto.matchAll(/(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?/g)) {
    const fin = Math.min(Number(hasta ?? desde), Number(desde) + MUCHOS);
    for (let numero = Number(desde); numero <= fin; numero += 1) numeros.add(numero);
  }
  return numeros;
}

/** «2, 5-7, 10», en orden. @param {Iterable<number>} numeros */
export function escribir(numeros) {
  /** @type {number[][]} */
  const grupos = [];
  for (const numero of [...numeros].sort((a, b) => a - b)) {
    const ultimo = grupos.at(-1);
    if (ultimo && numero === ultimo[1] + 1) ultimo[1] = numero;
    else grupos.push([numero, numero]);
  }
  return grupos.map(([desde, hasta]) => (desde === hasta ? `${desde}` : `${desde}-${hasta}`)).join(", ");
}

/** @param {HTMLElement} grupo */
function unir(grupo) {
  const escrito = /** @type {HTMLInputElement} */ (document.getElementById(grupo.dataset.numeros ?? ""));
  const marcas = /** @type {HTMLInputElement[]} */ ([...grupo.querySelectorAll("input[data-numero]")]);
  /** @param {HTMLInputElement} marca */
  const numero = (marca) => Number(marca.dataset.numero);
  const marcar = () => {
    const numeros = leer(escrito.value);
    for (const marca of marcas) marca.checked = numeros.has(numero(marca));
  };
  escrito.addEventListener("input", marcar);
  grupo.addEventListener("change", () => {
    escrito.value = escribir(marcas.filter((marca) => marca.checked).map(numero));
    escrito.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const puestas = marcas.filter((marca) => marca.checked).map(numero);
  if (escrito.value) marcar();
  else if (puestas.length) escrito.value = escribir(puestas);
}

if (typeof document !== "undefined") {
  for (const grupo of document.querySelectorAll("[data-numeros]")) unir(/** @type {HTMLElement} */ (grupo));
}
