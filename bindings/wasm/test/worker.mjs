// Another thread: it loads the package for itself, from what it was handed.
import { parentPort, workerData } from "node:worker_threads";
import { Ruleset, load } from "safeguarding";

await load({ wasm: workerData.module, rulesets: { swindon: workerData.ruleset } });
const open = (await Ruleset.builtIn("swindon")).openCase(workerData.file);
parentPort.postMessage(open.decide(workerData.query).bytes);
