// A list that keeps the newest of what is put in.

/** Older entries than there is room for are cut off now and then, and do not count before. */
export class Lately<T> {
  #list: T[];
  #dropped: T | null = null;
  constructor(readonly room: number, entries: readonly T[] = []) { this.#list = entries.slice(); }
  push(value: T): void {
    this.#list.push(value);
    if (this.#list.length > this.room * 2) this.#trim();
  }
  #trim(): void {
    const old = this.#list.length - this.room;
    if (old <= 0) return;
    this.#dropped = this.#list[old - 1]!;
    this.#list = this.#list.slice(old);
  }
  /** Oldest first. */
  list(): readonly T[] { this.#trim(); return this.#list; }
  /** The newest that is no longer there; null if all that ever came is. */
  get dropped(): T | null { this.#trim(); return this.#dropped; }
  copy(): Lately<T> {
    const next = new Lately(this.room, this.list());
    next.#dropped = this.#dropped;
    return next;
  }
}
