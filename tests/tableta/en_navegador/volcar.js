async () => {
  // Cuanto la página alcanza a leer de lo que ella misma guardó, en un solo texto.
  const visto = [];
  const ver = (valor) => {
    if (valor instanceof ArrayBuffer) return [...new Uint8Array(valor)].map((b) => String.fromCharCode(b)).join("");
    if (ArrayBuffer.isView(valor)) return ver(valor.buffer.slice(valor.byteOffset, valor.byteOffset + valor.byteLength));
    if (valor && typeof valor === "object") return Object.entries(valor).map(([k, v]) => `${k}=${ver(v)}`).join(" ");
    return String(valor);
  };
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((listo) => { const p = indexedDB.open(name); p.onsuccess = () => listo(p.result); });
    for (const almacen of base.objectStoreNames) {
      for (const cual of ["getAll", "getAllKeys"]) {
        visto.push(await new Promise((listo) => {
          const p = base.transaction(almacen).objectStore(almacen)[cual]();
          p.onsuccess = () => listo(ver(p.result));
        }));
      }
    }
    base.close();
  }
  for (const nombre of await caches.keys()) {
    const cache = await caches.open(nombre);
    for (const peticion of await cache.keys()) {
      visto.push(peticion.url, await (await cache.match(peticion)).text());
    }
  }
  visto.push(JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href);
  return visto.join("\\n");
}
