import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import type { EngineProcess } from './engine.js';

export type PageLanguage = 'zh-CN' | 'en';

export type PageScheme = 'light' | 'dark';

const PICTURES = resolve(import.meta.dirname, '..', 'output');
const WAIT_MS = 15_000;

/** What Chromium writes on the console when the server refuses something. */
const REFUSED = /^Failed to load resource: .* status of (\d+)/;

/** A desk and a phone: the two sizes that every page must look well at. */
export const DESK = { width: 1366, height: 860 } as const;
export const PHONE = { width: 390, height: 844 } as const;

interface VisitOptions {
  /** Signed in from the start; left out, the visit begins at the door. */
  readonly login?: string;
  readonly language?: PageLanguage;
  /** Light, unless said otherwise. */
  readonly scheme?: PageScheme;
  readonly size?: { readonly width: number; readonly height: number };
}

/** One person with a browser of their own, watched for everything that must never happen on a page. */
export class Visit {
  /** Errors of the console and of scripts. */
  readonly errors: string[] = [];
  /** Requests to any other origin. */
  readonly strayRequests: string[] = [];
  /** A page that asks who is there hears 401 at the door. */
  private readonly refusals = [{ status: 401, path: /^\/api\/v1\/session$/ }];

  private constructor(
    readonly engine: EngineProcess,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async open(browser: Browser, engine: EngineProcess, options: VisitOptions = {}): Promise<Visit> {
    const { login, language = 'zh-CN', scheme = 'light', size = DESK } = options;
    const context = await browser.newContext({
      baseURL: engine.url,
      viewport: size,
      locale: language === 'en' ? 'en-US' : 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      colorScheme: scheme,
      storageState: {
        cookies: [],
        origins: [{ origin: engine.url, localStorage: [{ name: 'dougong.language', value: language }] }],
      },
    });
    context.setDefaultTimeout(WAIT_MS);
    const visit = new Visit(engine, context, await context.newPage());
    context.on('page', (page) => visit.watch(page));
    visit.watch(visit.page);
    if (login !== undefined) await visit.signInSilently(login);
    return visit;
  }

  /** Signs in at the door, as people do. */
  async signIn(login: string): Promise<void> {
    const { password } = await this.credentials(login);
    await this.page.getByLabel('账号').fill(login);
    await this.page.getByLabel('密码').fill(password);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('banner').waitFor();
  }

  /** Goes to a page of the application and waits until it shows itself. */
  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await settled(this.page);
  }

  /** A tab of the same person. */
  async anotherTab(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(path);
    await settled(page);
    return page;
  }

  /** Keeps what the page looks like, at the desk and on a phone; the phone is a tab of its own, so that nothing here moves. */
  async picture(name: string): Promise<void> {
    await settled(this.page);
    await this.keep(name);
    const phone = await this.context.newPage();
    await phone.setViewportSize(PHONE);
    await phone.goto(this.page.url());
    await settled(phone);
    await this.keep(name, phone);
    await phone.close();
  }

  /** Keeps what the page, or another tab, looks like now. */
  async keep(name: string, page = this.page): Promise<void> {
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: resolve(PICTURES, `${name}-${page.viewportSize()?.width ?? 0}.png`) });
  }

  /** Whatever went wrong on the way; empty when nothing did. */
  faults(): string[] {
    return [...this.errors, ...this.strayRequests];
  }

  close(): Promise<void> {
    return this.context.close();
  }

  private async signInSilently(login: string): Promise<void> {
    const { password } = await this.credentials(login);
    const answer = await this.context.request.post('/api/v1/session', { data: { login, password } });
    if (!answer.ok()) throw new Error(`${login} cannot sign in: ${answer.status()} ${await answer.text()}`);
  }

  private async credentials(login: string) {
    const user = (await this.engine.logins()).users.find((each) => each.login === login);
    if (!user) throw new Error(`the demo has no user ${login}`);
    return user;
  }

  /** From now on an answer of this status to a path is no fault: the journey refuses something on purpose. */
  expectRefusal(status: number, path: RegExp): void {
    this.refusals.push({ status, path });
  }

  private isExpected(message: ConsoleMessage): boolean {
    const status = REFUSED.exec(message.text())?.[1];
    if (status === undefined) return false;
    const { pathname } = new URL(message.location().url);
    return this.refusals.some((refusal) => String(refusal.status) === status && refusal.path.test(pathname));
  }

  private watch(page: Page): void {
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${this.engine.url}/`) && !/^(data|blob|about):/.test(url))
        this.strayRequests.push(url);
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() !== 'error' || this.isExpected(message)) return;
      this.errors.push(`${message.text()} ${message.location().url}`);
    });
  }
}

/** Nothing is being fetched or moved any more: the state that people look at. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.getByRole('main').first().waitFor();
  // The network of a page counts as idle once and for all: what a later step inside it shows and fetches is seen here.
  await page.waitForFunction(() => {
    const shown = document.querySelector<HTMLElement>('main')?.dataset['path'];
    const plain = (path: string): string => decodeURI(path).replace(/\/$/, '');
    const isShown = shown === undefined || plain(shown) === plain(window.location.pathname);
    return isShown && document.querySelector('[role=status][aria-busy=true]') === null;
  });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    );
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/** Opens the first task of somebody's inbox that carries these words. */
export async function openTask(visit: Visit, words: string | RegExp): Promise<void> {
  await visit.go('/inbox');
  await visit.page
    .getByRole('region', { name: '待办列表' })
    .getByRole('link', { name: words })
    .first()
    .click();
  await settled(visit.page);
}
