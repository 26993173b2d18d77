import { fireEvent, render, screen } from '@testing-library/react';
import { Link, MemoryRouter, Route, Routes } from 'react-router';
import { switchLanguage } from '../i18n/index.js';
import { AppErrorBoundary, PageErrorBoundary } from './ErrorBoundary.js';
import { faultOf, isMissingCode } from './page-fault.js';

const GONE = new TypeError('Failed to fetch dynamically imported module: http://localhost/assets/Page-1.js');

function Throws({ error }: { readonly error: unknown }): never {
  throw error;
}

function page(error: unknown) {
  return render(
    <MemoryRouter initialEntries={['/broken']}>
      <Link to="/sound">on</Link>
      <PageErrorBoundary homePath="/start">
        <Routes>
          <Route path="broken" element={<Throws error={error} />} />
          <Route path="sound" element={<p>sound page</p>} />
        </Routes>
      </PageErrorBoundary>
    </MemoryRouter>,
  );
}

beforeEach(() => {
  // React repeats on the console what the boundary has caught.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  globalThis.fetch = jest.fn(async () => ({}) as Response);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await switchLanguage('zh-CN');
});

test('a page that throws says so, with a report, a reload and the way home', async () => {
  page(new Error('lines is undefined'));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('这一页出了错');
  expect(alert.textContent).toContain('Error: lines is undefined');
  expect(screen.getByRole('button', { name: '重新加载' })).toBeTruthy();
  expect(screen.getByRole('link', { name: '回到首页' }).getAttribute('href')).toBe('/start');
});

test('a page whose code is gone says that a new version is here', async () => {
  page(GONE);
  expect((await screen.findByRole('alert')).textContent).toContain('有新版本了');
});

test('a page whose code cannot be fetched because the server is away says that', async () => {
  globalThis.fetch = jest.fn(async () => Promise.reject(new TypeError('Failed to fetch')));
  page(GONE);
  expect((await screen.findByRole('alert')).textContent).toContain('现在连不上服务器');
});

test('the message is there in English too', async () => {
  await switchLanguage('en');
  page(GONE);
  expect((await screen.findByRole('alert')).textContent).toContain('A new version is here');
});

test('the next page is drawn afresh', async () => {
  page(new Error('lines is undefined'));
  await screen.findByRole('alert');
  fireEvent.click(screen.getByRole('link', { name: 'on' }));
  expect(await screen.findByText('sound page')).toBeTruthy();
});

test('an app that fails around its pages is not blank either', async () => {
  render(
    <AppErrorBoundary>
      <Throws error="not even an error" />
    </AppErrorBoundary>,
  );
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('not even an error');
  expect(screen.getByRole('link', { name: '回到首页' }).getAttribute('href')).toBe('/');
});

test.each([
  ['Failed to fetch dynamically imported module: /a.js', true],
  ['error loading dynamically imported module: /a.js', true],
  ['Importing a module script failed.', true],
  ['Unable to preload CSS for /assets/a.css', true],
  ['Cannot read properties of undefined', false],
])('"%s" is missing code: %s', (message, expected) => {
  expect(isMissingCode(new Error(message))).toBe(expected);
});

test('a page that failed by itself is broken whatever the network does', async () => {
  expect(await faultOf(new Error('x'), async () => false)).toBe('broken');
});
