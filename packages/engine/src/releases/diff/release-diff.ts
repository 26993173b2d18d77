import { Injectable } from '@nestjs/common';
import { describeChanges, heaviest } from '@dougong/kernel/changes';
import type { Change, DescribedDefinition } from '@dougong/kernel/changes';
import type { Language } from '@dougong/kernel/foundation';
import { sentence } from '../../http/sentences/index.js';
import { DefinitionBundles } from '../definition-bundles.js';
import type { BundleName } from '../definition-bundles.js';
import type { ChangeWire, DefinitionDiffWire, DiffWire } from './diff.wire.js';

/** What differs between two releases, or between a release and the drafts, as data and in words. */
@Injectable()
export class ReleaseDiffs {
  constructor(private readonly bundles: DefinitionBundles) {}

  async between(from: BundleName, to: BundleName, language: Language): Promise<DiffWire> {
    const [before, after] = await Promise.all([this.bundles.read(from), this.bundles.read(to)]);
    const described = describeChanges(before.definitions, after.definitions);
    return {
      from: { name: before.name, release: before.release },
      to: { name: after.name, release: after.release },
      counts: countsOf(described),
      definitions: described.map((each) => definitionWire(each, language)),
    };
  }
}

/** What a definition went through, in the words of one language. */
export function definitionWire(described: DescribedDefinition, language: Language): DefinitionDiffWire {
  const { changes, ...head } = described;
  return {
    ...head,
    weight: heaviest(changes),
    changes: changes.map((change) => changeWire(change, language)),
  };
}

function changeWire({ code, params, ...change }: Change, language: Language): ChangeWire {
  const text = (name: 'before' | 'after' | 'place' | 'property') => params[name]?.[language];
  const lead = [text('place'), text('property')].filter((part) => part !== undefined).join(' › ');
  return {
    ...change,
    ...(text('property') === undefined ? {} : { lead: capitalised(lead) }),
    sentence: capitalised(sentence(code, params, language)),
    ...(text('before') === undefined ? {} : { beforeText: text('before') }),
    ...(text('after') === undefined ? {} : { afterText: text('after') }),
  };
}

function countsOf(described: readonly DescribedDefinition[]): DiffWire['counts'] {
  const changes = described.flatMap((each) => each.changes);
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  return {
    definitions: described.length,
    changes: changes.length,
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    moved: count('moved'),
  };
}

/** Sentences begin with what changed, whatever its word looks like. */
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
