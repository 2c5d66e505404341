import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoInChromium } from './demo-in-chromium.ts';

let world: Awaited<ReturnType<typeof demoInChromium>>;
beforeAll(async () => {
  world = await demoInChromium();
});
afterAll(() => world?.stop());

it('a company’s words to its callers are shown, changed and refused at their field', async () => {
  const { page, problems } = await world.open('settings');
  await page.getByRole('button', { name: 'Edit Zahnarztpraxis am Ufer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Zahnarztpraxis am Ufer' });
  const language = dialog.getByRole('combobox', { name: 'Language callers are spoken to in' });
  await expect.poll(() => language.inputValue()).toBe('German (Germany)');
  const words = dialog.getByLabel('Voicemail greeting');
  expect(await words.inputValue()).toContain('Bitte sprechen Sie nach dem Ton');

  await words.fill('  ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Callers need to hear something.').waitFor();
  await words.fill('Bitte hinterlassen Sie eine Nachricht.');
  await language.click();
  await page.getByRole('option', { name: 'Austrian German' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByText('Austrian German').waitFor();
  await page.getByRole('button', { name: 'Edit Zahnarztpraxis am Ufer' }).click();
  await expect.poll(() => words.inputValue()).toBe('Bitte hinterlassen Sie eine Nachricht.');
  expect(problems).toEqual([]);
});
