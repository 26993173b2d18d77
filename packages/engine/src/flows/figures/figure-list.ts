import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Parameters } from '../../database/sql-text.js';
import { CLOCK } from '../../ports.js';
import { badQuery } from '../../records/query-refusal.js';
import { textParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { administers } from '../flow-rights.js';
import { InstanceList } from '../instances/instance-list.js';
import type { Asked } from '../instances/instance-list.js';
import type { InstancesWire, InstanceWire } from '../instances/instance.wire.js';
import { figureConditions, LISTED_FIGURES } from './figure-conditions.js';
import type { FigureQuestion } from './figure-conditions.js';
import { FigureScope } from './figure-scope.js';
import { spanOf } from './figure-span.js';
import { EXCEPTIONS } from './figures-query.js';

/** The instances behind a number. */
@Injectable()
export class FigureList {
  constructor(
    private readonly instances: InstanceList,
    private readonly scope: FigureScope,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A page of them, as far as the subject may see their records, the newest first. */
  async page(asked: Asked, key: string, query: RawQuery): Promise<InstancesWire> {
    const { subject } = asked;
    const found = await this.scope.flow(subject, key);
    const question = questionOf(query, this.clock());
    const page = await this.instances.select(asked, query, () => {
      const parameters = new Parameters();
      const conditions = [
        `i.flow_key = ${parameters.add(key)}`,
        this.scope.sql(found, parameters),
        ...figureConditions(question, parameters),
      ];
      const { now: _now, ...same } = question;
      return { parameters, conditions, question: [key, same] };
    });
    return administers(subject, found.flow.definition)
      ? page
      : { ...page, data: page.data.map(withoutTrouble) };
  }
}

function questionOf(query: RawQuery, now: string): FigureQuestion {
  const figure = wordParameter(query, 'figure', LISTED_FIGURES);
  if (figure === undefined) throw badQuery('bad_parameter', ['figure'], { name: 'figure' });
  return {
    figure,
    node: textParameter(query, 'node'),
    kind: wordParameter(query, 'kind', EXCEPTIONS),
    ...spanOf(query, now),
    now,
  };
}

/** What a receiver answered is for those who can do something about it. */
function withoutTrouble({ stuck, ...instance }: InstanceWire): InstanceWire {
  if (stuck === undefined) return instance;
  const { trouble: _trouble, ...cause } = stuck;
  return { ...instance, stuck: cause };
}
