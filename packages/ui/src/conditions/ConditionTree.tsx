/// <reference path="../css.d.ts" />
import { Check, Minus, X } from 'lucide-react';
import type { ConditionTrace, TraceNode } from '@dougong/kernel/expression';
import { useLocalized, useUiText } from '../i18n/index.js';
import { comparedPath, isJoining, isSameNode, stateOf } from './condition-nodes.js';
import type { OperandWords } from './operand-words.js';
import './conditions.css';

interface NodeProps {
  readonly node: TraceNode;
  readonly words: OperandWords;
  /** The comparison that settled the answer. */
  readonly deciding: TraceNode;
}

/** Operators that have a word of their own; the others are shown as they are written. */
const WORDED: ReadonlyMap<string, string> = new Map([
  ['==', 'is'],
  ['===', 'is'],
  ['!=', 'isNot'],
  ['!==', 'isNot'],
  ['>', 'more'],
  ['>=', 'atLeast'],
  ['<', 'less'],
  ['<=', 'atMost'],
  ['in', 'in'],
  ['and', 'and'],
  ['or', 'or'],
  ['!', 'not'],
  ['some', 'some'],
  ['all', 'all'],
  ['none', 'none'],
  ['daysBetween', 'daysBetween'],
]);

/** What a node asks: the formula or table that it calls by its title, an operator by its word. */
function useOperatorWord(): (node: TraceNode) => string {
  const text = useUiText();
  const title = useLocalized();
  return ({ operator, name }) => {
    if (name !== undefined) return title(name);
    const word = WORDED.get(operator);
    return word === undefined ? operator : text(`conditions.op.${word}`);
  };
}

const MARKS = { skipped: Minus, blank: Minus, holds: Check, fails: X } as const;

function Mark({ node }: { readonly node: TraceNode }) {
  const text = useUiText();
  const state = stateOf(node);
  const Icon = MARKS[state];
  return (
    <span className={`dg-condition-mark is-${state}`}>
      <Icon size={12} strokeWidth={2.5} aria-hidden="true" />
      <span className="dg-sr">{text(`conditions.${state}`)}</span>
    </span>
  );
}

/** One operand: a field with what it holds, a plain value, or what was worked out of others. */
function Operand({
  node,
  path,
  words,
}: Pick<NodeProps, 'node' | 'words'> & { readonly path: string | undefined }) {
  const text = useUiText();
  const wordOf = useOperatorWord();
  const blank = <i className="dg-condition-nothing">{text('conditions.nothing')}</i>;
  if (node.operator === 'literal')
    return <span>{node.value === null ? blank : words.value(path, node.value)}</span>;
  if (node.operator !== 'var') {
    const inner = comparedPath(node);
    return (
      <span>
        {wordOf(node)}
        {text('conditions.open')}
        {node.operands.map((operand, at) => (
          <span key={at}>
            {at === 0 ? '' : text('conditions.and')}
            <Operand node={operand} path={inner} words={words} />
          </span>
        ))}
        {text('conditions.close')}
        <b>{node.value ?? blank}</b>
      </span>
    );
  }
  return (
    <span>
      {words.title(node.path ?? '')} <b>{node.value === null ? blank : words.value(node.path, node.value)}</b>
    </span>
  );
}

function Comparison({ node, words }: NodeProps) {
  const wordOf = useOperatorWord();
  const path = comparedPath(node);
  if (node.operands.length === 0) return <Operand node={node} path={undefined} words={words} />;
  return node.operands.map((operand, at) => (
    <span key={at} className="dg-condition-operand">
      {at === 0 && node.operands.length > 1 ? null : <span className="dg-t3">{wordOf(node)} </span>}
      <Operand node={operand} path={path} words={words} />{' '}
    </span>
  ));
}

function Node({ node, words, deciding }: NodeProps) {
  const text = useUiText();
  const wordOf = useOperatorWord();
  const joins = isJoining(node);
  const decides = !joins && node.skipped !== true && isSameNode(node, deciding);
  return (
    <li className={decides ? 'is-deciding' : node.skipped === true ? 'is-skipped' : undefined}>
      <div className="dg-condition-node">
        <Mark node={node} />
        <span className="dg-condition-words">
          {joins ? wordOf(node) : <Comparison node={node} words={words} deciding={deciding} />}
          {node.line === undefined ? null : (
            <span className="dg-t3">{text('conditions.atLine', { line: node.line + 1 })}</span>
          )}
          {decides ? <span className="dg-condition-decides">{text('conditions.decides')}</span> : null}
        </span>
      </div>
      {joins ? (
        <ul>
          {node.operands.map((operand, at) => (
            <Node key={at} node={operand} words={words} deciding={deciding} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** A condition with the value of every operand, each comparison met or not, and the one that decided. */
export function ConditionTree({
  condition,
  words,
}: {
  readonly condition: ConditionTrace;
  readonly words: OperandWords;
}) {
  // A rule without a condition has nothing to explain.
  if (condition.root.operator === 'literal') return null;
  return (
    <ul className="dg-condition">
      <Node node={condition.root} words={words} deciding={condition.deciding} />
    </ul>
  );
}
