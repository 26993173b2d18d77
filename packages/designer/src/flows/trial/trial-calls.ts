import type { FlowDefinition } from '@dougong/kernel/metadata';
import { api } from '../../app/api.js';
import type { TestOutcome, TrialAnswer, TrialRequest } from './trial-contract.js';

/** What the trial asks of the engine. */
export interface TrialCalls {
  play(flow: string, request: TrialRequest, signal: AbortSignal): Promise<TrialAnswer>;
  check(flow: string, definition: FlowDefinition, signal: AbortSignal): Promise<readonly TestOutcome[]>;
}

const at = (flow: string): string => `/flows/${encodeURIComponent(flow)}/trials`;

/** Plays and checks by the engine that served the page. Nothing is written there. */
export const trialCalls: TrialCalls = {
  async play(flow, request, signal) {
    return (await api.client.post<TrialAnswer>(at(flow), request, { signal })).data;
  },
  async check(flow, definition, signal) {
    const answer = await api.client.post<readonly TestOutcome[]>(
      `${at(flow)}/check`,
      { definition },
      { signal },
    );
    return answer.data;
  },
};
