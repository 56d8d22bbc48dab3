// The player: holds the moment that is shown, moves it with the wall clock, and is the only one that talks to the engine.
import type { BranchInfo, Breakpoint, CaptionHistory, Input, Query, Scenario, StepUnit, TextQuestion, View } from '../engine/protocol.ts';
import { afterFrame } from './after-frame.ts';
import { startEngine, type Ask, type Broken, type Engine, type Shown } from './engine-client.ts';
import { lastIndex, newHistory, patchHistory, type History } from './history.ts';
import { along, beatOf, bustleOf, haste, noteSeen, nothingSeen, storyStretch, type Pace, type Stretch } from './pace.ts';
import { patchView } from './view-patch.ts';
import { setEpoch } from './words.svelte.ts';

const calmEvery = 120;            // wall ms between two updates of the panels during play
const skipChunk = 50_000;         // the same while it skips
const chunk = 4000;               // events the engine handles in one answer at most
const hour = 3_600_000;
/** Of a skip so much is run with records, before where it ends. */
const tail = 2 * hour;

export class Player {
  view = $state.raw<View | null>(null);
  /** The view for the panels: at most some eight new ones a second. */
  calm = $state.raw<View | null>(null);
  history = $state.raw<History>(newHistory());
  /** The history for the timeline: as often as the panels, and never in the same frame as they. */
  calmHistory = $state.raw<History>(newHistory());
  /** Virtual milliseconds shown; between events it is not whole. */
  t = $state(0);
  playing = $state(false);
  jumping = $state(false);
  idle = $state(false);
  working = $state(false);
  pace = $state<Pace>('story');
  speed = $state(60);
  factor = $state(1);
  stoppedBy = $state.raw<Shown['stoppedBy']>(null);
  broken = $state.raw<Broken | null>(null);
  error = $state<string | null>(null);
  scenario = $state.raw<Scenario | null>(null);
  breakpoints = $state.raw<readonly Breakpoint[]>([]);
  branches = $state.raw<readonly BranchInfo[]>([]);
  reduced = false;
  /** This frame brings the panels or the timeline up to date: the picture leaves what can wait to the next one. */
  full = false;

  #engine = $state.raw<Engine | null>(null);
  #stretch: Stretch | null = null;
  #stretchFrom = 0;
  #holdUntil = 0;
  #last = 0;
  #frame = 0;
  #asking = false;
  /** What the engine answered to the clock: shown with the next frame, so that a frame draws once. */
  #arrived: { shown: Shown; until: number } | null = null;
  #calmAt = 0;
  /** What play has still to show in calm: the panels in the next frame, the timeline in the one after. */
  #owed: 'panels' | 'timeline' | null = null;
  #familiarity = nothingSeen();
  #wanted: number | null = null;

