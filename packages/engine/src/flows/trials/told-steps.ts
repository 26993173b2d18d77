import type { Language } from '@dougong/kernel/foundation';
import type { TrialStep } from '@dougong/kernel/metadata';
import { problemOf } from '../../http/problem.js';
import { Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import type { LabelReader } from '../../records/reference-labels.js';
import { attempt } from './attempt.js';
import { matchedValues } from './matched-values.js';
import { stepWords } from './step-words.js';
import type { TrialStepHead } from './step-words.js';
import { toldLedger } from './told-ledger.js';
import { NO_DEED, toldDeed } from './told-step.js';
import type { ToldDeed, ToldStep } from './told-step.js';
import type { Played, TrialPlay } from './trial-play.js';

/** To whom the steps are told. */
export interface Listener {
  readonly subject: Subject;
  readonly language: Language;
  readonly labels: LabelReader;
}

type Values = Readonly<Record<string, unknown>>;

interface Deed {
  readonly index: number;
  readonly step: TrialStepHead;
  readonly work: () => Promise<Played>;
}

/** Plays the steps and tells of each what it did, up to the first that is refused. */
export async function toldSteps(
  play: TrialPlay,
  listener: Listener,
  { sample, steps }: { readonly sample: Values | undefined; readonly steps: readonly TrialStep[] },
): Promise<readonly ToldStep[]> {
  const told: ToldStep[] = [];
  const making: Deed[] = sample ? [{ index: 0, step: { do: 'create' }, work: () => make(play, sample) }] : [];
  const deeds = steps.map((step, at): Deed => ({ index: at + 1, step, work: () => play.carryOut(step) }));
  for (const deed of [...making, ...deeds]) {
    const one = await tell(play, listener, deed);
    told.push(one);
    if (one.refused) break;
  }
  return told;
}

async function make(play: TrialPlay, values: Values): Promise<Played> {
  const { database, terms } = play.world;
  return play.create(await matchedValues({ database, release: terms.release }, play.target.form, values, ''));
}

async function tell(play: TrialPlay, listener: Listener, { index, step, work }: Deed): Promise<ToldStep> {
  const played = await attempt(work);
  const { people } = play.world.terms;
  return {
    index,
    do: step.do,
    by: play.actor,
    at: play.world.clock.read(),
    words: stepWords(step, play.flow, (user) => people.nameOf(user)),
    ...(played instanceof Refusal ? refused(played, listener) : await done(play, played, listener)),
    state: await play.state(),
  };
}

function refused(refusal: Refusal, { language }: Listener): ToldDeed & Pick<ToldStep, 'refused'> {
  return { refused: problemOf(refusal, { instance: '', requestId: '', language }), ...NO_DEED };
}

async function done(play: TrialPlay, played: Played, { subject, labels }: Listener): Promise<ToldDeed> {
  const { database, terms } = play.world;
  const settled = played.written.flatMap((one) => one.settled);
  const ledger = await toldLedger({ release: terms.release, subject, database, labels }, settled);
  return { ...toldDeed(play, played), ...ledger };
}
