// Where things are.
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package. */
export const here = fileURLToPath(new URL(".", import.meta.url));
/** The checkout. */
export const root = resolve(here, "../..");
/** The package as it is published. */
export const dist = join(here, "dist");
/** Cargo's folder. */
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
/** What is built and never published. */
export const scratch = join(target, "wasm-door");
/** The shared vectors; others may be named, to develop with. */
export const vectors = resolve(root, process.env.VECTORS ?? "tests/vectors");
/** The published schemas. */
export const schemas = join(root, "bindings/schemas");
