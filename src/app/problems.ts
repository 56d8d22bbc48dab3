// What is wrong with the text in the editor, as the API server would say it; the rules come from src/api and are loaded when first needed.

export type Fix = { /** Words are under `problems.fix.<code>`. */ code: string; params: Readonly<Record<string, string | number>>; /** The whole text after the fix. */ text: string };
export type Problem = {
  /** From 0, in characters of the text. */ from: number; to: number; /** From 1. */ line: number;
  severity: 'error' | 'warning'; /** Kubernetes' own words. */ message: string;
  /** The plain explanation is under `problems.<code>`. */ code: string; params: Readonly<Record<string, string | number>>; fixes: readonly Fix[];
};
export type Check = { problems: readonly Problem[]; /** What kubectl would print for the whole of it; null if it would be accepted. */ kubectl: string | null };

export const noProblems: Check = { problems: [], kubectl: null };

/** The schedules that stand in a text, valid or not: one a CronJob. */
export function schedulesIn(text: string): { name: string; schedule: string; timeZone: string | null }[] {
  const value = (doc: string, key: string) => new RegExp(`^ *${key}: *(?:"([^"]*)"|'([^']*)'|([^#\\n]*?))\\s*(?:#.*)?$`, 'm').exec(doc)?.slice(1).find((v) => v !== undefined && v !== '') ?? null;
  return text.split(/^---.*$/m).flatMap((doc) => {
    const schedule = /^kind: *["']?CronJob/m.test(doc) ? value(doc, 'schedule') : null;
    return schedule === null ? [] : [{ name: value(doc, 'name') ?? '', schedule, timeZone: value(doc, 'timeZone') }];
  });
}
