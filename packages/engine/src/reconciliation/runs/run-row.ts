import type { Fingerprint } from '../loading/fingerprint.js';
import type { Kept } from './keep-differences.js';

export const RUN_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** How far a run is. */
export type RunPhase = 'loading' | 'fingerprints' | 'comparing' | 'keeping';

/** What a run found, counted. */
export interface RunSummary extends Kept {
  readonly matched: number;
  readonly differences: number;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly byLevel: Readonly<Record<string, number>>;
  readonly atStake: string;
  /** Of pairs and keys, the part without a difference; none where nothing was compared. */
  readonly accuracy: string | null;
}

/** A run as it is kept and told. */
export interface RunView {
  readonly id: string;
  readonly definition: string;
  readonly release: number;
  readonly period: string;
  readonly cutoff: string;
  readonly runDate: string;
  readonly state: RunState;
  readonly phase: RunPhase | null;
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly sets: Readonly<Partial<Record<'operation' | 'books', string>>>;
  readonly inputs: Readonly<Record<'operation' | 'books', Fingerprint>> | null;
  readonly summary: RunSummary | null;
  readonly resultHash: string | null;
  readonly failure: string | null;
}

export const RUN_COLUMNS = `
  r.id::text AS id, r.definition, r.release, r.period, r.cutoff, r.run_date AS "runDate", r.state,
  (SELECT p.phase FROM reconciliation.run_phase p WHERE p.run = r.id AND r.state = 'running') AS phase,
  r.requested_at AS "requestedAt", r.requested_by AS "requestedBy", r.started_at AS "startedAt", r.ended_at AS "endedAt",
  r.sets, r.inputs, r.summary, r.result_hash AS "resultHash", r.failure`;
