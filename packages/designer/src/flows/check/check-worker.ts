import type { Finding } from '@dougong/kernel/flows';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { checkOf } from './flow-checker.js';
import type { CheckMessage } from './flow-checker.js';

/** Checks drawings beside the page, so that typing and dragging never wait for it. */

let check: (document: FlowDefinition) => readonly Finding[] = () => [];

self.onmessage = ({ data }: MessageEvent<CheckMessage>) => {
  if ('setup' in data) check = checkOf(data.setup);
  else self.postMessage({ id: data.id, findings: check(data.document) });
};
