import type { CaseOrg, FlowCase } from './flow-case.fixtures.js';

// The kernel knows no Node types; this needs to read one file and nothing else.
declare const require: (module: 'node:fs') => {
  readFileSync(path: string, encoding: 'utf8'): string;
};
declare const __dirname: string;

/** The examples of the contract with the company in which they play. */
export const EXAMPLES = JSON.parse(
  require('node:fs').readFileSync(`${__dirname}/flow-examples.json`, 'utf8'),
) as { readonly org: CaseOrg; readonly cases: readonly FlowCase[] };
