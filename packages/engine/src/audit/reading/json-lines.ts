import type { ExportedEntry } from './entry-sheet.js';

const BLOCK_CHARACTERS = 65_536;

/** One entry a line, each with what proves it. */
export async function* jsonLines(entries: AsyncIterable<ExportedEntry>): AsyncGenerator<Uint8Array> {
  let block = '';
  for await (const { view, actor, onBehalfOf, proof } of entries) {
    const names = { actorName: actor, onBehalfOfName: onBehalfOf };
    block += `${JSON.stringify({ ...view, ...names, proof: proof ?? null })}\n`;
    if (block.length < BLOCK_CHARACTERS) continue;
    yield Buffer.from(block);
    block = '';
  }
  if (block !== '') yield Buffer.from(block);
}
