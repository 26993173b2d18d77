import { Injectable } from '@nestjs/common';
import { findDefinition } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Localized } from '@dougong/kernel/foundation';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { MovementView } from './ledger-reader.js';

/** A definition as people know it. */
export interface NamedDefinition {
  readonly key: string;
  readonly title: Localized;
}

/** What made a movement: definitions of the release that posted it. */
export interface MovementOrigin {
  readonly posting: NamedDefinition;
  readonly rule: NamedDefinition | null;
  readonly flow: NamedDefinition | null;
}

export type NamedMovement = MovementView & { readonly origin: MovementOrigin };

/** Gives movements the titles of the posting, rule and flow behind them. */
@Injectable()
export class MovementOrigins {
  constructor(private readonly releases: ReleaseRegistry) {}

  /** Definitions may have changed since: each movement is named by the release that made it. */
  async name(movements: readonly MovementView[]): Promise<readonly NamedMovement[]> {
    const numbers = [...new Set(movements.map(({ release }) => release))];
    const releases = new Map<number, CompiledRelease>();
    for (const number of numbers) releases.set(number, await this.releases.load(number));
    return movements.map((movement) => ({ ...movement, origin: originOf(movement, releases) }));
  }
}

function originOf(
  { release, posting, rule, flow }: MovementView,
  releases: ReadonlyMap<number, CompiledRelease>,
): MovementOrigin {
  const named = (kind: 'posting' | 'rule' | 'flow', key: string): NamedDefinition => {
    const made = releases.get(release);
    const title = made && findDefinition(made, kind, key)?.title;
    return { key, title: title ?? { 'zh-CN': key, en: key } };
  };
  return {
    posting: named('posting', posting),
    rule: rule === null ? null : (nodeOf(rule, releases.get(release)) ?? named('rule', rule)),
    flow: flow === null ? null : named('flow', flow),
  };
}

/** What the actions of a flow's node do stands under `flow/node` where rules stand under their key. */
function nodeOf(rule: string, release: CompiledRelease | undefined): NamedDefinition | undefined {
  const [flow = '', node] = rule.split('/');
  const title = node === undefined ? undefined : release?.flows.get(flow)?.nodes.get(node)?.definition.title;
  return title && { key: rule, title };
}
