/**
 * Dibuja un código QR sin pedirle nada a nadie: letras sueltas (modo de bytes), nivel M, versiones 1 a 6, que alcanzan para
 * una dirección de 106 bytes. ISO/IEC 18004.
 */

/** Por versión: bytes de corrección por bloque, y cuántos bytes de datos lleva cada bloque. */
const BLOQUES = [
  { correccion: 10, datos: [16] },
  { correccion: 16, datos: [28] },
  { correccion: 26, datos: [44] },
  { correccion: 18, datos: [32, 32] },
  { correccion: 24, datos: [43, 43] },
  { correccion: 16, datos: [27, 27, 27, 27] },
];
const POLINOMIO = 0x11d;
const GENERADOR_DE_FORMATO = 0x537;
const MASCARA_DE_FORMATO = 0x5412;
/** Nivel M es 00, y la máscara 0 es (fila + columna) par: se usa siempre, cualquiera se lee. */
const FORMATO = 0b00_000;

const EXP = new Uint8Array(510);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i += 1) {
  EXP[i] = EXP[i + 255] = x;
  LOG[x] = i;
  x = x & 0x80 ? (x << 1) ^ POLINOMIO : x << 1;
}

/** @param {number} a @param {number} b */
const por = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);

/** Los bytes de corrección de Reed–Solomon.
 * @param {number[]} datos @param {number} cuantos */
function corregir(datos, cuantos) {
  let generador = [1];
  for (let grado = 0; grado < cuantos; grado += 1) {
    const siguiente = [...generador, 0];
    generador.forEach((coeficiente, i) => (siguiente[i + 1] ^= por(coeficiente, EXP[grado])));
    generador = siguiente;
  }
  const resto = [...datos, ...Array(cuantos).fill(0)];
  for (let i = 0; i < datos.length; i += 1) {
    const factor = resto[i];
    generador.forEach((coeficiente, j) => (resto[i + j] ^= por(coeficiente, factor)));
  }
  return resto.slice(datos.length);
}

/** @param {number[]} bytes @param {number} total */
function empacar(bytes, total) {
  const bits = [0, 1, 0, 0, ...enBits(bytes.length, 8), ...bytes.flatMap((byte) => enBits(byte, 8))];
  bits.push(...Array(Math.min(4, total * 8 - bits.length)).fill(0));
  while (bits.length % 8) bits.push(0);
  const empacados = [];
  for (let i = 0; i < bits.length; i += 8) empacados.push(parseInt(bits.slice(i, i + 8).join(""), 2));
  for (let relleno = 0xec; empacados.length < total; relleno ^= 0xec ^ 0x11) empacados.push(relleno);
  return empacados;
}

/** @param {number} numero @param {number} cuantos */
const enBits = (numero, cuantos) => Array.from({ length: cuantos }, (_, i) => (numero >> (cuantos - 1 - i)) & 1);

/** Los bytes en el orden en que se dibujan: uno de cada bloque por turno, primero datos y luego corrección.
 * @param {number[]} datos @param {{ correccion: number, datos: number[] }} receta */
function intercalar(datos, receta) {
  const bloques = receta.datos.map((largo, i) => datos.slice(i * largo, (i + 1) * largo));
  const correcciones = bloques.map((bloque) => corregir(bloque, receta.correccion));
  const turno = (/** @type {number[][]} */ listas) => listas[0].flatMap((_, i) => listas.map((lista) => lista[i]));
  return [...turno(bloques), ...turno(correcciones)];
}

/** @typedef {(boolean | undefined)[][]} Modulos */

/** @param {Modulos} modulos @param {number} fila @param {number} columna */
function ponerOjo(modulos, fila, columna) {
  for (let y = -1; y <= 7; y += 1) {
    for (let x = -1; x <= 7; x += 1) {
      if (modulos[fila + y]?.length > columna + x && columna + x >= 0) {
        const borde = Math.max(Math.abs(y - 3), Math.abs(x - 3));
        modulos[fila + y][columna + x] = borde !== 2 && borde !== 4;
      }
    }
  }
}

/** Lo que no son datos: ojos, guías, alineación y formato.
 * @param {number} version @returns {Modulos} */
function armazon(version) {
  const lado = 17 + 4 * version;
  /** @type {Modulos} */
  const modulos = Array.from({ length: lado }, () => Array(lado).fill(undefined));
  for (const [fila, columna] of [[0, 0], [0, lado - 7], [lado - 7, 0]]) ponerOjo(modulos, fila, columna);
  if (version > 1) {
    const centro = lado - 7;
    for (let y = -2; y <= 2; y += 1) {
      for (let x = -2; x <= 2; x += 1) modulos[centro + y][centro + x] = Math.max(Math.abs(y), Math.abs(x)) !== 1;
    }
  }
  for (let i = 8; i < lado - 8; i += 1) modulos[6][i] = modulos[i][6] = i % 2 === 0;
  ponerFormato(modulos);
  return modulos;
}

/** @param {Modulos} modulos */
function ponerFormato(modulos) {
  const lado = modulos.length;
  let resto = FORMATO << 10;
  for (let i = 14; i >= 10; i -= 1) if ((resto >> i) & 1) resto ^= GENERADOR_DE_FORMATO << (i - 10);
  const formato = ((FORMATO << 10) | resto) ^ MASCARA_DE_FORMATO;
  for (let i = 0; i < 15; i += 1) {
    const oscuro = Boolean((formato >> i) & 1);
    const junto = i < 6 ? i : i < 8 ? i + 1 : lado - 15 + i;
    modulos[junto][8] = oscuro;
    const aLoLargo = i < 8 ? lado - 1 - i : i === 8 ? 7 : 14 - i;
    modulos[8][aLoLargo] = oscuro;
  }
  modulos[lado - 8][8] = true;
}

/** Los módulos, sin margen; verdadero es oscuro. Devuelve null si el texto no cabe.
 * @param {string} texto @returns {boolean[][] | null} */
export function matriz(texto) {
  const bytes = [...new TextEncoder().encode(texto)];
  const suma = (/** @type {number[]} */ numeros) => numeros.reduce((total, uno) => total + uno, 0);
  const cual = BLOQUES.findIndex(({ datos }) => suma(datos) >= bytes.length + 2);
  if (cual < 0) return null;
  const receta = BLOQUES[cual];
  const modulos = armazon(cual + 1);
  const bits = intercalar(empacar(bytes, suma(receta.datos)), receta).flatMap((byte) => enBits(byte, 8));
  const lado = modulos.length;
  let puesto = 0;
  let sube = true;
  for (let derecha = lado - 1; derecha > 0; derecha -= derecha === 8 ? 3 : 2) {
    for (let paso = 0; paso < lado; paso += 1) {
      const fila = sube ? lado - 1 - paso : paso;
      for (const columna of [derecha, derecha - 1]) {
        if (modulos[fila][columna] !== undefined) continue;
        modulos[fila][columna] = Boolean(bits[puesto]) !== ((fila + columna) % 2 === 0);
        puesto += 1;
      }
    }
    sube = !sube;
  }
  return /** @type {boolean[][]} */ (modulos);
}

/** El trazo de un <path> con los módulos oscuros, con el margen que pide la norma.
 * @param {boolean[][]} modulos @param {number} margen */
export function trazo(modulos, margen) {
  return modulos
    .flatMap((fila, y) => fila.map((oscuro, x) => (oscuro ? `M${x + margen} ${y + margen}h1v1h-1z` : "")))
    .join("");
}
