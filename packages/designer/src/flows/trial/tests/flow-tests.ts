import type { FlowDefinition, FlowTest } from '@dougong/kernel/metadata';
import type { FlowCommand } from '../../flow-edits.js';
import { replaceDocument } from '../../replace-document.js';

/** The tests of a flow as edits of it: each one step to undo. */

export function testsOf({ tests = [] }: FlowDefinition): readonly FlowTest[] {
  return tests;
}

/** Adds a test at the end; one of the same name makes room for it. */
export function keepTest(document: FlowDefinition, test: FlowTest): FlowCommand {
  const others = testsOf(document).filter(({ name }) => name !== test.name);
  return withTests(document, [...others, test]);
}

export function renameTest(document: FlowDefinition, at: number, name: string): FlowCommand {
  return withTests(
    document,
    testsOf(document).map((test, index) => (index === at ? { ...test, name } : test)),
  );
}

export function removeTest(document: FlowDefinition, at: number): FlowCommand {
  return withTests(
    document,
    testsOf(document).filter((_, index) => index !== at),
  );
}

/** Whether a name is free for the test at a place; blank ones are not. */
export function isFreeName(document: FlowDefinition, name: string, at?: number): boolean {
  const wanted = name.trim();
  return wanted !== '' && testsOf(document).every((test, index) => index === at || test.name !== wanted);
}

function withTests({ tests: _, ...rest }: FlowDefinition, tests: readonly FlowTest[]): FlowCommand {
  return replaceDocument(tests.length === 0 ? rest : { ...rest, tests: [...tests] });
}
