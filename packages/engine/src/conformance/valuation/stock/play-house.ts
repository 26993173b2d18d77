import type { Difference } from '../../compare-answers.js';
import type { JsonObject } from '../../suite.js';
import type { StockCase } from '../valuation-case.js';
import type { CaseHouse } from '../valuation.suite.js';
import { playRouteCase } from './play-route-case.js';
import { playStockCase } from './play-stock-case.js';
import { playVoucherCase } from './play-voucher-case.js';
import { ValuationHouse } from './valuation-house.js';

const ANSWERS: Readonly<
  Record<string, (input: JsonObject, house: ValuationHouse, number: number) => Promise<JsonObject>>
> = { voucher: playVoucherCase, stocktake_route: playRouteCase };

/** Plays cases with documents of the template in an engine on a real PostgreSQL. */
export class PlayHouse implements CaseHouse {
  private constructor(private readonly house: ValuationHouse) {}

  static async open(say: (line: string) => void): Promise<PlayHouse> {
    return new PlayHouse(await ValuationHouse.open(say));
  }

  play(one: StockCase, number: number): Promise<Difference | undefined> {
    return playStockCase(one, this.house, number);
  }

  async answer(family: string, input: JsonObject, number: number): Promise<JsonObject | undefined> {
    return ANSWERS[family]?.(input, this.house, number);
  }

  close(): Promise<void> {
    return this.house.close();
  }
}
