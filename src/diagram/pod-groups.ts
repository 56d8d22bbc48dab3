// Pods by what they have in common, the oldest first. Of a view that is changed in place only what changed is looked at.
import { changedSince, type Changes } from '../base/changes.ts';
import type { ObjectKey, PodView, View } from '../engine/protocol.ts';

/** `list` has gaps where some have gone; `version`: of these Pods in this state, and of no others. */
export type PodGroup = { size: number; version: number; list: (PodView | null)[]; /** The latest creation. */ newest: number; sorted: boolean };

/** Those that come first in the order of the group, or last. */
export const first = ({ list }: PodGroup, count: number): PodView[] => some(list, count, 0, 1);
export const last = ({ list }: PodGroup, count: number): PodView[] => some(list, count, list.length - 1, -1).reverse();
function some(list: PodGroup['list'], count: number, from: number, step: 1 | -1): PodView[] {
  const found: PodView[] = [];
  for (let i = from; found.length < count && i >= 0 && i < list.length; i += step) if (list[i]) found.push(list[i]!);
  return found;
}

/** `of`: the name of a Pod's group. */
export function createPodGroups(of: (pod: PodView) => string): (view: View) => ReadonlyMap<string, PodGroup> {
  const groups = new Map<string, PodGroup>();
  const places = new Map<ObjectKey, { group: PodGroup; at: number }>();
  let version = 0;
  let read: { pods: View['pods']; changes: Changes | undefined; seen: number } | null = null;

  function groupOf(pod: PodView): PodGroup {
    let group = groups.get(of(pod));
    if (!group) groups.set(of(pod), group = { size: 0, version: 0, list: [], newest: -Infinity, sorted: true });
    return group;
  }
  function put(key: ObjectKey, pod: PodView | undefined): void {
    const place = places.get(key);
    const was = place?.group.list[place.at];
    if (was === pod) return;
    version++;
    if (place && was) {
      place.group.version = version;
      if (pod && pod.createdAt === was.createdAt && groupOf(pod) === place.group) { place.group.list[place.at] = pod; return; }
      place.group.list[place.at] = null;
      place.group.size--;
      places.delete(key);
    }
    if (!pod) return;
    const group = groupOf(pod);
    places.set(key, { group, at: group.list.push(pod) - 1 });
    group.size++;
    group.version = version;
    if (pod.createdAt < group.newest) group.sorted = false;
    else group.newest = pod.createdAt;
  }
  /** Closes the gaps where they are many, and puts what came late, as after a way back, where it belongs. */
  function tidy(group: PodGroup): void {
    if (group.sorted && group.list.length <= 2 * group.size + 64) return;
    const list = first(group, group.size).sort((a, b) => a.createdAt - b.createdAt);
    list.forEach((pod, at) => { places.get(pod.key)!.at = at; });
    group.list = list;
    group.sorted = true;
  }
  function changed({ pods, changes }: View): readonly ObjectKey[] {
    if (!read || read.pods !== pods || read.changes !== changes) return [...places.keys(), ...Object.keys(pods)];
    return changes ? changedSince(changes, read.seen) ?? [...places.keys(), ...Object.keys(pods)] : [];
  }
  return (view) => {
    const { pods, changes } = view;
    for (const key of changed(view)) put(key, pods[key]);
    read = { pods, changes, seen: changes ? changes.from + changes.keys.length : 0 };
    for (const [name, group] of groups) if (group.size === 0) groups.delete(name); else tidy(group);
    return groups;
  };
}
