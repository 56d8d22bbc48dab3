// A Map whose copies share what none of them has changed: copying costs what was changed since the last rebuild, not what is held. Keeps a Map's order.

const gone = Symbol('gone');
/** Stands for an empty map until something is put in. */
const none = new Map<never, never>() as Map<never, never> & Map<any, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** Of so many of the newest keys at least it is known in which order they came. */
const cameKept = 128;
const own = <K, V>(map: Map<K, V>): Map<K, V> => (map === none ? new Map() : map);
const copied = <K, V>(map: Map<K, V>): Map<K, V> => (map.size === 0 ? none : new Map(map));

/** Reads and writes like a Map, in the same order; `undefined` is no value. Until it is copied it is nothing but a Map. */
export class SharedMap<K, V> implements Iterable<[K, V]> {
  #base: Map<K, V>;
  /** `#base` is shared with a copy and must not be written any more; changes go into the two maps. */
  #shared = false;
  /** By keys of the base that still stand in their place there: the newer value, or gone. */
  #changed: Map<K, V | typeof gone> = none;
  /** Keys that came after the base's, also those that had gone from it. */
  #added: Map<K, V> = none;
  #size: number;
  /** Keys in the order in which they came, the last ones only; some have gone since, and some came again. Null until somebody asks for the newest. */
  #came: K[] | null = null;

  /** `room`: so many entries are remembered (see `remember`); a map that forgets nothing has no bound. */
  constructor(entries?: Iterable<readonly [K, V]>, readonly room = Infinity) {
    this.#base = new Map(entries);
    this.#size = this.#base.size;
  }
  get size(): number { return this.#size; }

  get(key: K): V | undefined {
    if (!this.#shared) return this.#base.get(key);
    const changed = this.#changed.get(key);
    if (changed === undefined) return this.#base.get(key) ?? this.#added.get(key);
    return changed === gone ? this.#added.get(key) : changed as V;
  }
  has(key: K): boolean { return this.get(key) !== undefined; }

  set(key: K, value: V): this {
    if (!this.#shared) {
      this.#base.set(key, value);
      if (this.#base.size > this.#size) this.#grow(key);
      return this;
    }
    if (this.#base.has(key) && this.#changed.get(key) !== gone) (this.#changed = own(this.#changed)).set(key, value);
    else { if (!this.#added.has(key)) this.#grow(key); (this.#added = own(this.#added)).set(key, value); }
    this.#rebuildIfLarge();
    return this;
  }
  #grow(key: K): void {
    this.#size++;
    if (!this.#came) return;
    if (this.#came.length >= 2 * cameKept) this.#came.splice(0, cameKept);
    this.#came.push(key);
  }
  delete(key: K): boolean {
    if (!this.#shared) { const was = this.#base.delete(key); this.#size = this.#base.size; return was; }
    let was = this.#added.delete(key);
    if (!was && this.#base.has(key) && this.#changed.get(key) !== gone) { (this.#changed = own(this.#changed)).set(key, gone); was = true; }
    if (was) this.#size--;
    this.#rebuildIfLarge();
    return was;
  }
  #rebuildIfLarge(): void {
    if (this.#changed.size + this.#added.size <= 64 + (this.#base.size >> 2)) return;
    this.#base = new Map(this);
    this.#shared = false;
    this.#changed = none;
    this.#added = none;
  }

  /** The keys that stand first, `count` at most. */
  oldest(count: number): K[] {
    const keys: K[] = [];
    for (const [key] of this.#shared ? this : this.#base) if (keys.push(key) >= count) break;
    return keys;
  }

  /** The keys that stand last, `count` at most. All are looked at only when many of the newest have gone. */
  newest(count: number): K[] {
    const found: K[] = [];
    const came = this.#came ?? [];
    for (let i = came.length - 1; i >= 0 && found.length < count; i--) if (this.has(came[i]!) && !found.includes(came[i]!)) found.push(came[i]!);
    if (found.length === Math.min(count, this.#size)) return found.reverse();
    this.#came = [...this.keys()].slice(-Math.max(count, cameKept));
    return this.#came.slice(-count);
  }

  /** What is deleted on the way is not given any more. */
  *[Symbol.iterator](): Generator<[K, V]> {
    if (!this.#shared) { yield* this.#base; return; }
    const base = this.#base;
    const added = this.#added;
    for (const entry of base) {
      const key = entry[0];
      // After a rebuild on the way the key is looked up in what is there now.
      const changed = base === this.#base ? this.#changed.get(key) : this.get(key) ?? gone;
      if (changed === undefined) yield entry;
      else if (changed !== gone) yield [key, changed as V];
    }
    for (const entry of added) if (base === this.#base || this.has(entry[0])) yield entry;
  }
  *keys(): Generator<K> { for (const entry of this) yield entry[0]; }
  *values(): Generator<V> { for (const entry of this) yield entry[1]; }

  list(): V[] { return Array.from(this.#shared ? this.values() : this.#base.values()); }

  /** A map of its own with the same entries. */
  copy(): SharedMap<K, V> {
    const next = new SharedMap<K, V>(undefined, this.room);
    next.#base = this.#base;
    next.#changed = copied(this.#changed);
    next.#added = copied(this.#added);
    next.#size = this.#size;
    this.#shared = next.#shared = true;
    return next;
  }
}

/** A map to remember in, with room for so many entries. */
export const forgetful = <K, V>(room: number, entries?: Iterable<readonly [K, V]>): SharedMap<K, V> => new SharedMap(entries, room);
/** Sets an entry and makes it the newest. Of more than there is room for the least recently written are forgotten, several at a time, which costs less. */
export function remember<K, V>(map: SharedMap<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  const evicted = map.room >> 4;
  if (map.size >= map.room + evicted) for (const old of map.oldest(evicted)) map.delete(old);
}
