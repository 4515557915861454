// Starts the page, and makes ready what its worker is started from. In the single file all parts are in the document;
// served, they lie beside it. The worker is started from a blob in both, so that it is held to the page's own policy.
(async () => {
  const packed = (id) => document.getElementById(id);

  const unpack = async (id) => {
    const bytes = Uint8Array.from(atob(packed(id).textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };

  const fetched = async (path) => {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };

  const wasm = async (name) =>
    WebAssembly.compile(await (packed(`${name}-wasm`)
      ? unpack(`${name}-wasm`)
      : fetched(`./${name}_bg.wasm`).then((response) => response.arrayBuffer())));

  const workerScript = async () => {
    const glue = packed("worker-script")
      ? packed("worker-script").textContent
      : await (await fetched("./worker.js")).text();
    const start = `
      onmessage = (message) => {
        onmessage = null;
        wasm_bindgen({ module_or_path: message.data }).catch((error) => setTimeout(() => { throw error; }));
      };`;
    return URL.createObjectURL(new Blob([glue, start], { type: "text/javascript" }));
  };

  // The address of the worker's script, and its compiled module. What could not be loaded is loaded anew next time.
  let parts;
  globalThis.datelineWorker = () => {
    parts ??= Promise.all([workerScript(), wasm("worker")]).catch((error) => {
      parts = undefined;
      throw error;
    });
    return parts;
  };
  globalThis.datelineWorker().catch(() => {});

  // The encoder's weights as bytes: out of the document, of what this browser has kept, or from the server. `tell` hears
  // which share of them is there.
  const KEPT = "dateline-weights";
  const shelf = () => globalThis.caches?.open(KEPT).catch(() => undefined);

  globalThis.datelineWeights = async (checksum, tell) => {
    if (packed("weights")) return unpackedWeights(packed("weights").textContent, tell);
    const name = `./encoder.bin?${checksum}`;
    const kept = await (await shelf())?.match(name);
    if (kept) return new Uint8Array(await kept.arrayBuffer());
    const response = await fetched(name);
    const size = Number(response.headers.get("content-length"));
    const parts = [];
    let length = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      if (size) tell(Math.min(1, length / size));
    }
    // Where the server packs what it sends, the size is that of the pack.
    if (length < size) throw new Error(`${name}: cut short`);
    return joined(parts, length);
  };

  // Keeps weights that have proved good for the next time, and nothing else.
  globalThis.datelineKeepWeights = async (checksum, weights) => {
    if (packed("weights")) return;
    const name = `./encoder.bin?${checksum}`;
    const kept = await shelf();
    if (!kept || (await kept.match(name))) return;
    for (const old of await kept.keys()) await kept.delete(old);
    await kept.put(name, new Response(weights)).catch(() => {});
  };

  globalThis.datelineForgetWeights = () => globalThis.caches?.delete(KEPT).catch(() => {});

  // In slices, so that the page stays awake.
  const unpackedWeights = async (text, tell) => {
    const slice = 4 << 18;
    const parts = [];
    let length = 0;
    for (let at = 0; at < text.length; at += slice) {
      const letters = atob(text.slice(at, at + slice));
      const bytes = new Uint8Array(letters.length);
      for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
      parts.push(bytes);
      length += bytes.length;
      tell(at / text.length);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return joined(parts, length);
  };

  const joined = (parts, length) => {
    const whole = new Uint8Array(length);
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  };

  try {
    await wasm_bindgen({ module_or_path: await wasm("page") });
  } catch (error) {
    document.getElementById("starting").textContent =
      "Dateline could not start: it needs a browser of 2024 or later with WebAssembly switched on.";
    throw error;
  }
})();
