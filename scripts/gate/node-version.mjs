import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// No import.meta.dirname here: this is the file that old versions of Node have to read.
const manifest = join(fileURLToPath(new URL('.', import.meta.url)), '..', '..', 'package.json');

/** Ends the program with a clear word if this Node is older than package.json asks for. */
export function requireNode() {
  const wanted = JSON.parse(readFileSync(manifest, 'utf8')).engines.node.replace('>=', '');
  if (!isOlder(process.versions.node, wanted)) return;
  console.error(
    `Dougong needs Node ${wanted} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

function isOlder(version, wanted) {
  const [have, need] = [version, wanted].map((text) => text.split('.').map((part) => parseInt(part, 10)));
  const at = need.findIndex((part, index) => part !== have[index]);
  return at !== -1 && have[at] < need[at];
}
