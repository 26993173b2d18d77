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
import type { Autosave, SaveState } from '../editing/index.js';
import { useText } from '../i18n/text.js';
import { useDesigner, useView } from './designer-context.js';
import { findingSentence } from './flow-sentences.js';

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

function Problem({ found, worded }: { readonly found: Finding; readonly worded: boolean }) {
  const text = useText();
  const { names, reveal } = useDesigner();
  const { document } = useView();
  const [edge] = found.edges ?? [];
  const [id] = found.nodes;
  const node = document.nodes.find((entry) => entry.id === id);
  const Icon = isError(found) ? CircleAlert : TriangleAlert;
  const go = () =>
    reveal(edge !== undefined ? { kind: 'edge', id: edge } : id !== undefined ? { kind: 'node', id } : null);
  return (
    <button type="button" className={`ds-problem ${isError(found) ? 'is-error' : 'is-warning'}`} onClick={go}>
      <Icon size={14} aria-hidden="true" />
      {worded ? (
        <span className="ds-problem-weight">
          {text(isError(found) ? 'problems.blocks' : 'problems.warns')}
        </span>
      ) : null}
      <b>{node === undefined ? text('problems.wholeFlow') : names.title(node.title)}</b>
      <span className="dg-clip">{findingSentence(found, names)}</span>
    </button>
  );
}

/** The bar at the foot: how many problems, the first of them, all of them on demand, and whether the draft is stored. */
export function ProblemsBar({ autosave }: { readonly autosave: Autosave<FlowDefinition> }) {
  const text = useText();
  const { findings } = useDesigner();
  const { document } = useView();
  const [open, setOpen] = useState(false);
  const list = sorted(findings);
  const isOpen = open && list.length > 0;
  return (
    <footer className="ds-problems" aria-label={text('problems.status')}>
      {isOpen ? (
        <section className="ds-problems-list" aria-label={text('problems.list')}>
          <ul>
            {list.map((found, at) => (
              <li key={`${found.code}-${found.path}-${at}`}>
                <Problem found={found} worded />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="ds-problems-bar">
        {list.length === 0 ? (
          <span className="ds-problems-none">
            <CircleCheck size={14} aria-hidden="true" />
            {text('problems.none')}
          </span>
        ) : (
          <button
            type="button"
            className="ds-problems-count"
            aria-expanded={isOpen}
            title={text(isOpen ? 'problems.hide' : 'problems.show')}
            onClick={() => setOpen(!open)}
          >
            {text('problems.count', { count: list.length })}
            {isOpen ? (
              <ChevronDown size={14} aria-hidden="true" />
            ) : (
              <ChevronUp size={14} aria-hidden="true" />
            )}
          </button>
        )}
        {list.length === 0 ? (
          <span className="ds-problems-facts">
            {text('problems.summary', { nodes: document.nodes.length, edges: document.edges.length })}
          </span>
        ) : (
          list
            .slice(0, SHOWN_MAX)
            .map((found, at) => <Problem key={`${found.code}-${found.path}-${at}`} found={found} worded />)
        )}
        <SaveNote autosave={autosave} />
      </div>
    </footer>
  );
}
