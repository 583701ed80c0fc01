/* Guarda la tableta entera para trabajar sin red. La versión que se usa no cambia sola: la nueva se descarga, espera, y
 * entra cuando una persona lo dice desde la página, que antes comprueba que nada quede sin enviar. */
const VERSION = {{ version | tojson }};
const PAGINA = {{ url_for("pwa.tableta") | tojson }};
const LECTOR = {{ url_for("pwa.lector") | tojson }};
const MANIFIESTO = {{ url_for("pwa.manifiesto") | tojson }};
// Dirección → huella: lo que no coincida no se guarda, venga de donde venga.
const ARCHIVOS = {{ archivos | tojson }};

const DE_VERSION = "tableta-";
const PROPIA = DE_VERSION + VERSION;
const APUNTE = "tableta-apunte";
const CUAL = "/campo/vigente";

self.addEventListener("install", (evento) => evento.waitUntil(guardar()));
self.addEventListener("activate", (evento) => evento.waitUntil(entrar()));
self.addEventListener("message", (evento) => evento.waitUntil(contestar(evento)));
self.addEventListener("fetch", (evento) => {
  const { pathname, search, origin } = new URL(evento.request.url);
  const de_aqui = [PAGINA, LECTOR, MANIFIESTO].includes(pathname) || pathname.startsWith("/estaticos/");
  if (evento.request.method === "GET" && origin === location.origin && !search && de_aqui) {
    evento.respondWith(servir(evento.request, pathname));
  }
});

async function guardar() {
  const cache = await caches.open(PROPIA);
  await Promise.all(Object.entries(ARCHIVOS).map(async ([url, integrity]) => {
    if (!(await cache.match(url))) await cache.put(url, await traer(url, { integrity }));
  }));
  const pagina = await traer(PAGINA);
  // Una red que pide aceptar condiciones contesta 200 con una página que no es ésta.
  if (!(await pagina.clone().text()).includes(`data-version="${VERSION}"`)) throw new Error("La página no es de esta versión.");
  await cache.put(PAGINA, pagina);
  await cache.put(LECTOR, await traer(LECTOR));
  await cache.put(MANIFIESTO, await traer(MANIFIESTO));
}

async function traer(url, opciones = {}) {
  const respuesta = await fetch(url, { cache: "no-cache", credentials: "omit", redirect: "error", ...opciones });
  if (!respuesta.ok) throw new Error(`${url}: ${respuesta.status}`);
  return respuesta;
}

async function entrar() {
  const apunte = await caches.open(APUNTE);
  if (!(await apunte.match(CUAL))) await apunte.put(CUAL, new Response(PROPIA));
  await self.clients.claim();
}

/** La versión que una persona aceptó; si el navegador la perdió, ésta. */
async function vigente() {
  const apunte = await (await caches.open(APUNTE)).match(CUAL);
  const nombre = apunte ? await apunte.text() : PROPIA;
  return (await caches.has(nombre)) ? nombre : PROPIA;
}

/** Se busca una vez: la primera pantalla pide muchos archivos. */
let abierta = null;

async function servir(peticion, direccion) {
  abierta ??= vigente().then((nombre) => caches.open(nombre));
  return (await (await abierta).match(direccion)) ?? fetch(peticion);
}

async function contestar({ data, source }) {
  if (data.pide === "usar") {
    await (await caches.open(APUNTE)).put(CUAL, new Response(PROPIA));
    const otras = (await caches.keys()).filter((nombre) => nombre.startsWith(DE_VERSION) && ![PROPIA, APUNTE].includes(nombre));
    await Promise.all(otras.map((nombre) => caches.delete(nombre)));
    abierta = null;
    await self.skipWaiting();
  }
  source.postMessage({ version: VERSION, usada: data.pide === "usar" });
}
