import { HAND_OVER_PARTS, type HandOverPart, type HandOverReport, type HandOverWish } from '../wire.js';

/** Who takes over: one person everything, or each part somebody of its own. */
export interface Successors {
  readonly isOne: boolean;
  readonly one?: string | undefined;
  readonly each: Readonly<Partial<Record<HandOverPart, string>>>;
  readonly comment: string;
}

export const NO_SUCCESSORS: Successors = { isOne: true, each: {}, comment: '' };

/** The parts of which somebody has something. */
export function partsOf(report: HandOverReport): readonly HandOverPart[] {
  return HAND_OVER_PARTS.filter((part) => report[part].count > 0);
}

/** Who takes over a part; nobody where it stays for now. */
export function successorOf({ isOne, one, each }: Successors, part: HandOverPart): string | undefined {
  return isOne ? one : each[part];
}

/** What the engine is asked to do; parts without anything are left out. */
export function wishOf(successors: Successors, report: HandOverReport): HandOverWish {
  const named = partsOf(report).flatMap((part) => {
    const user = successorOf(successors, part);
    return user === undefined ? [] : [[part, user] as const];
  });
  const comment = successors.comment.trim();
  return { ...Object.fromEntries(named), ...(comment === '' ? {} : { comment }) };
}

export interface StayingTask {
  readonly id: string;
  readonly form: string | undefined;
  readonly record: string | undefined;
  readonly code: string;
}

/** Tasks that went to the successor. */
export function movedTasks({ left, tasks }: HandOverReport): HandOverReport['tasks']['data'] {
  const staying = new Set(left.map(({ task }) => task));
  return tasks.data.filter(({ id }) => !staying.has(id));
}

/** Tasks that could not be moved, with the documents that they belong to. */
export function stayingTasks({ left, tasks }: HandOverReport): readonly StayingTask[] {
  return left.map(({ task, code }) => {
    const found = tasks.data.find(({ id }) => id === task);
    return { id: task, form: found?.form, record: found?.recordId, code };
  });
}
