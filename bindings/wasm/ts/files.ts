/** How the files of the package are read: from disk in Node, by `fetch` in a browser. */
export type Reader = (url: URL) => Promise<Uint8Array | Response>;

let reader: Reader | undefined;

/** Sets it; each entry of the package does, once. */
export function readWith(read: Reader): void {
  reader = read;
}

/** A file of the package, by its address. */
export async function file(url: URL): Promise<Uint8Array | Response> {
  if (reader === undefined) throw new Error("import the package by its name, not this file of it");
  return reader(url);
}

/** The bytes of a file of the package. */
export async function fileBytes(url: URL): Promise<Uint8Array> {
  const found = await file(url);
  return found instanceof Uint8Array ? found : new Uint8Array(await found.arrayBuffer());
}
