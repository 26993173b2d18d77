import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '../database/database.js';
import { commandSignals, deliverySignals, jobSignals } from '../signals/signals.js';
import { listenTo } from './listen-to.js';
import { QueueFigures } from './queue-figures.js';

/** From a quick read to an export; in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Figures for Prometheus. Labels name routes, forms, kinds and outcomes; never people, records, addresses or what anybody typed, so
 * that neither somebody nor ever new values stand in them.
 */
@Injectable()
export class Metrics implements OnModuleInit, BeforeApplicationShutdown {
  private readonly registry = new Registry();
  private readonly http = this.histogram('http_request', 'HTTP requests', ['method', 'route', 'status']);
  private readonly commands = this.histogram('command', 'Commands on records', [
    'form',
    'type',
    'channel',
    'outcome',
  ]);
  private readonly deliveries = this.histogram('delivery', 'Messages to receivers outside', [
    'topic',
    'outcome',
  ]);
  private readonly jobs = this.histogram('job', 'Jobs of the queue: imports, exports, publishes, runs', [
    'kind',
    'outcome',
  ]);
  private readonly rules = this.counter('rule_firings_total', 'Rules that fired', ['rule']);
  private ends: readonly (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly figures: QueueFigures,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'dougong_' });
    this.queueGauges();
    this.databaseCounters();
  }

  onModuleInit(): void {
    this.ends = [
      listenTo(commandSignals, ({ form, type, channel, rules = [] }, seconds, outcome) => {
        this.commands.observe({ form, type, channel, outcome }, seconds);
        for (const rule of rules) this.rules.inc({ rule });
      }),
      listenTo(deliverySignals, ({ topic, outcome = 'failed' }, seconds) =>
        this.deliveries.observe({ topic, outcome }, seconds),
      ),
      listenTo(jobSignals, ({ kind }, seconds, outcome) => this.jobs.observe({ kind, outcome }, seconds)),
    ];
  }

  beforeApplicationShutdown(): void {
    for (const end of this.ends) end();
    this.registry.clear();
  }

  /** Notes an answered request by its route, never by its address. */
  answered(method: string, route: string | undefined, status: number, seconds: number): void {
    this.http.observe({ method, route: route ?? 'none', status: String(status) }, seconds);
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  private histogram<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    const options = { name: `dougong_${name}_seconds`, help, labelNames, buckets: BUCKETS };
    return new Histogram({ ...options, registers: [this.registry] });
  }

  private counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `dougong_${name}`, help, labelNames, registers: [this.registry] });
  }

  /** Asked of the database when somebody looks, so every process tells the same. */
  private queueGauges(): void {
    const labelNames = ['queue', 'state'] as const;
    const age = new Gauge({
      name: 'dougong_queue_oldest_seconds',
      help: 'Age of the oldest in a queue',
      labelNames,
      registers: [this.registry],
    });
    const { figures } = this;
    new Gauge({
      name: 'dougong_queue_depth',
      help: 'What waits, is under way or was given up',
      labelNames,
      registers: [this.registry],
      async collect() {
        for (const { queue, state, count, seconds } of await figures.read()) {
          this.set({ queue, state }, count);
          age.set({ queue, state }, seconds);
        }
      },
    });
  }

  private databaseCounters(): void {
    const { totals } = this.database;
    for (const what of ['roundTrips', 'statements'] as const)
      new Gauge({
        name: `dougong_database_${what === 'roundTrips' ? 'round_trips' : 'statements'}`,
        help: 'Asked of the database by this process since its start',
        registers: [this.registry],
        collect() {
          this.set(totals[what]);
        },
      });
  }
}
