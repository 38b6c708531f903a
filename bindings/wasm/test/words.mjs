// Runs a program as somebody would in a terminal, and gives what it printed.
import { spawnSync } from "node:child_process";

export function printed(folder, program, ...words) {
  const ended = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  if (ended.error) throw ended.error;
  if (ended.status !== 0) throw new Error(`${[program, ...words].join(" ")}: ${ended.stdout}${ended.stderr}`);
  return ended.stdout;
}
