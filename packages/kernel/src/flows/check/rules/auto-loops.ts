import { warning } from '../../../foundation/index.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';
import { cycles, graphOf } from '../graph.js';
import { liveGraph } from './reach.js';

/** Loops in which nobody and nothing is waited for. */
export function checkAutoLoops(drawing: Drawing): readonly Finding[] {
  const isAutomatic = (id: string): boolean => drawing.partOf.get(id)?.waits === false;
  const graph = liveGraph(drawing);
  const automatic = [...graph.keys()].filter(isAutomatic);
  const lines = automatic.flatMap((from) => (graph.get(from) ?? []).map((to) => ({ from, to })));
  return cycles(graphOf(automatic, lines)).map((loop) => about(warning('auto_loop', '/nodes'), loop));
}
