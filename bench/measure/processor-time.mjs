import { readdirSync, readFileSync } from 'node:fs';

/** Processor time from `/proc`, in milliseconds. Elsewhere than on Linux there is none and every reading is `undefined`. */

/** Linux counts in hundredths of a second, whatever the clock of the kernel. */
const TICK_MS = 10;

/** `user + system` of one process. */
export function processorTimeOf(pid) {
  const fields = statOf(pid);
  return fields && (Number.parseInt(fields[11], 10) + Number.parseInt(fields[12], 10)) * TICK_MS;
}

/** The same of a server and all its children, those that have ended included. */
export function processorTimeOfFamily(pid) {
  const own = statOf(pid);
  if (!own) return undefined;
  const ended = (Number.parseInt(own[13], 10) + Number.parseInt(own[14], 10)) * TICK_MS;
  return childrenOf(pid).reduce(
    (sum, child) => sum + (processorTimeOf(child) ?? 0),
    processorTimeOf(pid) + ended,
  );
}

export function parentOf(pid) {
  const fields = statOf(pid);
  return fields && Number.parseInt(fields[1], 10);
}

function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid);
}

/** Fields from the third on: the second is a name in brackets that may hold anything. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
