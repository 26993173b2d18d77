import type { FlowDefinition } from '@dougong/kernel/metadata';
import { Editor } from '../../editing/index.js';
import { CLAIM_FLOW, claimNames, claimSetup } from '../flows.fixtures.js';
import { findingsOf } from '../use-findings.js';
import { fixFlow } from './fix-flow.js';
import { fixWords } from './fix-words.js';

/** The claim flow with two parallel ways that meet in a join that waits for both. */
function withoutDefault(): FlowDefinition {
  return {
    ...CLAIM_FLOW,
    edges: CLAIM_FLOW.edges.map(({ default: _, ...edge }) => edge),
  };
}

function offered(document: FlowDefinition) {
  const found = findingsOf(document, claimSetup()).find(({ fix }) => fix !== undefined);
  if (found?.fix === undefined) throw new Error('the check offers nothing');
  return { code: found.code, fix: found.fix };
}

describe('the fix that the check offers', () => {
  test('says in both languages what it does', () => {
    const document = withoutDefault();
    const { fix } = offered(document);
    expect([fixWords(fix, document, claimNames()), fixWords(fix, document, claimNames('en'))]).toEqual([
      '把“金额较大？ › 结束”设为其他情况',
      'Take “Large? › End” otherwise',
    ]);
  });

  test('is one edit: the finding is gone, and one undo brings the flow back to the letter', () => {
    const document = withoutDefault();
    const editor = new Editor(document, () => 0);
    const { code, fix } = offered(document);
    editor.run(fixFlow(editor.document, fix));
    expect(findingsOf(editor.document, claimSetup()).map((found) => found.code)).not.toContain(code);
    editor.undo();
    expect(editor.document).toBe(document);
    expect(editor.snapshot().canUndo).toBe(false);
  });

  test('a node that it adds stands in a place of its own', () => {
    const document: FlowDefinition = {
      ...CLAIM_FLOW,
      nodes: CLAIM_FLOW.nodes.map((node) =>
        node.id === 'large' ? { ...node, type: 'parallel_split' } : node,
      ),
      edges: CLAIM_FLOW.edges.map(({ when: _, default: __, ...edge }) => edge),
    };
    const editor = new Editor(document, () => 0);
    const found = findingsOf(document, claimSetup());
    const fix = found.find((each) => each.fix?.kind === 'insert_join')?.fix;
    if (fix !== undefined) editor.run(fixFlow(editor.document, fix));
    const places = Object.values(editor.document.layout ?? {}).map(({ x, y }) => `${x}/${y}`);
    expect(new Set(places).size).toBe(editor.document.nodes.length);
  });
});
