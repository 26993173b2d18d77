import type { CompiledRelease } from '@dougong/kernel/commands';
import { FUNCTIONS } from '@dougong/kernel/expression';
import type { DefinitionName, FunctionPart, ParameterKind } from '@dougong/kernel/expression';
import type { Localized } from '@dougong/kernel/foundation';
import type { Subject } from '../identity/subject.js';
import { usableFunctions } from './usable-functions.js';
import { typeToWire } from './wire-findings.js';
import type { WireType } from './wire-findings.js';

/** A function as an editor completes and explains it. */
export interface FunctionEntry {
  readonly code: string;
  readonly title: Localized;
  readonly description: Localized;
  /** Other names under which people may type it. */
  readonly aliases: readonly string[];
  readonly minimum: number;
  /** `null`: the last parameter may be repeated. */
  readonly maximum: number | null;
  readonly parameters: readonly { readonly kind: ParameterKind; readonly name?: string }[];
  /** Left out where it depends on the arguments. */
  readonly result?: WireType;
  /** The definition that it comes from, for functions of the release. */
  readonly definition?: DefinitionName;
}

const LANGUAGE: readonly FunctionEntry[] = FUNCTIONS.map(entryOf);

/** The functions of the language, and behind them those of the release that the subject may call. */
export function functionList(release: CompiledRelease, subject: Subject): readonly FunctionEntry[] {
  return [...LANGUAGE, ...usableFunctions(release, subject).map(entryOf)];
}

function entryOf(part: FunctionPart): FunctionEntry {
  const { code, title, description, aliases, minimum, maximum = null, result, definition } = part;
  const parameters = part.parameters.map((kind, at) => {
    const name = part.parameterNames?.[at];
    return name === undefined ? { kind } : { kind, name };
  });
  return {
    code,
    title,
    description,
    aliases,
    minimum,
    maximum,
    parameters,
    ...(typeof result === 'function' ? {} : { result: typeToWire(result) }),
    ...(definition ? { definition } : {}),
  };
}
