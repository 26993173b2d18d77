import { pointer } from '../../../foundation/index.js';
import type { Issue, Localized } from '../../../foundation/index.js';
import type { FlowEdge } from '../../../metadata/index.js';
import type { CheckFlowContext } from '../check-context.js';
import { EVERYTHING, meet, regionOf, without } from '../intervals/region.js';
import type { AxisOf, Box, Region } from '../intervals/region.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

interface Guarded {
  readonly edge: FlowEdge;
  readonly region: Region | undefined;
}

/** Values for which several lines of a choice hold, and small holes between the lines. */
export function checkCoverage(drawing: Drawing, context: CheckFlowContext, axis: AxisOf): readonly Finding[] {
  return drawing.nodes
    .filter(({ part }) => part.split === 'xor' && part.isBranch)
    .flatMap((drawn) => checkBranch(drawing, drawn, axis, context));
}

function checkBranch(
  drawing: Drawing,
  { node, at }: DrawnNode,
  axis: AxisOf,
  context: CheckFlowContext,
): readonly Finding[] {
  const lines = drawing.linesOf.get(node.id) ?? [];
  const guarded = lines
    .filter((edge) => edge.when !== undefined && edge.default !== true)
    .map((edge): Guarded => ({ edge, region: regionOf(edge.when ?? true, axis) }));
  if (guarded.length < 2) return [];
  const teller = new Teller(node.id, pointer('/nodes', at), context);
  const hasDefault = lines.some((edge) => edge.default === true);
  return [...overlaps(guarded, teller), ...gaps(guarded, hasDefault, teller)];
}

/** Each line against those before it: wholly behind them, or partly. */
function overlaps(guarded: readonly Guarded[], teller: Teller): readonly Finding[] {
  return guarded.flatMap(({ edge, region }, at) => {
    const earlier = guarded.slice(0, at);
    if (region === undefined || region.length === 0) return [];
    const known = earlier.flatMap((each) => each.region ?? []);
    if (without(region, known)?.length === 0) return [teller.covered(edge)];
    return earlier.flatMap((before) => {
      const shared = meet(before.region ?? [], region);
      const [example] = shared;
      if (example === undefined || before.region === undefined) return [];
      // A narrow case before a wider one is how people write steps.
      const isStep = without(before.region, region)?.length === 0;
      return [teller.overlap(before.edge, edge, example, isStep)];
    });
  });
}

/** With a line for all other cases only what looks like a slip is told: a hole of hardly any width. */
function gaps(guarded: readonly Guarded[], hasDefault: boolean, teller: Teller): readonly Finding[] {
  const regions = guarded.map(({ region }) => region);
  if (!regions.every((region) => region !== undefined)) return [];
  const open = without(EVERYTHING, regions.flat()) ?? [];
  const told = hasDefault ? open.filter(isHole) : open.slice(0, 1);
  return told.map((box) => teller.gap(box));
}

function isHole(box: Box): boolean {
  return [...box.values()].some((set) => set.hole() !== undefined);
}

/** Says what was found about one branch, with titles and an example. */
class Teller {
  constructor(
    private readonly node: string,
    private readonly path: string,
    private readonly context: CheckFlowContext,
  ) {}

  covered(edge: FlowEdge): Finding {
    return about(this.told('line_covered', 'warning'), [this.node], [edge.id]);
  }

  overlap(before: FlowEdge, edge: FlowEdge, example: Box, isStep: boolean): Finding {
    const witness = this.witness(example);
    const found = this.told('overlap', isStep ? 'info' : 'warning', { witness });
    return about(found, [this.node], [before.id, edge.id]);
  }

  gap(box: Box): Finding {
    const entries = [...box];
    const [field, set] = entries.find(([, values]) => values.hole() !== undefined) ?? entries[0] ?? [];
    const ends = set?.hole();
    const title = field === undefined ? undefined : this.titleOf(field);
    const params = ends && entries.length === 1 ? { title, ...ends } : { witness: this.witness(box) };
    return about(this.told('gap', 'warning', params), [this.node]);
  }

  private told(code: string, severity: 'warning' | 'info', params: Record<string, unknown> = {}): Issue {
    return { code, path: this.path, params, severity };
  }

  private titleOf(field: string): Localized {
    return this.context.titleOf?.(field) ?? { 'zh-CN': field, en: field };
  }

  /** `Amount = 5000.01, Kind = a`. */
  private witness(box: Box): Localized {
    const tell = (language: keyof Localized, comma: string): string =>
      [...box].map(([field, set]) => `${this.titleOf(field)[language]} = ${set.sample()}`).join(comma);
    return { 'zh-CN': tell('zh-CN', '，'), en: tell('en', ', ') };
  }
}
