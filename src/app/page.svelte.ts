// The page's own state: the text in the editor, what is selected and lit, which panel is open. The run itself is the player's.
import { findExample, firstExample } from '../lessons/examples/first.ts';
import type { Shared } from '../share/link.ts';
import type { Input, Subject, UserCommand } from '../engine/protocol.ts';
import type { Back } from './going-back.ts';
import { Player } from './player.svelte.ts';
import { prefs, remember } from './prefs.svelte.ts';
import { noProblems, type Check } from './problems.ts';
import { scenarioOf } from './scenario.ts';
import { t } from './words.svelte.ts';

export const panelIds = ['status', 'objects', 'reconcile', 'queue', 'events', 'logs', 'why', 'cron', 'breakpoints', 'branches'] as const;
export type PanelId = (typeof panelIds)[number];
export type PhoneView = 'yaml' | 'picture' | 'timeline' | 'inspect';
export type DialogId = 'share' | 'settings' | 'help' | 'fidelity' | 'incident';
/** What is known of a recording that is shown in place of a run. */
export type Recording = { objects: number; events: number; skipped: Readonly<Record<string, number>>; cut: boolean; unread: readonly { line: number; message: string }[]; /** Simulates these manifests from the moment shown. */ whatIf(text: string): Promise<void> };

export type PictureHandle = { zoomBy(factor: number): void; panBy(dx: number, dy: number): void; fit(): void; svg: SVGSVGElement };

export class Page {
  player = new Player();
  text = $state('');
  /** The text that was last applied in this run; null before the first. */
  applied = $state<string | null>(null);
  example = $state<string | null>(null);
  check = $state.raw<Check>(noProblems);
  /** A part of the picture or an object's key. */
  selected = $state<string | null>(null);
  /** What was asked about last, if it is no whole object. */
  asked = $state.raw<Subject | null>(null);
  /** Parts lit because something that names them is pointed at. */
  lit = $state.raw<readonly string[]>([]);
  panel = $state<PanelId>('status');
  phone = $state<PhoneView>('picture');
  drawer = $state(false);
  dialog = $state<DialogId | null>(null);
  /** What was dropped to be shown as an incident; the dialog shows it at once, or says what is wrong with it. */
  incidentText = $state<string | null>(null);
  /** A branch that is shown beside the current one. */
  beside = $state<number | null>(null);
  /** The picture on the page, while it is there. */
  picture = $state.raw<PictureHandle | null>(null);
  /** Which controller's room is open in the picture. */
  opened = $state('job-controller');
  settings = $state.raw<Record<string, unknown>>({});
  epoch = $state<number | undefined>(undefined);
  seed = $state<number | undefined>(undefined);
  /** A recording of a real cluster is shown: it plays, and takes no changes. */
  recording = $state.raw<Recording | null>(null);
  /** What the recording, or the simulation begun from one, took the place of. */
  back = $state.raw<Back | null>(null);

  get errors(): number { return this.check.problems.filter((p) => p.severity === 'error').length; }
  get dirty(): boolean { return this.applied !== null && this.applied !== this.text; }
  /** What kubectl printed last. */
  get kubectl(): { ok: boolean; text: string; warnings: string[] } | null {
    const now = this.player.t;
    return this.player.history.kubectl.findLast((k) => k.at <= now) ?? null;
  }

  constructor() {
    this.player.pace = prefs.pace;
    this.player.speed = prefs.speed;
    this.player.factor = prefs.factor;
  }
  /** Opens what a link carries, or the first example. */
  async start(shared: Shared | null, scenario: string | null): Promise<void> {
    const example = await findExample(scenario ?? firstExample) ?? (await findExample(firstExample))!;
    this.recording = this.back = null;
    this.text = shared?.yaml ?? example.yaml;
    this.example = shared ? null : example.id;
    this.settings = shared?.settings ?? {};
    this.epoch = shared?.epoch;
    this.seed = shared?.seed;
    await this.restart(shared?.inputs);
  }
  /** From the beginning: a run with these inputs, or what is shown, a recording too. */
  async restart(inputs?: unknown[], head?: unknown): Promise<void> {
    if (this.recording && !inputs && !this.player.broken) return this.player.seek(0);
    this.recording = null;
    this.beside = null;
    this.asked = null;
    this.applied = inputs?.length ? this.text : null;
    this.selected = null;
    await this.player.open(scenarioOf({ settings: this.settings, epoch: this.epoch, seed: this.seed, inputs }, head));
    const cron = 'cronjob-controller';
    this.opened = /^kind: *["']?CronJob/m.test(this.text) && this.player.view?.controllers[cron] ? cron : 'job-controller';
  }
  async load(id: string): Promise<void> {
    const example = await findExample(id);
    if (!example) return;
    this.recording = this.back = null;
    this.text = example.yaml;
    this.example = id;
    await this.restart();
  }
  /** As `kubectl apply` at the moment shown. */
  async apply(): Promise<void> {
    if (this.recording) return this.recording.whatIf(this.text);
    const text = this.text;
    this.applied = text;
    await this.player.input({ type: 'command', command: { type: 'apply', text } });
  }
  async play(): Promise<void> {
    if (this.player.playing) return this.player.pause();
    if (!this.recording && (this.applied === null || this.dirty)) await this.apply();
    this.player.play();
  }
  /** Step buttons work from the first moment too: what stands in the editor is applied first. */
  async ensureApplied(): Promise<void> {
    if (!this.recording && this.applied === null) await this.apply();
  }
  command(command: UserCommand): Promise<void> { return this.input({ type: 'command', command }); }
  async input(input: Input): Promise<void> { if (!this.#refused()) await this.player.input(input); }
  #refused(): boolean {
    if (this.recording) this.player.error = t('incident.readOnly');
    return this.recording !== null;
  }
  select(key: string | null, panel?: PanelId): void {
    this.selected = key;
    this.asked = null;
    if (panel) this.#openPanel(panel);
  }
  /** Why is this so, at this very moment: a field, a condition, an Event, a key in a queue, something on its way. */
  askWhy(subject: Subject): void {
    this.player.pause();
    this.asked = subject;
    this.#openPanel('why');
  }
  #openPanel(panel: PanelId): void {
    this.panel = panel;
    this.drawer = true;
    this.phone = 'inspect';
    if (!prefs.inspectorOpen) remember({ inspectorOpen: true });
  }
  shared(): Shared {
    return { yaml: this.text, ...(this.seed !== undefined && { seed: this.seed }), ...(this.epoch !== undefined && { epoch: this.epoch }), ...(Object.keys(this.settings).length > 0 && { settings: this.settings }) };
  }
}
