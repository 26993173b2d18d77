import { launchBrowser } from '../support/browser.js';
import { readFileSync } from 'node:fs';
it('starts a browser', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 500, height: 200 } });
  const font = readFileSync('node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2').toString('base64');
  await page.goto('data:text/html;charset=utf-8,<h1>Hello 123</h1><p>中文盘点</p>');
  await page.addStyleTag({ content: `@font-face{font-family:N;src:url(data:font/woff2;base64,${font})} p{font-family:N;font-size:40px}` });
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: '/tmp/toolchain/shot.png' });
  await browser.close();
});
