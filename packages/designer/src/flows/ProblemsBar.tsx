import { useState, useSyncExternalStore } from 'react';
import {
  Check,
  ChevronDown,
  ChevronUp,
  CircleAlert,
  CircleCheck,
  CloudOff,
  LoaderCircle,
  Pencil,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { Finding } from '@dougong/kernel/flows';
import { isError } from '@dougong/kernel/foundation';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { Finding as ReleaseFinding } from '@dougong/ui/api';
import type { Autosave, SaveState } from '../editing/index.js';
import { useText } from '../i18n/text.js';
import { useDesigner, useView } from './designer-context.js';
import { FindingList } from '../release/FindingList.js';
import { useReleaseFindings } from '../surroundings/use-design.js';
import { findingSentence } from '../surroundings/finding-sentence.js';
import { FindingsVoice } from './findings/FindingsVoice.js';
import { FixButton } from './findings/FixButton.js';

const SHOWN_MAX = 2;

const SAVE_ICONS: Readonly<Record<SaveState, LucideIcon>> = {
  clean: Check,
  waiting: Pencil,
  saving: LoaderCircle,
  saved: Check,
  failed: CloudOff,
  conflict: CloudOff,
};

function SaveNote({ autosave }: { readonly autosave: Autosave<FlowDefinition> }) {
  const text = useText();
  const { state, savedAt } = useSyncExternalStore(autosave.subscribe, autosave.snapshot, autosave.snapshot);
  const time = savedAt === undefined ? '' : new Date(savedAt).toLocaleTimeString('zh-CN', { hour12: false });
  const Icon = SAVE_ICONS[state];
  return (
    <span className={`ds-save is-${state}`} role="status">
      <Icon size={14} aria-hidden="true" />
      {text(`save.${state}`, { time })}
      {state === 'failed' ? (
        <button type="button" className="ds-link" onClick={() => void autosave.flush()}>
          {text('save.retry')}
        </button>
      ) : null}
    </span>
  );
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings.filter(isError), ...findings.filter((found) => !isError(found))];
}

/** A finding: a button that leads to what it is about, and one that takes it away where the check knows how. */
function Problem({ found }: { readonly found: Finding }) {
  const text = useText();
  const { names, reveal, point } = useDesigner();
  const { document } = useView();
  const [edge] = found.edges ?? [];
  const [id] = found.nodes;
  const node = document.nodes.find((entry) => entry.id === id);
  const Icon = isError(found) ? CircleAlert : TriangleAlert;
  const go = () => {
    reveal(edge !== undefined ? { kind: 'edge', id: edge } : id !== undefined ? { kind: 'node', id } : null);
    point(found);
  };
  return (
    <span className="ds-found">
      <button
        type="button"
        className={`ds-problem ${isError(found) ? 'is-error' : 'is-warning'}`}
        onClick={go}
        onFocus={() => point(found)}
        onPointerEnter={() => point(found)}
      >
        <Icon size={14} aria-hidden="true" />
        <span className="ds-problem-weight">
          {text(isError(found) ? 'problems.blocks' : 'problems.warns')}
        </span>
        <b>{node === undefined ? text('problems.wholeFlow') : names.title(node.title)}</b>
        <span className="dg-clip">{findingSentence(found, names)}</span>
      </button>
      <FixButton found={found} />
    </span>
  );
}

/** Findings of the bundle in other definitions: what else would block a publish. */
function useOthers(): readonly ReleaseFinding[] {
  const { editor } = useDesigner();
  const { data } = useReleaseFindings();
  const { key } = editor.document;
  return (data ?? []).filter((found) => found.kind !== 'flow' || found.key !== key);
}

interface ProblemsBarProps {
  readonly autosave: Autosave<FlowDefinition>;
  readonly isChecking: boolean;
}

/** The bar at the foot: how many problems, the first of them, all of them on demand, and whether the draft is stored. */
export function ProblemsBar({ autosave, isChecking }: ProblemsBarProps) {
  const text = useText();
  const { findings } = useDesigner();
  const [open, setOpen] = useState(false);
  const list = sorted(findings);
  const others = useOthers();
  const count = list.length + others.length;
  const isOpen = open && count > 0;
  return (
    <footer className="ds-problems" aria-label={text('problems.status')}>
      {isOpen ? <ProblemList own={list} others={others} /> : null}
      <div className="ds-problems-bar">
        {count === 0 ? null : <Toggle open={isOpen} count={count} onToggle={() => setOpen(!open)} />}
        {list.length === 0 ? (
          <NoProblems isChecking={isChecking} />
        ) : (
          list
            .slice(0, SHOWN_MAX)
            .map((found, at) => <Problem key={`${found.code}-${found.path}-${at}`} found={found} />)
        )}
        {others.length === 0 ? null : (
          <button
            type="button"
            className={`ds-problem ${others.some(isError) ? 'is-error' : 'is-warning'}`}
            onClick={() => setOpen(true)}
          >
            <b>{text('problems.others', { count: others.length })}</b>
          </button>
        )}
        <SaveNote autosave={autosave} />
        <FindingsVoice />
      </div>
    </footer>
  );
}

interface ToggleProps {
  readonly open: boolean;
  readonly count: number;
  readonly onToggle: () => void;
}

function Toggle({ open, count, onToggle }: ToggleProps) {
  const text = useText();
  const Icon = open ? ChevronDown : ChevronUp;
  return (
    <button
      type="button"
      className="ds-problems-count"
      aria-expanded={open}
      title={text(open ? 'problems.hide' : 'problems.show')}
      onClick={onToggle}
    >
      {text('problems.count', { count })}
      <Icon size={14} aria-hidden="true" />
    </button>
  );
}

function NoProblems({ isChecking }: Pick<ProblemsBarProps, 'isChecking'>) {
  const text = useText();
  const { document } = useView();
  if (isChecking) return <span className="ds-problems-facts">{text('problems.checking')}</span>;
  return (
    <>
      <span className="ds-problems-none">
        <CircleCheck size={14} aria-hidden="true" />
        {text('problems.none')}
      </span>
      <span className="ds-problems-facts">
        {text('problems.summary', { nodes: document.nodes.length, edges: document.edges.length })}
      </span>
    </>
  );
}

interface ProblemListProps {
  readonly own: readonly Finding[];
  readonly others: readonly ReleaseFinding[];
}

function ProblemList({ own, others }: ProblemListProps) {
  const text = useText();
  return (
    <section className="ds-problems-list" aria-label={text('problems.list')}>
      <ul>
        {own.map((found, at) => (
          <li key={`${found.code}-${found.path}-${at}`}>
            <Problem found={found} />
          </li>
        ))}
      </ul>
      {others.length === 0 ? null : (
        <>
          <h3>{text('problems.othersTitle')}</h3>
          <FindingList findings={others} />
        </>
      )}
    </section>
  );
}
