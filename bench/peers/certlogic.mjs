// The peer: certlogic-js, warm, in one process of its own. It reads cases from a file, then answers commands line by line:
// `values` gives the value of every case, `round N` the nanoseconds on the processor that N passes over all cases take.
// Only this thread counts, not those of V8 that compile and collect garbage beside it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { evaluate } = createRequire(import.meta.url)("certlogic-js");
const { rules, cases } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const work = cases.map(([rule, data]) => [rules[rule], data]);

function values() {
  return work.map(([logic, data]) => {
    try {
      return { value: evaluate(logic, data) };
    } catch (error) {
      return { error: String(error.message) };
    }
  });
}

function round(passes) {
  const started = process.threadCpuUsage();
  for (let pass = 0; pass < passes; pass += 1) {
    for (const [logic, data] of work) {
      try {
        evaluate(logic, data);
      } catch {
        // a case without a value costs what it costs
      }
    }
  }
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) * 1000;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command, count] = line.split(" ");
  const answer = command === "values" ? values() : round(Number(count));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
