import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import type { Settings } from './config/settings.js';
import type { Log } from './log.js';
import {
  CLOCK,
  ID_SOURCE,
  LOG,
  randomIds,
  SETTINGS,
  STOPWATCH,
  systemClock,
  startStopwatch,
} from './ports.js';
import type { Stopwatch } from './ports.js';
import { ENGINE_MAKER } from './scenarios/engine-maker.js';
import type { EngineMaker } from './scenarios/engine-maker.js';

/** What pure code is given of the outside world. */
export interface Ports {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly stopwatch: Stopwatch;
}

/** Provides clock, ids, settings and log to everybody by their tokens. */
@Global()
@Module({})
export class PortsModule {
  static forRoot(
    settings: Settings,
    log: Log,
    ports: Partial<Ports> = {},
    makeEngine: EngineMaker = noOther,
  ): DynamicModule {
    const providers = [
      { provide: CLOCK, useValue: ports.clock ?? systemClock },
      { provide: ID_SOURCE, useValue: ports.ids ?? randomIds },
      { provide: STOPWATCH, useValue: ports.stopwatch ?? startStopwatch() },
      { provide: SETTINGS, useValue: settings },
      { provide: LOG, useValue: log },
      { provide: ENGINE_MAKER, useValue: makeEngine },
    ];
    return { module: PortsModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

const noOther: EngineMaker = () => Promise.reject(new Error('this engine was composed to make no others'));
