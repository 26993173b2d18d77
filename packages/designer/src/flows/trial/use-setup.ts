import { useState } from 'react';
import type { FormModel } from '@dougong/kernel/forms';
import type { FormState, FormValues } from '@dougong/ui/forms';
import type { RecordValues } from '@dougong/ui/api';
import { useSample, withTables } from '../../rules/try/use-sample.js';
import { useDesigner } from '../designer-context.js';
import type { Choices, TrialStep } from './trial-contract.js';
import type { TrialGiven } from './trial-play.js';

export type Source = 'sample' | 'record';

/** What is chosen before the first step; it stays while trials come and go. */
export interface Setup {
  readonly starter: string | undefined;
  readonly source: Source;
  readonly record: string | undefined;
  /** Local wall time as the page types it; blank is now. */
  readonly at: string;
  readonly choices: Choices;
  readonly sample: FormState;
  change(change: Partial<Pick<Setup, 'starter' | 'source' | 'record' | 'at' | 'choices'>>): void;
  /** Fills the sample with the values of a stored record. */
  copyRecord(id: string): Promise<void>;
  /** Takes over what a test gives. */
  takeOver(given: TrialGiven): void;
  /** What the engine is given; nothing while something is missing. */
  given(): TrialGiven | undefined;
  start(): TrialStep;
}

/** The choices of a trial, blank at first. */
export function useSetup(): Setup {
  const { surroundings } = useDesigner();
  const { form } = surroundings;
  const { definition } = form;
  const sample = useSample(definition, undefined);
  const [chosen, setChosen] = useState<Pick<Setup, 'starter' | 'source' | 'record' | 'at' | 'choices'>>({
    starter: undefined,
    source: 'sample',
    record: undefined,
    at: '',
    choices: {},
  });
  const { starter, source, record, at, choices } = chosen;
  return {
    ...chosen,
    sample: sample.state,
    change: (change) => setChosen((before) => ({ ...before, ...change })),
    copyRecord: async (id) => {
      await sample.startFrom(id);
      setChosen((before) => ({ ...before, source: 'sample' }));
    },
    takeOver: (given) => {
      if ('values' in given.record)
        sample.state.reset(withTables(definition, given.record.values as FormValues));
      setChosen((before) => ({
        ...before,
        starter: given.starter,
        at: given.at === undefined ? '' : localTime(given.at),
        ...('id' in given.record ? { source: 'record', record: given.record.id } : { source: 'sample' }),
      }));
    },
    given: () => {
      if (starter === undefined || (source === 'record' && record === undefined)) return undefined;
      return {
        starter,
        // Said with every request: the same steps played again happen at the same moments.
        at: (at === '' ? new Date() : new Date(at)).toISOString(),
        record: source === 'record' ? { id: record ?? '' } : { values: valuesOf(sample.state, form) },
      };
    },
    start: () => ({
      do: 'start',
      ...(Object.values(choices).some((people) => people.length > 0) ? { choices } : {}),
    }),
  };
}

/** What a new record is made of: everything that people may write and that is filled in. */
function valuesOf(state: FormState, form: FormModel): RecordValues {
  const filled = state.filled((path) => form.field(path)?.serverOwned ?? true) as RecordValues;
  return Object.fromEntries(
    Object.entries(filled).map(([key, value]) => [
      key,
      Array.isArray(value) ? withoutLastBlanks(value) : value,
    ]),
  );
}

/** Lines up to the last that says something: the one that waits to be typed into is none yet. */
function withoutLastBlanks(lines: readonly RecordValues[]): readonly RecordValues[] {
  const last = lines.findLastIndex((line) => Object.keys(line).length > 0);
  return lines.slice(0, last + 1);
}

/** An instant as `datetime-local` takes it: the wall time of whoever looks. */
export function localTime(instant: string): string {
  const at = new Date(instant);
  const minutes = at.getTime() - at.getTimezoneOffset() * 60_000;
  return new Date(minutes).toISOString().slice(0, 16);
}
