// Starts the page, and makes ready what its worker is started from. In the single file all parts are in the document;
// served, they lie beside it. The worker is started from a blob in both, so that it is held to the page's own policy.

// Light or dark: as somebody chose, and else as the system is. `choose` is one of the two, or nothing for the system's.
{
  const KEY = "dateline-colours";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Where a browser keeps nothing, the choice holds until the page goes.
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {}
  const show = () => (document.documentElement.dataset.scheme = chosen ?? (dark.matches ? "dark" : "light"));
  globalThis.datelineScheme = (choose) => {
    chosen = choose || null;
    try {
      if (chosen) localStorage.setItem(KEY, chosen);
      else localStorage.removeItem(KEY);
    } catch {}
    show();
  };
  globalThis.datelineChosenScheme = () => chosen ?? "";
  dark.addEventListener("change", show);
  show();
}

(async () => {
  const packed = (name) => document.getElementById(name);

  // A file that stands in the document, in slices, so that the page stays awake; `tell` hears which share of it is done.
  const unpack = async (name, tell) => {
    const text = packed(name).textContent;
    const slice = 4 << 18;
    const parts = [];
    for (let at = 0; at < text.length; at += slice) {
      parts.push(Uint8Array.from(atob(text.slice(at, at + slice)), (letter) => letter.charCodeAt(0)));
      tell(at / text.length);
      await new Promise((resolve) => setTimeout(resolve));
    }
    const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };

  // A download that stands still for so long, in milliseconds, has failed.
  const PATIENCE = 30_000;

  // The bytes of a file beside the document; `tell` hears which share of them is there.
  const downloaded = async (path, tell) => {
    const still = new AbortController();
    let waiting;
    const moves = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => still.abort(), PATIENCE);
    };
    try {
      moves();
      const response = await fetch(path, { signal: still.signal });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      const size = Number(response.headers.get("content-length"));
      const parts = [];
      let length = 0;
      for (const reader = response.body.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        moves();
        parts.push(value);
        length += value.length;
        if (size) tell(Math.min(1, length / size));
      }
      // Where the server packs what it sends, the size is that of the pack.
      if (length < size) throw new Error(`${path}: cut short`);
      return joined(parts, length);
    } finally {
      clearTimeout(waiting);
    }
  };

  const joined = (parts, length) => {
    const whole = new Uint8Array(length);
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  };

  const part = (name) => (packed(name) ? unpack : downloaded)(name, () => {});

  const wasm = async (name) => WebAssembly.compile(await part(`${name}_bg.wasm`));

  const workerScript = async (name) => {
    const start = `
      onmessage = (message) => {
        onmessage = null;
        wasm_bindgen({ module_or_path: message.data }).catch((error) => setTimeout(() => { throw error; }));
      };`;
    return URL.createObjectURL(new Blob([await part(`${name}.js`), start], { type: "text/javascript" }));
  };

  // The address of a worker's script, and its compiled module. What could not be loaded is loaded anew next time.
  const programs = {};
  const program = (name) =>
    (programs[name] ??= Promise.all([workerScript(name), wasm(name)]).catch((error) => {
      delete programs[name];
      throw error;
    }));
  globalThis.datelineWorker = () => program("worker");
  globalThis.datelineWorker().catch(() => {});
  // What opens documents is loaded once somebody opens one.
  globalThis.datelineDocuments = () => program("documents");

  // What the worker needs beside its program, a file at a time: out of the document, of what this browser has kept, or
  // from the server. `tell` hears which share of it is there.
  const KEPT = "dateline-weights";
  const shelf = () => globalThis.caches?.open(KEPT).catch(() => undefined);
  const address = (name, checksum) => `./${name}?${checksum}`;

  globalThis.datelineFile = async (name, checksum, tell) => {
    if (packed(name)) return new Uint8Array(await unpack(name, tell));
    const kept = await (await shelf())?.match(address(name, checksum));
    return kept ? new Uint8Array(await kept.arrayBuffer()) : downloaded(address(name, checksum), tell);
  };

  // Keeps a file that has proved good for the next time, and no other version of it.
  globalThis.datelineKeepFile = async (name, checksum, bytes) => {
    if (packed(name)) return;
    const kept = await shelf();
    if (!kept || (await kept.match(address(name, checksum)))) return;
    await kept.delete(`./${name}`, { ignoreSearch: true });
    await kept.put(address(name, checksum), new Response(bytes)).catch(() => {});
  };

  globalThis.datelineForgetFiles = () => globalThis.caches?.delete(KEPT).catch(() => {});

  try {
    await wasm_bindgen({ module_or_path: await wasm("page") });
  } catch (error) {
    // What is missing is no fault of the browser.
    const isMissing = error.name === "AbortError" || error.message.includes("page_bg.wasm") || !navigator.onLine;
    document.getElementById("starting-status").textContent = isMissing
      ? "A part of Dateline could not be loaded: open the page again."
      : "Dateline could not start: it needs a browser of 2024 or later with WebAssembly switched on.";
    throw error;
  }
})();
