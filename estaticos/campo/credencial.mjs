/**
 * El código de una tarjeta, con las mismas reglas que registro/personas/reglas.py: prefijo, 75 bits al azar y dos
 * caracteres de control de un código lineal sobre GF(32). Las frases nunca repiten lo leído.
 */
import { ErrorDeTableta } from "./errores.mjs";

const TARJETA = "R1";
const DELEGADA = "D1";
const ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS = 5;
const GRUPO = 5;
const LARGO = 19;
const POLINOMIO = 0b100101;
// Los mismos espacios que entiende Python, y lo que un lector mal configurado escribe en vez del guion.
const SEPARADORES = /[\s\u001c-\u001f\u0085\-\u2010-\u2015\u2212_.'/]+/g;
const NO_ES_ESPACIO = /\ufeff/g;
/** @type {Record<string, string>} */
const PARECIDAS = { o: "0", O: "0", i: "1", I: "1", l: "1", L: "1" };

/** El código tal como se imprime, aunque se haya escrito en minúscula, con espacios o sin guiones.
 * @param {string} texto
 * @returns {string}
 * @throws {ErrorDeTableta} no es una tarjeta, o llegó dañada; `motivo` dice cuál */
export function leerCodigo(texto) {
  const junto = [...texto.replace(NO_ES_ESPACIO, "\ufffd").replace(SEPARADORES, "")].map(llana).join("");
  const letras = [...junto];
  if (!junto) throw new ErrorDeTableta("No se leyó ningún código. Léalo otra vez.", "truncado");
  comprobarClase(junto, letras.length);
  if (letras.length < LARGO) {
    const frase = `El código está incompleto: llegaron ${letras.length} de sus ${LARGO} caracteres. `;
    throw new ErrorDeTableta(frase + "Léalo otra vez o escríbalo completo.", "truncado");
  }
  if (letras.some((letra) => !ALFABETO.includes(letra)) || sindrome(letras).some(Boolean)) {
    throw new ErrorDeTableta(
      "Los dígitos de control no coinciden: algún carácter se leyó o se escribió mal. " +
        "Léalo otra vez o compárelo con lo impreso.",
      "control",
    );
  }
  return agrupar(junto);
}

/** @param {string} junto @param {number} largo */
function comprobarClase(junto, largo) {
  if (junto.startsWith(DELEGADA) && largo === LARGO) {
    throw new ErrorDeTableta(
      "Este código es de una delegada o un delegado y aquí se lee el de una tarjeta. Busque el que corresponde.",
      "ajeno",
    );
  }
  if (!TARJETA.startsWith([...junto].slice(0, TARJETA.length).join(""))) {
    throw new ErrorDeTableta("Este código es de otro sistema, no de una tarjeta. Revise qué se leyó.", "ajeno");
  }
  if (largo > LARGO) {
    throw new ErrorDeTableta(
      "El código es más largo que el de una tarjeta. Si se leyeron dos seguidos, lea uno solo.",
      "ajeno",
    );
  }
}

/** @param {string} letra */
function llana(letra) {
  if (letra in PARECIDAS) return PARECIDAS[letra];
  return letra >= "a" && letra <= "z" ? letra.toUpperCase() : letra;
}

/** La suma de los símbolos y su suma ponderada por potencias de x; un código sano da [0, 0].
 * @param {string[]} simbolos */
function sindrome(simbolos) {
  let suma = 0;
  let ponderada = 0;
  for (const simbolo of simbolos) {
    const valor = ALFABETO.indexOf(simbolo);
    const doble = ponderada << 1;
    suma ^= valor;
    ponderada = (doble >> BITS ? doble ^ POLINOMIO : doble) ^ valor;
  }
  return [suma, ponderada];
}

/** R1-XXXXX-XXXXX-XXXXX-CC: se dicta y se escribe por grupos.
 * @param {string} junto */
function agrupar(junto) {
  const grupos = [junto.slice(0, TARJETA.length)];
  for (let lugar = TARJETA.length; lugar < junto.length; lugar += GRUPO) {
    grupos.push(junto.slice(lugar, lugar + GRUPO));
  }
  return grupos.join("-");
}
