import type { FlowDefinition } from '../../metadata/index.js';

// The kernel knows no Node types; this spec needs to read folders and nothing else.
declare const require: (module: 'node:fs') => {
  readdirSync(path: string, options: { readonly recursive: true }): string[];
  readFileSync(path: string, encoding: 'utf8'): string;
};
declare const __dirname: string;

const files = require('node:fs');
const TEMPLATES = `${__dirname}/../../../../../templates`;

/** The flows that come with the templates, by file. */
export function templateFlows(): readonly (readonly [file: string, flow: FlowDefinition])[] {
  return files
    .readdirSync(TEMPLATES, { recursive: true })
    .filter((file) => file.endsWith('.flow.json'))
    .map((file) => [file, JSON.parse(files.readFileSync(`${TEMPLATES}/${file}`, 'utf8')) as FlowDefinition]);
}