  /** The narrator's sentence of the moment shown, and the one before it. */
  get captions(): readonly CaptionHistory[] {
    const count = this.view?.moment.eventCount ?? 0;
    const at = lastIndex(this.history.captions, (c) => c.eventCount <= count);
    return at < 0 ? [] : this.history.captions.slice(Math.max(0, at - 1), at + 1).reverse();
  }
  /** Only to know it from the one before: what is asked of it is asked here. */
  get engine(): object | null { return this.#engine; }
  get atHead(): boolean { return (this.view?.moment.eventCount ?? 0) >= this.history.head.eventCount; }
  /** Whether anything was ever told to this run. */
  get started(): boolean { return this.history.head.eventCount > 0 || (this.view?.moment.eventCount ?? 0) > 0; }

  /** Begins a run, paused at its start. */
  async open(scenario: Scenario): Promise<void> {
    this.pause();
    this.#engine?.close();
    this.broken = null; this.error = null; this.stoppedBy = null; this.idle = false;
    this.history = this.calmHistory = newHistory();
    this.scenario = scenario;
    this.#familiarity = nothingSeen();
    setEpoch(scenario.epoch);
    this.branches = [];
    this.#engine = startEngine((broken) => { this.pause(); this.working = false; this.#asking = false; this.broken = broken; });
    const shown = await this.#ask({ type: 'open', protocol: 1, scenario });
    if (shown) { this.t = shown.view?.moment.at ?? 0; setEpoch(shown.view?.epoch ?? scenario.epoch); }
    if (this.breakpoints.length > 0) await this.#ask({ type: 'breakpoints', list: [...this.breakpoints] });
  }

  play(): void {
    if (this.playing || !this.view) return;
    this.stoppedBy = null;
    this.playing = true;
    this.#stretch = null;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#tick);
  }
  pause(): void {
    this.playing = false;
    this.jumping = false;
    this.#stretch = null;
    if (typeof cancelAnimationFrame === 'function') cancelAnimationFrame(this.#frame);
    this.#land();
    this.#showAll();
  }
  #showAll(): void {
    this.full = false;
    this.#owed = null;
    if (this.view) this.calm = this.view;
    this.calmHistory = this.history;
  }

  /** Something that the user does, now. If now is in the past, a new branch begins. */
  async input(input: Input): Promise<void> {
    this.stoppedBy = null;
    await this.#free();
    await this.#ask({ type: 'input', input, at: Math.floor(this.t) });
    this.#stretch = null;
    this.idle = false;
    void this.refreshBranches();
  }
  /** Goes one step; forward and small steps travel there first so that the cause is seen. */
  async step(unit: StepUnit, direction: 1 | -1): Promise<void> {
    this.pause();
    this.stoppedBy = null;
    await this.#free();
    if (!this.view) return;
    const next = this.view.nextAt;
    const small = unit === 'event' || unit === 'stage' || unit === 'caption' || unit === 'write';
    if (direction === 1 && small && next !== null && this.atHead && !this.reduced) await this.#travel(next);
    const shown = await this.#ask({ type: 'step', unit, direction });
    if (shown) this.t = this.view.moment.at;
  }
  /** Shows another moment; while one seek runs only the newest wish is kept. */
  async seek(at: number): Promise<void> {
    this.pause();
    this.stoppedBy = null;
    this.#wanted = Math.max(0, Math.round(at));
    if (this.#asking) return;
    while (this.#wanted !== null) {
      const to = this.#wanted;
      this.#wanted = null;
      const shown = await this.#ask({ type: 'seek', to: { at: to as View['moment']['at'] } });
      if (shown && this.view) this.t = Math.max(this.view.moment.at, Math.min(to, this.view.nextAt ?? this.history.head.at));
    }
  }
  async seekMoment(eventCount: number): Promise<void> {
    this.pause();
    this.stoppedBy = null;
    await this.#free();
    const shown = await this.#ask({ type: 'seek', to: { eventCount } });
    if (shown && this.view) this.t = this.view.moment.at;
  }
  /** To the newest known moment, and from there until nothing more happens (with CronJobs: one hour on). */
  async toEnd(): Promise<void> {
    this.pause();
    if (this.working) return;
    await this.#free();
    if (!this.view) return;
    if (!this.atHead) await this.seekMoment(this.history.head.eventCount);
    const from = Math.floor(this.t);
    const horizon = () => from + (Object.keys(this.view!.cronJobs).length > 0 ? hour : 400 * 24 * hour);
    this.working = true;
    for (let n = 0; this.working && !this.broken && this.view.nextAt !== null && this.view.nextAt <= horizon(); n++) {
      const until = n === 0 ? from + 1000 : horizon();   // a CronJob that was just applied is known after a moment
      const shown: Shown | null = await this.#ask({ type: 'advance', until, eventsMax: chunk });
      if (!shown || shown.stoppedBy || shown.idle) break;
      this.t = this.view.moment.at;
    }
    this.t = this.view.moment.at;
    this.working = false;
    this.#showAll();
  }
  /** Shows the moment `at`, running there first if it was never reached. */
  async runTo(at: number): Promise<void> {
    if (at <= this.history.head.at) return this.seek(at);
    this.pause();
    await this.#free();
    if (!this.atHead) await this.seekMoment(this.history.head.eventCount);
    const until = Math.round(at);
    while (this.view && !this.broken) {
      const shown: Shown | null = await this.#ask({ type: 'advance', until, eventsMax: chunk });
      if (!shown || shown.stoppedBy || this.view.nextAt === null || this.view.nextAt > until) break;
    }
    if (this.view) this.t = Math.max(this.view.moment.at, until);
    this.#showAll();
  }
  /** Goes on to `at` without records, but for the last two hours: on a branch of its own, so that what was seen before stays. */
  async skipTo(at: number): Promise<void> {
    this.pause();
    if (this.working) return;
    await this.#free();
    if (!this.view) return;
    this.stoppedBy = null;
    const until = Math.round(at) - tail;
    if (until < this.history.head.at + tail) return this.runTo(at);
    this.working = true;
    const begun = await this.#ask({ type: 'advance', until: this.history.head.at + 1000, eventsMax: chunk });   // what was just applied is still seen to arrive
    let shown: Shown | null = null;
    while (this.working && !this.broken && !begun?.stoppedBy) {
      shown = await this.#ask({ type: 'skip', until, eventsMax: skipChunk });
      if (shown?.skipping === undefined) break;
      this.t = shown.skipping;
    }
    const arrived = this.working && shown !== null;
    if (!this.working && shown?.skipping !== undefined) await this.#ask({ type: 'skip', until, eventsMax: 0 });   // stopped: here
    this.working = false;
    this.t = this.view.moment.at;
    void this.refreshBranches();
    if (arrived) await this.runTo(at);
  }
  stopWorking(): void { this.working = false; }

  async setBreakpoints(list: readonly Breakpoint[]): Promise<void> {
    this.breakpoints = list;
    await this.#ask({ type: 'breakpoints', list: [...list] });
  }
  async toBranch(id: number): Promise<void> {
    this.pause();
    await this.#free();
    await this.#ask({ type: 'branch', id });
    if (this.view) this.t = this.view.moment.at;
    await this.refreshBranches();
  }
  async refreshBranches(): Promise<void> {
    this.branches = (await this.query<BranchInfo[]>({ type: 'branches' })) ?? [];
  }
  /** Asks the engine; null when it refused, and `error` then says why. */
  async query<T>(query: Query): Promise<T | null> {
    try { return this.#engine && !this.broken ? await this.#engine.query<T>(query) : null; } catch (e) { this.error = (e as Error).message; return null; }
  }

  /** What the engine says of a text; null while there is no engine. Not bound to the run. */
  async about<T>(question: TextQuestion, text: string): Promise<T | null> {
    return this.#engine && !this.broken ? this.#engine.about<T>(question, text) : null;
  }

  /** Until the engine has answered what it was asked. */
  async #free(): Promise<void> { while (this.#asking && !this.broken) await new Promise((r) => setTimeout(r, 4)); }
  async #ask(body: Ask): Promise<Shown | null> {
    if (!this.#engine) return null;
    this.#asking = true;
    try {
      const shown = await this.#engine.ask(body);
      if (shown.type === 'shown') this.#take(shown);
      return shown;
    } catch (e) {
      this.error = (e as Error).message;
      return null;
    } finally { this.#asking = false; }
  }
  #take(shown: Shown): void {
    if (shown.view) this.view = shown.view;
    else if (shown.patch && this.view) this.view = patchView(this.view, shown.patch);
    if (shown.history) this.history = patchHistory(this.history, shown.history);
    this.idle = shown.idle;
    const now = performance.now();
    if (!this.playing) this.#showAll();
    else if (now - this.#calmAt > calmEvery) { this.#calmAt = now; this.#owed ??= 'panels'; }
    if (shown.stoppedBy) { this.stoppedBy = shown.stoppedBy; this.pause(); }
  }
  #travel(to: number): Promise<void> {
    const stretch = storyStretch(this.t, to, 'busy', Math.max(1, this.factor) * 1.5);
    const began = performance.now();
    return new Promise((done) => {
      const go = (now: number) => {
        this.t = along(stretch, now - began);
        if (this.t >= to || this.playing) done(); else requestAnimationFrame(go);
      };
      requestAnimationFrame(go);
    });
  }

  #tick = (now: number): void => {
    if (!this.playing || !this.view) return;
    this.#frame = requestAnimationFrame(this.#tick);
    const passed = Math.min(250, now - this.#last);
    this.#pay();
    this.#land();
    if (this.#asking || !this.playing) return;
    this.#last = now;
    if (this.view.nextAt === null && this.atHead) { this.pause(); this.idle = true; return; }
    if (this.pace === 'story') this.#tellStory(now); else this.#runClock(passed);
  };
  #pay(): void {
    this.full = this.#owed !== null;
    if (this.#owed === 'panels') { this.calm = this.view; this.#owed = 'timeline'; }
    else if (this.#owed === 'timeline') { this.calmHistory = this.history; this.#owed = null; }
  }
  #tellStory(now: number): void {
    const view = this.view!;
    if (now < this.#holdUntil) return;
    if (!this.#stretch) {
      this.#stretch = storyStretch(this.t, view.nextAt ?? this.t, bustleOf(view), this.factor * haste(this.#familiarity));
      this.#stretchFrom = Math.max(this.#holdUntil, now - 20);
      this.jumping = this.#stretch.jump;
    }
    const spent = now - this.#stretchFrom;
    if (!this.reduced || this.#stretch.jump) this.t = along(this.#stretch, spent);
    if (spent < this.#stretch.wall) return;
    void this.#happen(this.#stretch.to, view.flights.length > 12);
  }
  /** Lets happen what is due at `until`, up to the next thing worth a pause for the eye. */
  async #happen(until: number, crowd: boolean): Promise<void> {
    let pause = 0;
    for (let n = 0; n < 12 && pause === 0; n++) {
      const shown = await this.#ask({ type: 'advance', until, eventsMax: crowd ? 60 : 1 });
      if (!shown || !this.playing) break;
      noteSeen(this.#familiarity, shown.told);
      pause = Math.max(0, ...shown.told.map(beatOf));
      if (this.view!.nextAt === null || this.view!.nextAt > until) break;
    }
    if (this.playing) this.t = Math.max(until, this.view!.moment.at);
    this.#stretch = null;
    this.#holdUntil = performance.now() + pause / this.factor / haste(this.#familiarity) / (crowd ? 4 : 1);
  }
  #runClock(passed: number): void {
    const view = this.view!;
    this.jumping = false;
    const want = this.t + passed * this.speed;
    if (view.nextAt === null || want < view.nextAt) { this.t = want; return; }
    const until = Math.floor(want);
    this.#asking = true;
    const engine = this.#engine!;
    // Once this frame is drawn: while it is, the worker would only compete with it for the processor.
    afterFrame(() => {
      if (engine !== this.#engine) return;
      engine.ask({ type: 'advance', until, eventsMax: chunk }).then((shown) => {
        this.#arrived = { shown, until };
        if (!this.playing) this.#land();
      }, (e: Error) => { this.error = e.message; this.#asking = false; });
    });
  }
  #land(): void {
    const arrived = this.#arrived;
    if (!arrived || !this.view) return;
    const { shown, until } = arrived;
    this.#arrived = null;
    this.#asking = false;
    this.#take(shown);
    const more = this.view.nextAt !== null && this.view.nextAt <= until;
    this.t = shown.stoppedBy || more ? this.view.moment.at : Math.max(this.view.moment.at, until);
  }
}
