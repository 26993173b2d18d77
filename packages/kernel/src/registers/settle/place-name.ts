import type { LineOrigin } from '../movement.js';

/** Names what a rule does at one line, or for the document. */
export function placeName(ruleId: string, line: LineOrigin | undefined): string {
  return `${ruleId} ${line?.id ?? ''}`;
}
