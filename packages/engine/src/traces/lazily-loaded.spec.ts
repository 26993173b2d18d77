import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outgoingTrace } from '../signals/outgoing-trace.js';

const SOURCES = join(__dirname, '..');
const FILES = (readdirSync(SOURCES, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => [file, readFileSync(join(SOURCES, file), 'utf8')] as const);

describe('without an address for traces', () => {
  test('nothing is traced', () => {
    expect(outgoingTrace()).toEqual({});
  });

  test('nothing that traces is loaded: it is imported by what nobody imports at a start', () => {
    const users = FILES.filter(([, text]) => text.includes("from '@opentelemetry/")).map(([file]) => file);
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !/^traces[\\/]/.test(file))).toEqual([]);
    const importers = FILES.filter(([, text]) => /^import .*\/traces\//m.test(text)).map(([file]) => file);
    expect(importers).toEqual([]);
  });
});
