// Schedules found in a text and put into words.
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSchedule } from '../../src/api/schedule/index.ts';
import { inWords } from '../../src/app/panels/schedule-words.ts';
import { schedulesIn } from '../../src/app/problems.ts';
import { addWords, setLanguage } from '../../src/app/words.svelte.ts';
import { exampleById } from '../../src/lessons/examples/index.ts';

const said = (text: string) => { const s = parseSchedule(text); return s.ok ? inWords(s.value) : s.error; };

describe('in English', () => {
  beforeAll(() => setLanguage('en').then(() => addWords('more')));
  it.each([
    ['*/1 * * * *', 'every minute'], ['*/5 * * * *', 'every 5 minutes'], ['0 * * * *', 'every hour, on the hour'], ['30 1 * * *', 'at 01:30, every day'],
    ['0 9 * * 1-5', 'at 09:00, on Monday to Friday'], ['0 0 13 * 5', 'at 00:00, on day 13 of the month or on Friday'], ['15 */6 * * *', 'at 00:15, 06:15, 12:15, and 18:15, every day'],
    ['0 0 1 1 *', 'at 00:00, on day 1 of the month, in January'], ['@every 90s', 'every 90 s from when the controller sees it'], ['@hourly', 'every hour, on the hour'],
  ])('%s is %s', (text, words) => { expect(said(text)).toBe(words); });
});
describe('in Chinese', () => {
  beforeAll(() => setLanguage('zh-CN').then(() => addWords('more')));
  it.each([['*/1 * * * *', '每分钟'], ['30 1 * * *', '每天 01:30'], ['0 9 * * 1-5', '每星期一至星期五 09:00'], ['*/10 * * * *', '每 10 分钟']])('%s is %s', (text, words) => { expect(said(text)).toBe(words); });
});

describe('schedules in a text', () => {
  it('are found in a CronJob, valid or not', () => {
    expect(schedulesIn(exampleById('hello')!.yaml)).toEqual([{ name: 'hello', schedule: '*/1 * * * *', timeZone: null }]);
    expect(schedulesIn(exampleById('new-york')!.yaml)).toEqual([{ name: 'night-report', schedule: '30 1 * * *', timeZone: 'America/New_York' }]);
  });
  it('are not found in a Job', () => { expect(schedulesIn(exampleById('paral-1')!.yaml)).toEqual([]); });
});
