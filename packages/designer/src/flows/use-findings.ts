import { useEffect, useState } from 'react';
import type { Finding } from '@dougong/kernel/flows';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { CheckSetup } from './check/check-setup.js';
import { checkOf, openChecker } from './check/flow-checker.js';
import type { FlowChecker } from './check/flow-checker.js';
import { startCheckWorker } from './check/start-worker.js';

/** What the check says of the drawing as it stands, or stood a moment ago. */
export interface Findings {
  readonly findings: readonly Finding[];
  /** Nothing has been said yet. */
  readonly isFirst: boolean;
}

/** What the kernel's own check says about a drawing; the server says the same before a publish. */
export function findingsOf(document: FlowDefinition, setup: CheckSetup): readonly Finding[] {
  return checkOf(setup)(document);
}

/** Checks the document at every edit, beside the page. */
export function useFindings(document: FlowDefinition, setup: CheckSetup): Findings {
  const [state, setState] = useState<Findings>({ findings: [], isFirst: true });
  const [checker, setChecker] = useState<FlowChecker>();
  useEffect(() => {
    const opened = openChecker(setup, startCheckWorker);
    setChecker(opened);
    return () => opened.close();
  }, [setup]);
  useEffect(() => {
    checker?.check(document, (findings) => setState({ findings, isFirst: false }));
  }, [checker, document]);
  return state;
}
