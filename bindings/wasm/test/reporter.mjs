// Says of the tests what went wrong, and at the end how many there were, in the words that `cargo xtask test` reads.
export default async function* reporter(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (data?.details?.type === "suite") continue;
    if (type === "test:pass" && (data.skip !== undefined || data.todo !== undefined)) {
      counts.skipped += 1;
      yield `skipped: ${data.name}\n`;
    } else if (type === "test:pass") {
      counts.passed += 1;
      yield `ok: ${data.name}\n`;
    } else if (type === "test:fail") {
      counts.failed += 1;
      yield `FAILED: ${data.name}\n${data.details.error?.cause?.stack ?? data.details.error?.stack ?? data.details.error}\n`;
    } else if (type === "test:stdout" || type === "test:stderr") {
      yield data.message;
    }
  }
  yield `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
}
